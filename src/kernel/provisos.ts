import { sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { ErrorDeclaration } from './errors.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Context } from './operation.ts';
import { rowOf } from './row-of.ts';

/**
 * Of rows by their ids those of which a proviso of a verb does not hold, with the refusal of the first that does not:
 * asked of the database in one statement, as `allowedActions` asks. A row that the caller does not see is broken too.
 */
export async function brokenProvisos<Name extends string>(
  life: Lifecycle<string, Name>,
  verb: Name,
  table: PgTable,
  ids: readonly string[],
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
): Promise<Map<string, ErrorDeclaration>> {
  const provisos = life.verbs[verb].provided ?? [];
  if (provisos.length === 0 || ids.length === 0) return new Map();
  const row = rowOf(table, 'r');
  const asked = sql.join(
    provisos.map(({ that }) => sql`(${that(row, actor)})`),
    sql`, `,
  );
  const found = await tx.rows<{ id: string; held: (boolean | null)[] }>(
    sql`select r.id, array[${asked}]::boolean[] as held from ${table} as r
      where r.tenant_id = ${actor.tenantId} and r.id = any(${`{${ids.join(',')}}`}::uuid[])`,
  );
  const answers = new Map(found.map(({ id, held }) => [id, held]));
  const broken = new Map<string, ErrorDeclaration>();
  for (const id of ids) {
    const first = provisos.find((_, at) => answers.get(id)?.[at] !== true);
    if (first) broken.set(id, first.otherwise);
  }
  return broken;
}

/** Refuses a verb where one of its provisos does not hold of the row: asked of the database as `allowedActions` asks. */
export async function assertProvided<Name extends string>(
  life: Lifecycle<string, Name>,
  verb: Name,
  table: PgTable,
  { id }: { id: string },
  context: Pick<Context, 'tx' | 'actor'>,
): Promise<void> {
  const [broken] = (await brokenProvisos(life, verb, table, [id], context)).values();
  if (broken) throw broken();
}
