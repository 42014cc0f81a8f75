import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { Amount, Day, oneOf, text } from '../../../kernel/shapes.ts';
import { earnings } from '../pay-rules/rated-week.ts';

/** What a line on the pay side is for. */
export const Earning = oneOf('Earning', earnings);

/**
 * How other pay counts in the regular rate: part of it (29 CFR 778.208), not part of it (29 USC 207(e)), or as a flat sum
 * that California divides by the hours that are not overtime (Alvarado v. Dart).
 */
export const OtherPayTreatment = oneOf('OtherPayTreatment', ['include', 'exclude', 'flat_sum']);

const positive = (amount: string) => /[1-9]/.test(amount) && !amount.startsWith('-');
// Fifty items of a week and its hours come to an amount still.
const isPayable = (amount: string) => amount.split('.')[0]!.length <= 8;

/** Pay that is for no minutes of a punch, earned on a day of the week; in the program’s currency. */
export const StatedOtherPay = z
  .strictObject({
    code: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,30}$/, 'A code is lower-case letters, digits and _.')
      .meta({ examples: ['retention_bonus'] }),
    amount: Amount.refine(positive, 'Other pay is more than nothing.').refine(
      isPayable,
      'Other pay is less than 100,000,000.',
    ),
    day: Day.meta({ description: 'On which it is earned, at the facility.' }),
    treatment: OtherPayTreatment,
    note: text(1_000).nullish(),
  })
  .meta({ id: 'StatedOtherPay' });
export type StatedOtherPay = z.infer<typeof StatedOtherPay>;

export const otherPayRecorded = event({
  type: 'timesheet.other_pay_recorded',
  summary: 'What a week is paid beside its hours was stated anew.',
  // Pay is between the worker and who employs it.
  sides: ['operator', 'vendor', 'worker'],
  data: z.strictObject({ revision: z.int() }),
});

export const otherPayOutsideWeek = declareError(
  'other_pay_outside_week',
  'invalid',
  'Other pay is earned on a day of the week that it is stated for.',
);
