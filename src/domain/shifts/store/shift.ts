import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm';
import { notFound } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant, type Row } from '../../../kernel/transaction.ts';
import { orders, type OrderRow } from '../../orders/index.ts';
import { shifts } from '../tables.ts';

export type ShiftRow = Row<typeof shifts>;

/** The order, kept as it is until the transaction ends: whoever ends it waits for this, or this for the end. */
export const holdOrder = async (orderId: string, { tx }: Context): Promise<OrderRow> =>
  (await asTenant(tx, () => tx.find(orders, orderId, { lock: 'share' })))!;

/** A shift whose order is held, held too until the transaction ends, whoever has it by now; `not_found` where there is none. */
export async function holdShift(shiftId: string, { tx }: Context): Promise<ShiftRow> {
  const row = await asTenant(tx, () => tx.find(shifts, shiftId, { lock: true }));
  if (!row) throw notFound();
  return row;
}

/** One at a time decides what a worker does, until its transaction ends. */
export async function holdWorker(workerId: string, { tx, actor }: Context): Promise<void> {
  await tx.rows(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${actor.tenantId} shifts of ${workerId}`}, 0))`,
  );
}

/** Something else that a worker is to do, or has done: instants, the minutes of its meal, and whether the caller sees it. */
export interface Engagement {
  id: string;
  startsAt: string;
  endsAt: string;
  mealMinutes: number;
  seen: boolean;
}

/**
 * The taken shifts of workers from a week before the first instant to a week after the last, by worker: those of all
 * vendors, each marked whether the caller sees it. What it does not see may be told to nobody.
 */
export async function engagementsOf(
  workerIds: readonly string[],
  from: string,
  until: string,
  { tx, actor }: Context,
): Promise<Map<string, Engagement[]>> {
  const asked = sql`${`{${workerIds.join(',')}}`}::uuid[]`;
  const near = sql`s.tenant_id = ${actor.tenantId} and s.worker_id = any (${asked})
    and s.state in ('scheduled', 'in_progress', 'completed', 'reported')
    and s.starts_at > ${from}::timestamptz - interval '8 days' and s.starts_at < ${until}::timestamptz + interval '8 days'`;
  const seen = await tx.rows<{ id: string }>(sql`select s.id from shifts s where ${near}`);
  const all = await asTenant(tx, () =>
    tx.rows<Omit<Engagement, 'seen'> & { workerId: string }>(
      sql`select s.id, s.worker_id as "workerId", app.instant(s.starts_at) as "startsAt", app.instant(s.ends_at) as "endsAt",
        s.meal_minutes as "mealMinutes" from shifts s where ${near} order by s.starts_at`,
    ),
  );
  const known = new Set(seen.map(({ id }) => id));
  const marked = all.map((one) => ({ ...one, seen: known.has(one.id) }));
  return Map.groupBy(marked, ({ workerId }) => workerId);
}

/** Whether a shift that is shown to some alone is shown to this worker of this vendor. */
export async function isShownTo(
  { id, broadcast }: Pick<ShiftRow, 'id' | 'broadcast'>,
  { vendorId, workerId }: { vendorId: string; workerId: string },
  { tx, actor }: Context,
): Promise<boolean> {
  if (!broadcast) return true;
  const [found] = await asTenant(tx, () =>
    tx.rows<{ shown: boolean }>(
      sql`select exists (select from shift_audiences a where a.tenant_id = ${actor.tenantId} and a.shift_id = ${id}
        and a.vendor_id = ${vendorId} and (a.worker_id is null or a.worker_id = ${workerId}) and a.shown_at <= app.now()) as shown`,
    ),
  );
  return found!.shown;
}

/** The shifts of an assignment that are scheduled or run, held until the transaction ends. */
export const scheduledOf = (assignmentId: string, { tx, actor }: Context): Promise<ShiftRow[]> =>
  tx.db
    .select()
    .from(shifts)
    .where(
      and(
        eq(shifts.tenantId, actor.tenantId),
        eq(shifts.assignmentId, assignmentId),
        inArray(shifts.state, ['scheduled', 'in_progress']),
      ),
    )
    .orderBy(asc(shifts.id))
    .for('update');

/** Those of an assignment at risk that begin up to an instant, held until the transaction ends. */
export const atRiskOf = (assignmentId: string, until: string, { tx, actor }: Context): Promise<ShiftRow[]> =>
  tx.db
    .select()
    .from(shifts)
    .where(
      and(
        eq(shifts.tenantId, actor.tenantId),
        eq(shifts.assignmentId, assignmentId),
        eq(shifts.state, 'scheduled'),
        eq(shifts.atRisk, true),
        lte(shifts.startsAt, until),
      ),
    )
    .orderBy(asc(shifts.id))
    .for('update');

/** What a program says of its shifts. */
export interface ShiftSettings {
  minimumRestMinutes: number;
  shiftOvertime: 'warn' | 'block';
  lapseLeadHours: number | null;
}

/** The settings of programs, by id. */
export async function settingsOf(
  programIds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, ShiftSettings>> {
  const found = await asTenant(tx, () =>
    tx.rows<ShiftSettings & { id: string }>(
      sql`select p.id, p.minimum_rest_minutes as "minimumRestMinutes", p.shift_overtime as "shiftOvertime", p.lapse_lead_hours as "lapseLeadHours"
        from programs p where p.tenant_id = ${actor.tenantId} and p.id = any(${`{${[...new Set(programIds)].join(',')}}`}::uuid[])`,
    ),
  );
  return new Map(found.map(({ id, ...settings }) => [id, settings]));
}

/** The vendors to which an order is shown now. */
export async function shownVendors(orderId: string, { tx, actor }: Context): Promise<string[]> {
  const found = await asTenant(tx, () =>
    tx.rows<{ vendorId: string }>(
      sql`select v.vendor_id as "vendorId" from order_visibilities v where v.tenant_id = ${actor.tenantId} and v.order_id = ${orderId}
        and v.visible_from <= app.now() and (v.visible_to is null or v.visible_to > app.now()) order by 1`,
    ),
  );
  return found.map(({ vendorId }) => vendorId);
}
