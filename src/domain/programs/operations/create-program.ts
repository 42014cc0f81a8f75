import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { text } from '../../../kernel/shapes.ts';
import {
  AttendancePoints,
  AttendanceWindowDays,
  BlindReview,
  Currency,
  Employees,
  GeofenceMeters,
  HoursAtWork,
  LapseLead,
  TimeReminder,
  MinimumRest,
  LateReleaseHours,
  OfferConfirmation,
  OwnershipDays,
  PayTransparency,
  PunchTolerance,
  RevisionConsent,
  TenureWarnWeeks,
  TenureWeeks,
  programCreated,
  ShiftOvertime,
  TimeZone,
  usualPoints,
} from '../model.ts';
import { program } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { programs } from '../tables.ts';

export const createProgram = command({
  name: 'createProgram',
  summary: 'Create the managed program of a client.',
  rest: 'POST /programs',
  permission: permissions.manage,
  input: z.strictObject({
    name: text(200),
    currency: Currency.default('USD'),
    timeZone: TimeZone.meta({ description: 'Where its days and business hours are reckoned.' }),
    requesterSeesPay: z.boolean().default(false),
    blindReview: BlindReview.default('none'),
    ownershipDays: OwnershipDays.nullable().default(null),
    offerConfirmation: OfferConfirmation.default('client'),
    employees: Employees.nullable().default(null),
    payTransparency: PayTransparency.default('block'),
    tenureLimitWeeks: TenureWeeks.nullable().default(null),
    tenureWarnWeeks: TenureWarnWeeks.default(4),
    revisionConsent: RevisionConsent.default('none'),
    attendancePoints: AttendancePoints.default(usualPoints),
    minimumRestMinutes: MinimumRest.default(480),
    shiftOvertime: ShiftOvertime.default('warn'),
    lapseLeadHours: LapseLead.nullable().default(null),
    timeReminderHours: TimeReminder.nullable().default(24),
    geofenceMeters: GeofenceMeters.nullable().default(null),
    punchEarlyMinutes: PunchTolerance.default(15),
    punchLateMinutes: PunchTolerance.default(15),
    longShiftHours: HoursAtWork.default(16),
    mealDueHours: HoursAtWork.default(6),
    attendanceWindowDays: AttendanceWindowDays.default(180),
    lateReleaseHours: LateReleaseHours.default(24),
  }),
  output: program,
  async handle(values, { tx }) {
    const [created] = await tx.insert(programs, [{ ...values, state: 'active' }]);
    return { result: created!, events: [programCreated(created!, {})] };
  },
});
