import { z } from 'zod';
import { timer } from '../../kernel/operation.ts';
import { jobSucceeded } from './model.ts';
import { jobs } from './tables.ts';

const arrivesLast = 1;

const arrival = timer({
  name: 'finishClockMove',
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

/** Ends a clock's move when everything else due by then has fired. */
export const finishClockMove = Object.assign(
  (dueAt: string, jobId: string) => ({ ...arrival(dueAt, jobId, {}), rank: arrivesLast }),
  { timer: arrival.timer, data: arrival.data, handle: arrival.handle },
);
