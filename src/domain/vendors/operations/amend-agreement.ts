import { z } from 'zod';
import { lastDayOf, rangeOf, spanOf } from '../../../kernel/day-range.ts';
import { refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, Percent, reference } from '../../../kernel/shapes.ts';
import {
  agreementEnded,
  agreementOverlaps,
  assertFeeFits,
  billedAfterEnd,
  FeeBasis,
  FeeModel,
} from '../model/agreement.ts';
import { agreement } from '../nouns/agreement.ts';
import { permissions } from '../policy.ts';
import { agreements } from '../tables.ts';
import { agreementAmended, termInputs, termsOverlap } from '../terms/model.ts';
import { termKeys } from '../terms/rows.ts';
import { again, replaceTerms, rowsGiven, termsHeld } from '../terms/store/terms.ts';

export const amendAgreement = command({
  name: 'amendAgreement',
  summary:
    'Let an agreement end the day before, and one like it but for what is said begin: absent copies. Never before work that was billed.',
  rest: 'POST /agreements/{agreementId}/amend',
  permission: permissions.manageAgreements,
  input: z.strictObject({
    agreementId: reference('agreement'),
    effectiveFrom: Day.meta({ description: 'The first day of the new terms.' }),
    feeModel: FeeModel.optional(),
    feePercent: Percent.optional(),
    feeBasis: FeeBasis.optional(),
    paymentTermsDays: z.int().min(0).max(365).optional(),
    autoAcceptHours: z.int().min(1).max(720).nullish(),
    orderTypeFees: termInputs.orderTypeFees.optional(),
    penaltyWindows: termInputs.penaltyWindows.optional(),
    guaranteedHours: termInputs.guaranteedHours.optional(),
    conversionSchedule: termInputs.conversionSchedule.optional(),
    volumeBands: termInputs.volumeBands.optional(),
    placementTerms: termInputs.placementTerms.optional(),
  }),
  output: agreement,
  errors: [billedAfterEnd, agreementOverlaps, termsOverlap],
  async handle({ agreementId, effectiveFrom, ...said }, context) {
    const {
      orderTypeFees,
      penaltyWindows,
      guaranteedHours,
      conversionSchedule,
      volumeBands,
      placementTerms,
      ...own
    } = said;
    const given = rowsGiven({
      orderTypeFees,
      penaltyWindows,
      guaranteedHours,
      conversionSchedule,
      volumeBands,
      placementTerms,
    });
    const held = await context.take(agreements, agreementId);
    const span = spanOf(held.effective);
    const last = lastDayOf(span);
    if (effectiveFrom <= span.from || (last !== null && effectiveFrom > last))
      throw refuse(
        '/effectiveFrom',
        'outside_agreement',
        `It runs from ${span.from} to ${last ?? 'no end'}.`,
      );
    const { programId, vendorId, feeModel, feePercent, feeBasis, paymentTermsDays, autoAcceptHours } = held;
    const terms = {
      feeModel: own.feeModel ?? feeModel,
      feePercent: own.feePercent ?? (own.feeModel === 'none' ? '0' : feePercent),
      feeBasis: own.feeBasis ?? feeBasis,
      paymentTermsDays: own.paymentTermsDays ?? paymentTermsDays,
      autoAcceptHours: own.autoAcceptHours === undefined ? autoAcceptHours : own.autoAcceptHours,
    };
    assertFeeFits(terms.feeModel, terms.feePercent);
    const before = { from: span.from, until: effectiveFrom };
    const after = { from: effectiveFrom, until: span.until };
    const ended = await context.tx.change(agreements, held, { effective: rangeOf(before) });
    const [amended] = await context.tx.insert(agreements, [
      { programId, vendorId, ...terms, effective: rangeOf(after) },
    ]);
    for (const key of termKeys) {
      const rows = given[key] ?? again(key, await termsHeld(key, held.id, context));
      await replaceTerms(key, amended!, rows, context);
    }
    return {
      result: amended!,
      events: [agreementEnded(ended, {}), agreementAmended(amended!, { amendsId: held.id })],
    };
  },
});
