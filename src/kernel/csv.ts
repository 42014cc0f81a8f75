// = + - @ tab carriage return, and their full-width forms, which some spreadsheets read as the same.
/** The letters, by their code, at which a spreadsheet takes a cell for a formula (ASVS 1.2.10). */
export const formulaSigns: readonly number[] = [61, 43, 45, 64, 9, 13, 65_309, 65_291, 65_293, 65_312];

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A cell of figures, ids or days, which no one can make a formula: a negative amount stays a number. */
export const figureCell = (value: string | number | null | undefined): string => quoted(String(value ?? ''));

/** A text with an apostrophe before what a spreadsheet would run as a formula. */
export const disarmed = (text: string): string =>
  formulaSigns.includes(text.charCodeAt(0)) ? `'${text}` : text;

/** A cell that people wrote, disarmed. */
export const textCell = (value: string | null | undefined): string => quoted(disarmed(value ?? ''));

/** A record of cells. */
export const csvRecord = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;
