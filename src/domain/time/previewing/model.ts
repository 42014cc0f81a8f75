import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { Amount, Id, oneOf } from '../../../kernel/shapes.ts';
import { ExplainedCharge, ExplainedPolicy } from '../explanation.ts';
import { HourType } from '../model.ts';
import { Earning } from '../paying/model.ts';
import { ExplainedPay } from '../paying/explanation.ts';

export const workweekDiffers = declareError(
  'workweek_differs',
  'conflict',
  'The policy begins workweeks elsewhere than the week begins.',
);
export const cardHasNoRate = declareError(
  'card_has_no_rate',
  'conflict',
  'The card has no line for the hours of the week on some day of it.',
);

const hours = z.string().meta({ scalar: 'Decimal', format: 'decimal', examples: ['41.25'] });

const PreviewedFee = z
  .strictObject({
    agreementId: Id,
    feeModel: oneOf('PreviewedFeeModel', ['vendor_funded', 'client_funded', 'none']),
    feePercent: hours,
    fee: Amount.meta({
      description: 'Where it is charged by the invoice: this week’s part before any rounding of that.',
    }),
    clientTotal: Amount,
    vendorNet: Amount,
  })
  .meta({ id: 'PreviewedFee' });

const PreviewedSide = z
  .strictObject({
    policy: ExplainedPolicy,
    system: z.string().optional(),
    minutes: z.int(),
    hours,
    gross: Amount.optional(),
    charges: z.array(ExplainedCharge),
    pay: ExplainedPay.optional(),
    fee: PreviewedFee.optional(),
  })
  .meta({ id: 'PreviewedSide' });

const PreviewedLine = z
  .strictObject({
    lineKey: z.string(),
    hourType: HourType,
    differentialCode: z.string().nullable(),
    minutesBefore: z.int(),
    minutesAfter: z.int(),
    amountBefore: Amount,
    amountAfter: Amount,
    difference: Amount,
  })
  .meta({ id: 'PreviewedLine' });

const PreviewedPayLine = z
  .strictObject({
    earning: Earning,
    code: z.string().nullable(),
    minutesBefore: z.int(),
    minutesAfter: z.int(),
    amountBefore: Amount,
    amountAfter: Amount,
    difference: Amount,
  })
  .meta({ id: 'PreviewedPayLine' });

/** A week as it is rated and as it would be, and by which lines they differ; what a reader may not see of the money is absent. */
export const TimesheetPreview = z
  .strictObject({
    timesheetId: Id,
    revision: z.int(),
    currency: z.string().optional(),
    before: PreviewedSide,
    after: PreviewedSide,
    grossDifference: Amount.optional(),
    payDifference: Amount.optional(),
    lines: z.array(PreviewedLine).optional(),
    payLines: z.array(PreviewedPayLine).optional(),
  })
  .meta({ id: 'TimesheetPreview' });
