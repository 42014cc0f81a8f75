import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Problem } from '../../kernel/errors.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { todayAt } from '../programs/index.ts';
import { placeIn, type CoveredPlace } from './model/panel-coverage.ts';
import { isReleasable, releasable, vendorNotSupplying } from './model/panel-membership.ts';
import { vendorDocumentsLapsed } from './model/vendor-document.ts';
import { keptFromPlaces, keptFromReleases } from './store/compliance.ts';
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

/** The vendors on the panel of a program that have not left it, with what is said of each. */
export const membersOf = (programId: string, { tx, actor }: Context) =>
  tx.db
    .select({
      vendorId: panelMemberships.vendorId,
      state: vendors.state,
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
        ne(panelMemberships.standing, 'exited'),
      ),
    )
    .orderBy(asc(vendors.id));

/** A vendor of the panel that is not given an order of the place, its tier for it, and why it is not. */
export interface OmittedVendor {
  vendorId: string;
  tier: number;
  why: 'inactive' | 'standing' | 'documents' | 'coverage';
}

/**
 * The panel of a program that has not been left, split for the place and today: whom an order may be shown, and whom
 * not and why, each by its tier for it. Held until the transaction ends, so that none ceases to be one while it is shown
 * an order.
 */
export async function panelAndOmittedOf(
  asked: PanelQuestion,
  context: Context,
): Promise<{ panel: PanelVendor[]; omitted: OmittedVendor[] }> {
  const found = await membersOf(asked.programId, context).for('share');
  const coverages = await coveragesOn({ programId: asked.programId }, await todayAt(asked, context), context);
  const kept = await keptFromReleases(
    found.map(({ vendorId }) => vendorId),
    asked,
    context,
  );
  const panel: PanelVendor[] = [];
  const omitted: OmittedVendor[] = [];
  for (const { vendorId, state, ...membership } of found) {
    const place = placeIn(membership, coverages.get(vendorId) ?? null, asked);
    const { tier, standing } = place ?? membership;
    const why = !place
      ? 'coverage'
      : state !== 'active'
        ? 'inactive'
        : !isReleasable(standing)
          ? 'standing'
          : kept.has(vendorId)
            ? 'documents'
            : undefined;
    if (why) omitted.push({ vendorId, tier, why });
    else panel.push({ vendorId, tier, standing } as PanelVendor);
  }
  const inOrder = (one: OmittedVendor | PanelVendor, other: OmittedVendor | PanelVendor) =>
    one.tier - other.tier || (one.vendorId < other.vendorId ? -1 : 1);
  return { panel: panel.toSorted(inOrder), omitted: omitted.toSorted(inOrder) };
}

/**
 * The active vendors of a program that cover the place today and whose standing there allows releases, by their tier
 * for it and whom no document that is demanded there keeps from new orders; held until the transaction ends, so that
 * none ceases to be one while it is shown an order.
 */
export async function panelOf(asked: PanelQuestion, context: Context): Promise<PanelVendor[]> {
  return (await panelAndOmittedOf(asked, context)).panel;
}

/**
 * Why a vendor is not given orders of a program at each of the facilities, in their order and in a few statements:
 * `vendor_not_supplying` unless it is active and its standing in the program allows orders, `vendor_documents_lapsed`
 * where a document that is demanded there keeps them from it.
 */
export async function supplyRefusals(
  programId: string,
  vendorId: string,
  facilityIds: readonly (string | null)[],
  context: Context,
): Promise<(Problem | undefined)[]> {
  const [found] = await context.tx.db
    .select({ id: panelMemberships.id })
    .from(panelMemberships)
    .innerJoin(
      vendors,
      and(eq(vendors.tenantId, panelMemberships.tenantId), eq(vendors.id, panelMemberships.vendorId)),
    )
    .where(and(supplying(programId, context), eq(panelMemberships.vendorId, vendorId)));
  if (!found) return facilityIds.map(() => vendorNotSupplying());
  const kept = await keptFromPlaces([vendorId], programId, facilityIds, context);
  return kept.map(({ size }) => (size > 0 ? vendorDocumentsLapsed() : undefined));
}

/** Refuses a vendor that is not given orders of the program, or of a facility of it, with the reason why. */
export async function assertSupplies(
  programId: string,
  vendorId: string,
  context: Context,
  facilityId: string | null = null,
): Promise<void> {
  const [refusal] = await supplyRefusals(programId, vendorId, [facilityId], context);
  if (refusal) throw refusal;
}
