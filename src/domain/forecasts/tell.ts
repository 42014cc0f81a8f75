import { refuse, type Problem } from '../../kernel/errors.ts';
import type { EventDeclaration, Scoped } from '../../kernel/event.ts';
import type { Context, Outcome } from '../../kernel/operation.ts';
import type { Changes, NewRow, Row } from '../../kernel/transaction.ts';
import { differences } from '../identifiers/index.ts';
import type { censusCounts, demandObservations } from './tables.ts';

type Told = typeof censusCounts | typeof demandObservations;

interface Telling<T extends Told> {
  table: T;
  /** What is told of each input, by what it is told of: two of one key are not told at once. */
  wanted: readonly { key: string; row: NewRow<T>; values: Changes<T> }[];
  /** What was told before, held. */
  held: ReadonlyMap<string, Row<T>>;
  recorded: EventDeclaration<Record<string, never>>;
  corrected: EventDeclaration<Record<string, never>>;
}

type Outcomes = (Outcome<{ id: string }> | Problem)[];

/** Records what was not told before, and changes what was told otherwise; the same again makes no version. */
export async function tellAll<T extends Told>(
  { table, wanted, held, recorded, corrected }: Telling<T>,
  { tx }: Context,
): Promise<Outcomes> {
  const first = new Map<string, number>();
  for (const [at, { key }] of wanted.entries()) if (!first.has(key)) first.set(key, at);
  const once = wanted.filter(({ key }, at) => first.get(key) === at);
  const fresh = once.filter(({ key }) => !held.has(key));
  const changing = once.flatMap(({ key, values }) => {
    const row = held.get(key);
    return row && Object.keys(differences<T>(row, values)).length > 0 ? [{ key, row, changes: values }] : [];
  });
  const inserted: Scoped[] = (await tx.insert(
    table,
    fresh.map(({ row }) => row),
  )) as never;
  const changed: Scoped[] = (await tx.changeAll(table, changing as never)) as never;
  const made = new Map(fresh.map(({ key }, at) => [key, inserted[at]!]));
  const other = new Map(changing.map(({ key }, at) => [key, changed[at]!]));
  return wanted.map(({ key }, at): Outcomes[number] => {
    if (first.get(key) !== at)
      return refuse('/localDate', 'told_twice', 'The same is told twice in one call.');
    const [row, otherwise] = [made.get(key), other.get(key)];
    if (row) return { result: row, events: [recorded(row, {})] };
    if (otherwise) return { result: otherwise, events: [corrected(otherwise, {})] };
    return { result: held.get(key)! as never, unchanged: true };
  });
}
