import { z } from 'zod';
import { declareError } from '../../kernel/errors.ts';
import { factsFor } from '../../kernel/event.ts';
import { oneOf } from '../../kernel/shapes.ts';

const isZone = (zone: string) => {
  try {
    return (
      /^[A-Z][A-Za-z_]+\/[A-Za-z_/+-]+$|^UTC$/.test(zone) &&
      Boolean(Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone))
    );
  } catch {
    return false;
  }
};

/** An IANA time zone, such as America/New_York. */
export const TimeZone = z
  .string()
  .max(64)
  .refine(isZone, 'A time zone is an IANA name, such as America/New_York.')
  .meta({ examples: ['America/New_York'] });
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'A currency is three capital letters (ISO 4217).')
  .meta({ examples: ['USD'] });
export const CareSetting = oneOf('CareSetting', [
  'hospital',
  'nursing_home',
  'clinic',
  'home_health',
  'hospice',
  'rehabilitation',
  'behavioral_health',
  'other',
]);
const Points = z.int().min(-1_000).max(1_000);
/** What is counted for how a worker keeps a shift; a score is their sum over the program's window of days. */
export const AttendancePoints = z
  .strictObject({
    onTime: Points,
    late: Points,
    leftEarly: Points,
    callOffWorker: Points,
    releasedLate: Points,
    noShow: Points,
  })
  .meta({ id: 'AttendancePoints' });
/** What is counted where a program says nothing else. */
export const usualPoints = {
  onTime: 1,
  late: -10,
  leftEarly: -10,
  callOffWorker: -50,
  releasedLate: -25,
  noShow: -100,
} as const;
/** For how many days a note of attendance counts. */
export const AttendanceWindowDays = z.int().min(1).max(730);
/** With a notice of fewer hours a shift that is given back counts in the score. */
export const LateReleaseHours = z.int().min(0).max(336);
export type AttendancePoints = z.output<typeof AttendancePoints>;
/** What a posting that lacks pay terms which a law demands meets: no release, or a word of it. */
export const PayTransparency = oneOf('PayTransparency', ['block', 'warn']);
/** How many people the employer has for whom a program posts. */
export const Employees = z.int().min(1).max(10_000_000).meta({
  description: 'Of the employer; which rules of pay transparency apply depends on it. Null: all of them.',
});
/** How many weeks a worker may be placed with the client of a program in all, and how many ahead that is warned of. */
export const TenureWeeks = z.int().min(1).max(1_040).meta({
  description: 'How many weeks a worker may be placed with the client in all. Null: as many as may be.',
});
export const TenureWarnWeeks = z.int().min(0).max(104);
/** Who must agree to other terms of an assignment, besides those who approve them. */
export const RevisionConsent = oneOf('RevisionConsent', ['none', 'vendor']);
/** Until when a client does not learn which vendor a candidate comes from. */
export const BlindReview = oneOf('BlindReview', [
  'none',
  'until_shortlisted',
  'until_offered',
  'until_hired',
]);
/** For how many days a submission holds its person on the order, never beyond the right to represent. */
export const OwnershipDays = z.int().min(1).max(3_650).meta({
  description:
    'For so many days a submission holds its person on the order. Null: as long as the right to represent.',
});
/** Whose confirmation makes a hire of an offer that the vendor accepted; `none`: the acceptance does. */
export const OfferConfirmation = oneOf('OfferConfirmation', ['client', 'worker', 'client_or_worker', 'none']);
/** How many minutes must lie between two shifts of a worker. */
export const MinimumRest = z.int().min(0).max(2_880);
/** What becomes of a booking that brings a worker into overtime, which is above 40 hours of a workweek: it is warned of, or refused. */
export const ShiftOvertime = oneOf('ShiftOvertime', ['warn', 'block']);
/** How many hours before each a worker who may not work for now loses its shifts. */
export const TimeReminder = z.int().min(1).max(720).meta({
  description:
    'Hours after which a week to be approved, or one that is over and not handed in, is reminded of.',
});
export const LapseLead = z.int().min(0).max(8_760).meta({
  description: 'Who may not work for now loses shifts so many hours before they begin. Null: all at once.',
});
/** How far from a facility's place a punch may be made before it is asked about. */
export const GeofenceMeters = z.int().min(1).max(100_000).meta({
  description: 'A punch made farther from the facility raises an exception. Null: how far does not matter.',
});
/** How many minutes a punch may lie before the start or after the end of its shift. */
export const PunchTolerance = z.int().min(0).max(720);
/** After how many hours at work a shift is asked about, or a meal is due. */
export const HoursAtWork = z.int().min(1).max(24);
/** Where a place is, in degrees, to about a meter. */
export const Coordinates = z
  .strictObject({
    latitude: z
      .string()
      .regex(/^-?([0-8]?\d(\.\d{1,5})?|90(\.0{1,5})?)$/, 'A latitude is -90 to 90 degrees, at most 5 places.')
      .meta({ scalar: 'Decimal', format: 'decimal', examples: ['39.96118'] }),
    longitude: z
      .string()
      .regex(
        /^-?((1[0-7]\d|\d{1,2})(\.\d{1,5})?|180(\.0{1,5})?)$/,
        'A longitude is -180 to 180 degrees, at most 5 places.',
      )
      .meta({ scalar: 'Decimal', format: 'decimal', examples: ['-82.99879'] }),
  })
  .meta({ id: 'Coordinates' });
type Degrees = z.output<typeof Coordinates>;
// As the database writes them, so that what stays the same makes no version.
const canonical = (degrees: string) => {
  const [, sign, whole, places = ''] = /^(-?)0*(\d+)(?:\.(\d+))?$/.exec(degrees)!;
  const padded = `${whole}.${places.padEnd(5, '0')}`;
  return /[1-9]/.test(padded) ? `${sign}${padded}` : padded;
};

/** The two columns of a place as it was given: absent keeps them, null clears them. */
export const locatedAt = <Latitude extends string, Longitude extends string>(
  given: Degrees | null | undefined,
  latitude: Latitude,
  longitude: Longitude,
): { [Key in Latitude | Longitude]?: string | null } =>
  (given === undefined
    ? {}
    : {
        [latitude]: given && canonical(given.latitude),
        [longitude]: given && canonical(given.longitude),
      }) as { [Key in Latitude | Longitude]?: string | null };
export const ProgramState = oneOf('ProgramState', ['active', 'closed']);

export const costCenterCodeTaken = declareError(
  'cost_center_code_taken',
  'conflict',
  'Another cost center of the program has this code.',
);

export const stillInUse = declareError(
  'still_in_use',
  'conflict',
  'Orders that are not over, assignments or their allocations use it.',
);

const ourSide = ['operator', 'client'] as const;
const nothing = z.strictObject({});
const fact = factsFor(ourSide, nothing);

export const programCreated = fact('program.created', 'A program was created.');
export const programChanged = fact('program.changed', 'A program was changed.');
export const facilityCreated = fact('facility.created', 'A facility was added.');
export const facilityChanged = fact('facility.changed', 'A facility was changed.');
export const facilityArchived = fact('facility.archived', 'A facility was archived.');
export const facilityRestored = fact('facility.restored', 'A facility was restored.');
export const unitCreated = fact('unit.created', 'A unit was added.');
export const unitChanged = fact('unit.changed', 'A unit was changed.');
export const unitArchived = fact('unit.archived', 'A unit was archived.');
export const unitRestored = fact('unit.restored', 'A unit was restored.');
export const costCenterCreated = fact('cost_center.created', 'A cost center was added.');
export const costCenterChanged = fact('cost_center.changed', 'A cost center was changed.');
export const costCenterArchived = fact('cost_center.archived', 'A cost center was archived.');
export const costCenterRestored = fact('cost_center.restored', 'A cost center was restored.');
