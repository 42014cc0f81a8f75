import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { edge, field, noun } from '../../kernel/noun.ts';
import { codeOf, Id, text } from '../../kernel/shapes.ts';
import {
  AttendancePoints,
  AttendanceWindowDays,
  BlindReview,
  CareSetting,
  Coordinates,
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
  RevisionConsent,
  TenureWarnWeeks,
  TenureWeeks,
  ProgramState,
  PunchTolerance,
  ShiftOvertime,
  TimeZone,
  usualPoints,
} from './model.ts';
import { HolidayShape, WorkingSpanShape } from './calendar/model.ts';
import { onItsPanel, permissions, whereItSupplies, whereItWorks } from './policy.ts';
import { businessCalendars, costCenters, facilities, programs, units } from './tables.ts';

const ours = ({ side }: { side: string }) => side === 'operator' || side === 'client';

export const program = noun({
  name: 'program',
  summary: 'The managed program of one client: its facilities, policies and panel.',
  table: programs,
  read: permissions.read,
  fields: {
    name: field(text(200), { filter: true, sort: true, search: true }),
    currency: field(Currency),
    timeZone: field(TimeZone),
    requesterSeesPay: field(z.boolean(), { dataClass: 'internal', readers: ours }),
    blindReview: field(BlindReview, { dataClass: 'internal', readers: ours }),
    ownershipDays: field(OwnershipDays.nullable()),
    offerConfirmation: field(OfferConfirmation, { dataClass: 'internal', readers: ours }),
    employees: field(Employees.nullable(), { dataClass: 'internal', readers: ours }),
    payTransparency: field(PayTransparency, {
      dataClass: 'internal',
      readers: ours,
      // Versions of before there was such a setting have none.
      value: (row) => sql`coalesce(${row('payTransparency')}, 'block')`,
    }),
    tenureLimitWeeks: field(TenureWeeks.nullable(), { dataClass: 'internal', readers: ours }),
    tenureWarnWeeks: field(TenureWarnWeeks, {
      dataClass: 'internal',
      readers: ours,
      value: (row) => sql`coalesce(${row('tenureWarnWeeks')}, 4)`,
    }),
    revisionConsent: field(RevisionConsent, {
      value: (row) => sql`coalesce(${row('revisionConsent')}, 'none')`,
    }),
    attendancePoints: field(AttendancePoints, {
      value: (row) => sql`coalesce(${row('attendancePoints')}, ${JSON.stringify(usualPoints)}::jsonb)`,
    }),
    attendanceWindowDays: field(AttendanceWindowDays, {
      value: (row) => sql`coalesce(${row('attendanceWindowDays')}, 180)`,
    }),
    lateReleaseHours: field(LateReleaseHours, {
      value: (row) => sql`coalesce(${row('lateReleaseHours')}, 24)`,
    }),
    minimumRestMinutes: field(MinimumRest, {
      value: (row) => sql`coalesce(${row('minimumRestMinutes')}, 480)`,
    }),
    shiftOvertime: field(ShiftOvertime, {
      value: (row) => sql`coalesce(${row('shiftOvertime')}, 'warn')`,
    }),
    lapseLeadHours: field(LapseLead.nullable()),
    timeReminderHours: field(TimeReminder.nullable()),
    geofenceMeters: field(GeofenceMeters.nullable()),
    punchEarlyMinutes: field(PunchTolerance, {
      value: (row) => sql`coalesce(${row('punchEarlyMinutes')}, 15)`,
    }),
    punchLateMinutes: field(PunchTolerance, {
      value: (row) => sql`coalesce(${row('punchLateMinutes')}, 15)`,
    }),
    longShiftHours: field(HoursAtWork, { value: (row) => sql`coalesce(${row('longShiftHours')}, 16)` }),
    mealDueHours: field(HoursAtWork, { value: (row) => sql`coalesce(${row('mealDueHours')}, 6)` }),
    state: field(ProgramState, { filter: true }),
  },
  visibleTo: { vendor: onItsPanel('id') },
  externalIds: true,
});

export const facility = noun({
  name: 'facility',
  plural: 'facilities',
  summary: 'A site of a program; its state and zone decide which law and which clock apply.',
  table: facilities,
  read: permissions.read,
  fields: {
    programId: field(Id, { filter: true }),
    name: field(text(200), { filter: true, sort: true, search: true }),
    state: field(codeOf('state', 'OH'), { filter: true, sort: true }),
    timeZone: field(TimeZone, { filter: true }),
    ccn: field(z.string().nullable(), { filter: true }),
    address: field(z.string().nullable()),
    city: field(z.string().nullable(), { filter: true, sort: true, search: true }),
    beds: field(z.int().nullable(), { filter: true, sort: true }),
    county: field(z.string().nullable(), { filter: true }),
    careSetting: field(CareSetting.nullable(), { filter: true }),
    latitude: field(Coordinates.shape.latitude.nullable()),
    longitude: field(Coordinates.shape.longitude.nullable()),
  },
  visibleTo: { vendor: whereItSupplies('facility_id'), worker: whereItWorks('id') },
  externalIds: true,
});

export const unit = noun({
  name: 'unit',
  summary: 'A department within a facility.',
  table: units,
  read: permissions.read,
  fields: {
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    name: field(text(200), { filter: true, sort: true, search: true }),
    profession: field(codeOf('profession', 'rn').nullable(), { filter: true }),
    costCenterId: field(Id.nullable(), { filter: true, dataClass: 'internal', readers: ours }),
  },
  visibleTo: { vendor: whereItSupplies('unit_id'), worker: whereItWorks('facilityId') },
  externalIds: true,
});

export const costCenter = noun({
  name: 'costCenter',
  summary: 'Where money is charged.',
  table: costCenters,
  read: permissions.readCostCenters,
  fields: {
    programId: field(Id, { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    code: field(text(50), { filter: true, sort: true, search: true }),
    name: field(text(200), { filter: true, sort: true, search: true }),
  },
  externalIds: true,
});

export const businessCalendar = noun({
  name: 'businessCalendar',
  summary:
    'When a program works, by its zone: business hours are reckoned by it. Without one: Monday to Friday, 08:00 to 17:00.',
  table: businessCalendars,
  read: permissions.read,
  fields: {
    programId: field(Id, { filter: true }),
    hours: field(z.array(WorkingSpanShape)),
    holidays: field(z.array(HolidayShape)),
  },
  visibleTo: { vendor: onItsPanel('programId') },
});

edge(businessCalendar, 'programId', 'program', program, 'businessCalendars');
edge(facility, 'programId', 'program', program, 'facilities');
edge(unit, 'programId', 'program', program, 'units');
edge(unit, 'facilityId', 'facility', facility, 'units');
edge(unit, 'costCenterId', 'costCenter', costCenter, 'units');
edge(costCenter, 'programId', 'program', program, 'costCenters');
edge(costCenter, 'facilityId', 'facility', facility, 'costCenters');
