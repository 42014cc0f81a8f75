import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { localDate } from '../../../kernel/zone.ts';
import {
  isKeptFromReleases,
  type DocumentRequirement,
  type HeldDocument,
} from '../model/vendor-compliance.ts';
import { vendorDocumentRequirements, vendorDocuments, vendors } from '../tables.ts';

type Demands = DocumentRequirement & { programId: string | null };

/** What is demanded of vendors in some programs, with what is demanded in all. */
export async function requirementsIn(
  programIds: readonly string[],
  { tx, actor }: Context,
): Promise<Demands[]> {
  return tx.db
    .select()
    .from(vendorDocumentRequirements)
    .where(
      and(
        eq(vendorDocumentRequirements.tenantId, actor.tenantId),
        isNull(vendorDocumentRequirements.archivedAt),
        or(
          isNull(vendorDocumentRequirements.programId),
          inArray(vendorDocumentRequirements.programId, [...programIds]),
        ),
      ),
    )
    .orderBy(vendorDocumentRequirements.kind, vendorDocumentRequirements.id);
}

/** The documents of these kinds, by vendor. */
async function documentsOf(
  vendorIds: readonly string[],
  kinds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, HeldDocument[]>> {
  if (vendorIds.length === 0 || kinds.length === 0) return new Map();
  const found = await tx.db
    .select()
    .from(vendorDocuments)
    .where(
      and(
        eq(vendorDocuments.tenantId, actor.tenantId),
        inArray(vendorDocuments.vendorId, [...vendorIds]),
        inArray(vendorDocuments.kind, [...new Set(kinds)] as HeldDocument['kind'][] as never[]),
        inArray(vendorDocuments.state, ['submitted', 'accepted', 'expiring', 'expired', 'rejected']),
      ),
    );
  return Map.groupBy(found, ({ vendorId }) => vendorId);
}

/** A place of new orders: a program, or one facility of it. */
export interface ReleasePlace {
  programId: string;
  facilityId?: string | null | undefined;
}

interface Ground {
  timeZone: string;
  state: string | null;
}

const groundsOf = (
  programId: string,
  facilityIds: readonly (string | null)[],
  { tx, actor }: Context,
): Promise<Ground[]> =>
  tx.rows<Ground>(sql`select coalesce(f.time_zone, p.time_zone) as "timeZone", f.state
    from programs p cross join unnest(${`{${facilityIds.map((id) => id ?? 'null').join(',')}}`}::uuid[]) with ordinality as asked (id, place)
    left join facilities f on f.tenant_id = p.tenant_id and f.id = asked.id
    where p.tenant_id = ${actor.tenantId} and p.id = ${programId} order by asked.place`);

/**
 * Those of the vendors whom a document that a program demands keeps from new orders of it, or of its facility: missing
 * or past its last day, by the facility's or program's own calendar.
 */
export async function keptFromReleases(
  vendorIds: readonly string[],
  { programId, facilityId = null }: ReleasePlace,
  context: Context,
): Promise<ReadonlySet<string>> {
  const [kept] = await keptFromPlaces(vendorIds, programId, [facilityId], context);
  return kept!;
}

/** The same for many facilities of a program, in their order and in a few statements; null is the program at large. */
export async function keptFromPlaces(
  vendorIds: readonly string[],
  programId: string,
  facilityIds: readonly (string | null)[],
  context: Context,
): Promise<ReadonlySet<string>[]> {
  const { tx, actor, now } = context;
  const demanded = await requirementsIn([programId], context);
  const blocking = demanded.filter(({ severity }) => severity === 'block');
  if (blocking.length === 0 || vendorIds.length === 0) return facilityIds.map(() => new Set());
  const grounds = await groundsOf(programId, facilityIds, context);
  const kinds = await tx.db
    .select({ id: vendors.id, kind: vendors.kind })
    .from(vendors)
    .where(and(eq(vendors.tenantId, actor.tenantId), inArray(vendors.id, [...vendorIds])));
  const held = await documentsOf(
    vendorIds,
    blocking.map(({ kind }) => kind),
    context,
  );
  return grounds.map(({ timeZone, state }) => {
    const today = localDate(now, timeZone);
    const kept = kinds.filter(({ id, kind: vendorKind }) =>
      isKeptFromReleases(blocking, held.get(id) ?? [], { vendorKind, programId, state }, today),
    );
    return new Set(kept.map(({ id }) => id));
  });
}

/** A program on whose panel the vendor stands, with the states of its facilities that the caller sees. */
export interface PanelProgram {
  programId: string;
  timeZone: string;
  states: string[];
}

/** All that a vendor's compliance is judged by: what is demanded where it stands on a panel, and what it holds. */
export async function complianceFacts(
  { vendorId, programId = null }: { vendorId: string; programId?: string | null | undefined },
  context: Context,
) {
  const { tx, actor } = context;
  const programs = await tx.rows<PanelProgram>(sql`select p.id as "programId", p.time_zone as "timeZone",
      coalesce((select array_agg(distinct f.state::text order by f.state::text) from facilities f
        where f.tenant_id = p.tenant_id and f.program_id = p.id and f.archived_at is null), '{}') as states
    from programs p join panel_memberships m on m.tenant_id = p.tenant_id and m.program_id = p.id
    where p.tenant_id = ${actor.tenantId} and m.vendor_id = ${vendorId} and m.standing <> 'exited'
      and (${programId}::uuid is null or p.id = ${programId}::uuid)
    order by p.created_at, p.id`);
  const vendor = (await tx.find(vendors, vendorId))!;
  const demanded = await requirementsIn(
    programs.map((one) => one.programId),
    context,
  );
  const held = await documentsOf(
    [vendorId],
    demanded.map(({ kind }) => kind),
    context,
  );
  return { vendor, programs, requirements: demanded, documents: held.get(vendorId) ?? [] };
}
