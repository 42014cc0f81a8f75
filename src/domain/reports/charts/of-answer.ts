import { refuse } from '../../../kernel/errors.ts';
import type { MetricAnswer, MetricRow } from '../metrics/answer.ts';
import { metricNamed } from '../metrics/catalog/index.ts';
import { laterDay, lengths } from '../metrics/comparison.ts';
import type { Grain } from '../metrics/dimensions.ts';
import type { Chart } from './chart.ts';

// More lines than colors, or more bars than a page has room for, are read by nobody.
const mostSeries = 8;
const mostGroups = 30;
const mostBars = 120;

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function periodName(day: string, grain: Grain): string {
  const [year, month] = day.split('-') as [string, string];
  if (grain === 'year') return year;
  if (grain === 'quarter') return `Q${Math.ceil(Number(month) / 3)} ${year}`;
  return grain === 'month' ? `${monthNames[Number(month) - 1]} ${year}` : day;
}

const words = (name: string) => name.replaceAll('_', ' ');

/** Names where the viewer sees them, else the ends of ids, which tell rows of one answer apart. */
const namesOf: readonly ((row: MetricRow) => string | null | undefined)[] = [
  (row) => row.programName ?? ending(row.programId),
  (row) => row.facilityName ?? ending(row.facilityId),
  (row) => row.unitName ?? ending(row.unitId),
  (row) => row.costCenterCode ?? ending(row.costCenterId),
  (row) => row.vendorName ?? ending(row.vendorId),
  (row) => (typeof row.tier === 'number' ? `tier ${row.tier}` : row.tier),
  (row) => row.profession,
  (row) => row.specialty,
  (row) => row.orderType && words(row.orderType),
  (row) => row.engagementKind && words(row.engagementKind),
  (row) => row.state,
  (row) => ending(row.requesterId),
];

function ending(id: string | null | undefined): string | null | undefined {
  return id && `…${id.slice(-8)}`;
}

const nameOf = (row: MetricRow): string =>
  namesOf
    .map((name) => name(row))
    .filter((name) => name !== undefined)
    .map((name) => name ?? 'none')
    .join(', ');

const endingsOf = ({ programId, facilityId, unitId, costCenterId, vendorId }: MetricRow): string =>
  [programId, facilityId, unitId, costCenterId, vendorId].flatMap((id) => ending(id) ?? []).join(' ');

/** What the group of a row is called; of groups called the same, as units of facilities are, the ends of ids are told too. */
function groupsOf(rows: readonly MetricRow[]): (row: MetricRow) => string {
  const called = Map.groupBy(rows, nameOf);
  const shared = new Set(
    [...called].filter(([, some]) => new Set(some.map(endingsOf)).size > 1).map(([name]) => name),
  );
  return (row) => (shared.has(nameOf(row)) ? `${nameOf(row)} ${endingsOf(row)}` : nameOf(row));
}

/** Every period from the first with a figure to the last: one without any is a gap, not left out. */
function periodsOf(rows: readonly MetricRow[], grain: Grain): string[] {
  const begun = rows.map(({ period }) => period!).toSorted();
  const periods: string[] = [];
  for (let day = begun[0]; day !== undefined && day <= begun.at(-1)!; day = laterDay(day, lengths[grain]))
    periods.push(periodName(day, grain));
  return periods;
}

const figureOf = ({ value }: MetricRow): number | null => (value === null ? null : Number(value));
const weightOf = (rows: readonly MetricRow[]): number =>
  rows.reduce((sum, row) => sum + Math.abs(figureOf(row) ?? 0), 0);

/** Of large sums cents are noise. */
const centsOf = (rows: readonly MetricRow[]): number =>
  rows.some((row) => Math.abs(figureOf(row) ?? 0) >= 100) ? 0 : 2;

/** One unit, and of money one currency: two scales in one picture mislead. */
function scaleOf(rows: readonly MetricRow[]): { unit: MetricRow['unit']; currency: string | null } {
  const [first] = rows;
  if (rows.some(({ unit }) => unit !== first!.unit))
    throw refuse('/metrics', 'mixed_units', 'A chart shows figures of one unit; ask for the others apart.');
  if (rows.some(({ currency }) => currency !== first!.currency))
    throw refuse(
      '/metrics',
      'mixed_currencies',
      'A chart shows money of one currency; ask for a program of it.',
    );
  return { unit: first?.unit ?? 'count', currency: first?.currency ?? null };
}

const titleOf = ({ metric }: Pick<MetricRow, 'metric'>): string =>
  metricNamed(metric)?.title ?? words(metric);
const titlesOf = (rows: readonly MetricRow[]): string[] => [...new Set(rows.map(titleOf))];

/** What all of it is called; with the figures beside it that it is compared with, their series say so. */
const headOf = ([first = 'No figures', ...others]: readonly string[]): string =>
  others.length === 0 ? first : `${first} and ${others.length === 1 ? others[0] : `${others.length} others`}`;

/** Of a comparison, what was before, as rows of their own. */
const earlierOf = (rows: readonly MetricRow[]): MetricRow[] =>
  rows.flatMap((row) =>
    row.priorValue === undefined ? [] : [{ ...row, value: row.priorValue, isSuppressed: false }],
  );

function subtitleOf(answer: MetricAnswer, shown: number, all: number): string {
  const { rows, by, from, to, asOf } = answer;
  const { unit, currency } = scaleOf(rows);
  const withheld = rows.filter(({ isSuppressed }) => isSuppressed).length;
  return [
    ...(rows.length === 0 ? [] : [currency ?? (unit === 'ratio' ? 'percent' : unit)]),
    ...(by.length > 0 ? [`by ${by.map(words).join(' and ')}`] : []),
    ...(from || to ? [`${from ?? '…'} to ${to ?? '…'}`] : []),
    ...(shown < all ? [`the ${shown} largest of ${all}`] : []),
    ...(withheld > 0 ? [`${withheld} withheld`] : []),
    `as of ${asOf}`,
  ].join('; ');
}

/** The answer's figures as a picture; of more series or bars than can be read, the largest. Refuses what no picture shows. */
export function chartOf(answer: MetricAnswer, asked: Chart['kind'] | undefined): Chart {
  const { grain } = answer;
  const earlier = new Set(earlierOf(answer.rows));
  const rows = [...answer.rows, ...earlier];
  // Lines through one period are dots, one upon the other.
  const hasPeriods = grain !== null && new Set(rows.map(({ period }) => period)).size > 1;
  const kind = asked ?? (hasPeriods ? 'line' : 'bar');
  if (kind === 'line' && grain === null)
    throw refuse('/chart', 'needs_grain', 'A line goes through periods: name a grain, or ask for bars.');
  const titles = titlesOf(rows);
  const groupOf = groupsOf(rows);
  const categoryOf = (row: MetricRow) =>
    grain === null ? groupOf(row) || 'all' : periodName(row.period!, grain);
  const seriesOf = (row: MetricRow) =>
    [
      grain === null || titles.length > 1 || answer.by.length === 0 ? titleOf(row) : '',
      grain === null ? '' : groupOf(row),
      earlier.has(row) ? 'before' : '',
    ]
      .filter(Boolean)
      .join(', ');
  const bySeries = Map.groupBy(rows, seriesOf);
  const byCategory = Map.groupBy(rows, categoryOf);
  const largest = (groups: Map<string, readonly MetricRow[]>, most: number) =>
    [...groups]
      .toSorted(([, a], [, b]) => weightOf(b) - weightOf(a))
      .slice(0, most)
      .map(([name]) => name);
  const periods = grain === null ? [] : periodsOf(rows, grain);
  const room = kind === 'line' ? mostSeries : Math.floor(mostBars / Math.max(1, periods.length));
  const isEarlier = (name: string) => Number(earlier.has(bySeries.get(name)![0]!));
  const series = largest(bySeries, Math.min(mostSeries, Math.max(1, room))).toSorted(
    (one, other) => isEarlier(one) - isEarlier(other),
  );
  const groups = Math.min(mostGroups, Math.floor(mostBars / Math.max(1, series.length)));
  const categories = grain === null ? largest(byCategory, groups) : periods;
  const { unit } = scaleOf(rows);
  const [shown, all] = grain === null ? [categories.length, byCategory.size] : [series.length, bySeries.size];
  return {
    kind,
    title: headOf(titles),
    subtitle: subtitleOf(answer, shown, all),
    categories,
    scale: { isPercent: unit === 'ratio', places: unit === 'money' ? centsOf(rows) : 1 },
    series: series.map((name) => ({
      name,
      values: categories.map((category) => {
        const found = bySeries.get(name)!.find((row) => categoryOf(row) === category);
        return found ? figureOf(found) : null;
      }),
    })),
  };
}
