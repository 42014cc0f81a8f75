import { and, asc, eq, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { NewRow, Row } from '../../../kernel/transaction.ts';
import { onboardingItemLife } from '../lifecycle/onboarding-item.ts';
import { onboardingItems, onboardingTemplates, type ChecklistItem } from '../tables.ts';
import type { AssignmentRow } from './assignment.ts';

export type OnboardingItemRow = Row<typeof onboardingItems>;

/** The checklists in use that hold for a unit, the widest place's first. */
export async function checklistsOf(
  { programId, facilityId, unitId }: Pick<AssignmentRow, 'programId' | 'facilityId' | 'unitId'>,
  { tx, actor }: Context,
): Promise<ChecklistItem[][]> {
  const t = onboardingTemplates;
  const rows = await tx.db
    .select({ items: t.items })
    .from(t)
    .where(
      and(
        eq(t.tenantId, actor.tenantId),
        eq(t.programId, programId),
        sql`${t.archivedAt} is null`,
        sql`(${t.facilityId} is null or ${t.facilityId} = ${facilityId})`,
        sql`(${t.unitId} is null or ${t.unitId} = ${unitId})`,
      ),
    )
    .orderBy(sql`num_nonnulls(${t.facilityId}, ${t.unitId})`);
  return rows.map(({ items }) => items);
}

/** The types of credential, of those with the ids, that prove an orientation to a place. */
export async function orientationTypes(
  ids: readonly string[],
  { tx, actor }: Context,
): Promise<{ id: string; code: string; name: string }[]> {
  if (ids.length === 0) return [];
  return tx.rows(sql`select c.id, c.code, c.name from credential_types c
    where c.tenant_id = ${actor.tenantId} and c.kind = 'orientation' and c.id = any (${`{${ids.join(',')}}`}::uuid[]) order by c.code`);
}

type NewItem = Pick<OnboardingItemRow, 'code' | 'name' | 'owner' | 'required' | 'dueOn' | 'credentialTypeId'>;

/** Lists what is to be done for an assignment. */
export async function insertItems(
  { id, programId, facilityId, unitId, vendorId, workerId }: AssignmentRow,
  items: readonly NewItem[],
  { tx }: Context,
): Promise<void> {
  const scope = { assignmentId: id, programId, facilityId, unitId, vendorId, workerId };
  const rows: NewRow<typeof onboardingItems>[] = items.map((item) => ({
    ...scope,
    ...item,
    state: onboardingItemLife.initial,
  }));
  if (rows.length > 0) await tx.insert(onboardingItems, rows);
}

/** What must be done before the first day and is neither done nor waived. */
export const openRequired = (
  assignmentId: string,
  { tx, actor }: Context,
): Promise<Pick<OnboardingItemRow, 'code' | 'name' | 'owner'>[]> =>
  tx.db
    .select({ code: onboardingItems.code, name: onboardingItems.name, owner: onboardingItems.owner })
    .from(onboardingItems)
    .where(
      and(
        eq(onboardingItems.tenantId, actor.tenantId),
        eq(onboardingItems.assignmentId, assignmentId),
        eq(onboardingItems.state, 'open'),
        onboardingItems.required,
      ),
    )
    .orderBy(asc(onboardingItems.dueOn), asc(onboardingItems.code));

/** The open items of a worker that a credential of a type does, held until the transaction ends. */
export const itemsProvenBy = (
  { workerId, typeId }: { workerId: string; typeId: string },
  { tx, actor }: Context,
): Promise<OnboardingItemRow[]> =>
  tx.db
    .select()
    .from(onboardingItems)
    .where(
      and(
        eq(onboardingItems.tenantId, actor.tenantId),
        eq(onboardingItems.workerId, workerId),
        eq(onboardingItems.credentialTypeId, typeId),
        eq(onboardingItems.state, 'open'),
      ),
    )
    .orderBy(asc(onboardingItems.id))
    .for('update');
