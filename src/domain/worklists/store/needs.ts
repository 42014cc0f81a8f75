import { getTableColumns, sql, type SQL } from 'drizzle-orm';
import { holds, type Actor, type Role } from '../../../kernel/actor.ts';
import { verbsOf } from '../../../kernel/lifecycle.ts';
import type { Noun, RowAt } from '../../../kernel/noun.ts';
import type { Context } from '../../../kernel/operation.ts';
import { rowOf } from '../../../kernel/row-of.ts';
import type { Need } from '../model/needs.ts';
import { mostNeeds, type NeededGroup } from '../model/work.ts';
import { seen } from '../policy.ts';

const quoted = (text: string) => sql.raw(`'${text}'`);
const texts = (values: readonly string[]) => sql`${`{${values.join(',')}}`}::text[]`;

/** The words by which a row is known to the viewer: row security decides whether it learns the order's or the facility's. */
function titleOf(noun: Noun, row: RowAt): SQL {
  const columns = getTableColumns(noun.table);
  const from = (table: string, column: string, key: string) =>
    key in columns
      ? [
          sql`(select w.${sql.identifier(column)} from ${sql.identifier(table)} w where w.tenant_id = ${row('tenantId')} and w.id = ${row(key)})`,
        ]
      : [];
  const words = [
    ...('title' in columns ? [row('title')] : []),
    ...from('orders', 'title', 'orderId'),
    ...from('facilities', 'name', 'facilityId'),
    ...from('programs', 'name', 'programId'),
  ];
  return sql`coalesce(${sql.join([...words, sql`${noun.name}::text`], sql`, `)})`;
}

/** The verbs of the need that the actor may take on the row now, each with the condition, as `allowedActions` has it. */
function takeable({ verbs = [] }: Need, noun: Noun, row: RowAt, actor: Actor): { name: string; when: SQL }[] {
  if (!noun.lifecycle) return [];
  return verbsOf(noun.lifecycle, actor)
    .filter(([name]) => verbs.includes(name))
    .map(([name, { from, provided = [] }]) => ({
      name,
      when: sql.join(
        [
          sql`${row('state')} = any (${texts(from)})`,
          ...provided.map(({ that }) => sql`(${that(row, actor)})`),
        ],
        sql` and `,
      ),
    }));
}

function selection(need: Need, noun: Noun, actor: Actor, limit: number): SQL | undefined {
  const columns = getTableColumns(noun.table);
  const row = rowOf(noun.table, 'r');
  const may = takeable(need, noun, row, actor);
  if (need.verbs && may.length === 0) return undefined;
  // As the viewer reads it: to a vendor the stamps of an order are those of its own visibility.
  const shown = (key: string) => noun.fields[key]?.value?.(row, actor) ?? row(key);
  const instant = (key: string | undefined) =>
    key !== undefined && key in columns && columns[key]!.getSQLType() !== 'date' ? shown(key) : undefined;
  const day = (key: string | undefined) =>
    key !== undefined && key in columns && columns[key]!.getSQLType() === 'date' ? row(key) : undefined;
  const since = sql`coalesce(${instant(need.since) ?? shown('updatedAt')}, ${shown('updatedAt')})`;
  const dueAt = instant(need.due) ?? sql`null::timestamptz`;
  const dueOn = day(need.due) ?? sql`null::date`;
  const state = noun.fields['state']!.value?.(row, actor) ?? row('state');
  const verbs = [
    ...may.map(({ name, when }) => sql`case when ${when} then ${name}::text end`),
    ...(need.calls ?? []).map((name) => sql`${name}::text`),
  ];
  const holding = Object.entries(need.holds ?? {}).map(([key, value]) =>
    value === 'is set' ? sql`${row(key)} is not null` : sql`${row(key)} = ${value}`,
  );
  const conditions = [
    seen(noun, row, actor),
    ...(need.states ? [sql`${row('state')} = any (${texts(need.states)})`] : []),
    ...holding,
    ...(need.past ? [sql`${row(need.past)} <= app.now()`] : []),
    ...(may.length > 0
      ? [
          sql`(${sql.join(
            may.map(({ when }) => sql`(${when})`),
            sql` or `,
          )})`,
        ]
      : []),
  ];
  return sql`select ${quoted(need.group)} as "group", count(*)::int as found,
      coalesce(json_agg(json_build_object('noun', ${quoted(noun.name)}, 'id', i.id, 'title', i.title, 'state', i.state, 'since', app.instant(i.since),
        'dueAt', app.instant(i.due_at), 'dueOn', i.due_on::text, 'verbs', i.verbs) order by i.place) filter (where i.place <= ${limit}::int), '[]'::json) as items
    from (select ${row('id')} as id, ${titleOf(noun, row)} as title, ${state} as state, ${since} as since, ${dueAt} as due_at, ${dueOn} as due_on,
        array_remove(array[${sql.join(verbs, sql`, `)}]::text[], null) as verbs,
        row_number() over (order by coalesce(${dueAt}, ${dueOn}::timestamptz) nulls last, ${since}, ${row('id')}) as place
      from ${noun.table} as r where ${sql.join(conditions, sql` and `)}
      order by place limit ${mostNeeds + 1}::int) i`;
}

/** The needs that may be the actor's at all, with their nouns. */
export const ownNeeds = (needs: readonly Need[], nouns: ReadonlyMap<string, Noun>, actor: Actor) =>
  needs.flatMap((need) => {
    const noun = nouns.get(need.noun);
    if (!noun || !holds(actor, noun.read)) return [];
    return !need.roles || need.roles.includes(actor.role as Role) ? [{ need, noun }] : [];
  });

/** What waits for the actor, group by group, in one statement; groups of which nothing waits are left out. */
export async function waiting(
  needs: readonly Need[],
  nouns: ReadonlyMap<string, Noun>,
  limit: number,
  { tx, actor }: Context,
): Promise<NeededGroup[]> {
  const own = ownNeeds(needs, nouns, actor);
  const parts = own.flatMap(({ need, noun }) => selection(need, noun, actor, limit) ?? []);
  if (parts.length === 0) return [];
  const rows = await tx.rows<{ group: string; found: number; items: NeededGroup['items'] }>(
    sql.join(parts, sql` union all `),
  );
  const found = new Map(rows.map((row) => [row.group, row]));
  return own.flatMap(({ need: { group }, noun }) => {
    const row = found.get(group);
    if (!row || row.found === 0) return [];
    return [
      {
        group,
        noun: noun.name,
        total: Math.min(row.found, mostNeeds),
        hasMore: row.found > mostNeeds,
        items: row.items,
      },
    ];
  });
}
