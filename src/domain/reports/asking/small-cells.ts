import type { Context } from '../../../kernel/operation.ts';
import type { DimensionName } from '../metrics/dimensions.ts';
import type { MetricFigure } from '../metrics/question.ts';
import type { Asked } from '../store/question/asked.ts';
import { groupsOf, peopleKey, sourceKey } from '../store/question/leaves.ts';
import { hiddenCells } from '../suppression/hidden-cells.ts';
import type { Group } from '../suppression/leaf.ts';
import { monthsOf } from '../suppression/months.ts';
import { dimensionsOf } from './available.ts';
import { cellsOf, keyOfFigure } from './cells-asked.ts';
import { dimensionsAsked } from './large-cells.ts';
import { nothingAt, type Place } from './nothing.ts';

const withoutFigures = { value: null, numerator: null, denominator: null, median: null, p90: null };

/**
 * The figures with those of small cells taken out, and of others by which they could be told. Of rows that sum to nothing
 * no sums are kept: they have figures too, else that there is none would tell it.
 */
export async function withoutSmallCells(
  figures: readonly MetricFigure[],
  asked: Asked,
  context: Context,
): Promise<MetricFigure[]> {
  const judged = new Map<string, Verdict>();
  for (const metrics of Map.groupBy(asked.metrics, sourceKey).values()) {
    const alike = [...Map.groupBy(metrics, peopleKey).values()];
    const firsts = alike.map(([first]) => first!);
    const available = dimensionsOf(firsts[0]!.fact);
    const groups = await groupsOf(firsts, available, asked, context);
    for (const [at, some] of alike.entries()) {
      const verdict = await judge(groups[at]!, available, asked, context);
      for (const { name } of some) judged.set(name, verdict);
    }
  }
  const given = Map.groupBy(figures, ({ metric }) => metric);
  const placeOf = ({ period, keys, currency }: Place) =>
    [period, currency, keyOfFigure(keys, asked)].join(' ');
  return asked.metrics.flatMap((metric) => {
    const { isShown, places } = judged.get(metric.name)!;
    const found = given.get(metric.name) ?? [];
    const known = new Set(found.map(placeOf));
    const nothing = places.filter((place) => !known.has(placeOf(place)));
    return [...found, ...nothing.map((place) => nothingAt(metric, place))].map((figure) =>
      isShown(figure) ? figure : { ...figure, ...withoutFigures, isSuppressed: true },
    );
  });
}

interface Verdict {
  isShown(place: Place): boolean;
  /** Where rows add to a figure that is asked for. */
  places: readonly Place[];
}

const monthsIn = { month: 1, quarter: 3, year: 12 } as const;

/** The first day of the period of a month. */
function periodOf(month: string, grain: Asked['grain']): string | null {
  if (grain === undefined || month === '') return null;
  const day = Temporal.PlainDate.from(month);
  const since = (day.month - 1) % monthsIn[grain as keyof typeof monthsIn];
  return day.subtract({ months: since }).toString();
}

/** Judges cells of the rows: one is shown where each of its months is, in the figure’s currency. */
async function judge(
  groups: readonly Group[],
  available: readonly DimensionName[],
  asked: Asked,
  context: Context,
): Promise<Verdict> {
  const cells = cellsOf(groups, available, asked);
  const hidden = new Set<string>();
  const places = new Map<string, Place>();
  for (const part of monthsOf(groups)) {
    // A month of many groups is reckoned for a while, and a year has twelve.
    await context.breathe();
    const { currency } = part;
    const period = periodOf(part.month, asked.grain);
    const cellIn = (leaf: number) => cells.get(part.groups[leaf]!)!;
    for (const [first] of hiddenCells(part.leaves, dimensionsAsked(asked), available))
      hidden.add([period, currency, cellIn(first!).key].join(' '));
    for (const cell of new Set(part.groups.map((group) => cells.get(group)!)))
      if (cell.keys)
        places.set([period, currency, cell.key].join(' '), { period, currency, keys: cell.keys });
  }
  return {
    isShown: ({ period, keys, currency }) =>
      !hidden.has([period, currency, keyOfFigure(keys, asked)].join(' ')),
    places: [...places.values()],
  };
}
