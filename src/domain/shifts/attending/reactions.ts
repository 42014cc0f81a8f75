import type { EventDeclaration } from '../../../kernel/event.ts';
import { reaction } from '../../../kernel/operation.ts';
import { doNotReturnPlaced, doNotReturns } from '../../screening/index.ts';
import { shiftBooked, shiftScheduled } from '../model/shift.ts';
import { shifts } from '../tables.ts';
import { doNotReturnFollowed } from './model.ts';
import { proposalsOf } from './store.ts';
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

/** What was proposed of the worker for that facility, or for any of that program, is done. */
const followProposals = reaction({
  name: 'followDoNotReturnProposals',
  on: doNotReturnPlaced,
  when: 'with',
  async handle({ subject }, context) {
    const placed = (await context.tx.find(doNotReturns, subject.id))!;
    const proposed = await proposalsOf(placed, context);
    if (proposed.length === 0) return {};
    const changes = { dnrProposed: false };
    const rows = await context.tx.changeAll(
      shifts,
      proposed.map((row) => ({ row, changes })),
    );
    return { events: rows.map((row) => doNotReturnFollowed(row, {})) };
  },
});

/** A shift that somebody has is looked after at its end. */
export const attendingReactions = [
  watching('watchBookedShift', shiftBooked),
  watching('watchScheduledShift', shiftScheduled),
  followProposals,
];
