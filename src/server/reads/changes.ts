import { sql, type SQL } from 'drizzle-orm';
import { holds, type Actor } from '../../kernel/actor.ts';
import type { Noun } from '../../kernel/noun.ts';
import type { ChangedRow, FieldChange } from '../../kernel/changes.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { snake } from '../../kernel/words.ts';
import { kept } from './source.ts';
import { differences, versionShown, versionsOfRow, type Shown } from './versions.ts';

interface Found {
  n: number;
  before: Shown | null;
  after: Shown;
}

/** For each row and transaction, the last version that it opened and the one that stood before its first. */
function statement(noun: Noun, actor: Actor, rows: readonly (ChangedRow & { n: number })[]): SQL {
  const asked = JSON.stringify(
    rows.map(({ n, id, transactionId }) => ({ n, id, transaction: transactionId })),
  );
  const id = sql`m.id`;
  const written = { id, sequence: sql`m.last`, transaction: sql`m.transaction` };
  const earlier = { id, sequence: sql`b.sequence`, transaction: sql`b.opened_by` };
  return sql`with marks as materialized (
      select p.n, p.id, p.transaction, min(v.sequence) as first, max(v.sequence) as last
      from json_to_recordset(${asked}::json) as p (n integer, id uuid, transaction xid8)
      join ${kept(noun.table)} v on ${versionsOfRow(noun, 'v', actor, sql`p.id`)} and v.opened_by = p.transaction
      group by p.n, p.id, p.transaction)
    select m.n, after.j as after, before.j as before from marks m
    cross join lateral (${versionShown(noun, actor, written)}) after
    left join lateral (select o.sequence, o.opened_by from ${kept(noun.table)} o
      where ${versionsOfRow(noun, 'o', actor, id)} and o.sequence < m.first order by o.sequence desc limit 1) b on true
    left join lateral (${versionShown(noun, actor, earlier)}) before on true`;
}

/** What transactions changed in rows, in one statement for each of their nouns. */
export async function changesOf(
  rows: readonly ChangedRow[],
  actor: Actor,
  nouns: ReadonlyMap<string, Noun>,
  tx: Transaction,
): Promise<(FieldChange[] | null)[]> {
  const byName = new Map([...nouns.values()].map((noun) => [snake(noun.name), noun]));
  const changes: (FieldChange[] | null)[] = rows.map(() => null);
  const numbered = Map.groupBy(
    rows.map((row, n) => ({ ...row, n })),
    ({ noun }) => noun,
  );
  for (const [name, asked] of numbered) {
    const noun = byName.get(name);
    if (!noun || noun.shared || !holds(actor, noun.read)) continue;
    for (const { n, before, after } of await tx.rows<Found>(statement(noun, actor, asked)))
      changes[n] = differences(before, after);
  }
  return changes;
}
