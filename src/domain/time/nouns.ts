import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { hoursShown } from '../../kernel/hours.ts';
import { edge, field, noun, type RowAt } from '../../kernel/noun.ts';
import { Amount, Day, Id, Instant, Rate, text } from '../../kernel/shapes.ts';
import { assignment } from '../assignments/index.ts';
import { facility, program, programs, unit } from '../programs/index.ts';
import { shift } from '../shifts/index.ts';
import { vendor } from '../vendors/index.ts';
import { readsWorkerId, worker } from '../workers/index.ts';
import { ApprovedThrough, TimesheetApprovalState } from './approving/model.ts';
import { disputeLife, timesheetLife } from './lifecycle.ts';
import {
  EndedEarly,
  HourType,
  MealAttestation,
  StatedMeal,
  StatedTime,
  TimeKind,
  TimesheetDisputeState,
  TimesheetState,
  TimeSource,
} from './model.ts';
import { payPolicy } from './policies/nouns.ts';
import { payShown, readsPay } from './paying/policy.ts';
import { permissions, readsWords, seesCharges } from './policy.ts';
import { timeEntries, timesheetDisputes, timesheetLines, timesheets } from './tables.ts';

const ShownHours = z.string().meta({ scalar: 'Decimal', format: 'decimal', examples: ['41.25'] });
const hoursOf = (row: RowAt) => hoursShown(row('minutes'));
const currencyOf = (row: RowAt) =>
  sql`(select p.currency from ${row.source(programs, 'p')} where p.tenant_id = ${row('tenantId')} and p.id = ${row('programId')})`;

const scope = {
  programId: field(Id, { filter: true }),
  facilityId: field(Id, { filter: true }),
  unitId: field(Id, { filter: true }),
  vendorId: field(Id, { filter: true }),
  workerId: field(Id, { filter: true, readers: readsWorkerId }),
};
const parties = { vendor: 'scoped', worker: 'scoped' } as const;
const charge = { dataClass: 'commercial', readers: seesCharges } as const;

export const timesheet = noun({
  name: 'timesheet',
  summary: 'A worker’s workweek on an assignment; its revision grows when approved hours are adjusted.',
  table: timesheets,
  read: permissions.read,
  fields: {
    assignmentId: field(Id, { filter: true }),
    ...scope,
    weekStartsOn: field(Day, { filter: true, sort: true }),
    weekStartsAt: field(Instant),
    weekEndsAt: field(Instant),
    timeZone: field(z.string().meta({ examples: ['America/New_York'] })),
    payPolicyId: field(Id, { filter: true }),
    revision: field(z.int(), { filter: true }),
    minutes: field(z.int(), { sort: true }),
    hours: field(ShownHours, { value: hoursOf }),
    gross: field(Amount.nullable(), { ...charge, filter: true, sort: true }),
    payTotal: field(Amount.nullable().meta({ description: 'Null where a pay rate is missing.' }), {
      dataClass: 'pay',
      readers: readsPay,
      staged: payShown,
    }),
    currency: field(z.string().meta({ examples: ['USD'] }), { ...charge, value: currencyOf }),
    state: field(TimesheetState, { filter: true }),
    submittedAt: field(Instant.nullable(), { filter: true, sort: true }),
    approvedAt: field(Instant.nullable(), { filter: true, sort: true }),
    approvedBy: field(Id.nullable().meta({ description: 'The membership that approved it.' })),
    approvedThrough: field(ApprovedThrough.nullable(), { filter: true }),
    approvalState: field(TimesheetApprovalState, {
      filter: true,
      value: (row) => sql`coalesce(${row('approvalState')}, 'none')`,
    }),
    acceptsAt: field(
      Instant.nullable().meta({ description: 'When silence approves it, if nothing of it is open then.' }),
      { filter: true, sort: true },
    ),
    rejectedReason: field(z.string().nullable(), { readers: readsWords }),
  },
  visibleTo: parties,
  lifecycle: timesheetLife,
});

export const timeEntry = noun({
  name: 'timeEntry',
  plural: 'timeEntries',
  summary: 'Work as stated: an interval of one version of a timesheet, with its unpaid meals.',
  table: timeEntries,
  read: permissions.readEntries,
  fields: {
    timesheetId: field(Id, { filter: true }),
    ...scope,
    revision: field(z.int(), { filter: true }),
    startsAt: field(Instant, { filter: true, sort: true }),
    endsAt: field(Instant, { filter: true, sort: true }),
    kind: field(TimeKind, { filter: true }),
    meals: field(z.array(StatedMeal)),
    mealAttestation: field(MealAttestation.nullable()),
    missedRests: field(z.int().nullable()),
    roles: field(z.array(z.string())),
    endedEarly: field(EndedEarly.nullable()),
    calledAt: field(Instant.nullable()),
    costCenterId: field(Id.nullable(), { filter: true }),
    workedUnitId: field(Id.nullable(), { filter: true }),
    source: field(TimeSource, { filter: true }),
    sourceId: field(z.string().nullable(), { filter: true }),
    note: field(z.string().nullable()),
  },
  visibleTo: parties,
});

export const timesheetLine = noun({
  name: 'timesheetLine',
  summary: 'A day’s minutes of one hour type or differential at one rate, with the rule that made them so.',
  table: timesheetLines,
  read: permissions.read,
  fields: {
    timesheetId: field(Id, { filter: true }),
    ...scope,
    revision: field(z.int(), { filter: true }),
    workDate: field(Day, { filter: true, sort: true }),
    hourType: field(HourType, { filter: true }),
    differentialCode: field(z.string().nullable(), { filter: true }),
    minutes: field(z.int(), { sort: true }),
    hours: field(ShownHours, { value: hoursOf }),
    billRate: field(Rate, charge),
    amount: field(Amount, charge),
    currency: field(z.string().meta({ examples: ['USD'] }), { ...charge, value: currencyOf }),
    rule: field(z.string().meta({ examples: ['weekly_overtime'] })),
    citation: field(z.string().nullable()),
  },
  visibleTo: parties,
});

export const timesheetDispute = noun({
  name: 'timesheetDispute',
  summary: 'The client’s objection to a version of a timesheet, with the hours proposed instead.',
  table: timesheetDisputes,
  read: permissions.readEntries,
  fields: {
    timesheetId: field(Id, { filter: true }),
    ...scope,
    revision: field(z.int(), { filter: true }),
    raisedBy: field(Id.meta({ description: 'The membership that raised it.' })),
    reason: field(text(2_000)),
    proposedEntries: field(z.array(StatedTime)),
    state: field(TimesheetDisputeState, { filter: true }),
    resolvedAt: field(Instant.nullable(), { filter: true, sort: true }),
    resolutionNote: field(z.string().nullable()),
  },
  visibleTo: parties,
  lifecycle: disputeLife,
});

edge(timesheet, 'assignmentId', 'assignment', assignment, 'timesheets');
edge(timesheet, 'programId', 'program', program, 'timesheets');
edge(timesheet, 'facilityId', 'facility', facility, 'timesheets');
edge(timesheet, 'unitId', 'unit', unit, 'timesheets');
edge(timesheet, 'vendorId', 'vendor', vendor, 'timesheets');
edge(timesheet, 'workerId', 'worker', worker, 'timesheets');
edge(timesheet, 'payPolicyId', 'payPolicy', payPolicy, null);
edge(shift, 'timesheetId', 'timesheet', timesheet, 'shifts');
edge(timeEntry, 'timesheetId', 'timesheet', timesheet, 'entries');
edge(timesheetLine, 'timesheetId', 'timesheet', timesheet, 'lines');
edge(timesheetDispute, 'timesheetId', 'timesheet', timesheet, 'disputes');
