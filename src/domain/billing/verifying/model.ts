import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { Id, oneOf } from '../../../kernel/shapes.ts';

const InvoiceFaultCode = oneOf('InvoiceFaultCode', [
  'content_differs',
  'totals_differ',
  'taxes_differ',
  'line_differs_from_item',
  'allocation_differs',
  'source_differs',
  'fee_differs',
  'sides_differ',
]);

/** What was rebuilt of a document, and each way in which it is not what was issued. */
export const InvoiceVerification = z
  .strictObject({
    invoiceId: Id,
    number: z.string().nullable(),
    contentVersion: z.int(),
    lineCount: z.int(),
    isIdentical: z.boolean().meta({
      description:
        'The document rebuilt from its rows has the hash it was issued with, and nothing is at fault.',
    }),
    contentHash: z.string().nullable(),
    rebuiltHash: z.string(),
    faults: z
      .array(
        z
          .strictObject({ code: InvoiceFaultCode, lineNumber: z.int().nullable(), detail: z.string() })
          .meta({ id: 'InvoiceFault' }),
      )
      .meta({ description: 'At most 100 of each kind.' }),
  })
  .meta({ id: 'InvoiceVerification' });

export type InvoiceFault = z.input<typeof InvoiceVerification>['faults'][number];

export const notIssuedYet = declareError(
  'not_issued_yet',
  'conflict',
  'A draft says nothing that could be verified.',
);
