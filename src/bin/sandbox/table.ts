/** Rows as a plain table for a terminal; numbers stand right. */
export function table(
  title: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => row[index]!.length)),
  );
  const isNumber = (text: string) => /^-?[\d,]+(\.\d+)?$/.test(text);
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => (isNumber(cell) ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!)))
      .join('  ')
      .trimEnd();
  return [
    '',
    title,
    line(columns),
    widths.map((width) => '─'.repeat(width)).join('  '),
    ...rows.map(line),
    '',
  ].join('\n');
}

/** Sets an amount in thousands for reading: 4264.75 → 4,264.75; what is no amount stays as it is. */
export const money = (text: string) =>
  /^-?\d+\.\d+$/.test(text) ? text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',') : text;
