import { columnsOf, type Metric } from './metric.ts';

const words = new Set([
  'sum',
  'coalesce',
  'filter',
  'where',
  'and',
  'or',
  'not',
  'in',
  'is',
  'null',
  'true',
  'false',
]);

const names = (text: string): string[] =>
  text
    .replaceAll(/'[^']*'/g, '')
    .toLowerCase()
    .match(/[a-z_]\w*/g) ?? [];

/** Whether every column of the fact that the metric names is among these: rows with them tell it as the fact's own do. */
export const isOf = (metric: Metric, columns: ReadonlySet<string>): boolean =>
  columnsOf(metric).every((column) => columns.has(column));

/** Whether the metric is made of sums of the columns alone: then sums of parts come to the same as sums of rows. */
export function isSumOf(
  { numerator, denominator, distribution }: Pick<Metric, 'numerator' | 'denominator' | 'distribution'>,
  columns: ReadonlySet<string>,
): boolean {
  if (distribution) return false;
  return [numerator, denominator ?? 'sum(0)'].every((text) => {
    if (text.includes(':now')) return false;
    // A sum of products is no product of sums: within one, a single column or nothing stands.
    const sums = text.match(/\bsum\([^()]*\)/g) ?? [];
    const plain = sums.every((one) => /^sum\(\w+\)$/.test(one));
    return plain && sums.length > 0 && names(text).every((name) => words.has(name) || columns.has(name));
  });
}
