import type { Fact, TimerFact } from '../../kernel/event.ts';
import { timer, type Context, type Timer } from '../../kernel/operation.ts';
import { boundaryAt, epochDay, instantAt } from '../../kernel/zone.ts';
import { z } from 'zod';
import { programs } from '../programs/index.ts';
import { enforce } from './enforce.ts';
import { keepPeriod, reckonPeriod } from './score-period.ts';
import { periodAfter, periodOf, type PeriodDays } from './scoring/period.ts';
import type { ConsequenceRow } from './store/consequences.ts';
import { holdSeries, revisionOn, type DefinitionRow } from './store/definitions.ts';
import type { ScorecardRow } from './store/scorecards.ts';

/** What scoring a period came to. */
export interface Evaluation {
  rows: ScorecardRow[];
  /** The ids of those that were not there before. */
  fresh: ReadonlySet<string>;
  taken: ConsequenceRow[];
  facts: Fact[];
}

/** Scores a period of all vendors that the definition is for and judges them by its rules; the series is held. */
export async function evaluate(
  definition: DefinitionRow,
  days: PeriodDays,
  context: Context,
): Promise<Evaluation> {
  const reckoned = await reckonPeriod(definition, days, context);
  const { rows, fresh, facts } = await keepPeriod(definition, days, reckoned, context);
  const vendorIds = reckoned.map(({ vendorId }) => vendorId);
  const enforced = await enforce(definition, vendorIds, context);
  return { rows, fresh, taken: enforced.taken, facts: [...facts, ...enforced.facts] };
}

/** When a period of a scorecard (subject: its first revision) is scored by itself. */
export const scoreVendorPeriod: Timer<{ periodFrom: string }> = timer({
  name: 'scoreVendorPeriod',
  data: z.strictObject({ periodFrom: z.string() }),
  // What ends with the period at the same instant is in it.
  rank: 10,
  async handle({ subjectId, data: { periodFrom } }, context) {
    const { id: seriesId } = await holdSeries(subjectId, context);
    const definition = await revisionOn(seriesId, periodFrom, context);
    if (!definition) return {};
    const days = periodOf(definition.period, periodFrom);
    const { facts } = await evaluate(definition, days, context);
    const next = periodAfter(definition.period, periodFrom);
    const after = await revisionOn(seriesId, next.from, context);
    return { events: facts, timers: after ? [await scoringOf(after, next, context)] : [] };
  },
});

/** The timer of a period: so many days after its last one as the definition says, by the program's zone. */
export async function scoringOf(
  { seriesId, programId, evaluatedAfterDays }: DefinitionRow,
  { from, to }: PeriodDays,
  { tx }: Context,
): Promise<TimerFact> {
  const zone = (await tx.find(programs, programId))!.timeZone;
  const dueAt = instantAt(boundaryAt(epochDay(to) + 1 + evaluatedAfterDays, '00:00', zone));
  return scoreVendorPeriod(dueAt, seriesId, { periodFrom: from });
}
