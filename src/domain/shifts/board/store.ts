import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import type { OrderRow } from '../../orders/index.ts';

/** An open shift, with what its order and place say of it. */
export interface OpenShift {
  id: string;
  orderId: string;
  programId: string;
  facilityId: string;
  unitId: string;
  startsAt: string;
  endsAt: string;
  timeZone: string;
  localDate: string;
  mealMinutes: number;
  currency: string;
  billRate: string;
  payRate: string | null;
  instantBook: boolean;
  broadcast: boolean;
}

/** What all shifts of an order have in common. */
export interface OrderPlace extends Pick<
  OrderRow,
  'type' | 'state' | 'profession' | 'specialty' | 'extraCredentialTypeIds'
> {
  id: string;
  title: string;
  facilityName: string;
  city: string | null;
  unitName: string;
  latitude: number | null;
  longitude: number | null;
}

/** The open shifts that the caller sees and that begin after one instant and before another, from the earliest. */
export function openShifts(
  from: string,
  until: string,
  limit: number,
  { tx, actor }: Context,
): Promise<OpenShift[]> {
  // Said once more beside row security: by it the index of open shifts is found.
  const shown =
    actor.side === 'vendor' ? sql`app.orders_shown_to_vendor()` : sql`app.orders_shown_to_worker()`;
  return tx.rows<OpenShift>(
    sql`select s.id, s.order_id as "orderId", s.program_id as "programId", s.facility_id as "facilityId", s.unit_id as "unitId",
      app.instant(s.starts_at) as "startsAt", app.instant(s.ends_at) as "endsAt", s.time_zone as "timeZone", s.local_date as "localDate",
      s.meal_minutes as "mealMinutes", s.currency, s.bill_rate as "billRate", s.pay_rate as "payRate", s.instant_book as "instantBook", s.broadcast
    from shifts s where s.tenant_id = ${actor.tenantId} and s.state = 'open' and s.order_id = any ((select ${shown})::uuid[])
      and s.starts_at > ${from}::timestamptz and s.starts_at < ${until}::timestamptz
    order by s.starts_at, s.id limit ${limit}`,
  );
}

/** What orders of shifts that the caller sees say of them, by the orders' ids. */
export async function placesOf(
  orderIds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, OrderPlace>> {
  const found = await asTenant(tx, () =>
    tx.rows<OrderPlace>(
      sql`select o.id, o.type, o.state, o.profession, o.specialty, o.extra_credential_type_ids as "extraCredentialTypeIds", o.title, f.name as "facilityName", f.city, u.name as "unitName",
        f.latitude::float as latitude, f.longitude::float as longitude
      from orders o join facilities f on f.tenant_id = o.tenant_id and f.id = o.facility_id
      join units u on u.tenant_id = o.tenant_id and u.id = o.unit_id
      where o.tenant_id = ${actor.tenantId} and o.id = any(${`{${orderIds.join(',')}}`}::uuid[])`,
    ),
  );
  return new Map(found.map((place) => [place.id, place]));
}

/** The live requests of a worker that the caller sees, by shift. */
export async function requestsOf(workerId: string, { tx, actor }: Context): Promise<Map<string, string>> {
  const found = await tx.rows<{ shiftId: string; id: string }>(
    sql`select q.shift_id as "shiftId", q.id from shift_requests q
      where q.tenant_id = ${actor.tenantId} and q.worker_id = ${workerId} and q.state = 'requested'`,
  );
  return new Map(found.map(({ shiftId, id }) => [shiftId, id]));
}

/** Of broadcast shifts those shown to a worker, as `shift vendor`. */
export async function shownTo(
  shiftIds: readonly string[],
  workerId: string,
  { tx, actor }: Context,
): Promise<Set<string>> {
  if (shiftIds.length === 0) return new Set();
  const found = await asTenant(tx, () =>
    tx.rows<{ key: string }>(
      sql`select a.shift_id || ' ' || a.vendor_id as key from shift_audiences a where a.tenant_id = ${actor.tenantId}
        and a.shift_id = any(${`{${shiftIds.join(',')}}`}::uuid[]) and (a.worker_id is null or a.worker_id = ${workerId}) and a.shown_at <= app.now()`,
    ),
  );
  return new Set(found.map(({ key }) => key));
}

/** Where a worker lives, as it or the operator said; null where nobody did. */
export async function homeOf(
  workerId: string,
  { tx, actor }: Context,
): Promise<{ latitude: number | null; longitude: number | null } | undefined> {
  const [found] = await tx.rows<{ latitude: number | null; longitude: number | null }>(
    sql`select i.home_latitude::float as latitude, i.home_longitude::float as longitude from worker_identities i
      where i.tenant_id = ${actor.tenantId} and i.id = ${workerId}`,
  );
  return found;
}
