import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { releasable, vendorNotSupplying } from './model/panel-membership.ts';
import { agreements, panelMemberships, vendors } from './tables.ts';

/** The one agreement of a vendor in a program that covers the day, `YYYY-MM-DD`, kept as it is until the transaction ends; undefined where none does. */
export async function agreementOn(
  programId: string,
  vendorId: string,
  day: string,
  { tx, actor }: Context,
): Promise<Row<typeof agreements> | undefined> {
  const [found] = await tx.db
    .select()
    .from(agreements)
    .where(
      and(
        eq(agreements.tenantId, actor.tenantId),
        eq(agreements.programId, programId),
        eq(agreements.vendorId, vendorId),
        sql`${agreements.effective} @> ${day}::date`,
      ),
    )
    .for('share');
  return found;
}

/** A vendor that new orders of a program may be released to. */
export interface PanelVendor {
  vendorId: string;
  tier: number;
  standing: (typeof releasable)[number];
}

/**
 * The active vendors of a program whose standing allows releases, by tier; held until the transaction ends, so that
 * none ceases to be one while it is shown an order.
 */
export async function panelOf(programId: string, { tx, actor }: Context): Promise<PanelVendor[]> {
  const found = await tx.db
    .select({
      vendorId: panelMemberships.vendorId,
      tier: panelMemberships.tier,
      standing: panelMemberships.standing,
    })
    .from(panelMemberships)
    .innerJoin(
      vendors,
      and(eq(vendors.tenantId, panelMemberships.tenantId), eq(vendors.id, panelMemberships.vendorId)),
    )
    .where(
      and(
        eq(panelMemberships.tenantId, actor.tenantId),
        eq(panelMemberships.programId, programId),
        inArray(panelMemberships.standing, [...releasable]),
        eq(vendors.state, 'active'),
      ),
    )
    .orderBy(asc(panelMemberships.tier), asc(panelMemberships.vendorId))
    .for('share');
  return found as PanelVendor[];
}

/** Refuses with `vendor_not_supplying` unless the vendor is active and its standing in the program allows orders. */
export async function assertSupplies(
  programId: string,
  vendorId: string,
  { tx, actor }: Context,
): Promise<void> {
  const [found] = await tx.db
    .select({ id: panelMemberships.id })
    .from(panelMemberships)
    .innerJoin(
      vendors,
      and(eq(vendors.tenantId, panelMemberships.tenantId), eq(vendors.id, panelMemberships.vendorId)),
    )
    .where(
      and(
        eq(panelMemberships.tenantId, actor.tenantId),
        eq(panelMemberships.programId, programId),
        eq(panelMemberships.vendorId, vendorId),
        inArray(panelMemberships.standing, [...releasable]),
        eq(vendors.state, 'active'),
      ),
    );
  if (!found) throw vendorNotSupplying();
}
