import { and, asc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import type { Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import type { customizedNouns } from './model.ts';
import { customFields } from './tables.ts';

type Field = Row<typeof customFields>;

/** The fields of a program that are asked of a noun; to a vendor those that are shown to vendors, by row security too. */
export const fieldsOf = (
  { noun, programId }: { noun: (typeof customizedNouns)[number]; programId: string },
  { tx, actor }: Context,
): Promise<Field[]> =>
  tx.db
    .select()
    .from(customFields)
    .where(
      and(
        eq(customFields.tenantId, actor.tenantId),
        eq(customFields.programId, programId),
        eq(customFields.noun, noun),
        isNull(customFields.archivedAt),
        actor.vendorId === null ? undefined : eq(customFields.shownToVendors, true),
      ),
    )
    .orderBy(asc(customFields.key));

/** Whether one of the fields of a noun, in use or not, is shown to vendors. */
export async function isShownToVendors(
  { noun, programId }: { noun: (typeof customizedNouns)[number]; programId: string },
  keys: readonly string[],
  { tx, actor }: Context,
): Promise<boolean> {
  if (keys.length === 0) return false;
  const [shown] = await tx.db
    .select({ id: customFields.id })
    .from(customFields)
    .where(
      and(
        eq(customFields.tenantId, actor.tenantId),
        eq(customFields.programId, programId),
        eq(customFields.noun, noun),
        eq(customFields.shownToVendors, true),
        inArray(customFields.key, [...keys]),
      ),
    )
    .limit(1);
  return shown !== undefined;
}

/** The row's `customValues` as a list by key; to a vendor those of fields that are shown to vendors. */
export const valuesShown =
  (noun: (typeof customizedNouns)[number]) =>
  (row: RowAt, { side }: Actor): SQL => {
    const shown =
      side === 'vendor'
        ? sql` join ${row.source(customFields, 'shown')} on shown.tenant_id = ${row('tenantId')}
            and shown.program_id = ${row('programId')} and shown.noun = ${noun} and shown.key = kept.key and shown.shown_to_vendors`
        : sql``;
    return sql`(select coalesce(jsonb_agg(jsonb_build_object('key', kept.key, 'value', kept.value) order by kept.key), '[]'::jsonb)
      from jsonb_each_text(${row('customValues')}) kept${shown})`;
  };
