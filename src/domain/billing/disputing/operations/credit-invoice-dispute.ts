import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../../kernel/errors.ts';
import { compare, parseAmount } from '../../../../kernel/money.ts';
import { command } from '../../../../kernel/operation.ts';
import { reference, text } from '../../../../kernel/shapes.ts';
import { alreadyBilled, moreThanStands, periodIsClosed } from '../../model.ts';
import { permissions } from '../../policy.ts';
import { PositiveAmount, settledBeyond } from '../../settling/model.ts';
import { creditLine } from '../crediting.ts';
import { disputeCredited, resolverRaisedDispute } from '../model.ts';
import { invoiceDispute } from '../nouns.ts';
import { resolveDispute } from '../resolving.ts';

export const creditInvoiceDispute = command({
  name: 'creditInvoiceDispute',
  summary:
    'Give the client what is in dispute of a line, or a part of it: a credit memo and the vendor’s credit follow at once.',
  rest: 'POST /invoice-disputes/{invoiceDisputeId}/credit',
  permission: permissions.resolveDisputes,
  input: z.strictObject({
    invoiceDisputeId: reference('invoiceDispute'),
    amount: PositiveAmount.optional().meta({ description: 'All that is in dispute, unless told.' }),
    reason: text(500),
  }),
  output: invoiceDispute,
  errors: [
    stepNotAllowed,
    resolverRaisedDispute,
    moreThanStands,
    alreadyBilled,
    periodIsClosed,
    settledBeyond,
  ],
  handle: ({ invoiceDisputeId, amount, reason }, context) =>
    resolveDispute(
      invoiceDisputeId,
      { verb: 'credit', told: disputeCredited, resolution: reason },
      context,
      async (dispute, invoice) => {
        const conceded = parseAmount(amount ?? dispute.amount);
        if (compare(conceded, parseAmount(dispute.amount)) > 0)
          throw refuse('/amount', 'more_than_disputed', `At most ${dispute.amount} is in dispute.`);
        const { memo, facts } = await creditLine(dispute, invoice, conceded, reason, context);
        return { changes: { creditedAmount: conceded, creditMemoId: memo.id }, facts };
      },
    ),
});
