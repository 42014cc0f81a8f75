import type { Context } from '../../../kernel/operation.ts';
import { refuse } from '../../../kernel/errors.ts';
import { distanceOf, earlierDays, laterDay } from '../metrics/comparison.ts';
import { metricNamed } from '../metrics/catalog/index.ts';
import type { MetricFigure, MetricQuestion } from '../metrics/question.ts';
import { seesLargeCellsOnly } from '../policy.ts';
import type { Asked } from '../store/question/asked.ts';
import { figures, mostFigures } from '../store/question/figures.ts';
import { askedOf } from './asked-of.ts';
import { nothingAt } from './nothing.ts';
import { withoutSmallCells } from './small-cells.ts';

async function answer(asked: Asked, context: Context): Promise<MetricFigure[]> {
  const found = await figures(asked, context);
  const given = seesLargeCellsOnly(context.actor) ? await withoutSmallCells(found, asked, context) : found;
  if (given.length > mostFigures)
    throw refuse('/by', 'too_many', `More than ${mostFigures} figures: ask for fewer days or dimensions.`);
  return given;
}

const cellOf = ({ metric, period, keys, currency }: MetricFigure): string =>
  JSON.stringify([metric, period, keys, currency]);

async function compared(
  now: readonly MetricFigure[],
  asked: Asked,
  by: Temporal.DurationLike,
  context: Context,
): Promise<MetricFigure[]> {
  const before = new Map(
    (await answer({ ...asked, ...earlierDays(asked, by) }, context)).flatMap((figure) => {
      const period = figure.period === null ? null : laterDay(figure.period, by);
      return period === undefined ? [] : [[cellOf({ ...figure, period }), { figure, period }] as const];
    }),
  );
  const beside = (figure: MetricFigure): MetricFigure => {
    const found = before.get(cellOf(figure))?.figure;
    const { value = null, numerator = null, denominator = null } = found ?? {};
    return { ...figure, prior: { value, numerator, denominator } };
  };
  const known = new Set(now.map(cellOf));
  const last =
    asked.to ?? now.reduce((latest, { period }) => (period && period > latest ? period : latest), '');
  const gone = [...before].filter(
    ([cell, { period }]) => !known.has(cell) && (period === null || period <= last),
  );
  return [
    ...now,
    ...gone.map(([, { figure, period }]) => nothingAt(metricNamed(figure.metric)!, { ...figure, period })),
  ].map(beside);
}

/**
 * Answers a question with a figure for each metric, period, group and currency that has rows, as the actor may see them;
 * where it compares, for those too that had some before. Metrics of an instant are of `asOf` or now, whatever the days.
 * Refuses metrics and dimensions that are not there or not the actor’s, as fields that are not available.
 */
export async function askMetrics(question: MetricQuestion, context: Context): Promise<MetricFigure[]> {
  const asked = askedOf(question, context);
  const now = await answer(asked, context);
  const distance = distanceOf(question);
  return distance ? compared(now, asked, distance, context) : now;
}
