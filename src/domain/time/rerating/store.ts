import { and, asc, eq, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import type { RatingAccount } from '../model.ts';
import { ratingVersions } from '../rating/store.ts';
import { entriesOfMany, sheetsOf, type TimesheetRow } from '../store.ts';
import { reratingLines, type reratings, type timeEntries } from '../tables.ts';

export type ReratingRow = Row<typeof reratings>;
export type ReratingLineRow = Row<typeof reratingLines>;
type EntryRow = Row<typeof timeEntries>;

/** A week to be compared: its hours, how it was rated and by which policy it would be rated now; null where none is in force. */
export interface Compared {
  sheet: TimesheetRow;
  entries: EntryRow[];
  kept: { gross: string; payTotal: string | null; account: RatingAccount } | undefined;
  payPolicyId: string | null;
  /** Through which day time at its facility is locked. */
  lockedThrough: string | null;
}

/** The weeks of a rerating behind an id, in the order of their ids, with all that comparing them asks of them. */
export async function nextWeeks(
  { programId, facilityId, vendorId, periodFrom, periodTo, payPolicyId }: ReratingRow,
  after: string | null,
  most: number,
  context: Context,
): Promise<Compared[]> {
  const { tx, actor } = context;
  const found = await tx.rows<{ id: string; payPolicyId: string | null; lockedThrough: string | null }>(sql`
    select t.id, coalesce(${payPolicyId}::uuid, p.pay_policy_id) as "payPolicyId",
      app.time_locked_through(t.program_id, t.facility_id)::text as "lockedThrough"
    from timesheets t left join lateral app.pay_policy_on(t.program_id, t.facility_id, t.vendor_id, t.worker_id, t.week_starts_on) p
      on ${payPolicyId === null}::boolean
    where t.tenant_id = ${actor.tenantId} and t.program_id = ${programId} and t.state <> 'open'
      and t.week_starts_on between ${periodFrom}::date - 6 and ${periodTo}::date
      and (${facilityId}::uuid is null or t.facility_id = ${facilityId}::uuid)
      and (${vendorId}::uuid is null or t.vendor_id = ${vendorId}::uuid)
      and (${after}::uuid is null or t.id > ${after}::uuid)
    order by t.id limit ${most}::integer`);
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  const sheets = await sheetsOf(ids, context);
  const entries = await entriesOfMany([...sheets.values()], context);
  const kept = await ratingVersions([...sheets.values()], context);
  return found.map(({ id, ...rest }) => ({
    ...rest,
    sheet: sheets.get(id)!,
    entries: entries.get(id) ?? [],
    kept: kept.get(id),
  }));
}

/** The next lines that wait, worker by worker, held until the transaction ends. */
export const pendingLines = (
  reratingId: string,
  most: number,
  { tx, actor }: Context,
): Promise<ReratingLineRow[]> =>
  tx.db
    .select()
    .from(reratingLines)
    .where(
      and(
        eq(reratingLines.tenantId, actor.tenantId),
        eq(reratingLines.reratingId, reratingId),
        eq(reratingLines.state, 'pending'),
      ),
    )
    .orderBy(asc(reratingLines.workerId), asc(reratingLines.timesheetId))
    .limit(most)
    .for('update');

/** Whether a person is, or acts for the vendor of, somebody whose weeks would be rated anew: asked as the tenant's own hand. */
export async function partyToLines(
  reratingId: string,
  { tx, actor }: Context,
): Promise<'worker' | 'vendor' | undefined> {
  const [found] = await tx.rows<{ side: 'worker' | 'vendor' }>(sql`
    select case when m.worker_id = l.worker_id then 'worker' else 'vendor' end as side
    from memberships m join rerating_lines l on l.tenant_id = m.tenant_id and l.rerating_id = ${reratingId}
      and l.state = 'pending' and (l.worker_id = m.worker_id or l.vendor_id = m.vendor_id)
    where m.tenant_id = ${actor.tenantId} and m.user_id = ${actor.userId} order by 1 desc limit 1`);
  return found?.side;
}
