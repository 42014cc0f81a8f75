import { z } from 'zod';
import { stepNotAllowed } from '../../../../kernel/errors.ts';
import { command } from '../../../../kernel/operation.ts';
import { reference, text } from '../../../../kernel/shapes.ts';
import { permissions } from '../../policy.ts';
import { disputeWithdrawn } from '../model.ts';
import { invoiceDispute } from '../nouns.ts';
import { resolveDispute } from '../resolving.ts';

export const withdrawInvoiceDispute = command({
  name: 'withdrawInvoiceDispute',
  summary: 'Dispute a line no longer: it stands as it was.',
  rest: 'POST /invoice-disputes/{invoiceDisputeId}/withdraw',
  permission: permissions.dispute,
  input: z.strictObject({ invoiceDisputeId: reference('invoiceDispute'), reason: text(2_000).optional() }),
  output: invoiceDispute,
  errors: [stepNotAllowed],
  handle: ({ invoiceDisputeId, reason = null }, context) =>
    resolveDispute(
      invoiceDisputeId,
      { verb: 'withdraw', told: disputeWithdrawn, resolution: reason },
      context,
    ),
});
