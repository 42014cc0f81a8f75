import { z } from 'zod';
import { Amount, Day, Id, Instant, oneOf } from '../../../kernel/shapes.ts';
import { LedgerFault } from './fault.ts';

export const TieOutCode = oneOf('TieOutCode', [
  'time_is_billed_or_waits',
  'items_are_invoiced_or_accrued',
  'lines_are_items',
  'documents_are_lines',
  'taxes_are_documents',
  'client_less_vendors_is_fee',
  'payments_are_applied_or_left',
]);

/** Two sums that are one: what they are of, and by how much they differ. */
export const TieOutCheck = z
  .strictObject({
    code: TieOutCode,
    left: Amount,
    right: Amount,
    difference: Amount,
    parts: z
      .array(z.strictObject({ name: z.string(), amount: Amount }).meta({ id: 'TieOutPart' }))
      .meta({ description: 'What the right side is the sum of.' }),
    isTied: z.boolean(),
  })
  .meta({ id: 'TieOutCheck' });
export type TieOutCheck = z.output<typeof TieOutCheck>;

export const TieOutReport = z
  .strictObject({
    programId: Id,
    onDay: Day,
    asOf: Instant,
    currency: z.string(),
    isTied: z.boolean(),
    checks: z.array(TieOutCheck),
    faults: z.array(LedgerFault).meta({ description: 'Every difference by name, at most 100 of each kind.' }),
  })
  .meta({ id: 'TieOutReport' });
