import { sql } from 'drizzle-orm';
import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { screeningRunLife } from '../lifecycle/screening-run.ts';
import { screeningCompleted, screeningStarted, type runCauses } from '../model/screening-run.ts';
import { screeningRuns } from '../tables.ts';
import { keepFound } from './matches.ts';
import { findVendors, findWorkers } from './matching.ts';

export type ScreeningRunRow = Row<typeof screeningRuns>;

/** Whether any list is in force: without one there is nothing to screen by. */
export async function isScreening({ tx, actor }: Context): Promise<boolean> {
  const found = await tx.rows(
    sql`select from exclusion_lists where tenant_id = ${actor.tenantId} and state = 'published' limit 1`,
  );
  return found.length > 0;
}

/** Begins a run, which says so. */
export async function beginRun(
  cause: (typeof runCauses)[number],
  listId: string | null,
  { tx }: Context,
): Promise<{ run: ScreeningRunRow; fact: Fact }> {
  const [run] = await tx.insert(screeningRuns, [{ cause, listId, state: screeningRunLife.initial }]);
  return { run: run!, fact: screeningStarted(run!, {}) };
}

/** The ids of the next workers behind one, in the order of their ids; of merged ones those that stand for them. */
export async function nextWorkers(
  after: string | null,
  most: number,
  { tx, actor }: Context,
): Promise<string[]> {
  const behind = after === null ? sql`true` : sql`w.id > ${after}`;
  const found = await tx.rows<{ id: string }>(sql`select w.id from workers w
    where w.tenant_id = ${actor.tenantId} and w.merged_into_id is null and ${behind} order by w.id limit ${most}::int`);
  return found.map(({ id }) => id);
}

/* What a worker is known by: its own version and those of what vendors state of it. It only grows. */
const versionOf = sql`(w.version + coalesce((select sum(n.version) from representations n
  where n.tenant_id = w.tenant_id and n.worker_id = w.id), 0))::int`;

/* The states in which its licenses let it be excluded by a weaker name: a new one is compared too. */
const statesOf = sql`array(select distinct c.issuing_state::text from credentials c
  where c.tenant_id = w.tenant_id and c.worker_id = w.id and c.issuing_state is not null order by 1)`;

/**
 * The worker and others, of up to so many of whom it is still to be looked at what changed, where they have changed since
 * they were screened. The others are those whose events wait for one of the named reactions: nobody else is looked at.
 */
export async function dueWorkers(
  workerId: string,
  awaiting: readonly string[],
  most: number,
  { tx, actor }: Context,
): Promise<string[]> {
  const found = await tx.rows<{ id: string }>(sql`
    with owed as materialized (select r.event_id from reaction_runs r
      where r.tenant_id = ${actor.tenantId} and r.state = 'due' and r.reaction = any(${`{${awaiting.join(',')}}`}::text[])
      order by r.due_at limit ${most}::int),
    asked as materialized (select ${workerId}::uuid as id
      union select coalesce(e.worker_id, e.subject_id) from owed d join events e on e.tenant_id = ${actor.tenantId} and e.id = d.event_id)
    select w.id from asked a join workers w on w.tenant_id = ${actor.tenantId} and w.id = a.id
    left join worker_screenings s on s.tenant_id = w.tenant_id and s.id = w.id
    where w.merged_into_id is null
      and (${versionOf} > coalesce(s.known_version, 0) or not ${statesOf} <@ s.states) order by w.id`);
  return found.map(({ id }) => id);
}

/** Whether the worker as it is known now was screened. */
export async function isScreened(workerId: string, { tx, actor }: Context): Promise<boolean> {
  const found =
    await tx.rows(sql`select from workers w join worker_screenings s on s.tenant_id = w.tenant_id and s.id = w.id
    where w.tenant_id = ${actor.tenantId} and w.id = ${workerId} and s.known_version >= ${versionOf}
      and ${statesOf} <@ s.states`);
  return found.length > 0;
}

/** Screens workers and notes when; the run counts them and what they raised. */
export async function screenWorkers(
  run: ScreeningRunRow,
  workerIds: readonly string[],
  context: Context,
): Promise<{ run: ScreeningRunRow; facts: Fact[] }> {
  if (workerIds.length === 0) return { run, facts: [] };
  const { tx, actor, now } = context;
  // Before they are read, so that what changes after is due again.
  await tx.rows(sql`insert into worker_screenings (tenant_id, id, run_id, screened_at, known_version, states, created_at, updated_at)
    select w.tenant_id, w.id, ${run.id}::uuid, ${now}::timestamptz, ${versionOf}, ${statesOf}, ${now}::timestamptz, ${now}::timestamptz
    from workers w where w.tenant_id = ${actor.tenantId} and w.id = any(${`{${workerIds.join(',')}}`}::uuid[]) order by w.id
    on conflict (tenant_id, id) do update set run_id = excluded.run_id, screened_at = excluded.screened_at,
      known_version = excluded.known_version, states = excluded.states, version = worker_screenings.version + 1, updated_at = excluded.updated_at`);
  const { facts, raised } = await keepFound(await findWorkers(workerIds, context), context);
  const counted = await tx.change(screeningRuns, run, {
    workers: run.workers + workerIds.length,
    raised: run.raised + raised,
  });
  return { run: counted, facts };
}

/** Screens the vendor, or every one, by its name. */
export async function screenVendors(
  run: ScreeningRunRow,
  vendorId: string | null,
  context: Context,
): Promise<{ run: ScreeningRunRow; facts: Fact[] }> {
  const { tx, actor } = context;
  const [count] = await tx.rows<{ vendors: number }>(
    sql`select count(*)::int as vendors from vendors
      where tenant_id = ${actor.tenantId} and (${vendorId}::uuid is null or id = ${vendorId}::uuid)`,
  );
  const { facts, raised } = await keepFound(await findVendors(vendorId, context), context);
  const counted = await tx.change(screeningRuns, run, {
    vendors: run.vendors + count!.vendors,
    raised: run.raised + raised,
  });
  return { run: counted, facts };
}

/** Ends a run, which says what it did. */
export async function completeRun(run: ScreeningRunRow, { tx, now }: Context): Promise<Fact> {
  const state = step(screeningRunLife, 'complete', run.state);
  const completed = await tx.change(screeningRuns, run, { state, finishedAt: now });
  const { workers, vendors, raised } = completed;
  return screeningCompleted(completed, { workers, vendors, raised });
}
