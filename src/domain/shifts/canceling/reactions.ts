import type { EventDeclaration, Fact } from '../../../kernel/event.ts';
import { reaction } from '../../../kernel/operation.ts';
import { assignments } from '../../assignments/index.ts';
import { orderCanceled, orderClosedFor } from '../../orders/index.ts';
import { cancelOne } from './cancel.ts';
import { unbegunOf } from './store.ts';

/** Who goes with an order: of one that was canceled every shift that nobody began, of one that was closed those that nobody took. */
const withOrder = (
  name: string,
  on: EventDeclaration<Record<string, never>>,
  states: readonly ('open' | 'scheduled')[],
) =>
  reaction({
    name,
    on,
    when: 'with',
    async handle({ subject }, context) {
      const events: Fact[] = [];
      for (const shift of await unbegunOf(subject.id, states, context)) {
        // What the end of a placement costs is said by its own terms, not by each of its shifts.
        const placed = shift.assignmentId && (await context.tx.find(assignments, shift.assignmentId));
        const penalized = placed ? placed.kind === 'per_diem' : false;
        const why = { by: 'order', reason: 'order_canceled', note: null } as const;
        events.push(...(await cancelOne(shift, { ...why, penalized }, context)).facts);
      }
      return { events };
    },
  });

export const cancelingReactions = [
  withOrder('cancelShiftsOfOrder', orderCanceled, ['open', 'scheduled']),
  withOrder('cancelShiftsOfClosedOrder', orderClosedFor, ['open']),
];
