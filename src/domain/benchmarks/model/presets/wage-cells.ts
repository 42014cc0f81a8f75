/** Hours of a year of full work, by which the Bureau turns wages of a year into those of an hour. */
const yearHours = 2_080n;

const isFigure = (text: string): boolean => /^\d+(\.\d+)?$/.test(text);

/** A figure of the Bureau's files: nothing where it is blank, `*` (not available) or `#` (at or above the top shown). */
export function figureOf(cell: string | undefined): string | undefined {
  const told = cell?.trim().replaceAll(',', '') ?? '';
  if (told === '' || told === '*' || told === '**' || told === '#' || told === 'NA') return undefined;
  return isFigure(told) ? told.replace(/^0+(?=\d)/, '') : told;
}

/** Whether a cell says that the figure is at or above the top that is shown. */
export const isTop = (cell: string | undefined): boolean => cell?.trim() === '#';

/** People employed: a whole number, or what stood there, to be refused. */
export function countOf(cell: string | undefined): number | string | undefined {
  const told = figureOf(cell)?.replace(/\.0+$/, '');
  return told !== undefined && /^\d{1,15}$/.test(told) ? Number(told) : told;
}

/** Wages of a year in whole money as those of an hour, to the cent, half up. */
export function hourlyOf(cell: string | undefined): string | undefined {
  const told = figureOf(cell)?.replace(/\.0+$/, '');
  if (told === undefined || !/^\d{1,12}$/.test(told)) return told;
  const cents = (2n * BigInt(told) * 100n + yearHours) / (2n * yearHours);
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}

/** The Bureau's figures are those of May. */
export const ofMay = (year: string | undefined): string | undefined =>
  year === undefined ? undefined : `${year.trim()}-05-01`;
