import { z } from 'zod';
import { timer, type Timer } from '../../kernel/operation.ts';
import { liftEnded } from './store/matches.ts';
import { completeRun, nextWorkers, screenVendors, screenWorkers } from './store/screening.ts';
import { screeningRuns } from './tables.ts';

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
    return { events: [...screened.facts, ...vendors.facts, ...lifted, completed] };
  },
});
