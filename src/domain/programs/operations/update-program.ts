import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import {
  AttendancePoints,
  AttendanceWindowDays,
  BlindReview,
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
  programChanged,
  ShiftOvertime,
  TimeZone,
} from '../model.ts';
import { program } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { changeOf } from '../store.ts';
import { programs } from '../tables.ts';

export const updateProgram = command({
  name: 'updateProgram',
  summary: 'Change a program.',
  rest: 'PATCH /programs/{programId}',
  permission: permissions.manage,
  input: z.strictObject({
    programId: reference('program'),
    name: text(200).optional(),
    timeZone: TimeZone.optional(),
    requesterSeesPay: z.boolean().optional(),
    blindReview: BlindReview.optional(),
    ownershipDays: OwnershipDays.nullish(),
    offerConfirmation: OfferConfirmation.optional(),
    employees: Employees.nullish(),
    payTransparency: PayTransparency.optional(),
    tenureLimitWeeks: TenureWeeks.nullish(),
    tenureWarnWeeks: TenureWarnWeeks.optional(),
    revisionConsent: RevisionConsent.optional(),
    attendancePoints: AttendancePoints.optional(),
    minimumRestMinutes: MinimumRest.optional(),
    shiftOvertime: ShiftOvertime.optional(),
    lapseLeadHours: LapseLead.nullish(),
    timeReminderHours: TimeReminder.nullish(),
    geofenceMeters: GeofenceMeters.nullish(),
    punchEarlyMinutes: PunchTolerance.optional(),
    punchLateMinutes: PunchTolerance.optional(),
    longShiftHours: HoursAtWork.optional(),
    mealDueHours: HoursAtWork.optional(),
    attendanceWindowDays: AttendanceWindowDays.optional(),
    lateReleaseHours: LateReleaseHours.optional(),
  }),
  output: program,
  handle: ({ programId, ...changes }, context) =>
    changeOf(programs, programId, changes, programChanged, context),
});
