import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { vendorDocumentLife } from '../lifecycle/vendor-document.ts';
import { vendorDocumentRejected } from '../model/vendor-document.ts';
import { vendorDocument } from '../nouns/vendor-document.ts';
import { permissions } from '../policy.ts';
import { vendorDocuments } from '../tables.ts';

export const rejectVendorDocument = command({
  name: 'rejectVendorDocument',
  summary:
    'Reject a document, also one that was accepted and holds no more, with the reason that the vendor reads.',
  rest: 'POST /vendor-documents/{vendorDocumentId}/reject',
  permission: permissions.judgeDocuments,
  input: z.strictObject({ vendorDocumentId: reference('vendorDocument'), reason: text(2_000) }),
  output: vendorDocument,
  errors: [stepNotAllowed],
  async handle({ vendorDocumentId, reason }, context) {
    const row = await context.take(vendorDocuments, vendorDocumentId);
    const state = step(vendorDocumentLife, 'reject', row.state);
    const rejected = await context.tx.change(vendorDocuments, row, { state, rejection: reason });
    return { result: rejected, events: [vendorDocumentRejected(rejected, { kind: row.kind }, reason)] };
  },
});
