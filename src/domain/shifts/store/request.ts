import { sql, type SQL } from 'drizzle-orm';
import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant, type Row } from '../../../kernel/transaction.ts';
import { shiftRequestLife } from '../lifecycle/shift-request.ts';
import { shiftRequestSuperseded } from '../model/shift-request.ts';
import { shiftRequests } from '../tables.ts';

export type ShiftRequestRow = Row<typeof shiftRequests>;

/** Closes the live requests that the condition finds, taken in the order of their ids. */
const supersede = (condition: SQL, { tx, actor, now }: Context): Promise<Fact[]> =>
  asTenant(tx, async () => {
    const found = await tx.rows<{ id: string }>(
      sql`select q.id from shift_requests q join shifts s on s.tenant_id = q.tenant_id and s.id = q.shift_id
        where q.tenant_id = ${actor.tenantId} and q.state = 'requested' and ${condition} order by q.id`,
    );
    const held = await tx.takeAll(
      shiftRequests,
      found.map(({ id }) => id),
    );
    const live = [...held.values()].filter(({ state }) => state === 'requested');
    if (live.length === 0) return [];
    const closed = await tx.changeAll(
      shiftRequests,
      live.map((row) => ({
        row,
        changes: { state: step(shiftRequestLife, 'supersede', row.state), decidedAt: now },
      })),
    );
    return closed.map((row) => shiftRequestSuperseded(row, { shiftId: row.shiftId }));
  });

/** Closes what is asked of shifts that are not to be had any more. */
export const supersedeRequestsFor = (shiftIds: readonly string[], context: Context): Promise<Fact[]> =>
  supersede(sql`q.shift_id = any(${`{${shiftIds.join(',')}}`}::uuid[])`, context);

/** Closes the rivals of a taken shift, and what else its worker asked for in that time. */
export const supersedeRivals = (
  { id, startsAt, endsAt, workerId }: { id: string; startsAt: string; endsAt: string; workerId: string },
  besides: string | null,
  context: Context,
): Promise<Fact[]> =>
  supersede(
    sql`q.id is distinct from ${besides}::uuid and (q.shift_id = ${id}
      or (q.worker_id = ${workerId} and s.starts_at < ${endsAt}::timestamptz and s.ends_at > ${startsAt}::timestamptz))`,
    context,
  );

/** Whether the vendor itself, or the worker, asks for the shift already. */
export async function hasAsked(
  shiftId: string,
  { vendorId, workerId }: { vendorId: string; workerId: string },
  { tx, actor }: Context,
): Promise<boolean> {
  const [found] = await tx.rows<{ asked: boolean }>(
    sql`select exists (select from shift_requests q where q.tenant_id = ${actor.tenantId} and q.shift_id = ${shiftId}
      and q.worker_id = ${workerId} and q.vendor_id = ${vendorId} and q.state = 'requested') as asked`,
  );
  return found!.asked;
}
