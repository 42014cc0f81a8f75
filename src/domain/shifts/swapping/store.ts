import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { shiftSwaps } from './tables.ts';

export type ShiftSwapRow = Row<typeof shiftSwaps>;

/** By which representation a vendor may present a worker now, and what it pays; undefined where it may not. */
export async function presentedBy(
  vendorId: string,
  workerId: string,
  { tx, actor, now }: Context,
): Promise<{ representationId: string; payRate: string | null } | undefined> {
  const [found] = await tx.rows<{ representationId: string; payRate: string | null }>(sql`
    select r.id as "representationId", r.pay_rate as "payRate" from representations r
    where r.tenant_id = ${actor.tenantId} and r.vendor_id = ${vendorId} and r.worker_id = ${workerId} and r.state = 'active'
      and r.right_to_represent_from <= ${now}::timestamptz and r.right_to_represent_until > ${now}::timestamptz
    order by r.right_to_represent_from, r.id limit 1`);
  return found;
}

/** The live swaps of a shift, either way round, held until the transaction ends. */
export async function liveSwapsOf(shiftId: string, { tx, actor }: Context): Promise<ShiftSwapRow[]> {
  const found = await tx.rows<{ id: string }>(sql`select w.id from shift_swaps w
    where w.tenant_id = ${actor.tenantId} and w.state in ('proposed', 'accepted')
      and (w.shift_id = ${shiftId} or w.other_shift_id = ${shiftId}) order by w.id`);
  const held = await tx.takeAll(
    shiftSwaps,
    found.map(({ id }) => id),
  );
  return [...held.values()].filter(({ state }) => state === 'proposed' || state === 'accepted');
}
