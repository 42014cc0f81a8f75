import type { MetricRow } from '../reports/index.ts';
import { metricNamed } from '../reports/index.ts';

const plain = (places: number) =>
  new Intl.NumberFormat('en-US', { minimumFractionDigits: places, maximumFractionDigits: places });
const percent = new Intl.NumberFormat('en-US', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const writers: Record<MetricRow['unit'], Intl.NumberFormat> = {
  ratio: percent,
  money: plain(0),
  hours: plain(1),
  days: plain(1),
  count: plain(0),
  points: plain(1),
};

/** What stands where there is no figure. */
export const none = '–';

/** A decimal as people read it: exact text in, rounded for the eye, never for a sum. */
export const written = (value: string | null | undefined, unit: MetricRow['unit']): string =>
  value === null || value === undefined ? none : writers[unit].format(value as `${number}`);

/** The figure of a row; of a distribution its median, which a single long wait does not move. */
export function figureOf(row: MetricRow): string {
  if (row.isSuppressed) return 'withheld';
  return written(row.median ?? row.value, row.unit);
}

/**
 * What moved since the period before: points of a ratio, else percent; empty where there is nothing to compare, as beside
 * a median: what is known of before is the mean.
 */
export function movedOf({ value, priorValue, unit, median }: MetricRow): string {
  if (value === null || priorValue === null || priorValue === undefined || typeof median === 'string')
    return '';
  const [now, before] = [Number(value), Number(priorValue)];
  const sign = now > before ? '+' : now < before ? '–' : '±';
  if (unit === 'ratio') return `${sign}${plain(1).format(Math.abs(now - before) * 100)} pt`;
  return before === 0 ? '' : `${sign}${percent.format(Math.abs((now - before) / before))}`;
}

/** Whether the move is for the better; null where neither way is, or nothing moved. */
export function isBetter({ metric, value, priorValue }: MetricRow): boolean | null {
  const better = metricNamed(metric)?.better;
  if (!better || value === null || priorValue === null || priorValue === undefined) return null;
  const moved = Number(value) - Number(priorValue);
  return moved === 0 ? null : moved > 0 === (better === 'higher');
}

/** What a figure is called: a median as one, and what is so at an instant as of now, whatever days are reviewed. */
export const titleOf = (row: MetricRow): string => {
  const { title = row.metric, cohort } = metricNamed(row.metric) ?? {};
  const said = typeof row.median === 'string' ? `${title}, median` : title;
  return cohort === null ? `${said}, now` : said;
};
