import { z } from 'zod';
import type { TimerFact } from '../../kernel/event.ts';
import { step } from '../../kernel/lifecycle.ts';
import { timer, type Timer } from '../../kernel/operation.ts';
import type { Expansion } from './expanding/expand.ts';
import { expandDue } from './expanding/run.ts';
import { unassignDue } from './lapsing/unassign.ts';
import { shiftLife } from './lifecycle/shift.ts';
import { shiftUnfilled } from './model/shift.ts';
import { supersedeRequestsFor } from './store/request.ts';
import { shifts } from './tables.ts';

/** At its start a shift that nobody took is unfilled, and what was asked of it is closed. */
export const expireShift = timer({
  name: 'expireShift',
  data: z.strictObject({}),
  async handle({ subjectId }, context) {
    const row = await context.tx.find(shifts, subjectId, { lock: true });
    if (row?.state !== 'open' || Temporal.Instant.compare(row.startsAt, context.now) > 0) return {};
    const changed = await context.tx.change(shifts, row, { state: step(shiftLife, 'expire', row.state) });
    return { events: [shiftUnfilled(changed, {}), ...(await supersedeRequestsFor([row.id], context))] };
  },
});

/** What is due of the shifts that a pattern made, and of the pattern. */
export const timersOf = ({ pattern, made, nextAt }: Expansion): TimerFact[] => [
  ...made.filter(({ state }) => state === 'open').map((row) => expireShift(row.startsAt, row.id, {})),
  ...(nextAt === null ? [] : [expandShiftPattern(nextAt, pattern.id, {})]),
];

/** Makes the shifts of a pattern that have come within its horizon. */
export const expandShiftPattern: Timer<Record<string, never>> = timer({
  name: 'expandShiftPattern',
  data: z.strictObject({}),
  async handle({ subjectId }, context) {
    const done = await expandDue(subjectId, context);
    if (done === 'waits') {
      const tomorrow = Temporal.Instant.from(context.now).add({ hours: 24 }).toString();
      return { timers: [expandShiftPattern(tomorrow, subjectId, {})] };
    }
    if (Array.isArray(done)) return { events: done };
    return { events: done.events, timers: [...timersOf(done), ...done.timers] };
  },
});

/** Takes the shifts of a worker who may not work for now when the program's lead time before them has come. */
export const unassignAtRisk = timer({
  name: 'unassignAtRisk',
  data: z.strictObject({}),
  handle: ({ subjectId }, context) => unassignDue(subjectId, context),
});
