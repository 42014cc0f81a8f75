import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { Id, reference } from '../../../kernel/shapes.ts';
import { PayTransparency } from '../../programs/index.ts';
import { gapsOf, PostingGap } from '../model/posting.ts';
import { permissions } from '../policy.ts';
import { postingLawOf } from '../store/posting.ts';
import { orders } from '../tables.ts';

export const postingCheck = query({
  name: 'postingCheck',
  summary:
    'What the laws of pay transparency want of an order’s posting today and it does not tell; each rule with its source and how sure it is.',
  rest: 'GET /orders/{orderId}/posting-check',
  permission: permissions.manage,
  input: z.strictObject({ orderId: reference('order') }),
  output: z
    .strictObject({
      orderId: Id,
      payTransparency: PayTransparency,
      postable: z.boolean().meta({ description: 'Whether a release would be refused for it.' }),
      rules: z.array(z.string()).meta({ description: 'The codes of the rules that bind the posting.' }),
      gaps: z.array(PostingGap),
    })
    .meta({ id: 'PostingCheck' }),
  async handle({ orderId }, context) {
    const order = await context.tx.find(orders, orderId);
    if (!order) throw notFound();
    const { mode, rules } = await postingLawOf(order, context);
    const gaps = gapsOf(order, rules);
    return {
      orderId,
      payTransparency: mode,
      postable: mode === 'warn' || gaps.length === 0,
      rules: rules.map(({ code }) => code),
      gaps,
    };
  },
});
