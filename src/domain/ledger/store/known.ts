import { sql, type SQL } from 'drizzle-orm';
import type { Actor } from '../../../kernel/actor.ts';

/**
 * Columns of a row as they were known at an instant, to be joined laterally: the row itself where nothing changed
 * since, else its version. Nothing where there was no such row yet.
 */
export function knownAt(table: string, row: string, columns: readonly string[], at: string): SQL {
  const of = (alias: string) =>
    sql.join(
      columns.map((column) => sql`${sql.identifier(alias)}.${sql.identifier(column)}`),
      sql`, `,
    );
  const held = sql.identifier(row);
  return sql`(select ${of(row)} where ${held}.updated_at <= ${at}::timestamptz
    union all (select ${of('was')} from row_versions v
      cross join lateral jsonb_populate_record(null::${sql.identifier(table)}, v."row") was
      where ${held}.updated_at > ${at}::timestamptz and v.tenant_id = ${held}.tenant_id and v.table_name = ${table}
        and v.row_id = ${held}.id and v.valid_from <= ${at}::timestamptz
      order by v.sequence desc limit 1))`;
}

/** What of a program is asked for, up to a day, as it was known at an instant. */
export interface LedgerQuestion {
  programId: string;
  /** The last day of work that counts. */
  onDay: string;
  at: string;
  facilityIds: readonly string[] | null;
  unitIds: readonly string[] | null;
}

const bound = (column: SQL, ids: readonly string[] | null) =>
  ids === null ? sql`true` : sql`(${column} is null or ${column} = any(${`{${ids.join(',')}}`}::uuid[]))`;

/** Rows of the program and of the facilities and units asked for; a row of no facility is of all. */
export function asked(row: string, question: LedgerQuestion, { tenantId }: Actor): SQL {
  const held = sql.identifier(row);
  return sql`${held}.tenant_id = ${tenantId} and ${held}.program_id = ${question.programId}
    and ${bound(sql`${held}.facility_id`, question.facilityIds)} and ${bound(sql`${held}.unit_id`, question.unitIds)}
    and ${held}.created_at <= ${question.at}::timestamptz`;
}

/** Whether a billing item stood on a document of the client dated no later than the day. */
export const invoicedBy = (
  item: string,
  { onDay, at }: Pick<LedgerQuestion, 'onDay' | 'at'>,
): SQL => sql`exists (
  select from invoice_lines n join invoices d on d.tenant_id = n.tenant_id and d.id = n.invoice_id
  where n.tenant_id = ${sql.identifier(item)}.tenant_id and n.billing_item_id = ${sql.identifier(item)}.id and n.side = 'client'
    and d.issued_at <= ${at}::timestamptz and d.issued_on <= ${onDay}::date)`;

/** What kind of charge an item is posted as: a correction as what it corrects. */
export const postedKind = (item: string): SQL => {
  const held = sql.identifier(item);
  return sql`case when ${held}.kind <> 'adjustment' then ${held}.kind else coalesce(
    (select nullif(c.kind, 'adjustment') from billing_items c where c.tenant_id = ${held}.tenant_id and c.id = ${held}.corrects_id),
    case when ${held}.source_noun = 'timesheet' then 'hours' else ${held}.kind end) end`;
};
