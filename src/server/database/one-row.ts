import { getTableColumns, getTableName, is, SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Plan } from './plan.ts';

type Values = Readonly<Record<string, unknown>>;

/** A statement about one row, and its values. */
export interface OneRow {
  plan: Plan;
  values: unknown[];
}

interface Words {
  name: string;
  columns: readonly (readonly [key: string, column: PgColumn])[];
  returned: string;
  plans: Map<string, Plan>;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const known = new Map<PgTable, Words>();

function wordsOf(table: PgTable): Words {
  const found = known.get(table);
  if (found) return found;
  const columns = Object.entries(getTableColumns(table) as unknown as Record<string, PgColumn>);
  const words = {
    name: quoted(getTableName(table)),
    columns,
    returned: columns.map(([, { name }]) => quoted(name)).join(', '),
    plans: new Map<string, Plan>(),
  };
  known.set(table, words);
  return words;
}

/** The statement for the table under a key, written once. */
function planFor({ plans }: Words, key: string, write: () => string): Plan {
  const found = plans.get(key);
  if (found) return found;
  const text = write();
  const count = new Set(text.match(/\$\d+/g)).size;
  const params = Array.from({ length: count }, (_, index) => sql.placeholder(String(index)));
  const plan = { text, params };
  plans.set(key, plan);
  return plan;
}

const isPlain = (given: readonly (readonly [string, PgColumn])[], row: Values) =>
  given.every(([key]) => !is(row[key], SQL));
const driven = (column: PgColumn, value: unknown): unknown =>
  value === null ? null : column.mapToDriverValue(value);

/** Inserts one row and gives it back; undefined where a value is SQL, which a builder must write. */
export function insertOne(table: PgTable, row: Values): OneRow | undefined {
  const words = wordsOf(table);
  const given = words.columns.filter(([key]) => row[key] !== undefined);
  if (!isPlain(given, row)) return undefined;
  const names = given.map(([, { name }]) => quoted(name)).join(', ');
  const plan = planFor(
    words,
    `insert ${names}`,
    () =>
      `insert into ${words.name} (${names}) values (${given.map((_, index) => `$${index + 1}`).join(', ')}) returning ${words.returned}`,
  );
  return { plan, values: given.map(([key, column]) => driven(column, row[key])) };
}

/** Changes one row in the version that was read and gives it back; undefined where a value is SQL. */
export function changeOne(
  table: PgTable,
  { tenantId, id, version }: { tenantId: string; id: string; version: number },
  changes: Values,
): OneRow | undefined {
  const words = wordsOf(table);
  const given = words.columns.filter(([key]) => changes[key] !== undefined);
  if (!isPlain(given, changes)) return undefined;
  const assignments = given.map(([, { name }], index) => `${quoted(name)} = $${index + 4}`).join(', ');
  const plan = planFor(
    words,
    `change ${assignments}`,
    () =>
      `update ${words.name} set ${assignments} where "tenant_id" = $1 and "id" = $2 and "version" = $3 returning ${words.returned}`,
  );
  const values = given.map(([key, column]) => driven(column, changes[key]));
  return { plan, values: [tenantId, id, version, ...values] };
}

/** Reads one row, and holds it where a lock is named. */
export function findOne(
  table: PgTable,
  tenantId: string,
  id: string,
  lock: '' | ' for update' | ' for share',
): OneRow {
  const words = wordsOf(table);
  const plan = planFor(
    words,
    `find${lock}`,
    () => `select ${words.returned} from ${words.name} where "tenant_id" = $1 and "id" = $2${lock}`,
  );
  return { plan, values: [tenantId, id] };
}
