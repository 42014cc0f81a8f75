import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { todayAt } from '../programs/index.ts';
import { placeIn, type CoveredPlace } from './model/panel-coverage.ts';
import { isReleasable, releasable, vendorNotSupplying } from './model/panel-membership.ts';
import { vendorDocumentsLapsed } from './model/vendor-document.ts';
import { keptFromReleases } from './store/compliance.ts';
import { coveragesOn } from './store/coverage.ts';
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

/** What is asked of a panel, and where. */
export interface PanelQuestion extends CoveredPlace {
  programId: string;
}

/** Of the panel of a program: the active vendors whose standing allows orders. */
const supplying = (programId: string, { actor }: Context) =>
  and(
    eq(panelMemberships.tenantId, actor.tenantId),
    eq(panelMemberships.programId, programId),
    inArray(panelMemberships.standing, [...releasable]),
    eq(vendors.state, 'active'),
  );

/** The vendors that may be given orders of a program somewhere, by name, with their tier and standing in it at large. */
export const suppliersOf = (programId: string, context: Context) =>
  context.tx.db
    .select({
      vendorId: panelMemberships.vendorId,
      vendorName: vendors.name,
      tier: panelMemberships.tier,
      standing: panelMemberships.standing,
    })
    .from(panelMemberships)
    .innerJoin(
      vendors,
      and(eq(vendors.tenantId, panelMemberships.tenantId), eq(vendors.id, panelMemberships.vendorId)),
    )
    .where(supplying(programId, context))
    .orderBy(asc(vendors.name), asc(vendors.id));

/**
 * The active vendors of a program that cover the place today and whose standing there allows releases, by their tier
 * for it and whom no document that is demanded there keeps from new orders; held until the transaction ends, so that
 * none ceases to be one while it is shown an order.
 */
export async function panelOf(asked: PanelQuestion, context: Context): Promise<PanelVendor[]> {
  const found = await suppliersOf(asked.programId, context).for('share');
  const coverages = await coveragesOn({ programId: asked.programId }, await todayAt(asked, context), context);
  const kept = await keptFromReleases(
    found.map(({ vendorId }) => vendorId),
    asked,
    context,
  );
  return found
    .filter(({ vendorId }) => !kept.has(vendorId))
    .flatMap(({ vendorId, tier, standing }) => {
      const place = placeIn({ tier, standing }, coverages.get(vendorId) ?? null, asked);
      return place && isReleasable(place.standing) ? [{ vendorId, ...place } as PanelVendor] : [];
    })
    .toSorted((one, other) => one.tier - other.tier || (one.vendorId < other.vendorId ? -1 : 1));
}

/**
 * Refuses with `vendor_not_supplying` unless the vendor is active and its standing in the program allows orders, and
 * with `vendor_documents_lapsed` where a document that is demanded there, or at the facility, keeps them from it.
 */
export async function assertSupplies(
  programId: string,
  vendorId: string,
  context: Context,
  facilityId?: string,
): Promise<void> {
  const [found] = await context.tx.db
    .select({ id: panelMemberships.id })
    .from(panelMemberships)
    .innerJoin(
      vendors,
      and(eq(vendors.tenantId, panelMemberships.tenantId), eq(vendors.id, panelMemberships.vendorId)),
    )
    .where(and(supplying(programId, context), eq(panelMemberships.vendorId, vendorId)));
  if (!found) throw vendorNotSupplying();
  const kept = await keptFromReleases([vendorId], { programId, facilityId }, context);
  if (kept.size > 0) throw vendorDocumentsLapsed();
}
