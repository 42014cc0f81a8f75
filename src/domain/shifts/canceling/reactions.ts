import type { EventDeclaration, Fact } from '../../../kernel/event.ts';
import { reaction } from '../../../kernel/operation.ts';
import { orderCanceled, orderClosedFor, orders, orderTermsChanged } from '../../orders/index.ts';
import { isHeld } from '../attending/held.ts';
import { cancelOne, cancelOpen } from './cancel.ts';
import { aheadOf } from './store.ts';

const why = { by: 'order', reason: 'order_canceled', note: null } as const;

/** Nobody works by the shift on an order that is over: what has not begun by the clock is canceled with it. */
const withOrder = (name: string, on: EventDeclaration<Record<string, never>>, endsPlacements: boolean) =>
  reaction({
    name,
    on,
    when: 'with',
    async handle({ subject }, context) {
      const { type } = (await context.tx.find(orders, subject.id))!;
      const isBooked = type === 'per_diem';
      if (!isBooked && !endsPlacements) return {};
      const rows = await aheadOf(subject.id, context);
      const open = rows.filter((row) => !isHeld(row));
      const events: Fact[] = await cancelOpen(open, why, context);
      // What the end of a placement costs is said by its own terms, not by each of its shifts.
      for (const row of rows.filter(isHeld))
        events.push(...(await cancelOne(row, { ...why, penalized: isBooked }, context)).facts);
      return { events };
    },
  });

/** Nobody takes a shift on a day that its order gave up; what was booked on one is the client's to cancel, at its price. */
const cancelBeyondOrder = reaction({
  name: 'cancelShiftsBeyondOrder',
  on: orderTermsChanged,
  when: 'with',
  async handle({ subject, data: { changed } }, context) {
    if (!changed.includes('startsOn') && !changed.includes('endsOn')) return {};
    const { startsOn, endsOn } = (await context.tx.find(orders, subject.id))!;
    const beyond = (await aheadOf(subject.id, context)).filter(
      (row) => !isHeld(row) && (row.localDate < startsOn || row.localDate > endsOn),
    );
    const gone = { by: 'order', reason: 'schedule_changed', note: null } as const;
    return { events: await cancelOpen(beyond, gone, context) };
  },
});

export const cancelingReactions = [
  cancelBeyondOrder,
  withOrder('cancelShiftsOfOrder', orderCanceled, true),
  // Whoever was placed on an order goes on when that is closed.
  withOrder('cancelShiftsOfClosedOrder', orderClosedFor, false),
];
