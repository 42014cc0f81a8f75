import type { EventDeclaration } from '../../../kernel/event.ts';
import { reaction } from '../../../kernel/operation.ts';
import { shiftBooked, shiftScheduled } from '../model/shift.ts';
import { shifts } from '../tables.ts';
import { noteOverdueShift } from './timers.ts';

const watching = (name: string, on: EventDeclaration<{ assignmentId: string }>) =>
  reaction({
    name,
    on,
    when: 'with',
    async handle({ subject }, context) {
      const shift = await context.tx.find(shifts, subject.id);
      return shift ? { timers: [noteOverdueShift(shift.endsAt, shift.id, {})] } : {};
    },
  });

/** A shift that somebody has is looked after at its end. */
export const attendingReactions = [
  watching('watchBookedShift', shiftBooked),
  watching('watchScheduledShift', shiftScheduled),
];
