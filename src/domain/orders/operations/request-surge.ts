import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { compare, parseRate } from '../../../kernel/money.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { BillRate, Rate, reference, text } from '../../../kernel/shapes.ts';
import { approvalRunning } from '../../approvals/index.ts';
import { differences } from '../../identifiers/index.ts';
import { proposeChange } from '../changing/propose.ts';
import { orderLife } from '../lifecycle/order.ts';
import { orderChangePending, surgeRunning } from '../model/change.ts';
import { notOfOrderType, SurgeKind } from '../model/order.ts';
import { postingLacksPayTerms } from '../model/posting.ts';
import { canonical, priced } from '../model/terms.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';
import { orders } from '../tables.ts';

export const requestSurge = command({
  name: 'requestSurge',
  summary:
    'Ask for a surge or rush rate above what the order pays, with a reason; it has an approval of its own, and until that is given nothing changes.',
  rest: 'POST /orders/{orderId}/request-surge',
  permission: permissions.manage,
  input: z.strictObject({
    orderId: reference('order'),
    kind: SurgeKind,
    billRate: BillRate.meta({ description: 'Above the order’s.' }),
    maxBillRate: Rate.optional().meta({
      description: 'At least the new rate; needed where the order’s is below it.',
    }),
    postedRateFrom: Rate.optional(),
    postedRateTo: Rate.optional().meta({ description: 'All that vendors see of it.' }),
    reason: text(2_000),
  }),
  output: order,
  errors: [
    stepNotAllowed,
    notOfOrderType,
    surgeRunning,
    orderChangePending,
    approvalRunning,
    postingLacksPayTerms,
  ],
  async handle({ orderId, kind, reason, ...told }, context) {
    const row = await context.take(orders, orderId);
    step(orderLife, 'requestSurge', row.state, row.state as 'open');
    await assertProvided(orderLife, 'requestSurge', orders, row, context);
    const given = Object.entries(told).filter(([, value]) => value !== undefined);
    const rates = canonical(Object.fromEntries(given) as Partial<typeof row>);
    if (compare(parseRate(told.billRate), parseRate(row.billRate!)) <= 0)
      throw refuse('/billRate', 'not_above', 'A surge rate is above the bill rate of the order.');
    const next = { ...row, ...rates };
    const changes = differences(row, { ...rates, ...priced(next) });
    const proposed = await proposeChange(row, { kind, changes, reason }, context);
    const [first, ...others] = proposed.facts;
    return { result: proposed.order, events: [first!, ...others], timers: proposed.timers };
  },
});
