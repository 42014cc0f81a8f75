import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { Hours, Id, oneOf, Percent } from '../../../kernel/shapes.ts';
import { FeeBasis, FeeModel } from '../model/agreement.ts';

export const TermState = oneOf('TermState', ['in_force', 'superseded']);
export const FeeOrderType = oneOf('FeeOrderType', ['contract', 'per_diem', 'direct_hire']);
export const PenaltySubject = oneOf('PenaltySubject', ['order', 'assignment', 'shift']);
export const NoticeUnit = oneOf('NoticeUnit', ['hours', 'days']);
export const PenaltyKind = oneOf('PenaltyKind', ['hours', 'percent_of_week']);
export const WorkedMeasure = oneOf('WorkedMeasure', ['hours', 'weeks']);
export const ConversionFeeKind = oneOf('ConversionFeeKind', ['percent_of_salary', 'flat']);
export const VolumeMeasure = oneOf('VolumeMeasure', ['monthly_hours', 'headcount', 'spend']);
export const VolumeStepKind = oneOf('VolumeStepKind', ['discount_percent', 'rate_step', 'rate_floor']);
export const TermsKind = oneOf('TermsKind', [
  'order_type_fees',
  'penalty_windows',
  'guaranteed_hours',
  'conversion_schedule',
  'volume_bands',
  'placement_terms',
]);
export const RefundKind = oneOf('RefundKind', ['pro_rata', 'steps', 'none']);

const decimal = (pattern: RegExp, what: string, example: string) =>
  z
    .string()
    .regex(pattern, what)
    .meta({ scalar: 'Decimal', format: 'decimal', examples: [example] });

/** Hours, or a percentage, of at most 2 places; above zero and at most 1,000. */
export const PenaltyValue = decimal(
  /^(0|[1-9]\d{0,3})(\.\d{1,2})?$/,
  'A penalty is a decimal of at most 2 places.',
  '36.00',
).refine((text) => /[1-9]/.test(text) && Number(text) <= 1_000, 'A penalty is above 0 and at most 1000.');
/** A percentage of at most 4 places, or an amount of at most 2; at most 10,000,000. */
export const ConversionValue = decimal(
  /^(0|[1-9]\d{0,7})(\.\d{1,4})?$/,
  'A conversion fee is a decimal of at most 4 places.',
  '20.0000',
).refine((text) => Number(text) <= 10_000_000, 'A conversion fee is at most 10000000.');
/** What is measured of a month: hours, people or money, at most 2 places. */
export const Volume = decimal(
  /^(0|[1-9]\d{0,8})(\.\d{1,2})?$/,
  'A volume is a decimal of at most 2 places.',
  '1600.00',
);
/** Money an hour, negative where it takes off, or a percentage; at most 4 places. */
export const StepValue = decimal(
  /^-?(0|[1-9]\d{0,4})(\.\d{1,4})?$/,
  'A step is a decimal of at most 4 places.',
  '2.0000',
);
const Whole = (most: number) => z.int().min(0).max(most);

export const OrderTypeFee = z
  .strictObject({
    orderType: FeeOrderType,
    feeModel: FeeModel,
    feePercent: Percent.default('0'),
    feeBasis: FeeBasis.default('timesheet'),
  })
  .meta({ id: 'OrderTypeFee' });

export const NewPenaltyWindow = z
  .strictObject({
    subject: PenaltySubject,
    noticeUnit: NoticeUnit.default('days'),
    noticeFrom: Whole(8_760).default(0).meta({ description: 'The shortest notice that it is for.' }),
    noticeUnder: Whole(8_760).meta({ description: 'The notice from which on it is no more for.' }),
    penaltyKind: PenaltyKind,
    penaltyValue: PenaltyValue,
  })
  .refine(({ penaltyKind, penaltyValue }) => penaltyKind === 'hours' || Number(penaltyValue) <= 100, {
    path: ['penaltyValue'],
    error: 'A percentage is at most 100.',
  })
  .meta({ id: 'NewPenaltyWindow' });

export const NewGuaranteedHours = z
  .strictObject({
    hoursPerWeek: Hours.refine((text) => /[1-9]/.test(text) && Number(text) <= 168, {
      error: 'A week has more than 0 and at most 168 hours.',
    }),
    freeCallOffs: Whole(100).default(0).meta({ description: 'Calls off in each period that cost nothing.' }),
    periodWeeks: z.int().min(1).max(53).default(1),
  })
  .meta({ id: 'NewGuaranteedHours' });

export const NewConversionStep = z
  .strictObject({
    measure: WorkedMeasure.default('hours'),
    workedFrom: Whole(99_999),
    workedUnder: Whole(100_000).nullish().meta({ description: 'Absent: without end.' }),
    feeKind: ConversionFeeKind,
    feeValue: ConversionValue,
  })
  .refine(
    ({ feeKind, feeValue }) =>
      feeKind === 'flat' ? !/\.\d{2}\d*[1-9]/.test(feeValue) : Number(feeValue) <= 100,
    { path: ['feeValue'], error: 'A percentage is at most 100, an amount has at most 2 places.' },
  )
  .meta({ id: 'NewConversionStep' });

export const NewVolumeBand = z
  .strictObject({
    measure: VolumeMeasure,
    volumeFrom: Volume,
    volumeUnder: Volume.nullish().meta({ description: 'Absent: without end.' }),
    stepKind: VolumeStepKind,
    stepValue: StepValue,
  })
  .refine(
    ({ stepKind, stepValue }) =>
      stepKind === 'rate_step' ||
      (!stepValue.startsWith('-') &&
        (stepKind === 'discount_percent' ? Number(stepValue) <= 100 : Number(stepValue) > 0)),
    { path: ['stepValue'], error: 'A discount is 0 to 100 percent, a floor above 0.' },
  )
  .meta({ id: 'NewVolumeBand' });

/** What comes back of a placement fee where the person leaves up to and with a day of employment, the first being 1. */
export const RefundStep = z
  .strictObject({ percent: Percent, throughDay: z.int().min(1).max(730) })
  .meta({ id: 'RefundStep' });
export type RefundStep = z.output<typeof RefundStep>;

export const NewPlacementTerms = z
  .strictObject({
    feeKind: ConversionFeeKind,
    feeValue: ConversionValue,
    guaranteeDays: Whole(730)
      .default(0)
      .meta({ description: 'Days of employment for which the vendor answers.' }),
    refundKind: RefundKind.default('pro_rata'),
    refundSteps: z.array(RefundStep).max(50).default([]),
  })
  .refine(
    ({ feeKind, feeValue }) =>
      feeKind === 'flat' ? !/\.\d{2}\d*[1-9]/.test(feeValue) : Number(feeValue) <= 100,
    { path: ['feeValue'], error: 'A percentage is at most 100, an amount has at most 2 places.' },
  )
  .refine(({ refundKind, refundSteps }) => (refundKind === 'steps') === refundSteps.length > 0, {
    path: ['refundSteps'],
    error: 'Steps are given where the refund goes by steps, and only there.',
  })
  .refine(
    ({ refundSteps, guaranteeDays }) =>
      refundSteps.every(
        ({ throughDay }, at) =>
          throughDay <= guaranteeDays && (at === 0 || throughDay > refundSteps[at - 1]!.throughDay),
      ),
    { path: ['refundSteps'], error: 'Steps rise by their day, none later than the guarantee.' },
  )
  .meta({ id: 'NewPlacementTerms' });

/** The lists of terms as they are given; in an amendment one that is absent is copied. */
export const termInputs = {
  orderTypeFees: z.array(OrderTypeFee).max(3),
  penaltyWindows: z.array(NewPenaltyWindow).max(50),
  guaranteedHours: NewGuaranteedHours.nullable().meta({ description: 'Null: none are guaranteed.' }),
  conversionSchedule: z.array(NewConversionStep).max(50),
  volumeBands: z.array(NewVolumeBand).max(50),
  placementTerms: NewPlacementTerms.nullable().meta({ description: 'Null: nothing is agreed of hires.' }),
};

/** Terms as they are given, by kind; what is undefined is not said. */
export type TermsGiven = {
  [Key in keyof typeof termInputs]?: z.output<(typeof termInputs)[Key]> | undefined;
};

export const agreementHasBegun = declareError(
  'agreement_has_begun',
  'conflict',
  'Terms of an agreement that has begun change from a day on only: amend it.',
);
export const termsOverlap = declareError(
  'terms_overlap',
  'conflict',
  'Terms of the agreement that cover the same were set at the same time.',
);

const sides = ['operator', 'vendor'] as const;
export const termsReplaced = event({
  type: 'agreement.terms_replaced',
  summary: 'One kind of terms of an agreement was set.',
  sides,
  data: z.strictObject({ terms: TermsKind }),
});
export const agreementAmended = event({
  type: 'agreement.amended',
  summary: 'An agreement was followed by one with other terms.',
  sides,
  data: z.strictObject({ amendsId: Id }),
});
export const bandApplied = event({
  type: 'agreement.band_applied',
  summary: 'The volume of a month reached another band, whose step holds for the month after.',
  sides,
  data: z.strictObject({
    utilizationId: Id,
    bandId: Id.nullable(),
    month: z.string().meta({ description: 'The first day of the month that was measured.' }),
  }),
});
export const utilizationMeasured = event({
  type: 'agreement_utilization.measured',
  summary: 'The volume of a month was measured, or measured anew after a correction.',
  sides,
  data: z.strictObject({ month: z.string(), revision: z.int() }),
});

/** What a violated constraint of the terms' tables means. */
export const termConstraints = Object.fromEntries(
  [
    'agreement_fees_once',
    'agreement_guarantees_once',
    'agreement_penalty_windows_no_overlap',
    'agreement_penalty_windows_one_unit',
    'agreement_conversion_fees_no_overlap',
    'agreement_conversion_fees_one_measure',
    'agreement_volume_bands_no_overlap',
    'agreement_volume_bands_one_measure',
    'agreement_placement_terms_once',
  ].map((constraint) => [constraint, termsOverlap]),
);
