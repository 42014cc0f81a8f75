import { z } from 'zod';
import { Amount, oneOf } from '../../../kernel/shapes.ts';

export const LedgerFaultCode = oneOf('LedgerFaultCode', [
  'unmapped',
  'out_of_balance',
  'earlier_period_open',
  'time_not_billed',
  'lines_not_items',
  'document_not_lines',
  'tax_not_taxes',
  'sides_differ',
  'payment_not_applications',
  'items_not_accounted',
]);

/** What stands against a closing or an export: which rule, of what, by how much. */
export const LedgerFault = z
  .strictObject({
    code: LedgerFaultCode,
    subject: z
      .string()
      .meta({ description: 'What it concerns: the noun and its id, or what no account is for.' }),
    detail: z.string(),
    amount: Amount.nullable(),
  })
  .meta({ id: 'LedgerFault' });
export type LedgerFault = z.output<typeof LedgerFault>;
