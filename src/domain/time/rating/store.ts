import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { RatingAccount, StatedTime } from '../model.ts';
import type { PayPolicy } from '../pay-rules/policy.ts';
import type { TimesheetRow } from '../store.ts';
import { timesheetLines, timesheetPayLines, timesheetRatings } from '../tables.ts';
import { takenStates, type ShiftPrice } from './shift-prices.ts';

/** A version of a pay policy, with what it says. */
export interface PolicyVersion {
  id: string;
  version: number;
  number: number;
  name: string;
  rules: PayPolicy;
}

/** The policies with the ids, by id. */
export async function policiesOf(
  ids: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, PolicyVersion>> {
  const found = await tx.rows<PolicyVersion>(sql`select id, version, number, name, rules from pay_policies
    where tenant_id = ${actor.tenantId} and id = any(${`{${[...new Set(ids)].join(',')}}`}::uuid[])`);
  return new Map(found.map((policy) => [policy.id, policy]));
}

/** A week to be rated, and the span within which time of the worker counts with it. */
export interface AskedWeek {
  sheet: TimesheetRow;
  /** The version whose other pay counts. */
  revision: number;
  from: string;
  until: string;
}

/** Time on another timesheet of the worker, of the same vendor and program, that was handed in. */
export interface BesideTime extends StatedTime {
  timesheetId: string;
  assignmentId: string;
  payRate: string | null;
}

/** What a week is rated from beside its hours, its policy and its holidays. */
export interface RatingFacts {
  timesheetId: string;
  isPerDiem: boolean;
  profession: string;
  specialty: string | null;
  revisions: {
    revisionId: string;
    number: number;
    effective: string;
    billRate: string;
    payRate: string | null;
  }[];
  shifts: ShiftPrice[];
  beside: BesideTime[];
  /** Of the worker's other weeks too, of the same vendor and program, that were handed in. */
  otherPay: {
    code: string;
    amount: string;
    day: string;
    treatment: 'include' | 'exclude' | 'flat_sum';
    isElsewhere: boolean;
  }[];
}

const taken = sql.raw(takenStates.map((state) => `'${state}'`).join(', '));

/**
 * Reads what weeks are rated from, for all of them in one statement: the terms in force, the shifts that were booked, the
 * worker's other time with the vendor in the program that was handed in, and pay beside hours. As the tenant's own hand.
 */
export async function factsOf(
  weeks: readonly AskedWeek[],
  { tx, actor }: Context,
): Promise<Map<string, RatingFacts>> {
  const asked = weeks.map(({ sheet, revision, from, until }) => ({
    id: sheet.id,
    assignment: sheet.assignmentId,
    program: sheet.programId,
    vendor: sheet.vendorId,
    worker: sheet.workerId,
    revision,
    from,
    until,
  }));
  const found = await tx.rows<RatingFacts>(sql`
    select a.id as "timesheetId", s.kind = 'per_diem' as "isPerDiem", o.profession, o.specialty,
      (select coalesce(jsonb_agg(jsonb_build_object('revisionId', r.id, 'number', r.number, 'effective', r.effective::text,
          'billRate', r.bill_rate::text, 'payRate', r.pay_rate::text) order by lower(r.effective)), '[]')
        from assignment_revisions r
        where r.tenant_id = s.tenant_id and r.assignment_id = s.id and r.state = 'in_force') as revisions,
      (select coalesce(jsonb_agg(jsonb_build_object('start', h.starts_at, 'end', h.ends_at,
          'billRate', h.bill_rate::text, 'payRate', h.pay_rate::text) order by h.starts_at), '[]')
        from shifts h
        where h.tenant_id = s.tenant_id and h.assignment_id = s.id and h.state in (${taken})
          and h.starts_at < a."until" and h.ends_at > a."from") as shifts,
      (select coalesce(jsonb_agg(jsonb_build_object('timesheetId', t.id, 'assignmentId', t.assignment_id,
          'startsAt', e.starts_at, 'endsAt', e.ends_at, 'kind', e.kind, 'meals', e.meals,
          'mealAttestation', e.meal_attestation, 'missedRests', e.missed_rests, 'roles', to_jsonb(e.roles),
          'calledAt', e.called_at, 'endedEarly', e.ended_early, 'payRate', coalesce(
            (select h.pay_rate from shifts h join assignments d on d.tenant_id = h.tenant_id and d.id = h.assignment_id
              where h.tenant_id = t.tenant_id and h.assignment_id = t.assignment_id and d.kind = 'per_diem'
                and h.state in (${taken}) and h.starts_at < e.ends_at and h.ends_at > e.starts_at
              order by least(h.ends_at, e.ends_at) - greatest(h.starts_at, e.starts_at) desc, h.id limit 1),
            (select r.pay_rate from assignment_revisions r
              where r.tenant_id = t.tenant_id and r.assignment_id = t.assignment_id and r.state = 'in_force'
                and r.effective @> (e.starts_at at time zone t.time_zone)::date))::text) order by e.starts_at, e.id), '[]')
        from time_entries e join timesheets t on t.tenant_id = e.tenant_id and t.id = e.timesheet_id
        where e.tenant_id = s.tenant_id and e.worker_id = a.worker and e.vendor_id = a.vendor and e.program_id = a.program
          and e.timesheet_id <> a.id and e.current and t.state <> 'open'
          and e.starts_at < a."until" and e.starts_at > a."from" - interval '24 hours' and e.ends_at > a."from") as beside,
      (select coalesce(jsonb_agg(jsonb_build_object('code', p.code, 'amount', p.amount::text, 'day', p.earned_on::text,
          'treatment', p.treatment, 'isElsewhere', t.assignment_id <> s.id) order by p.earned_on, p.code, p.amount, p.id), '[]')
        from other_pay_items p join timesheets t on t.tenant_id = p.tenant_id and t.id = p.timesheet_id
        where p.tenant_id = s.tenant_id and p.worker_id = a.worker and p.vendor_id = a.vendor and p.program_id = a.program
          and (p.timesheet_id = a.id and p.revision = a.revision
            or p.timesheet_id <> a.id and p.revision = t.revision and t.state <> 'open'
              and p.earned_on >= (a."from" at time zone t.time_zone)::date
              and p.earned_on < (a."until" at time zone t.time_zone)::date)) as "otherPay"
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a (id uuid, assignment uuid, program uuid, vendor uuid,
      worker uuid, revision integer, "from" timestamptz, "until" timestamptz)
    join assignments s on s.tenant_id = ${actor.tenantId} and s.id = a.assignment
    join orders o on o.tenant_id = s.tenant_id and o.id = s.order_id`);
  return new Map(found.map((facts) => [facts.timesheetId, facts]));
}

/** A week handed in whose rating another week's hours may change. */
export interface Dependent {
  id: string;
  /** The week that it depends on. */
  ofId: string;
}

/**
 * For each of weeks the other ones of the worker with the vendor in the program that were handed in, and that its hours
 * lie in the counting span of, or were counted in when they were rated.
 */
export async function dependentsOf(
  sheets: readonly TimesheetRow[],
  { tx, actor }: Context,
): Promise<Dependent[]> {
  const asked = sheets.map((sheet) => ({
    id: sheet.id,
    assignment: sheet.assignmentId,
    program: sheet.programId,
    vendor: sheet.vendorId,
    worker: sheet.workerId,
    week: sheet.weekStartsOn,
  }));
  return tx.rows<Dependent>(sql`select t.id, a.id as "ofId"
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a (id uuid, assignment uuid, program uuid, vendor uuid,
      worker uuid, week date)
    join timesheets t on t.tenant_id = ${actor.tenantId} and t.worker_id = a.worker and t.vendor_id = a.vendor
      and t.program_id = a.program and t.id <> a.id and t.state <> 'open' and t.week_starts_on between a.week - 21 and a.week + 21
    left join timesheet_ratings r on r.tenant_id = t.tenant_id and r.timesheet_id = t.id and r.revision = t.revision
    where r.account #> '{beside,timesheetIds}' ? a.id::text
      -- An account of before tells of hours carried in, and not of which week.
      or t.assignment_id = a.assignment and t.week_starts_on > a.week
        and not r.account ? 'beside' and jsonb_array_length(r.account -> 'carriedIn') > 0
      or exists (select from time_entries e
        where e.tenant_id = t.tenant_id and e.timesheet_id = a.id and e.current
          and e.ends_at > coalesce((r.account #>> '{beside,from}')::timestamptz, t.week_starts_at)
          and e.starts_at < coalesce((r.account #>> '{beside,until}')::timestamptz, t.week_ends_at))
    order by t.id`);
}

type Versions = readonly { sheet: { id: string }; revision: number }[];

const named = (versions: Versions) =>
  JSON.stringify(versions.map(({ sheet, revision }) => ({ id: sheet.id, revision })));
// Beside the JSON, so that an index is used however many rows a planner thinks that it has.
const idsOf = (versions: Versions) => sql`${`{${versions.map(({ sheet }) => sheet.id).join(',')}}`}::uuid[]`;

/** Which ratings versions have, by their timesheets, for them to be changed; of one that has none, nothing. */
export async function keptRatings(
  versions: Versions,
  { tx, actor }: Context,
): Promise<Map<string, { id: string; version: number }>> {
  const found = await tx.rows<{ timesheetId: string; id: string; version: number }>(sql`
    select r.timesheet_id as "timesheetId", r.id, r.version
    from jsonb_to_recordset(${named(versions)}::jsonb) as a (id uuid, revision integer)
    join timesheet_ratings r on r.timesheet_id = a.id and r.revision = a.revision
    where r.tenant_id = ${actor.tenantId} and r.timesheet_id = any(${idsOf(versions)})`);
  return new Map(found.map(({ timesheetId, ...row }) => [timesheetId, row]));
}

/** Removes the lines and the pay lines of versions. */
export async function removeLines(versions: Versions, { tx, actor }: Context): Promise<void> {
  for (const table of [timesheetLines, timesheetPayLines])
    await tx.rows(sql`delete from ${table} l using jsonb_to_recordset(${named(versions)}::jsonb) as a (id uuid, revision integer)
      where l.tenant_id = ${actor.tenantId} and l.timesheet_id = any(${idsOf(versions)})
        and l.timesheet_id = a.id and l.revision = a.revision`);
}

/** What a version was rated from, if it ever was. */
export async function ratingOf(timesheetId: string, revision: number, { tx, actor }: Context) {
  const [rating] = await tx.db
    .select()
    .from(timesheetRatings)
    .where(
      and(
        eq(timesheetRatings.tenantId, actor.tenantId),
        eq(timesheetRatings.timesheetId, timesheetId),
        eq(timesheetRatings.revision, revision),
      ),
    );
  return rating;
}

/** How a version of the worker's own week was counted; its money, which is not the worker's to see, is left to the caller to leave out. */
export async function ownRatingOf(timesheetId: string, revision: number, { tx }: Context) {
  const [rating] = await tx.rows<{ minutes: number; account: RatingAccount }>(
    sql`select minutes, account from app.own_rating(${timesheetId}, ${revision}::integer)`,
  );
  return rating && { ...rating, gross: null };
}

/** How the current versions of weeks were rated, by the ids of the weeks. */
export async function ratingVersions(
  sheets: readonly Pick<TimesheetRow, 'id' | 'revision'>[],
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
): Promise<Map<string, { gross: string; payTotal: string | null; account: RatingAccount }>> {
  const versions = sheets.map((sheet) => ({ sheet, revision: sheet.revision }));
  const found = await tx.rows<{
    id: string;
    gross: string;
    payTotal: string | null;
    account: RatingAccount;
  }>(sql`
    select a.id, r.gross::text as gross, r.pay_total::text as "payTotal", r.account
    from jsonb_to_recordset(${named(versions)}::jsonb) as a (id uuid, revision integer)
    join timesheet_ratings r on r.timesheet_id = a.id and r.revision = a.revision
    where r.tenant_id = ${actor.tenantId} and r.timesheet_id = any(${idsOf(versions)})`);
  return new Map(found.map(({ id, ...rating }) => [id, rating]));
}
