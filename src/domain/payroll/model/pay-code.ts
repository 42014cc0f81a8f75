import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { codeOf, Day, reference, text } from '../../../kernel/shapes.ts';
import { PayrollBasis, PayrollLineType } from './receiver.ts';

/** What of a line a code is for: the code of a differential, a premium or other pay. */
export const Component = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'A code is lower-case letters, digits and _.')
  .meta({ examples: ['night'] });

/** What a pay code says; an absent vendor, component or profession is any. */
export const PayCodeTerms = z.strictObject({
  programId: reference('program'),
  vendorId: reference('vendor').nullish().meta({ description: 'For the people of this vendor only.' }),
  basis: PayrollBasis,
  // An hour type of the basis hours, an earning of the basis pay.
  type: PayrollLineType,
  component: Component.nullish().meta({ description: 'Of this differential, premium or other pay only.' }),
  profession: codeOf('profession', 'rn').nullish(),
  code: text(64).meta({ examples: ['REG'], description: 'As the payroll knows it.' }),
  description: text(200).nullish(),
  effectiveFrom: Day,
  effectiveTo: Day.nullish().meta({ description: 'The last day; absent: none.' }),
});
export type PayCodeTerms = z.output<typeof PayCodeTerms>;

export const payCodeOverlaps = declareError(
  'pay_code_overlaps',
  'conflict',
  'Another pay code is for just the same on some of these days.',
);

export const payCodesOfWholeProgram = declareError(
  'pay_codes_of_whole_program',
  'forbidden',
  'Pay codes are of the whole program: nobody who is bound to facilities or units changes them.',
);

/** Refuses whoever is bound to parts of a program. */
export function assertManagesCodes({ facilityIds, unitIds }: Pick<Actor, 'facilityIds' | 'unitIds'>): void {
  if (facilityIds !== null || unitIds !== null) throw payCodesOfWholeProgram();
}

const data = z.strictObject({});

export const payCodeCreated = event({
  type: 'pay_code.created',
  summary: 'The client’s payroll knows minutes or earnings of a type by a code.',
  sides: ['operator', 'client'],
  data,
});
export const vendorPayCodeCreated = event({
  type: 'pay_code.created_by_vendor',
  summary: 'The vendor’s payroll knows minutes or earnings of a type by a code.',
  sides: ['vendor'],
  data,
});
export const payCodeEnded = event({
  type: 'pay_code.ended',
  summary: 'A pay code of the client’s has a last day.',
  sides: ['operator', 'client'],
  data,
});
export const vendorPayCodeEnded = event({
  type: 'pay_code.ended_by_vendor',
  summary: 'A pay code of the vendor’s has a last day.',
  sides: ['vendor'],
  data,
});
