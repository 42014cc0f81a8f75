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
import { termInputs, termsOverlap } from '../terms/model.ts';
import { termKeys } from '../terms/rows.ts';
import { replaceTerms, rowsGiven } from '../terms/store/terms.ts';

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
    orderTypeFees: termInputs.orderTypeFees.optional(),
    penaltyWindows: termInputs.penaltyWindows.optional(),
    guaranteedHours: termInputs.guaranteedHours.optional(),
    conversionSchedule: termInputs.conversionSchedule.optional(),
    volumeBands: termInputs.volumeBands.optional(),
    placementTerms: termInputs.placementTerms.optional(),
  }),
  output: agreement,
  errors: [agreementOverlaps, termsOverlap],
  async handle(input, context) {
    const { programId, vendorId, feeModel, feePercent, feeBasis, paymentTermsDays, ...said } = input;
    assertFeeFits(feeModel, feePercent);
    const given = rowsGiven(said);
    const effective = rangeOf(daysBetween(said.effectiveFrom, said.effectiveTo));
    const terms = { feeModel, feePercent, feeBasis, paymentTermsDays };
    const [created] = await context.tx.insert(agreements, [
      { programId, vendorId, ...terms, autoAcceptHours: said.autoAcceptHours ?? null, effective },
    ]);
    for (const key of termKeys) if (given[key]) await replaceTerms(key, created!, given[key], context);
    return { result: created!, events: [agreementCreated(created!, {})] };
  },
});
