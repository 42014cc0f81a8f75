import { sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Lifecycle } from './lifecycle.ts';
import type { Context } from './operation.ts';
import { rowOf } from './row-of.ts';

/** Refuses a verb where one of its provisos does not hold of the row: asked of the database as `allowedActions` asks. */
export async function assertProvided<Name extends string>(
  life: Lifecycle<string, Name>,
  verb: Name,
  table: PgTable,
  { id }: { id: string },
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
): Promise<void> {
  const provisos = life.verbs[verb].provided ?? [];
  if (provisos.length === 0) return;
  const row = rowOf(table, 'r');
  const asked = sql.join(
    provisos.map(({ that }) => sql`(${that(row, actor)})`),
    sql`, `,
  );
  const [answer] = await tx.rows<{ held: (boolean | null)[] }>(
    sql`select array[${asked}]::boolean[] as held from ${table} as r where r.tenant_id = ${actor.tenantId} and r.id = ${id}`,
  );
  const broken = provisos.find((_, at) => answer?.held[at] !== true);
  if (broken) throw broken.otherwise();
}
