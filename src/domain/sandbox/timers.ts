import { z } from 'zod';
import { timer } from '../../kernel/operation.ts';
import { jobSucceeded } from './model.ts';
import { jobs } from './tables.ts';

/** Ends a clock's move when everything else due by then has fired. */
export const finishClockMove = timer({
  name: 'finishClockMove',
  rank: 1,
  data: z.strictObject({}),
  async handle({ subjectId }, { tx, now }) {
    const job = await tx.find(jobs, subjectId, { lock: true });
    if (job?.state !== 'running') return {};
    const done = await tx.change(jobs, job, {
      state: 'succeeded',
      done: 1,
      result: { now },
      finishedAt: now,
    });
    return { events: [jobSucceeded(done, { kind: done.kind })] };
  },
});
