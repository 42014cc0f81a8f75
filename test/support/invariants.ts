import { readFileSync } from 'node:fs';
import { getTableColumns, getTableName } from 'drizzle-orm';
import pg from 'pg';
import { registry } from '../../src/app.ts';
import { endsOf } from '../../src/kernel/lifecycle.ts';

/** A row that breaks an invariant; `found` says how. */
export interface Violation {
  invariant: string;
  tenantId: string;
  id: string | null;
  found: string;
}

interface Invariant {
  name: string;
  text: string;
}

const file = new URL('../fixtures/invariants.sql', import.meta.url);

function parse(): { prelude: string; invariants: Invariant[] } {
  const [prelude, ...sections] = readFileSync(file, 'utf8').split(/^-- invariant /m);
  const invariants = sections.map((section) => ({
    name: section.slice(0, section.indexOf(':')),
    text: section.slice(section.indexOf('\n')).trim().replace(/;$/, ''),
  }));
  return { prelude: prelude!, invariants };
}

const { prelude, invariants } = parse();

export const invariantNames = invariants.map(({ name }) => name);

/** The lives and reactions that the capabilities declare, as rows. */
function declared() {
  const lives = [...registry.nouns.values()].flatMap(({ table, lifecycle: life }) => {
    if (!life) return [];
    const stateColumn = 'state' in getTableColumns(table) ? 'state' : 'standing';
    return [{ life, table_name: getTableName(table), state_column: stateColumn }];
  });
  const steps = lives.flatMap(({ life, table_name }) => [
    { table_name, from_state: null, to_state: life.initial },
    // What a command makes and moves on within one statement is first seen where the first verb leads.
    ...Object.values(life.verbs).flatMap((verb) =>
      verb.from.flatMap((from_state) =>
        endsOf(verb, from_state).flatMap((to_state) => [
          { table_name, from_state, to_state },
          ...(from_state === life.initial ? [{ table_name, from_state: null, to_state }] : []),
        ]),
      ),
    ),
  ]);
  const reactions = registry.reactions
    .filter(({ when }) => when === 'after')
    .map(({ on, name, together = false }) => ({ type: on.type, reaction: name, together }));
  return { lives: lives.map(({ life: _, ...row }) => row), steps, reactions };
}

/** Makes the session ready: what the file's statements lean on. */
async function prepare(client: pg.ClientBase): Promise<void> {
  const { lives, steps, reactions } = declared();
  await client.query(`create temp table if not exists declared_states (table_name text, state_column text);
    create temp table if not exists declared_steps (table_name text, from_state text, to_state text);
    create temp table if not exists declared_reactions (type text, reaction text, together boolean);
    truncate declared_states, declared_steps, declared_reactions`);
  for (const [table, rows] of [
    ['declared_states', lives],
    ['declared_steps', steps],
    ['declared_reactions', reactions],
  ] as const) {
    await client.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [
      JSON.stringify(rows),
    ]);
  }
  await client.query(prelude.replaceAll('create function', 'create or replace function'));
}

/**
 * Every row of the database that breaks an invariant, of all tenants or of one; of the invariants that are asked
 * for. The client is a superuser's: it passes row security.
 */
export async function findViolations(
  client: pg.ClientBase,
  tenantId?: string,
  isAsked: (name: string) => boolean = () => true,
): Promise<Violation[]> {
  await prepare(client);
  const violations: Violation[] = [];
  for (const { name, text } of invariants.filter((one) => isAsked(one.name))) {
    const { rows } = await client.query<{ tenant_id: string; id: string | null; found: string }>(
      `select tenant_id, id, found from (${text}) broken where $1::uuid is null or tenant_id = $1 limit 20`,
      [tenantId ?? null],
    );
    violations.push(
      ...rows.map(({ tenant_id, id, found }) => ({ invariant: name, tenantId: tenant_id, id, found })),
    );
  }
  return violations;
}

/** The same, by a connection of its own. */
export async function sweep(adminUrl: string, tenantId?: string): Promise<Violation[]> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    return await findViolations(client, tenantId);
  } finally {
    await client.end();
  }
}
