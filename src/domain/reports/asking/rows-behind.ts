import type { Context } from '../../../kernel/operation.ts';
import type { MetricQuestion } from '../metrics/question.ts';
import { definitionOf } from '../metrics/metric.ts';
import { mayDivideBy } from '../policy.ts';
import { rowsBehind, type BehindRow, type Place } from '../store/question/rows.ts';
import { askedOf } from './asked-of.ts';
import { dividedBy, fieldOf } from './available.ts';

interface Paging {
  currency?: string | undefined;
  after?: string | undefined;
  limit: number;
}

const placeAfter = (rows: readonly BehindRow[], before: Place | undefined): Place => {
  const { day, subject } = rows.at(-1)!;
  const alike = rows.filter((row) => row.day === day && row.subject === subject).length;
  const place = { day: day ?? '', subject: subject ?? '' };
  const isSame = before?.day === place.day && before.subject === place.subject;
  return { ...place, given: alike + (isSame ? before.given : 0) };
};

/** A page of the rows behind the metric’s figure, as far as the actor sees them, by day and subject. */
export async function pageBehind(
  name: string,
  question: Omit<MetricQuestion, 'metrics'>,
  paging: Paging,
  context: Context,
) {
  const asked = askedOf({ ...question, metrics: [name] }, context);
  const [metric] = asked.metrics;
  const keys = dividedBy(metric!).filter((one) => mayDivideBy(context.actor, one));
  // A cursor goes on with the question that it came from.
  const list = `metric rows ${JSON.stringify([name, question, paging.currency ?? null])}`;
  const after =
    paging.after === undefined ? undefined : (JSON.parse(context.openCursor(list, paging.after)) as Place);
  const found = await rowsBehind(
    metric!,
    asked,
    { keys, currency: paging.currency, after, limit: paging.limit },
    context,
  );
  const rows = found.slice(0, paging.limit);
  return {
    metric: name,
    definitionId: definitionOf(metric!),
    unit: metric!.unit,
    asOf: question.asOf ?? context.now,
    rows: rows.map(({ keys: groups, subject, ...row }) => ({
      noun: metric!.fact.subject.noun,
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
      found.length > paging.limit ? context.sealCursor(list, JSON.stringify(placeAfter(rows, after))) : null,
  };
}
