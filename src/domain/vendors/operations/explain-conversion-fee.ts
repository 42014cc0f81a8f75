import { z } from 'zod';
import { notFound, refuse } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { Amount, Id, reference } from '../../../kernel/shapes.ts';
import { permissions } from '../policy.ts';
import { agreements } from '../tables.ts';
import { TermStep } from '../terms/step.ts';
import { conversionFee } from '../terms/conversion.ts';
import { WorkedMeasure } from '../terms/model.ts';
import { programOf, scheduleOf } from '../terms/store/terms.ts';

export const explainConversionFee = query({
  name: 'explainConversionFee',
  summary: 'What hiring a placed worker would cost by an agreement, and by which step of its schedule.',
  rest: 'GET /agreements/{agreementId}/conversion-fee',
  permission: permissions.readAgreements,
  input: z.strictObject({
    agreementId: reference('agreement'),
    worked: z
      .int()
      .min(0)
      .max(100_000)
      .meta({ description: 'Whole hours or weeks, as the schedule measures.' }),
    annualSalary: Amount,
  }),
  output: z
    .strictObject({
      agreementId: Id,
      stepId: Id.nullable().meta({ description: 'Null: beyond the schedule, or there is none.' }),
      measure: WorkedMeasure.nullable(),
      amount: Amount,
      currency: z.string(),
      steps: z.array(TermStep),
    })
    .meta({ id: 'ConversionFeeExplanation' }),
  async handle({ agreementId, worked, annualSalary }, context) {
    if (annualSalary.startsWith('-')) throw refuse('/annualSalary', 'negative', 'A salary is not negative.');
    const held = await context.tx.find(agreements, agreementId);
    if (!held) throw notFound();
    const program = await programOf(held, context);
    const schedule = await scheduleOf(held.id, context);
    const { step, amount, steps } = conversionFee(schedule, { worked, annualSalary });
    return {
      agreementId: held.id,
      stepId: step?.id ?? null,
      measure: schedule[0]?.measure ?? null,
      amount,
      currency: program.currency,
      steps,
    };
  },
});
