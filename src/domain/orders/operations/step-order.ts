import type { Context } from '../../../kernel/operation.ts';
import { stepCommand } from '../../../kernel/step-command.ts';
import { orderLife } from '../lifecycle/order.ts';
import { orderHeld, orderResumed, orderRevised } from '../model/order.ts';
import { moveOrder, type Move } from '../move.ts';
import { order } from '../nouns/order.ts';
import { expiryOf } from '../routing.ts';
import type { OrderRow } from '../store.ts';
import { orders } from '../tables.ts';
import { isAhead } from '../taking.ts';

const life = { noun: order, table: orders, life: orderLife };

const moving =
  (verb: 'hold' | 'resume' | 'revise', how: (row: OrderRow) => Move = () => ({})) =>
  async (row: OrderRow, context: Context) => {
    const { order: moved, facts } = await moveOrder(row, verb, how(row), context);
    return { row: moved, facts };
  };

/** The verbs that move an order and nothing besides what vendors see of it. */
export const orderSteps = [
  stepCommand({
    ...life,
    verb: 'revise',
    summary: 'Make a rejected order a draft again.',
    event: orderRevised,
    move: moving('revise'),
  }),
  stepCommand({
    ...life,
    verb: 'hold',
    summary: 'Let an order wait: it takes no submissions, fills no opening and reaches no further tier.',
    reason: 'optional',
    event: orderHeld,
    move: moving('hold', ({ state }) => ({
      changes: { heldFrom: state === 'partially_filled' ? 'partially_filled' : 'open' },
    })),
  }),
  stepCommand({
    ...life,
    verb: 'resume',
    summary: 'Let a held order go on where it was; tiers that fell due meanwhile see it now.',
    event: orderResumed,
    async move(row, context) {
      const { heldFrom } = row;
      const how = { to: heldFrom ?? 'open', changes: { heldFrom: null } };
      const { order: moved, facts } = await moveOrder(row, 'resume', how, context);
      // What ended while it was held ends it now; what is to come has its timer.
      const over = (await expiryOf(moved, context)).filter(({ dueAt }) => !isAhead(dueAt, context.now));
      return { row: moved, facts, timers: over };
    },
  }),
];
