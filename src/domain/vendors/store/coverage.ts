import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Coverage, Place } from '../model/panel-coverage.ts';
import { panelCoverages, panelMemberships } from '../tables.ts';

/**
 * The coverage of each vendor of a program, or of the one that is named, in force on a day, by vendor: of one whose
 * rows have all ended an empty list, of one none of whose rows has begun nothing. Whoever changes coverage holds the
 * membership, as releases do.
 */
export async function coveragesOn(
  { programId, vendorId }: { programId: string; vendorId?: string },
  day: string,
  { tx, actor }: Context,
): Promise<Map<string, Coverage[]>> {
  const begun = await tx.db
    .select({
      vendorId: panelCoverages.vendorId,
      profession: panelCoverages.profession,
      specialty: panelCoverages.specialty,
      facilityId: panelCoverages.facilityId,
      tier: panelCoverages.tier,
      standing: panelCoverages.standing,
      isInForce: sql<boolean>`${panelCoverages.effective} @> ${day}::date`,
    })
    .from(panelCoverages)
    .where(
      and(
        eq(panelCoverages.tenantId, actor.tenantId),
        eq(panelCoverages.programId, programId),
        vendorId === undefined ? undefined : eq(panelCoverages.vendorId, vendorId),
        sql`lower(${panelCoverages.effective}) <= ${day}::date`,
      ),
    );
  const byVendor = new Map<string, Coverage[]>();
  for (const { vendorId: whose, isInForce, ...coverage } of begun) {
    const held = byVendor.get(whose) ?? [];
    if (isInForce) held.push(coverage);
    byVendor.set(whose, held);
  }
  return byVendor;
}

/** The tier and standing of a vendor's place in a program; undefined where it has none. */
export async function membershipOf(
  programId: string,
  vendorId: string,
  { tx, actor }: Context,
): Promise<Place | undefined> {
  const [found] = await tx.db
    .select({ tier: panelMemberships.tier, standing: panelMemberships.standing })
    .from(panelMemberships)
    .where(
      and(
        eq(panelMemberships.tenantId, actor.tenantId),
        eq(panelMemberships.programId, programId),
        eq(panelMemberships.vendorId, vendorId),
      ),
    );
  return found;
}

/** The id of a vendor's place in a program; undefined where it has none. */
export async function membershipIdOf(
  programId: string,
  vendorId: string,
  { tx, actor }: Context,
): Promise<string | undefined> {
  const [found] = await tx.db
    .select({ id: panelMemberships.id })
    .from(panelMemberships)
    .where(
      and(
        eq(panelMemberships.tenantId, actor.tenantId),
        eq(panelMemberships.programId, programId),
        eq(panelMemberships.vendorId, vendorId),
      ),
    );
  return found?.id;
}
