import { z } from 'zod';
import { declareError, refuse } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { parsePercent, zeroPercent } from '../../../kernel/money.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const FeeModel = oneOf('FeeModel', ['vendor_funded', 'client_funded', 'none']);
export const FeeBasis = oneOf('FeeBasis', ['timesheet', 'line', 'invoice']);

export const billedAfterEnd = declareError(
  'billed_after_end',
  'conflict',
  'Work after that day was billed under the agreement.',
);
export const agreementOverlaps = declareError(
  'agreement_overlaps',
  'conflict',
  'Another agreement of the vendor in the program covers some of these days.',
);

const agreementFact = <Type extends `${string}.${string}`>(type: Type, summary: string) =>
  event({ type, summary, sides: ['operator', 'vendor'], data: z.strictObject({}) });
export const agreementCreated = agreementFact(
  'agreement.created',
  'The terms of a vendor in a program were agreed.',
);
export const agreementChanged = agreementFact(
  'agreement.changed',
  'An agreement was corrected before its first day.',
);
export const agreementEnded = agreementFact('agreement.ended', 'An agreement was given a last day.');

/** Refuses a fee where there is no fee model. */
export function assertFeeFits(feeModel: z.output<typeof FeeModel>, feePercent: string): void {
  if (feeModel === 'none' && parsePercent(feePercent) !== zeroPercent)
    throw refuse('/feePercent', 'fee_without_model', 'Where there is no fee model the fee is 0.');
}
