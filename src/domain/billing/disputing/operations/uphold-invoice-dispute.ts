import { z } from 'zod';
import { stepNotAllowed } from '../../../../kernel/errors.ts';
import { command } from '../../../../kernel/operation.ts';
import { reference, text } from '../../../../kernel/shapes.ts';
import { permissions } from '../../policy.ts';
import { disputeUpheldLine, resolverRaisedDispute } from '../model.ts';
import { invoiceDispute } from '../nouns.ts';
import { resolveDispute } from '../resolving.ts';

export const upholdInvoiceDispute = command({
  name: 'upholdInvoiceDispute',
  summary: 'Answer the client that a disputed line stands as it was, with the reason.',
  rest: 'POST /invoice-disputes/{invoiceDisputeId}/uphold',
  permission: permissions.resolveDisputes,
  input: z.strictObject({ invoiceDisputeId: reference('invoiceDispute'), reason: text(2_000) }),
  output: invoiceDispute,
  errors: [stepNotAllowed, resolverRaisedDispute],
  handle: ({ invoiceDisputeId, reason }, context) =>
    resolveDispute(
      invoiceDisputeId,
      { verb: 'uphold', told: disputeUpheldLine, resolution: reason },
      context,
    ),
});
