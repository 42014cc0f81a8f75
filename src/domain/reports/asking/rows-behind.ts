import type { Context, EveryRow } from '../../../kernel/operation.ts';
import type { MetricQuestion } from '../metrics/question.ts';
import { definitionOf } from '../metrics/metric.ts';
import { mayDivideBy } from '../policy.ts';
import { everyRowBehind, rowsBehind, type BehindRow, type Place } from '../store/question/rows.ts';
import { askedOf } from './asked-of.ts';
import { dividedBy, fieldOf } from './available.ts';

type Question = Omit<MetricQuestion, 'metrics'>;

interface Paging {
  currency?: string | undefined;
  after?: string | undefined;
}

const placeAfter = (rows: readonly BehindRow[], before: Place | undefined): Place => {
  const { day, subject } = rows.at(-1)!;
  const alike = rows.filter((row) => row.day === day && row.subject === subject).length;
  const place = { day: day ?? '', subject: subject ?? '' };
  const isSame = before?.day === place.day && before.subject === place.subject;
  return { ...place, given: alike + (isSame ? before.given : 0) };
};

function partAsked(name: string, question: Question, { currency, after }: Paging, context: Context) {
  const asked = askedOf({ ...question, metrics: [name] }, context);
  const metric = asked.metrics[0]!;
  const keys = dividedBy(metric).filter((one) => mayDivideBy(context.actor, one));
  // A cursor goes on with the question that it came from.
  const list = `metric rows ${JSON.stringify([name, question, currency ?? null])}`;
  const place = after === undefined ? undefined : (JSON.parse(context.openCursor(list, after)) as Place);
  return { asked, metric, list, part: { keys, currency, after: place } };
}

/** Every row behind the metric’s figure, or behind the cursor, as far as the actor sees them, in the order of the pages. */
export function everyBehind(
  name: string,
  question: Question,
  paging: Paging,
  context: Context,
): Promise<EveryRow> {
  const { asked, metric, part } = partAsked(name, question, paging, context);
  return everyRowBehind(metric, asked, part, fieldOf, context);
}

/** A page of the rows behind the metric’s figure, as far as the actor sees them, by day and subject. */
export async function pageBehind(
  name: string,
  question: Question,
  { limit, ...paging }: Paging & { limit: number },
  context: Context,
) {
  const { asked, metric, list, part } = partAsked(name, question, paging, context);
  const { keys, after } = part;
  const found = await rowsBehind(metric, asked, { ...part, limit }, context);
  const rows = found.slice(0, limit);
  return {
    metric: name,
    definitionId: definitionOf(metric),
    unit: metric.unit,
    asOf: question.asOf ?? context.now,
    rows: rows.map(({ keys: groups, subject, ...row }) => ({
      noun: metric.fact.subject.noun,
      id: subject,
      ...row,
      ...Object.fromEntries(
        keys.map((one) => {
          const key = groups[one] ?? null;
          return [fieldOf(one), one === 'tier' && key !== null ? Number(key) : key];
        }),
      ),
    })),
    nextCursor:
      found.length > limit ? context.sealCursor(list, JSON.stringify(placeAfter(rows, after))) : null,
  };
}
