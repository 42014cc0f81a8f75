import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { assignments } from '../tables.ts';
import type { AssignmentRow } from './assignment.ts';

/** As what a worker is placed by an order, and what the order demands besides its place. */
export interface Practice {
  profession: string;
  specialty: string | null;
  extraCredentialTypeIds: string[];
}

/** A placement that has not ended, as what its worker is placed, held until the transaction ends. */
export interface LivePlacement extends Practice {
  row: AssignmentRow;
}

const practice = sql`o.profession, o.specialty, o.extra_credential_type_ids as "extraCredentialTypeIds"`;

async function live(condition: SQL, { tx, actor }: Context): Promise<LivePlacement[]> {
  const found = await tx.rows<Practice & { id: string }>(
    sql`select a.id, ${practice} from assignments a
      join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id
      where a.tenant_id = ${actor.tenantId} and a.state in ('pending', 'active', 'suspended') and ${condition} order by a.id`,
  );
  const held = await tx.takeAll(
    assignments,
    found.map(({ id }) => id),
  );
  return found.flatMap(({ id, ...placedAs }) => {
    const row = held.get(id);
    // It may have ended while its lock was awaited.
    return row && ['pending', 'active', 'suspended'].includes(row.state) ? [{ row, ...placedAs }] : [];
  });
}

/** The live placements at a facility. */
export const liveAtFacility = (facilityId: string, context: Context): Promise<LivePlacement[]> =>
  live(sql`a.facility_id = ${facilityId}`, context);

/** The live placements of a worker. */
export const liveOfWorker = (workerId: string, context: Context): Promise<LivePlacement[]> =>
  live(sql`a.worker_id = ${workerId}`, context);

/** The live placements of those whom a vendor supplies. */
export const liveOfVendor = (vendorId: string, context: Context): Promise<LivePlacement[]> =>
  live(sql`a.vendor_id = ${vendorId}`, context);

/** What a worker on the order of an assignment is placed as, and what that order demands besides its place. */
export async function practiceOf(
  { orderId }: Pick<AssignmentRow, 'orderId'>,
  { tx, actor }: Context,
): Promise<Practice> {
  const [found] = await tx.rows<Practice>(
    sql`select ${practice} from orders o where o.tenant_id = ${actor.tenantId} and o.id = ${orderId}`,
  );
  return found!;
}

/** What approvers are told of the order that an assignment is on. */
export async function orderFactsOf(
  { orderId }: Pick<AssignmentRow, 'orderId'>,
  { tx, actor }: Context,
): Promise<{ type: string; profession: string; specialty: string | null }> {
  const [found] = await tx.rows<{ type: string; profession: string; specialty: string | null }>(
    sql`select o.type, o.profession, o.specialty from orders o where o.tenant_id = ${actor.tenantId} and o.id = ${orderId}`,
  );
  return found!;
}

/** One at a time decides whether a facility is watched, until its transaction ends; answers whether it is. */
export async function holdWatch(facilityId: string, { tx, actor }: Context): Promise<boolean> {
  await tx.rows(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${actor.tenantId} watch ${facilityId}`}, 0))`,
  );
  const [found] = await tx.rows<{ set: boolean }>(
    sql`select exists (select from timers t where t.tenant_id = ${actor.tenantId} and t.subject_id = ${facilityId}
      and t.name = 'judgeFacility' and t.state = 'set') as set`,
  );
  return found!.set;
}
