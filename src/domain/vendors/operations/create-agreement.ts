import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { Day, Percent, reference } from '../../../kernel/shapes.ts';
import { daysBetween, rangeOf } from '../../../kernel/day-range.ts';
import {
  agreementCreated,
  agreementOverlaps,
  assertFeeFits,
  FeeBasis,
  FeeModel,
} from '../model/agreement.ts';
import { agreement } from '../nouns/agreement.ts';
import { permissions } from '../policy.ts';
import { agreements } from '../tables.ts';

export const createAgreement = command({
  name: 'createAgreement',
  summary: 'Agree the terms of a vendor in a program from a day on; agreements never overlap.',
  rest: 'POST /agreements',
  permission: permissions.manageAgreements,
  input: z.strictObject({
    programId: reference('program'),
    vendorId: reference('vendor'),
    feeModel: FeeModel,
    feePercent: Percent.default('0'),
    feeBasis: FeeBasis.default('timesheet'),
    paymentTermsDays: z.int().min(0).max(365),
    autoAcceptHours: z
      .int()
      .min(1)
      .max(720)
      .nullish()
      .meta({ description: 'Hours of silence after which submitted time is accepted; absent: none do.' }),
    effectiveFrom: Day,
    effectiveTo: Day.nullish().meta({ description: 'The last day; absent where none is agreed.' }),
  }),
  output: agreement,
  errors: [agreementOverlaps],
  async handle({ effectiveFrom, effectiveTo, autoAcceptHours = null, ...terms }, { tx }) {
    assertFeeFits(terms.feeModel, terms.feePercent);
    const effective = rangeOf(daysBetween(effectiveFrom, effectiveTo));
    const [created] = await tx.insert(agreements, [{ ...terms, autoAcceptHours, effective }]);
    return { result: created!, events: [agreementCreated(created!, {})] };
  },
});
