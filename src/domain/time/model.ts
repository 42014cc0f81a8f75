import { z } from 'zod';
import { declareError } from '../../kernel/errors.ts';
import { Instant, oneOf, reference, text } from '../../kernel/shapes.ts';
import { hourTypes, type BreakFinding, type ChargeLine, type RatedPay } from './pay-rules/rated-week.ts';
import type { CountedInterval } from './pay-rules/split.ts';
import type { OtherPay, StatedInterval } from './pay-rules/week-input.ts';

export const timesheetStates = ['open', 'submitted', 'approved', 'invoiced', 'disputed'] as const;
export const TimesheetState = oneOf('TimesheetState', timesheetStates);
export const disputeStates = ['open', 'upheld', 'adjusted'] as const;
export const TimesheetDisputeState = oneOf('TimesheetDisputeState', disputeStates);
export const HourType = oneOf('HourType', hourTypes);

/** A break inside a stated interval: unpaid unless it says so. */
export const StatedMeal = z
  .strictObject({ startsAt: Instant, endsAt: Instant, isPaid: z.boolean().nullish() })
  .meta({ id: 'StatedMeal' });
export type StatedMeal = z.infer<typeof StatedMeal>;

/** On call is waiting that is paid by its own rate and is not worked; every other kind is work. */
export const TimeKind = oneOf('TimeKind', ['worked', 'on_call', 'callback', 'orientation']);
/** What was said of a meal that nobody punched. */
export const MealAttestation = oneOf('MealAttestation', ['taken', 'missed', 'waived']);
/** Who ended work before its shift was over. */
export const EndedEarly = oneOf('EndedEarly', ['by_facility', 'by_worker']);
/** Where time came from. */
export const TimeSource = oneOf('TimeSource', ['stated', 'punches', 'shift', 'import']);

const RoleCode = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,30}$/, 'A role is lower-case letters, digits and _.')
  .meta({ examples: ['charge'] });

/** Work from an instant up to another, less the unpaid meals in it. */
export const StatedTime = z
  .strictObject({
    startsAt: Instant,
    endsAt: Instant,
    kind: TimeKind.default('worked'),
    meals: z.array(StatedMeal).max(10).default([]),
    mealAttestation: MealAttestation.nullish(),
    endedEarly: EndedEarly.nullish(),
    missedRests: z
      .int()
      .min(0)
      .max(10)
      .nullish()
      .meta({ description: 'Rest breaks that were owed and not had.' }),
    roles: z.array(RoleCode).max(5).default([]).meta({ description: 'Held in it, as charge or preceptor.' }),
    calledAt: Instant.nullish().meta({ description: 'When the call came that a callback answered.' }),
    costCenterId: reference('costCenter')
      .nullish()
      .meta({ description: 'Charged instead of the usual ones.' }),
    workedUnitId: reference('unit')
      .nullish()
      .meta({ description: 'Where it was worked, if not in the unit.' }),
    sourceId: text(100)
      .nullish()
      .meta({ description: 'The sender’s own id of it; once among a worker’s time at a vendor.' }),
    note: text(1_000).nullish(),
  })
  .meta({ id: 'StatedTime' });
export type StatedTime = z.infer<typeof StatedTime>;

/** The hours of a week; a stated list replaces the one before it. */
export const StatedTimes = z.array(StatedTime).max(60);

/** A night with its meal, as examples show it. */
export const exampleNight = {
  startsAt: '2026-02-03T00:00:00Z',
  endsAt: '2026-02-03T12:30:00Z',
  meals: [{ startsAt: '2026-02-03T06:00:00Z', endsAt: '2026-02-03T06:30:00Z' }],
};

/** Where a disputed timesheet goes back to if it is upheld. */
export interface DisputedFrom {
  from: 'submitted' | 'approved' | 'invoiced';
  disputeId: string;
}

/** All that a version was rated from and what came of it, in the engine's own words; of before pay was rated less. */
export interface RatingAccount {
  policy: { id: string; version: number; name: string; number?: number };
  workweek: { start: string; end: string };
  /** On which day minutes after midnight stand. */
  attribution?: 'split_at_midnight' | 'day_of_start';
  /** Of the assignment's revisions in force, each over a range of days. */
  rates: {
    revisionId: string;
    number: number;
    effective: string;
    billRate: string;
    payRate?: string | null;
  }[];
  /** What cards agree of hours that are not regular, over ranges of days. */
  agreedRates?: readonly AgreedOver[];
  /** The intervals of the weeks beside that reach into this one, or count with it. */
  carriedIn: StatedInterval[];
  /** Time on other assignments that counts toward limits and the regular rate. */
  elsewhere?: StatedInterval[];
  /** The timesheets whose time was counted beside its own, and the span in which more would count. */
  beside?: { timesheetIds: string[]; from: string; until: string };
  holidays?: string[];
  otherPay?: OtherPay[];
  counted: readonly CountedInterval[];
  charges: readonly ChargeLine[];
  /** Null where a pay rate is missing; absent in accounts of before. */
  pay?: RatedPay | null;
  findings?: readonly BreakFinding[];
  system?: string;
}

/** A rate of an hour type that a card agrees over a range of days: of its own, or a multiple of the regular one. */
export interface AgreedOver {
  days: string;
  hourType: string;
  rateLineId: string;
  cardName: string | null;
  billRate: string | null;
  multiplier: string | null;
}

export const payPolicyOverlaps = declareError(
  'pay_policy_overlaps',
  'conflict',
  'Another pay policy is in force there on some of these days.',
);
export const noPayPolicy = declareError(
  'no_pay_policy',
  'conflict',
  'No pay policy is in force at the facility on that day.',
);
export const notAWorkweekStart = declareError(
  'not_a_workweek_start',
  'invalid',
  'Workweeks do not begin on that day under the pay policy.',
);
export const timesheetExists = declareError(
  'timesheet_exists',
  'conflict',
  'The assignment has a timesheet for this week.',
);
export const timesheetIsEmpty = declareError(
  'timesheet_is_empty',
  'conflict',
  'No time is stated that lies in this week.',
);
export const timesheetNotRated = declareError(
  'timesheet_not_rated',
  'conflict',
  'The timesheet has no charges to explain until it is submitted.',
);
export const noRateInForce = declareError(
  'no_rate_in_force',
  'conflict',
  'The assignment has no rate in force on a day that was worked.',
);
export const timeOverlaps = declareError(
  'time_overlaps',
  'conflict',
  'Stated intervals overlap each other, those of the week beside, or time of the worker elsewhere.',
);
export const timeOutsideAssignment = declareError(
  'time_outside_assignment',
  'conflict',
  'Time is stated that starts before or after the days of the assignment.',
);
export const followingWeekDisputed = declareError(
  'following_week_disputed',
  'conflict',
  'The following week takes hours from this one and is in dispute; resolve that first.',
);
export const approverIsWorker = declareError(
  'approver_is_worker',
  'forbidden',
  'Nobody decides on the hours of the worker that they are.',
);
export const approverIsVendor = declareError(
  'approver_is_vendor',
  'forbidden',
  'Nobody decides for the client on the hours of a vendor that they act for.',
);
export const resolverRaisedIt = declareError(
  'resolver_raised_it',
  'forbidden',
  'Whoever raised a dispute does not agree to it for the other side.',
);
export const managerUpholds = declareError(
  'manager_upholds',
  'forbidden',
  'The vendor and the worker can accept counter-hours; only the program manager upholds the timesheet.',
);
