import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { metrics } from '../../src/domain/reports/metrics/catalog/index.ts';
import { facts, reportingViews } from '../../src/domain/reports/store/facts/index.ts';
import { viewStatements } from '../../src/domain/reports/store/views.ts';
import { adminClient, createDatabase } from '../support/database.ts';

let admin: pg.Client;
beforeAll(async () => {
  admin = await adminClient(await createDatabase());
  await admin.query('create schema declared');
  // As migrations make them: names are looked up as the owner does.
  for (const view of reportingViews)
    for (const statement of viewStatements(view, 'declared')) await admin.query(statement);
});

const list = async (query: string, ...values: unknown[]) =>
  (await admin.query<[string]>({ text: query, values, rowMode: 'array' })).rows.map(([first]) => first);

/** The views of a schema as the database knows them: text, columns with type and comment, comment, and by whose rights they read. */
async function viewsOf(schema: string): Promise<Record<string, unknown>> {
  const { rows } = await admin.query(
    `select c.relname as name, pg_get_viewdef(c.oid) as text, obj_description(c.oid, 'pg_class') as summary, c.reloptions as options,
       (select json_agg(json_build_array(a.attname, format_type(a.atttypid, null), col_description(c.oid, a.attnum)) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0) as columns
     from pg_class c where c.relnamespace = $1::regnamespace and c.relkind in ('v', 'm', 'r', 'f') order by 1`,
    [schema],
  );
  return Object.fromEntries(rows.map(({ name, ...view }) => [name, view]));
}

describe('the views of the schema reporting', () => {
  test('are the facts and totals that the source declares; where not, the next migration makes these', async () => {
    const [made, declared] = [await viewsOf('reporting'), await viewsOf('declared')];
    const stale = reportingViews.filter(
      ({ name }) => JSON.stringify(made[name]) !== JSON.stringify(declared[name]),
    );
    const due = stale.flatMap((view) => [
      `drop view if exists reporting.${view.name};`,
      ...viewStatements(view).map((statement) => `${statement};`),
    ]);
    const left = Object.keys(made).filter((name) => !(name in declared));
    const dropped = left.map((name) => `drop view reporting.${name};`);
    const next = [...due, ...dropped];
    expect(next.length > 0 ? [...next, 'select app.open_to_analysts();'] : []).toEqual([]);
  });

  test('are all that metrics are made of', () => {
    const unlisted = metrics.filter(({ fact }) => !facts.includes(fact));
    expect(unlisted.map(({ name, fact }) => `${name} of ${fact.name}`)).toEqual([]);
    const names = reportingViews.map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test('have the columns of their declarations, each of its type and with a comment', async () => {
    const made = (await viewsOf('declared')) as Record<string, { columns: [string, string, string][] }>;
    const written = { timestamptz: 'timestamp with time zone' } as Record<string, string>;
    for (const { name, columns } of reportingViews)
      expect([name, made[name]!.columns]).toEqual([
        name,
        Object.entries(columns).map(([column, { type, description }]) => [
          column,
          written[type] ?? type,
          description,
        ]),
      ]);
    const short = reportingViews.filter(({ columns }) =>
      Object.values(columns).some((c) => c.description.length < 3),
    );
    expect(short.map(({ name }) => name)).toEqual([]);
  });

  test('show no more than whoever asks may see, and are read by the service and by analysts', async () => {
    expect(reportingViews.length).toBeGreaterThan(0);
    const views = await list(`select relname from pg_class where relnamespace = 'reporting'::regnamespace
      and 'security_invoker=true' = any (reloptions) and has_table_privilege('requisite_service', oid, 'SELECT')
      and has_table_privilege('requisite_analyst', oid, 'SELECT') order by 1`);
    expect(views).toEqual(reportingViews.map(({ name }) => name).toSorted());
  });

  test('begin with the tenant and name nobody', () => {
    const naming = /(^|_)(name|email|phone|address|birth|ssn|note|comment|text)(_|$)/;
    const found = reportingViews.flatMap(({ name, columns }) =>
      Object.keys(columns)
        .filter((column, at) => (at === 0) !== (column === 'tenant_id') || naming.test(column))
        .map((column) => `${name}.${column}`),
    );
    expect(found).toEqual([]);
  });
});

describe('what analysts’ logins read of the tables beneath', () => {
  const opened = `select c.oid from pg_class c where c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
    and c.relnamespace not in ('reporting'::regnamespace, 'declared'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')`;

  test('is what calling app.open_to_analysts again opens: no more columns, no fewer, by the same rules', async () => {
    const state = () =>
      list(`select attrelid::regclass || '.' || attname from pg_attribute join (${opened}) c on c.oid = attrelid
          where attnum > 0 and has_column_privilege('requisite_analyst', attrelid, attnum, 'SELECT')
        union all select polrelid::regclass || ': ' || pg_get_expr(polqual, polrelid) from pg_policy where polname = 'by_login' order by 1`);
    const before = await state();
    await admin.query('begin; set local role requisite_owner');
    await admin.query('select app.open_to_analysts()');
    const after = await state();
    await admin.query('rollback');
    expect(before).toEqual(after);
    expect(before.length).toBeGreaterThan(0);
  });

  test('is columns alone, under row security by who is logged in, and no setting is asked', async () => {
    expect(
      await list(`select oid::regclass::text from (${opened}) c
      where has_table_privilege('requisite_analyst', oid, 'SELECT')`),
    ).toEqual([]);
    const loose = await list(`select c.oid::regclass::text from (${opened}) c join pg_class t using (oid)
      where has_any_column_privilege('requisite_analyst', c.oid, 'SELECT') and coalesce(obj_description(c.oid), '') <> 'reference: shared by all tenants'
      and not (t.relrowsecurity and t.relforcerowsecurity and (select count(*) from pg_policy p where p.polrelid = c.oid
        and p.polname = 'by_login' and p.polcmd = 'r' and p.polroles = array['requisite_analyst'::regrole::oid]) = 1)`);
    expect(loose).toEqual([]);
    const rules = await list(
      `select pg_get_expr(polqual, polrelid) from pg_policy where polname = 'by_login'`,
    );
    for (const rule of rules) {
      expect(rule).toMatch(
        /^\(\(tenant_id = \( SELECT logins\.tenant\(\) AS tenant\)\) AND\nCASE \( SELECT logins\.side\(\) AS side\)\n/,
      );
      expect(rule).not.toMatch(/app\.|current_setting|'(system|vendor|worker)'::text THEN/);
    }
  });

  test('is never written, and no other policy lets them in', async () => {
    const mighty = await list(`select c.oid::regclass || ' ' || p from (${opened}) c
      cross join unnest(array['INSERT', 'UPDATE', 'REFERENCES']) p where has_any_column_privilege('requisite_analyst', c.oid, p)
      union all select c.oid::regclass || ' ' || p from (${opened}) c join pg_class t using (oid)
      cross join unnest(array['DELETE', 'TRUNCATE', 'TRIGGER', 'MAINTAIN']) p where t.relkind <> 'S' and has_table_privilege('requisite_analyst', c.oid, p)`);
    expect(mighty).toEqual([]);
    const others = await list(`select polrelid::regclass || '.' || polname from pg_policy
      where polroles && array[0, 'requisite_analyst'::regrole]::oid[] and polname <> 'by_login'`);
    expect(others).toEqual([]);
  });
});

describe('app.open_to_analysts refuses', () => {
  test('what shows what its owner sees', async () => {
    for (const made of [
      'create view reporting.tried as select 1 as one',
      'create materialized view reporting.tried as select 1 as one',
    ]) {
      await admin.query('begin');
      await admin.query(made);
      await expect(admin.query('select app.open_to_analysts()')).rejects.toThrow(
        /tried shows what its owner sees/,
      );
      await admin.query('rollback');
    }
  });

  test.each([
    ['people', 'select u.tenant_id, u.id from users u', /users is nothing for analysts/],
    ['versions', 'select v.tenant_id, v.row_id from row_versions v', /row_versions is nothing for analysts/],
    [
      'personal columns',
      'select r.tenant_id, r.display_name as who from shift_requests r',
      /personal columns of shift_requests/,
    ],
    [
      'what a setting answers',
      'select o.tenant_id, app.now() as at from orders o',
      /must not lean on app\.now/,
    ],
    [
      'what acts as its owner',
      'select o.tenant_id, app.is_member(o.id) as is_it from orders o',
      /must not lean on app\.is_member/,
    ],
    [
      'rules that ask a definer function',
      'select m.tenant_id, m.id from memberships m',
      /the rule of memberships asks app\.reaches/,
    ],
    ['tables without row security', 'select s.name from schema_migrations s', /has no row security/],
  ])('a view of %s', async (_, text, refusal) => {
    await admin.query('begin');
    try {
      await admin.query(`create view reporting.tried with (security_invoker = true) as ${text}`);
      await admin.query('alter view reporting.tried owner to requisite_owner');
      await expect(admin.query('select app.open_to_analysts()')).rejects.toThrow(refusal);
    } finally {
      await admin.query('rollback');
    }
  });
});
