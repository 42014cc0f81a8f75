import { z } from 'zod';
import { noSuchField, notFound } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { InvoiceDimension, InvoiceExplanation } from '../explaining/model.ts';
import { correctionsOf, groupsOf, linesAfter, taxesOn } from '../explaining/store.ts';
import { totalSteps } from '../explaining/totals.ts';
import { permissions } from '../policy.ts';
import { invoices } from '../tables.ts';

export const explainInvoice = query({
  name: 'explainInvoice',
  summary:
    'How a document’s total came about: sums of its lines by what is asked, taxes, what was settled, and its lines a page at a time.',
  rest: 'GET /invoices/{invoiceId}/explain',
  permission: permissions.explain,
  input: z.strictObject({
    invoiceId: reference('invoice'),
    by: z.array(InvoiceDimension).max(5).default(['kind']),
    afterLine: z.int().min(0).max(1_000_000).default(0),
    limit: z.int().min(1).max(200).default(50),
  }),
  output: InvoiceExplanation,
  heavy: true,
  async handle({ invoiceId, by: asked, afterLine: after, limit }, context) {
    const { tx, actor } = context;
    const document = await tx.find(invoices, invoiceId);
    if (!document) throw notFound();
    const by = [...new Set(asked)];
    if (by.includes('purchase_order') && actor.side === 'vendor')
      throw noSuchField('/by', 'Lines have no purchase_order that you may use.');
    const groups = await groupsOf(invoiceId, by, context);
    const lines = await linesAfter(invoiceId, { after, limit: limit + 1 }, context);
    const lineCount = groups.reduce((count, group) => count + group.lineCount, 0);
    const { kind, number, state, currency } = document;
    return {
      invoiceId,
      kind,
      number,
      state,
      currency,
      lineCount,
      steps: totalSteps(document, lineCount, await taxesOn(invoiceId, context)),
      ...(await correctionsOf(document, context)),
      groups,
      lines: lines.slice(0, limit),
      nextLine: lines.length > limit ? lines[limit - 1]!.number : null,
    };
  },
});
