import { z } from 'zod';
import type { TimerFact } from '../../kernel/event.ts';
import { timer, type Context, type Timer } from '../../kernel/operation.ts';
import { endingNext, liftEnded } from './store/matches.ts';
import { completeRun, nextWorkers, screenVendors, screenWorkers } from './store/screening.ts';
import { screeningRuns } from './tables.ts';

/** Lifts the matches whose exclusions are over by their own day; the subject is one of their records. */
export const liftEndedExclusions: Timer<Record<string, never>> = timer({
  name: 'liftEndedExclusions',
  data: z.strictObject({}),
  handle: async (_, context) => ({ events: await liftEnded(context), timers: await nextLift(context) }),
});

/** The timer of the next day on which an exclusion that matches rest on is over by itself, unless it is set already. */
export async function nextLift(context: Context): Promise<TimerFact[]> {
  const next = await endingNext(liftEndedExclusions.timer, context);
  return next ? [liftEndedExclusions(next.dueAt, next.recordId, {})] : [];
}

/** So many workers are compared in one transaction. */
const mostAtOnce = 5_000;

/** Goes on with a run behind a worker's id, a batch at a time; vendors come last. */
export const screenNextWorkers: Timer<{ after: string | null }> = timer({
  name: 'screenNextWorkers',
  data: z.strictObject({ after: z.string().nullable() }),
  async handle({ subjectId, data: { after } }, context) {
    const run = await context.take(screeningRuns, subjectId);
    if (run.state !== 'running') return {};
    const workerIds = await nextWorkers(after, mostAtOnce, context);
    const screened = await screenWorkers(run, workerIds, context);
    if (workerIds.length === mostAtOnce)
      return {
        events: screened.facts,
        timers: [screenNextWorkers(context.now, run.id, { after: workerIds.at(-1)! })],
      };
    const vendors = await screenVendors(screened.run, null, context);
    const lifted = await liftEnded(context);
    const completed = await completeRun(vendors.run, context);
    return {
      events: [...screened.facts, ...vendors.facts, ...lifted, completed],
      timers: await nextLift(context),
    };
  },
});
