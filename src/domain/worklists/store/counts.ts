import { sql } from 'drizzle-orm';
import { holds } from '../../../kernel/actor.ts';
import type { Noun } from '../../../kernel/noun.ts';
import type { Context } from '../../../kernel/operation.ts';
import { rowOf } from '../../../kernel/row-of.ts';
import { counted } from '../model/needs.ts';
import type { StateCount } from '../model/work.ts';
import { seen } from '../policy.ts';

/** How many rows of each counted noun the actor sees, by the state in which it sees them, in one statement. */
export async function countStates(
  nouns: ReadonlyMap<string, Noun>,
  { tx, actor }: Context,
): Promise<StateCount[]> {
  const parts = counted.flatMap((name) => {
    const noun = nouns.get(name);
    const state = noun?.fields['state'];
    if (!noun || !state || !holds(actor, noun.read) || state.readers?.(actor) === false) return [];
    const row = rowOf(noun.table, 'r');
    return [
      sql`select ${sql.raw(`'${name}'`)} as noun, ${state.value?.(row, actor) ?? row('state')} as state, count(*)::int as count
        from ${noun.table} as r where ${seen(noun, row, actor)} group by 2`,
    ];
  });
  return parts.length === 0
    ? []
    : tx.rows<StateCount>(sql`${sql.join(parts, sql` union all `)} order by 1, 2`);
}
