import type { Actor } from '../../../kernel/actor.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { MetricAnswer, MetricRow } from '../metrics/answer.ts';
import { dimensions, type DimensionName } from '../metrics/dimensions.ts';
import type { MetricFigure, MetricQuestion } from '../metrics/question.ts';
import { questionOf, type MetricTerms } from '../metrics/terms.ts';
import { seesNames } from '../policy.ts';
import { labels } from '../store/question/labels.ts';
import { askMetrics } from './ask-metrics.ts';
import { askedOf } from './asked-of.ts';
import { fieldOf } from './available.ts';

type Labels = Awaited<ReturnType<typeof labels>>;

function groupsOf({ keys }: MetricFigure, by: readonly DimensionName[], named: Labels, actor: Actor) {
  return Object.fromEntries(
    by.flatMap((name) => {
      const key = keys[name] ?? null;
      const dimension = dimensions[name];
      const told = [[fieldOf(name), key !== null && name === 'tier' ? Number(key) : key]];
      if (!('label' in dimension) || !seesNames(actor)) return told;
      return [...told, [dimension.label[0], key === null ? null : (named.get(name)!.get(key) ?? null)]];
    }),
  );
}

/** A figure as a row that a spreadsheet takes. */
function rowOf(
  figure: MetricFigure,
  { by = [], grain, compare }: MetricQuestion,
  named: Labels,
  actor: Actor,
): MetricRow {
  const { period, keys: _, prior, ...rest } = figure;
  return {
    ...(grain && { period }),
    ...groupsOf(figure, by, named, actor),
    ...rest,
    ...(compare && {
      priorValue: prior?.value ?? null,
      priorNumerator: prior?.numerator ?? null,
      priorDenominator: prior?.denominator ?? null,
    }),
  };
}

/** Periods one after the other, groups by what they are called, metrics as they were asked for. */
function inOrder(figures: readonly MetricFigure[], { metrics, by = [] }: MetricQuestion, named: Labels) {
  const texts = (figure: MetricFigure) => [
    figure.period ?? '',
    ...by.map((name) => {
      const key = figure.keys[name] ?? null;
      // What has none comes last.
      return key === null ? '\uffff' : `${named.get(name)?.get(key) ?? ''} ${key}`;
    }),
    String(metrics.indexOf(figure.metric)).padStart(2, '0'),
    figure.currency ?? '',
  ];
  return figures
    .map((figure) => ({ figure, place: texts(figure) }))
    .toSorted((a, b) => {
      const at = a.place.findIndex((text, index) => text !== b.place[index]);
      return at < 0 ? 0 : a.place[at]! < b.place[at]! ? -1 : 1;
    })
    .map(({ figure }) => figure);
}

/** The answer to a question as rows with the names of their groups, in their order: what lists, files and pictures show. */
export async function answerOf(question: MetricQuestion, context: Context): Promise<MetricAnswer> {
  const { by = [], grain = null, from = null, to = null, asOf } = question;
  const asked = { ...question, by: [...new Set(by)], metrics: [...new Set(question.metrics)] };
  const figures = await askMetrics(asked, context);
  const named = seesNames(context.actor)
    ? await labels(figures, asked.by, asOf, context)
    : new Map<DimensionName, Map<string, string>>();
  const rows = inOrder(figures, asked, named).map((figure) => rowOf(figure, asked, named, context.actor));
  return { by: asked.by, grain, from, to, asOf: asOf ?? context.now, rows };
}

/** The same of terms and days, as they are given. */
export const answerTo = (
  { from, to, asOf, ...terms }: MetricTerms & Pick<MetricQuestion, 'from' | 'to' | 'asOf'>,
  context: Context,
): Promise<MetricAnswer> => answerOf(questionOf(terms, { from, to, asOf }), context);

/** Refuses, naming the field, what the actor may not ask by the terms of the days. */
export const assertAskable = (
  terms: MetricTerms,
  days: Pick<MetricQuestion, 'from' | 'to'>,
  asker: Pick<Context, 'actor' | 'now'>,
): void => {
  askedOf(questionOf(terms, days), asker);
};
