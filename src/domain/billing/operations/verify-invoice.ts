import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { permissions } from '../policy.ts';
import { contentHashOf } from '../store/content.ts';
import { invoices } from '../tables.ts';
import { InvoiceVerification, notIssuedYet, type InvoiceFault } from '../verifying/model.ts';
import { faultsOf, lineCountOf } from '../verifying/store.ts';

export const verifyInvoice = query({
  name: 'verifyInvoice',
  summary:
    'Rebuild a document from its rows and from what it was made of, and compare: byte for byte by its hash, and line by line.',
  rest: 'GET /invoices/{invoiceId}/verify',
  permission: permissions.verify,
  input: z.strictObject({ invoiceId: reference('invoice') }),
  output: InvoiceVerification,
  errors: [notIssuedYet],
  heavy: true,
  async handle({ invoiceId }, context) {
    const document = await context.tx.find(invoices, invoiceId);
    if (!document) throw notFound();
    if (document.state === 'draft') throw notIssuedYet();
    const { number, contentVersion, contentHash } = document;
    // Whole, whatever of its lines and their sources the caller sees: faults tell of the caller's own document only.
    const { hash, lineCount, found } = await asTenant(context.tx, async () => ({
      hash: await contentHashOf(invoiceId, context),
      lineCount: await lineCountOf(invoiceId, context),
      found: await faultsOf(invoiceId, context),
    }));
    const differs: InvoiceFault[] =
      hash === contentHash
        ? []
        : [
            {
              code: 'content_differs',
              lineNumber: null,
              detail: contentHash
                ? 'The rebuilt document has another hash.'
                : 'It was issued without a hash.',
            },
          ];
    const faults = [...differs, ...found];
    return {
      invoiceId,
      number,
      contentVersion,
      lineCount,
      isIdentical: faults.length === 0,
      contentHash,
      rebuiltHash: hash,
      faults,
    };
  },
});
