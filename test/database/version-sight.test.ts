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

/**
 * As migration 0021 judged versions: each by the whole row that it makes, whoever asks. What there is to judge stands in a table
 * without row security; subqueries of a rule go by the viewer's rights.
 */
const judging = `
  create schema judged;
  do $$
  declare
    one record;
    choices text := '';
  begin
    for one in select t.oid::regclass as name, pg_get_expr(p.polqual, p.polrelid) as rule
      from pg_proc f join pg_class t on f.proname = 'sees_version_of_' || t.relname and t.relnamespace = 'public'::regnamespace
      join pg_policy p on p.polrelid = t.oid and p.polname = 'by_scope' where f.pronamespace = 'app'::regnamespace
    loop
      execute format('create function judged.%1$I(jsonb) returns boolean language sql stable begin atomic '
        'select %2$s from jsonb_populate_record(null::%1$I, $1) as %1$I; end', one.name, one.rule);
      choices := choices || format('when %1$L then return judged.%1$I(version); ', one.name);
    end loop;
    execute format('create function judged.sees(of text, version jsonb) returns boolean language plpgsql stable as %L',
      format('begin case of %s else return false; end case; end', choices));
  end $$;
  grant usage on schema judged to requisite_service`;

/**
 * Of each table's first version further ones: without what its rule names, of each program, facility, vendor and worker there is,
 * the other way round, and with each of the words that the rule knows.
 */
const others = `
  insert into row_versions (tenant_id, table_name, row_id, valid_from, program_id, facility_id, unit_id, vendor_id, worker_id, "row")
  select v.tenant_id, v.table_name, m.id, v.valid_from, (m.kept ->> 'program_id')::uuid, (m.kept ->> 'facility_id')::uuid,
    (m.kept ->> 'unit_id')::uuid, (m.kept ->> 'vendor_id')::uuid, (m.kept ->> 'worker_id')::uuid, m.kept
  from (select distinct on (table_name) * from row_versions where tenant_id = $1 order by table_name, sequence) v
  join pg_policy p on p.polrelid = v.table_name::regclass and p.polname = 'by_scope'
  join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refclassid = 'pg_class'::regclass and d.refobjid = p.polrelid
  join pg_attribute a on a.attrelid = p.polrelid and a.attnum = d.refobjsubid and a.attname not in ('tenant_id', 'id')
  cross join lateral (
    select null::jsonb as value
    union select to_jsonb(x.id) from (select 'program_id' as name, id from programs where tenant_id = $1
        union all select 'facility_id', id from facilities where tenant_id = $1 union all select 'vendor_id', id from vendors where tenant_id = $1
        union all select 'worker_id', id from workers where tenant_id = $1) x
      where x.name = a.attname
    union select to_jsonb(not (v."row" ->> a.attname)::boolean) where a.atttypid = 'boolean'::regtype
    union select to_jsonb(word[1]) from regexp_matches(pg_get_expr(p.polqual, p.polrelid), '''(\\w+)''::text', 'g') word
      where a.atttypid = 'text'::regtype and word[1] <> all (array['system', 'operator', 'client', 'vendor', 'worker'])) other
  cross join lateral (select gen_random_uuid() as id where v.sequence is not null and other.value is not distinct from other.value) n
  cross join lateral (select n.id, v."row" || jsonb_build_object(a.attname, other.value, 'id', n.id) as kept) m`;

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
    Object.entries(bounds).flatMap(([name, ids]) =>
      (['program_manager', 'credentialing'] as const).map(async (role, at) => ({
        name: `operator’s ${role} ${name}`,
        client: await theater.service.member(tenantId, {
          role,
          side: 'operator',
          email: `${at}.${name.replaceAll(' ', '.')}@bound.test`,
          ...ids,
        }),
      })),
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
  await theater.admin.query(others, [tenantId]);
  await theater.admin.query(judging);
  await theater.admin.query({ text: `create table judged.versions as select * from row_versions` });
  await theater.admin.query('grant select on judged.versions to requisite_service');
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

describe('versions', () => {
  test('are shown to everybody as each judged by itself would be, of every table', async () => {
    const [tables] = await list(`select count(distinct table_name) from judged.versions`);
    expect(Number(tables)).toBeGreaterThan(100);
    const counts = new Map<string, number>();
    for (const [name, actor] of viewers) {
      const [given, due] = await seenBy(actor, async () => [
        await rowsBy<{ version: string }>(shown),
        await rowsBy(judgedOneByOne),
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

  /** The table's rule as the planner is left with it where it knows the side, and that the viewer is bound to nothing. */
  const planned = async (table: string, rule: string) =>
    (await list(`explain (costs off) select from ${table} where ${rule}`)).join('\n');
  const known = (rule: string, side: string) =>
    rule
      .replaceAll(/\( SELECT app\.side\(\) AS side\)/g, `'${side}'`)
      .replaceAll(/\( SELECT app\.(programs|facilities|units)\(\) AS \1\)/g, 'null::uuid[]');

  test('is told whole to whoever is the operator’s and bound to nothing, since no rule keeps anything from one', async () => {
    expect(tables.size).toBeGreaterThan(30);
    const open: string[] = [];
    for (const table of tables) {
      const [rule] = await list(
        `select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = $1::regclass and polname = 'by_scope'`,
        table,
      );
      const whole = await planned(table, 'tenant_id = (select app.tenant())');
      if ((await planned(table, known(rule!, 'operator'))) === whole) open.push(table);
    }
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
    const asked = [
      'program_manager',
      'operator’s program_manager of another program',
      'approver',
      'vendor_recruiter',
    ];
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
