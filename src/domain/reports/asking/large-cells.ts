import { refuse } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { DimensionName } from '../metrics/dimensions.ts';
import type { Metric } from '../metrics/metric.ts';
import type { MetricFigure, MetricQuestion } from '../metrics/question.ts';
import type { Asked } from '../store/question/asked.ts';
import { countsAllRows, leaves } from '../store/question/leaves.ts';
import { isByCurrency } from '../store/question/source.ts';
import { hiddenLeaves } from '../suppression/hidden-leaves.ts';
import { keyOf } from '../suppression/leaf.ts';
import { dimensionsOf, fieldOf } from './available.ts';

const mostDimensions = 3;

const day = (text: string) => Temporal.PlainDate.from(text);

/**
 * Refuses what would let small cells be told from large ones: parts of months, the past (two of which differ by one
 * change), sums over chosen values (whoever is shown them can add them up), and too many dimensions at once.
 */
export function assertLargeCells({
  by = [],
  where = {},
  without = [],
  grain,
  from,
  to,
  asOf,
}: MetricQuestion): void {
  if (from !== undefined && day(from).day !== 1)
    throw refuse('/from', 'not_a_month', 'An analyst asks for whole months: the first day of one.');
  if (to !== undefined && day(to).add({ days: 1 }).day !== 1)
    throw refuse('/to', 'not_a_month', 'An analyst asks for whole months: the last day of one.');
  if (grain === 'day' || grain === 'week')
    throw refuse('/grain', 'too_fine', 'An analyst asks for whole months.');
  if (asOf !== undefined)
    throw refuse('/asOf', 'not_for_analysts', 'An analyst asks for figures as they are.');
  for (const [name, values] of Object.entries(where))
    if (values.length > 1)
      throw refuse(
        `/${fieldOf(name as DimensionName)}`,
        'several_values',
        'An analyst filters by one value of a dimension; group by it for several.',
      );
  if (dimensionsAsked({ by, where, without }).length > mostDimensions)
    throw refuse('/by', 'too_many', `An analyst divides by at most ${mostDimensions} dimensions.`);
}

const dimensionsAsked = ({
  by,
  where = {},
  without = [],
}: Pick<Asked, 'by' | 'where' | 'without'>): DimensionName[] => [
  ...new Set([...by, ...(Object.keys(where) as DimensionName[]), ...without]),
];

const withoutFigures = { value: null, numerator: null, denominator: null, median: null, p90: null };

/** The figures with those of small cells taken out, and of others by which they could be told. */
export async function withoutSmallCells(
  figures: readonly MetricFigure[],
  asked: Asked,
  context: Context,
): Promise<MetricFigure[]> {
  const sources = Map.groupBy(asked.metrics, (metric) =>
    [metric.fact.name, metric.cohort, isByCurrency(metric), countsAllRows(metric) ? '' : metric.name].join(
      ' ',
    ),
  );
  const shownOf = new Map<string, (figure: MetricFigure) => boolean>();
  for (const metrics of sources.values()) {
    const isShown = await judge(metrics[0]!, asked, context);
    for (const { name } of metrics) shownOf.set(name, isShown);
  }
  return figures.map((figure) =>
    shownOf.get(figure.metric)!(figure) ? figure : { ...figure, ...withoutFigures, isSuppressed: true },
  );
}

const monthsOf = { month: 1, quarter: 3, year: 12 } as const;

/** Judges cells of the metric’s rows: one is shown where each of its months is, in the figure’s currency. */
async function judge(
  metric: Metric,
  asked: Asked,
  context: Context,
): Promise<(figure: MetricFigure) => boolean> {
  const available = dimensionsOf(metric.fact);
  const dimensions = dimensionsAsked(asked);
  const places = dimensions.map((name) => available.indexOf(name));
  const parts = Map.groupBy(await leaves(metric, available, asked, context), ({ month, currency }) =>
    keyOf([month, currency]),
  );
  const hidden: { month: string; currency: string | null; cells: Set<string> }[] = [];
  for (const some of parts.values()) {
    // A month of many groups is reckoned for a while, and a year has twelve.
    await context.breathe();
    const cells = hiddenLeaves(some, dimensions, available).map(({ values }) =>
      keyOf(places.map((at) => values[at]!)),
    );
    const { month, currency } = some[0]!;
    hidden.push({ month, currency, cells: new Set(cells) });
  }
  const { where = {}, without = [], grain } = asked;
  const valueOf = (name: DimensionName, keys: MetricFigure['keys']) =>
    name in keys ? keys[name] : without.includes(name) ? null : where[name]?.[0];
  return ({ period, keys, currency }) => {
    const cell = keyOf(dimensions.map((name) => valueOf(name, keys) ?? null));
    const within = (month: string) =>
      period === null ||
      (month >= period &&
        month <
          day(period)
            .add({ months: monthsOf[grain as keyof typeof monthsOf] })
            .toString());
    return !hidden.some((part) => part.currency === currency && within(part.month) && part.cells.has(cell));
  };
}
