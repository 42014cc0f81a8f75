import { z } from 'zod';
import { timer, type Timer } from '../../../kernel/operation.ts';
import { shifts } from '../tables.ts';
import { shiftOverdue } from './model.ts';

/** A shift ended by the clock that nobody said had begun: a person says whether it was worked or missed. */
export const noteOverdueShift: Timer<Record<string, never>> = timer({
  name: 'noteOverdueShift',
  data: z.strictObject({}),
  async handle({ subjectId }, context) {
    const held = await context.tx.find(shifts, subjectId, { lock: true });
    if (held?.state !== 'scheduled' || held.overdueAt !== null) return {};
    // It may have been moved since.
    if (Temporal.Instant.compare(held.endsAt, context.now) > 0)
      return { timers: [noteOverdueShift(held.endsAt, held.id, {})] };
    const row = await context.tx.change(shifts, held, { overdueAt: context.now });
    return { events: [shiftOverdue(row, {})] };
  },
});
