import { getTableColumns, getTableName, sql, type SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { facts } from '../../src/domain/reports/store/facts/index.ts';
import { seesWhole } from '../../src/domain/reports/policy.ts';
import { told, rowsOf } from '../../src/domain/reports/store/question/source.ts';
import { systemActor, type Actor } from '../../src/kernel/actor.ts';
import type { Context } from '../../src/kernel/operation.ts';
import { versionsOf, source } from '../../src/server/reads/source.ts';
import { serviceClient } from '../support/database.ts';
import { judgeVersions } from '../support/judged-versions.ts';
import { openTheater, registry, type Stage, type Theater } from '../support/stage.ts';
import { enter } from '../support/world.ts';

let theater: Theater;
let stage: Stage;
let service: pg.Client;
/** Everybody who may look, by name. */
const viewers = new Map<string, Actor>();

const dialect = new PgDialect();
const rowsBy = async <Row extends object>(statement: SQL): Promise<Row[]> => {
  const { sql: text, params } = dialect.sqlToQuery(statement);
  return (await service.query<Row & pg.QueryResultRow>(text, params)).rows;
};
const list = async (text: string, ...values: unknown[]): Promise<string[]> =>
  (await theater.admin.query<[string]>({ text, values, rowMode: 'array' })).rows.map(([first]) => first);

beforeAll(async () => {
  theater = await openTheater();
  stage = await theater.stage();
  const outside = [
    'requester of another facility',
    'analyst of another program',
    'vendor_finance of another vendor',
    'worker of another worker',
  ];
  const outsiders = (await theater.outsiders(stage)).filter(({ name }) => outside.includes(name));
  const { tenantId, rows } = stage.world;
  const idOf = (table: string) => String(rows[table]!['id']);
  const [elsewhere] = await list(
    `select id from programs where tenant_id = $1 and name = 'Another client'`,
    tenantId,
  );
  const bounds = {
    'of the program': { programIds: [idOf('programs')] },
    'of another program': { programIds: [elsewhere!] },
    'of the unit': { facilityIds: [idOf('facilities')], unitIds: [idOf('units')] },
  };
  const bound = await Promise.all(
    [...Object.entries(bounds), ['credentialing of the program', bounds['of the program']] as const].map(
      async ([name, ids], at) => ({
        name: `operator ${name}`,
        client: await theater.service.member(tenantId, {
          role: name.startsWith('credentialing') ? 'credentialing' : 'program_manager',
          side: 'operator',
          email: `${at}@bound.test`,
          ...ids,
        }),
      }),
    ),
  );
  const { rows: memberships } = await theater.admin.query<Actor & { membershipId: string }>(
    `select 'membership' as kind, tenant_id as "tenantId", id as "membershipId", user_id as "userId", side, role, program_ids as "programIds",
       facility_ids as "facilityIds", unit_ids as "unitIds", vendor_id as "vendorId", worker_id as "workerId", null as "tokenId", null as scopes
     from memberships where tenant_id = $1`,
    [tenantId],
  );
  const actors = new Map(memberships.map((actor) => [actor.membershipId, actor]));
  for (const { name, client } of [...stage.everyone, ...outsiders, ...bound])
    viewers.set(name, actors.get(client.actor.membershipId)!);
  viewers.set('the tenant itself', systemActor(tenantId));
  await theater.admin.query(`update row_versions set valid_from = '2026-01-01' where tenant_id = $1`, [
    tenantId,
  ]);
  await judgeVersions(theater.admin, tenantId);
  service = await serviceClient(theater.service.database);
}, 60_000);

/** Runs in a transaction of the viewer's own. */
async function seenBy<T>(actor: Actor, run: () => Promise<T>): Promise<T> {
  await service.query('begin');
  try {
    await enter(service, actor.tenantId, actor as never);
    return await run();
  } finally {
    await service.query('rollback');
  }
}

const shown = sql`select table_name || ' ' || row_id || ' ' || sequence as version from row_versions order by 1`;
const judgedOneByOne = sql`select v.table_name || ' ' || v.row_id || ' ' || v.sequence as version from judged.versions v
  where v.tenant_id = app.tenant() and judged.sees(v.table_name, v."row") order by 1`;

const ofTheTenant = 'tenant_id = (select app.tenant())';
const planned = async (table: string, rule: string) =>
  (await list(`explain (costs off) select from ${table} where ${rule}`)).join('\n');

/** Whether a table's rule comes to the tenant alone for a side that is bound to nothing: the planner, told so, has nothing else left to ask. */
async function showsAll(table: string, side: 'system' | 'operator'): Promise<boolean> {
  const [rule] = await list(
    `select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = $1::regclass and polname = 'by_scope'`,
    table,
  );
  const known = rule!
    .replaceAll(/\( SELECT app\.side\(\) AS side\)/g, `'${side}'`)
    .replaceAll(/\( SELECT app\.(programs|facilities|units)\(\) AS \1\)/g, 'null::uuid[]');
  return (await planned(table, known)) === (await planned(table, ofTheTenant));
}

describe('versions', () => {
  test('are not judged for the tenant itself, since every rule shows it all', async () => {
    const kept = await list(
      `select substr(proname, 17) from pg_proc where proname ~ '^sees_version_of_' order by 1`,
    );
    expect(kept.length).toBeGreaterThan(100);
    const judged: string[] = [];
    for (const table of kept) if (!(await showsAll(table, 'system'))) judged.push(table);
    expect(judged).toEqual([]);
    // That is no matter of course: of views an operator sees its own.
    expect(await showsAll('saved_views', 'operator')).toBe(false);
  });

  test('are shown to everybody as each judged by itself would be, of every table', async () => {
    const [tables] = await list(`select count(distinct table_name) from judged.versions`);
    expect(Number(tables)).toBeGreaterThan(100);
    const counts = new Map<string, number>();
    for (const [name, actor] of viewers) {
      const [given, due] = await seenBy(actor, async () => [
        await rowsBy<{ version: string }>(shown),
        await rowsBy<{ version: string }>(judgedOneByOne),
      ]);
      // Told apart by hand: to print thousands takes a minute.
      const [some, others] = [given, due].map((found) => new Set(found.map(({ version }) => version)));
      expect({
        name,
        more: [...some!.difference(others!)].slice(0, 5),
        fewer: [...others!.difference(some!)].slice(0, 5),
      }).toEqual({ name, more: [], fewer: [] });
      counts.set(name, given.length);
    }
    // Of each noun there is what some see and others do not.
    expect(counts.size).toBeGreaterThan(20);
    expect(Math.min(...counts.values())).toBeGreaterThan(0);
    expect(new Set(counts.values()).size).toBeGreaterThan(12);
  }, 60_000);

  test('read by some of their columns hold what the whole of them holds', async () => {
    const actor = systemActor(stage.world.tenantId);
    const wrong: string[] = [];
    for (const table of new Set(
      [...registry.nouns.values()].filter(({ shared }) => !shared).map((noun) => noun.table),
    )) {
      const columns = Object.values(getTableColumns(table)).map(({ name }) => name);
      const listed = sql.join(
        columns.map((name) => sql`(o.${sql.identifier(name)})::text`),
        sql`, `,
      );
      const whole = versionsOf(table, { actor }, sql`true`);
      const some = versionsOf(table, { actor, columns: new Set(columns) }, sql`true`);
      const [{ differing }] = (await seenBy(actor, () =>
        rowsBy(sql`with whole as (select ${listed} from ${whole} o), part as (select ${listed} from ${some} o)
          select (select count(*) from ((table whole except all table part) union all (table part except all table whole)) d)::int as differing`),
      )) as [{ differing: number }];
      if (differing > 0) wrong.push(getTableName(table));
    }
    expect(wrong).toEqual([]);
  });
});

describe('a report of a past', () => {
  const tables = new Set<string>();
  for (const { rows } of facts)
    rows(
      (table, alias) => {
        tables.add(table);
        return sql.raw(`${table} ${alias}`);
      },
      sql`now()`,
    );

  test('is told whole to whoever is the operator’s and bound to nothing, since no rule keeps anything from one', async () => {
    expect(tables.size).toBeGreaterThan(30);
    const open: string[] = [];
    for (const table of tables) if (await showsAll(table, 'operator')) open.push(table);
    expect(open).toEqual([...tables]);
  });

  test('is told to each viewer of rows that each judged by itself would be seen', async () => {
    const asOf = '2026-02-09T12:00:00Z';
    const byName = new Map([...registry.nouns.values()].map(({ table }) => [getTableName(table), table]));
    const contextOf = (actor: Actor) => ({
      actor,
      tx: { rows: <R extends object>(statement: SQL) => rowsBy<R>(statement) },
      tableAt: (table: string, alias: string, at: string, columns?: ReadonlySet<string>) =>
        source(byName.get(table) ?? table, alias, { actor, asOf: at, columns }),
    });
    const asked = ['program_manager', 'operator of another program', 'approver', 'vendor_recruiter'];
    const found = new Set<string>();
    for (const name of asked) {
      const actor = viewers.get(name)!;
      expect(seesWhole(actor), name).toBe(name === 'program_manager');
      const context = contextOf(actor) as unknown as Context;
      for (const one of facts) {
        const rowsTold = (from: SQL) => sql`select to_jsonb(f)::text as row from ${from} order by 1`;
        const parts = new Map<string, SQL>();
        const rows = one.rows((table, alias) => {
          const then = sql.identifier(`${table}_judged`);
          parts.set(
            table,
            sql`${then} as materialized (select r.* from judged.versions v cross join lateral jsonb_populate_record(null::${sql.identifier(table)}, v."row") r
              where v.tenant_id = app.tenant() and v.table_name = ${table} and judged.sees(v.table_name, v."row")
                and not exists (select from judged.versions l where l.table_name = v.table_name and l.row_id = v.row_id and l.sequence > v.sequence))`,
          );
          return sql`${then} as ${sql.identifier(alias)}`;
        });
        const judged = sql`with ${sql.join([...parts.values()], sql`, `)} select * from (${rows}) told`;
        const columns = sql.join(
          Object.keys(one.columns).map((column) => sql.identifier(column)),
          sql`, `,
        );
        const [given, due] = await seenBy(actor, async () => [
          await told(rowsTold(rowsOf(one, asOf, context)), asOf, context),
          await rowsBy(rowsTold(sql`(${judged}) f (${columns})`)),
        ]);
        expect(given, `${one.name} to ${name}`).toEqual(due);
        if (given.length > 0) found.add(one.name);
      }
    }
    expect(found.size).toBeGreaterThan(facts.length / 2);
  }, 60_000);
});
