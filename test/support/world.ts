import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { validRows } from '../fixtures/valid-rows.ts';

export type Row = Record<string, unknown>;

/** A tenant with one valid row in each of the business's tables, written as the service under row security. */
export interface World {
  tenantId: string;
  /** The one row of each table. */
  rows: Record<string, Row>;
  /** Writes the table's row once more, under a new id, but for the differences; answers it. */
  copy(table: string, differences?: Row): Promise<Row>;
  /** Changes the table's row. */
  change(table: string, differences: Row): Promise<void>;
  /** The same world, written by another connection. */
  through(client: pg.ClientBase): World;
}

export interface Caller {
  side: 'system' | 'operator' | 'client' | 'vendor' | 'worker';
  membershipId?: unknown;
  programIds?: unknown[];
  facilityIds?: unknown[];
  unitIds?: unknown[];
  vendorId?: unknown;
  workerId?: unknown;
  at?: string;
}

/** Names the caller for the rest of the client's transaction. */
export async function enter(client: pg.ClientBase, tenantId: string, caller: Caller): Promise<void> {
  await client.query('select app.enter($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
    tenantId,
    caller.side,
    caller.membershipId,
    caller.programIds,
    caller.facilityIds,
    caller.unitIds,
    caller.vendorId,
    caller.workerId,
    caller.at,
  ]);
}

/**
 * Writes the world and commits it; every copy and change after that is in the caller's own transaction. A database of an
 * earlier release has no rows of the tables that it lacks.
 */
export async function createWorld(client: pg.ClientBase): Promise<World> {
  const tenantId = randomUUID();
  const writable = await writableColumns(client);
  const world = worldOn(client, tenantId, {}, writable);
  const write = writerOn(client, tenantId, world.rows, writable);
  await client.query('begin');
  await enter(client, tenantId, { side: 'system' });
  // No write waits for the answer to the one before: a connection that pipelines sends them all at once.
  const writes = [write('tenants', { id: tenantId, name: 'Keystone' }).done];
  for (const [table, build] of Object.entries(validRows)) {
    if (!writable.has(`${table}.tenant_id`)) continue;
    const { row, done } = write(table, await build(world.rows, world));
    world.rows[table] = row;
    writes.push(done);
  }
  await Promise.all(writes);
  await client.query('commit');
  return world;
}

/** Sends a row and answers it, and when it is there. */
function writerOn(
  client: pg.ClientBase,
  tenantId: string,
  rows: Record<string, Row>,
  writable: ReadonlySet<string>,
) {
  const stamp = '2026-01-01T00:00:00Z';
  return (table: string, differences: Row): { row: Row; done: Promise<unknown> } => {
    const row: Row = {
      tenant_id: tenantId,
      created_at: stamp,
      updated_at: stamp,
      ...rows[table],
      id: randomUUID(),
      ...differences,
    };
    const columns = Object.keys(row).filter((column) => writable.has(`${table}.${column}`));
    const text = `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`;
    // Worlds are written by the hundred: each statement is planned once.
    const name = createHash('sha1').update(text).digest('hex');
    return { row, done: client.query({ name, text, values: columns.map((column) => row[column]) }) };
  };
}

function worldOn(
  client: pg.ClientBase,
  tenantId: string,
  rows: Record<string, Row>,
  writable: ReadonlySet<string>,
): World {
  const write = writerOn(client, tenantId, rows, writable);
  return {
    tenantId,
    rows,
    async copy(table, differences = {}) {
      const { row, done } = write(table, differences);
      await done;
      return row;
    },
    async change(table, differences) {
      const assignments = Object.keys(differences).map((column, index) => `${column} = $${index + 2}`);
      const { rowCount } = await client.query(`update ${table} set ${assignments.join(', ')} where id = $1`, [
        rows[table]!['id'],
        ...Object.values(differences),
      ]);
      if (rowCount !== 1) throw new Error(`${table}: ${rowCount} rows changed`);
    },
    through: (other) => worldOn(other, tenantId, rows, writable),
  };
}

const columnsKnown = new WeakMap<pg.ClientBase, ReadonlySet<string>>();

/** Asked once of a connection: no test alters a table between two worlds. */
async function writableColumns(client: pg.ClientBase): Promise<ReadonlySet<string>> {
  const known = columnsKnown.get(client);
  if (known) return known;
  const { rows } = await client.query<{ name: string }>(
    `select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
       and not a.attisdropped and a.attgenerated = ''`,
  );
  const columns = new Set(rows.map((row) => row.name));
  columnsKnown.set(client, columns);
  return columns;
}
