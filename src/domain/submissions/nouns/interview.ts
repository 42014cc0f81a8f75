import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { field, noun, type RowAt } from '../../../kernel/noun.ts';
import { Id, Instant } from '../../../kernel/shapes.ts';
import { readsPeople, readsWorkerId } from '../../workers/index.ts';
import { interviewLife } from '../lifecycle/interview.ts';
import {
  InterviewKind,
  InterviewOutcome,
  InterviewProposer,
  InterviewState,
  LocalTime,
  ProposedTime,
} from '../model/interview.ts';
import { permissions } from '../policy.ts';
import { interviews } from '../tables.ts';
import { blind } from './blind-review.ts';

const ours = ({ side }: Actor) => side === 'operator' || side === 'client';
const words = (actor: Actor) => ours(actor) && readsPeople(actor);

const shownIn =
  (zone: 'facilityTimeZone' | 'workerTimeZone' | 'timeZone') =>
  (row: RowAt): SQL =>
    sql`to_char(${row('startsAt')} at time zone ${row(zone)}, 'YYYY-MM-DD"T"HH24:MI')`;

// Told to whoever asked alone: who else is met then is nothing to a vendor.
const meetsAnother = (row: RowAt): SQL =>
  sql`(${row('state')} = 'scheduled' and exists (select from ${row.source(interviews, 'other')} where other.tenant_id = ${row('tenantId')}
    and other.requested_by = ${row('requestedBy')} and other.id <> ${row('id')} and other.state = 'scheduled'
    and tstzrange(other.starts_at, other.ends_at) && tstzrange(${row('startsAt')}, ${row('endsAt')})))`;

export const interview = noun({
  name: 'interview',
  summary: 'A meeting with a candidate: times go to and fro until one is chosen.',
  table: interviews,
  read: permissions.readInterviews,
  lifecycle: interviewLife,
  fields: {
    submissionId: field(Id, { filter: true }),
    orderId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true, ...blind }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    kind: field(InterviewKind, { filter: true }),
    requestedBy: field(Id.nullable(), { filter: true, readers: ours }),
    proposedTimes: field(
      z.array(ProposedTime).meta({ description: 'Of the latest proposal; only these can be chosen.' }),
    ),
    proposedBy: field(InterviewProposer, { filter: true }),
    round: field(z.int().meta({ description: 'How often times were proposed.' })),
    timeZone: field(z.string().meta({ description: 'Of who proposed the times.' })),
    location: field(z.string().nullable(), { dataClass: 'contact', readers: readsPeople }),
    startsAt: field(Instant.nullable(), { filter: true, sort: true }),
    endsAt: field(Instant.nullable(), { filter: true, sort: true }),
    durationMinutes: field(z.int().nullable(), {
      value: (row) => sql`(extract(epoch from ${row('endsAt')} - ${row('startsAt')}) / 60)::integer`,
    }),
    facilityTimeZone: field(z.string()),
    facilityLocalStart: field(LocalTime.nullable(), { value: shownIn('facilityTimeZone') }),
    workerTimeZone: field(z.string().meta({ description: 'Of the worker’s home state.' })),
    workerLocalStart: field(LocalTime.nullable(), { value: shownIn('workerTimeZone') }),
    proposerLocalStart: field(LocalTime.nullable(), { value: shownIn('timeZone') }),
    requesterMeetsAnother: field(
      z.boolean().meta({ description: 'Whether who asked for it meets somebody else then.' }),
      { dataClass: 'internal', readers: ours, value: meetsAnother },
    ),
    state: field(InterviewState, { filter: true }),
    outcome: field(InterviewOutcome.nullable(), { dataClass: 'internal', filter: true, readers: ours }),
    outcomeNote: field(z.string().nullable(), { dataClass: 'identity', readers: words }),
    reason: field(z.string().nullable(), { readers: readsPeople }),
  },
  visibleTo: { vendor: 'scoped', worker: 'scoped' },
});
