import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { subVendorNotInForce } from '../model/vendor-relationship.ts';
import { vendorRelationships } from '../tables.ts';

/** Who employs, as it is recorded where a worker is proposed. */
export interface SubVendor {
  subVendorId: string;
  subVendorName: string;
}

/**
 * The sub-vendor through which a vendor supplies a program on a day, `YYYY-MM-DD`; `sub_vendor_not_in_force` where the
 * relationship is another vendor's, of another program or not of that day.
 */
export async function subVendorOn(
  asked: { vendorRelationshipId: string; vendorId: string; programId: string; day: string },
  { tx, actor }: Context,
): Promise<SubVendor> {
  const [found] = await tx.db
    .select({
      subVendorId: vendorRelationships.subVendorId,
      subVendorName: vendorRelationships.subVendorName,
    })
    .from(vendorRelationships)
    .where(
      and(
        eq(vendorRelationships.tenantId, actor.tenantId),
        eq(vendorRelationships.id, asked.vendorRelationshipId),
        eq(vendorRelationships.vendorId, asked.vendorId),
        or(isNull(vendorRelationships.programId), eq(vendorRelationships.programId, asked.programId)),
        sql`${vendorRelationships.effective} @> ${asked.day}::date`,
      ),
    );
  if (!found) throw subVendorNotInForce();
  return found;
}
