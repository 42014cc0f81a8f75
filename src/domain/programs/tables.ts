import { sql } from 'drizzle-orm';
import { boolean, char, integer, jsonb, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, nounColumns } from '../../kernel/columns.ts';
import type { WorkingSpan } from './calendar/business-time.ts';
import type { Holiday } from './calendar/federal-holidays.ts';
import type { AttendancePoints } from './model.ts';

/** The owners of all other rows; `clockAt` stands only in a sandbox. */
export const tenants = pgTable('tenants', {
  id: uuid('id')
    .notNull()
    .default(sql`uuidv7()`),
  tenantId: uuid('tenant_id')
    .notNull()
    .generatedAlwaysAs(sql`id`),
  name: text('name').notNull(),
  kind: text('kind', { enum: ['live', 'sandbox'] })
    .notNull()
    .default('live'),
  clockAt: instant('clock_at'),
  clockTarget: instant('clock_target'),
  version: integer('version').notNull().default(1),
  createdAt: instant('created_at')
    .notNull()
    .default(sql`clock_timestamp()`),
  updatedAt: instant('updated_at')
    .notNull()
    .default(sql`clock_timestamp()`),
});

/** The managed program of one client; money in its currency, days in its IANA zone. */
export const programs = pgTable('programs', {
  ...nounColumns,
  programId: uuid('program_id')
    .notNull()
    .generatedAlwaysAs(sql`id`),
  name: text('name').notNull(),
  currency: char('currency', { length: 3 }).notNull().default('USD'),
  timeZone: text('time_zone').notNull(),
  requesterSeesPay: boolean('requester_sees_pay').notNull().default(false),
  blindReview: text('blind_review', {
    enum: ['none', 'until_shortlisted', 'until_offered', 'until_hired'],
  })
    .notNull()
    .default('none'),
  ownershipDays: integer('ownership_days'),
  offerConfirmation: text('offer_confirmation', { enum: ['client', 'worker', 'client_or_worker', 'none'] })
    .notNull()
    .default('client'),
  employees: integer('employees'),
  payTransparency: text('pay_transparency', { enum: ['block', 'warn'] })
    .notNull()
    .default('block'),
  tenureLimitWeeks: integer('tenure_limit_weeks'),
  tenureWarnWeeks: integer('tenure_warn_weeks').notNull().default(4),
  revisionConsent: text('revision_consent', { enum: ['none', 'vendor'] })
    .notNull()
    .default('none'),
  attendancePoints: jsonb('attendance_points')
    .$type<AttendancePoints>()
    .notNull()
    .default(
      sql`'{"late": -10, "noShow": -100, "onTime": 1, "leftEarly": -10, "releasedLate": -25, "callOffWorker": -50}'`,
    ),
  attendanceWindowDays: integer('attendance_window_days').notNull().default(180),
  lateReleaseHours: integer('late_release_hours').notNull().default(24),
  minimumRestMinutes: integer('minimum_rest_minutes').notNull().default(480),
  shiftOvertime: text('shift_overtime', { enum: ['warn', 'block'] })
    .notNull()
    .default('warn'),
  lapseLeadHours: integer('lapse_lead_hours'),
  timeReminderHours: integer('time_reminder_hours').default(24),
  geofenceMeters: integer('geofence_meters'),
  punchEarlyMinutes: integer('punch_early_minutes').notNull().default(15),
  punchLateMinutes: integer('punch_late_minutes').notNull().default(15),
  longShiftHours: integer('long_shift_hours').notNull().default(16),
  mealDueHours: integer('meal_due_hours').notNull().default(6),
  state: text('state', { enum: ['active', 'closed'] }).notNull(),
});

/** Sites, each with the IANA zone in which its workdays lie. */
export const facilities = pgTable('facilities', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id')
    .notNull()
    .generatedAlwaysAs(sql`id`),
  name: text('name').notNull(),
  state: char('state', { length: 2 }).notNull(),
  timeZone: text('time_zone').notNull(),
  ccn: text('ccn'),
  address: text('address'),
  city: text('city'),
  beds: integer('beds'),
  county: text('county'),
  careSetting: text('care_setting', {
    enum: [
      'hospital',
      'nursing_home',
      'clinic',
      'home_health',
      'hospice',
      'rehabilitation',
      'behavioral_health',
      'other',
    ],
  }),
  latitude: numeric('latitude', { precision: 8, scale: 5 }),
  longitude: numeric('longitude', { precision: 8, scale: 5 }),
  archivedAt: instant('archived_at'),
});

/** Where money is charged; the code is unique in its program. */
export const costCenters = pgTable('cost_centers', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id'),
  code: text('code').notNull(),
  name: text('name').notNull(),
  archivedAt: instant('archived_at'),
});

/** Departments of facilities. */
export const units = pgTable('units', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id').notNull(),
  unitId: uuid('unit_id')
    .notNull()
    .generatedAlwaysAs(sql`id`),
  name: text('name').notNull(),
  profession: text('profession'),
  costCenterId: uuid('cost_center_id'),
  archivedAt: instant('archived_at'),
});

/** The hours in which a program works, by its zone, and the days on which it does not; one a program. */
export const businessCalendars = pgTable('business_calendars', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  hours: jsonb('hours').$type<WorkingSpan[]>().notNull(),
  holidays: jsonb('holidays').$type<Holiday[]>().notNull().default([]),
});
