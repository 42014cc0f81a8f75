import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { Amount, Day, oneOf, Percent, Rate, reference, text } from '../../../kernel/shapes.ts';
import { TermStep } from '../../vendors/index.ts';

export const ImportedItemKind = oneOf('ImportedItemKind', [
  'expense',
  'penalty',
  'guarantee',
  'fee',
  'deliverable',
  'placement_fee',
  'placement_refund',
  'conversion_fee',
  'service_credit',
]);

/** How much of something: a decimal string, at most 10 digits before the point, 4 after. */
const Quantity = z
  .string()
  .regex(
    /^(0|[1-9]\d{0,9})(\.\d{1,4})?$/,
    'A quantity is a decimal string with at most 10 digits before the point and 4 after.',
  )
  .meta({ scalar: 'Decimal', format: 'decimal', examples: ['22'] });

/** What another system charges, as it says it; money in the program's currency. */
export const ImportedItem = z.strictObject({
  programId: reference('program'),
  vendorId: reference('vendor').meta({ description: 'Whom the client owes it.' }),
  assignmentId: reference('assignment')
    .nullish()
    .meta({ description: 'Says facility, unit and worker too.' }),
  facilityId: reference('facility').nullish(),
  unitId: reference('unit').nullish(),
  sourceSystem: text(64).meta({ examples: ['revenue-cycle'] }),
  sourceReference: text(200).meta({
    description: 'Its id there; with the system and the program it is billed once.',
    examples: ['2026-03/providers'],
  }),
  revision: z.int().min(1).max(1_000_000).default(1).meta({
    description: 'A higher one replaces what waits, and corrects what was invoiced.',
  }),
  kind: ImportedItemKind,
  description: text(500),
  workDateFrom: Day,
  workDateTo: Day.nullish().meta({ description: 'The last day; absent: the first.' }),
  quantity: Quantity.nullish().meta({ description: 'With a rate in place of an amount.' }),
  unitOfMeasure: text(40).nullish(),
  rate: Rate.nullish().meta({
    description: 'Of one; the amount is rounded once to cents, half away from zero.',
  }),
  amount: Amount.nullish().meta({
    description: 'What the client owes the vendor, before a fee on top; below zero of a credit or a refund.',
  }),
  bearsFee: z.boolean().nullish().meta({
    description:
      'Absent: by the agreement, where its fee is of lines or of the invoice; expenses and credits of services bear none.',
  }),
  shares: z
    .array(
      z.strictObject({ costCenterId: reference('costCenter'), percent: Percent }).meta({ id: 'ItemShare' }),
    )
    .max(100)
    .default([])
    .meta({
      description: 'None: as the assignment is charged on the first day, else to the unit’s cost center.',
    }),
  explanation: z.array(TermStep).max(50).default([]),
});
export type ImportedItem = z.output<typeof ImportedItem>;

export const revisionTaken = declareError(
  'billing_item_revision_taken',
  'conflict',
  'This revision was sent before and said something else; send a higher one.',
);
export const revisionOld = declareError(
  'billing_item_revision_old',
  'conflict',
  'A higher revision was sent before.',
);
