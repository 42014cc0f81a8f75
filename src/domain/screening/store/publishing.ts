import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { exclusionListLife } from '../lifecycle/exclusion-list.ts';
import { exclusionLists } from '../tables.ts';

export type ExclusionListRow = Row<typeof exclusionLists>;

/** Whether a full list of the series and of a later day is in force. */
export async function isOutdated(
  { tenantId, series, asOfDate }: ExclusionListRow,
  { tx }: Context,
): Promise<boolean> {
  const found =
    await tx.rows(sql`select from exclusion_lists l where l.tenant_id = ${tenantId} and l.series = ${series}
    and l.kind = 'full' and l.state = 'published' and l.as_of_date > ${asOfDate}::date`);
  return found.length > 0;
}

/** Lists of one series are published one after the other. */
export async function holdSeries(
  { tenantId, series }: Pick<ExclusionListRow, 'tenantId' | 'series'>,
  { tx }: Context,
): Promise<void> {
  await tx.rows(
    sql`select pg_advisory_xact_lock(hashtextextended(${`exclusions ${tenantId} ${series}`}, 0))`,
  );
}

const isInForce = sql.raw(`r.ended_on is null and exists (select from exclusion_lists b
  where b.tenant_id = r.tenant_id and b.id = r.list_id and b.state in ('published', 'superseded'))`);

/** How many records the list holds, and how many of them no published list has brought. */
export async function countRecords(
  { tenantId, id }: ExclusionListRow,
  { tx }: Context,
): Promise<{ records: number; added: number }> {
  const [counts] = await tx.rows<{ records: number; added: number }>(
    sql`select count(*)::int as records, count(*) filter (where r.reinstated_on is null and not (${isInForce}))::int as added
      from exclusion_listings g join exclusion_records r on r.tenant_id = g.tenant_id and r.id = g.record_id
      where g.tenant_id = ${tenantId} and g.list_id = ${id}`,
  );
  return counts!;
}

const touched = sql.raw(`version = r.version + 1, updated_at = app.now()`);

/** Records that stood on no published list, or had ended, count from now on as the list's own. */
export async function bringIntoForce({ tenantId, id }: ExclusionListRow, { tx }: Context): Promise<void> {
  await tx.rows(sql`update exclusion_records r set list_id = ${id}, ended_on = r.reinstated_on, ${touched}
    from exclusion_listings g where g.tenant_id = ${tenantId} and g.list_id = ${id} and r.tenant_id = g.tenant_id and r.id = g.record_id
      and r.list_id <> ${id} and r.reinstated_on is null and not (${isInForce})`);
}

/** Ends what stands on the series' lists and not on this full one; later supplements stand beside it. */
export async function endAbsent(
  { tenantId, id, series, asOfDate }: ExclusionListRow,
  { tx }: Context,
): Promise<number> {
  const ended = await tx.rows(sql`update exclusion_records r set ended_on = ${asOfDate}::date, ${touched}
    from exclusion_lists b where b.tenant_id = ${tenantId} and b.id = r.list_id and b.series = ${series}
      and b.state in ('published', 'superseded') and (b.kind = 'full' or b.as_of_date <= ${asOfDate}::date)
      and r.tenant_id = ${tenantId} and r.list_id <> ${id} and r.ended_on is null
      and not exists (select from exclusion_listings g where g.tenant_id = ${tenantId} and g.list_id = ${id} and g.record_id = r.id)
    returning r.id`);
  return ended.length;
}

/**
 * Ends exclusions that the list's reinstatements, or for a supplement those that are in force already, take back: the
 * same exclusion by its key, or of the same day by NPI or by name and birth date. A full list says what is in force, so no
 * earlier reinstatement touches it.
 */
export async function endReinstated(
  { tenantId, id, series, kind }: ExclusionListRow,
  { tx }: Context,
): Promise<number> {
  // From each reinstatement to its exclusions, whatever is thought of the sizes of tables that were filled just now.
  const same = (condition: SQL) => sql`select r.id, r.list_id from exclusion_records r
    where r.tenant_id = ${tenantId} and r.ended_on is null and ${condition}`;
  const ended = await tx.rows(sql`with endings as materialized (
      select e.list_id, e.exclusion_key, e.npi, e.normalized_name, e.birth_date, e.excluded_on, e.reinstated_on
      from exclusion_lists x join exclusion_records e on e.tenant_id = x.tenant_id and e.list_id = x.id
      where x.tenant_id = ${tenantId} and x.series = ${series} and e.reinstated_on is not null
        and (x.id = ${id} or (x.state in ('published', 'superseded') and ${kind}::text <> 'full'))),
    over as materialized (
      select r.id, min(e.reinstated_on) as ended_on from endings e cross join lateral (
        ${same(sql`r.exclusion_key = e.exclusion_key`)}
        union all ${same(sql`r.npi = e.npi and r.excluded_on = e.excluded_on`)}
        union all ${same(sql`r.normalized_name = e.normalized_name and r.birth_date = e.birth_date and r.excluded_on = e.excluded_on`)}
      ) r join exclusion_lists b on b.tenant_id = ${tenantId} and b.id = r.list_id
      where b.series = ${series} and (b.id = ${id} or (b.state in ('published', 'superseded') and e.list_id = ${id}))
      group by r.id)
    update exclusion_records r set ended_on = o.ended_on, ${touched} from over o
    where r.tenant_id = ${tenantId} and r.id = o.id returning r.id`);
  return ended.length;
}

/** The lists of the series that a full list takes the place of, superseded. */
export async function supersedeFormer(
  { tenantId, id, series, asOfDate }: ExclusionListRow,
  { tx }: Context,
): Promise<ExclusionListRow[]> {
  const former = await tx.rows<{
    id: string;
  }>(sql`select id from exclusion_lists where tenant_id = ${tenantId} and series = ${series}
    and state = 'published' and id <> ${id} and (kind = 'full' or as_of_date <= ${asOfDate}::date)`);
  const held = await tx.takeAll(
    exclusionLists,
    former.map((row) => row.id),
  );
  return tx.changeAll(
    exclusionLists,
    [...held.values()].map((row) => ({
      row,
      changes: { state: step(exclusionListLife, 'supersede', row.state) },
    })),
  );
}
