import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';

/** Somebody who would take a shift, by the vendor that represents it. */
export interface Claimant {
  representationId: string;
  vendorId: string;
  workerId: string;
  profession: string;
  payRate: string | null;
  state: string;
  rightToRepresentFrom: string;
  rightToRepresentUntil: string;
  homeLatitude: number | null;
  homeLongitude: number | null;
}

const columns = sql`r.id as "representationId", r.vendor_id as "vendorId", r.worker_id as "workerId", r.profession, r.pay_rate as "payRate",
  r.state, app.instant(r.right_to_represent_from) as "rightToRepresentFrom", app.instant(r.right_to_represent_until) as "rightToRepresentUntil",
  r.home_latitude::float as "homeLatitude", r.home_longitude::float as "homeLongitude"`;

const matching = (condition: SQL, hold: SQL, { tx, actor }: Context): Promise<Claimant[]> =>
  tx.rows<Claimant>(
    sql`select ${columns} from representations r where r.tenant_id = ${actor.tenantId} and ${condition} ${hold}`,
  );

/** By a representation, also one that the caller does not see; undefined where there is none. */
export async function claimantOf(representationId: string, context: Context): Promise<Claimant | undefined> {
  const [found] = await asTenant(context.tx, () => matching(sql`r.id = ${representationId}`, sql``, context));
  return found;
}

/** Keeps a representation as it is until the transaction ends, and reads it. */
export async function holdClaimant(representationId: string, context: Context): Promise<Claimant> {
  const [found] = await asTenant(context.tx, () =>
    matching(sql`r.id = ${representationId}`, sql`for share`, context),
  );
  return found!;
}

/** A worker by each vendor that may speak for it now and is shown the order now; the oldest right first. */
export const ownClaims = (
  workerId: string,
  orderIds: readonly string[],
  context: Context,
): Promise<(Claimant & { orderId: string })[]> =>
  asTenant(context.tx, () =>
    context.tx.rows<Claimant & { orderId: string }>(
      sql`select ${columns}, v.order_id as "orderId" from representations r
        join order_visibilities v on v.tenant_id = r.tenant_id and v.vendor_id = r.vendor_id
          and v.order_id = any(${`{${orderIds.join(',')}}`}::uuid[])
          and v.visible_from <= app.now() and (v.visible_to is null or v.visible_to > app.now())
        where r.tenant_id = ${context.actor.tenantId} and r.worker_id = ${workerId} and r.state = 'active'
          and r.right_to_represent_from <= app.now() and r.right_to_represent_until > app.now()
        order by r.right_to_represent_from, r.id`,
    ),
  );

/** What a client may read of a worker before it is placed. */
export async function displayNameOf(workerId: string, { tx, actor }: Context): Promise<string> {
  const [found] = await asTenant(tx, () =>
    tx.rows<{ name: string }>(
      sql`select w.display_name as name from workers w where w.tenant_id = ${actor.tenantId} and w.id = ${workerId}`,
    ),
  );
  return found!.name;
}
