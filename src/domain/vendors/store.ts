import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { releasable } from './model/panel-membership.ts';
import { agreements, panelMemberships, vendors } from './tables.ts';

/** The one agreement of a vendor in a program that covers the day, `YYYY-MM-DD`; undefined where none does. */
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
    );
  return found;
}

/** A vendor that new orders of a program may be released to. */
export interface PanelVendor {
  vendorId: string;
  tier: number;
  standing: (typeof releasable)[number];
}

/** The active vendors of a program whose standing allows releases, by tier. */
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
    .orderBy(asc(panelMemberships.tier), asc(panelMemberships.vendorId));
  return found as PanelVendor[];
}
