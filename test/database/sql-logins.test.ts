import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { reportingViews } from '../../src/domain/reports/store/facts/index.ts';
import { scramVerifier } from '../../src/server/logins/scram-verifier.ts';
import { adminClient, createDatabase, type Database, serviceClient } from '../support/database.ts';
import { closeToTemporaries, dropLoginsAtEnd, sqlSession } from '../support/sql-sessions.ts';
import { type Caller, createWorld, enter, type Row, type World } from '../support/world.ts';

let database: Database;
let admin: pg.Client;
let service: pg.Client;
let world: World;
let rival: World;
let analyst: Login;

interface Login {
  id: string;
  membership: Row;
  user: string;
  password: string;
  session: pg.Client;
}

const views = reportingViews.map(({ name }) => name);
const counting = views
  .map((view) => `select '${view}' as view, count(*)::int as n from reporting.${view}`)
  .join(' union all ');
// Planned once a session: who is asking is found when it runs.
const counts = async (client: pg.ClientBase): Promise<Record<string, number>> => {
  const { rows } = await client.query<{ view: string; n: number }>({ name: 'counts', text: counting });
  return Object.fromEntries(rows.map(({ view, n }) => [view, n]));
};

/** Runs as the service on behalf of a caller, and commits. */
async function as<T>(tenantId: string, caller: Caller, work: () => Promise<T>): Promise<T> {
  await service.query('begin');
  try {
    await enter(service, tenantId, caller);
    const result = await work();
    await service.query('commit');
    return result;
  } catch (error) {
    await service.query('rollback');
    throw error;
  }
}

/** A login of an analyst's new membership with the scopes, made as the service makes it. */
async function login(of: World, scopes: Row = {}): Promise<Login> {
  const held = of.through(service);
  const password = randomBytes(16).toString('hex');
  const { membership, row } = await as(of.tenantId, { side: 'system' }, async () => {
    const membership = await held.copy('memberships', { role: 'analyst', ...scopes });
    const row = await held.copy('sql_logins', {
      membership_id: membership['id'],
      user_id: membership['user_id'],
    });
    await service.query('select logins.open($1, $2)', [row['id'], scramVerifier(password)]);
    return { membership, row };
  });
  const id = String(row['id']);
  const user = `requisite_sql_${id.replaceAll('-', '')}`;
  return { id, membership, user, password, session: await sqlSession(database, { user, password }) };
}

const uuids = (value: unknown) => value as unknown[] | undefined;
const callerOf = ({ membership }: Login): Caller =>
  ({
    side: membership['side'] as Caller['side'],
    membershipId: membership['id'],
    programIds: uuids(membership['program_ids']),
    facilityIds: uuids(membership['facility_ids']),
    unitIds: uuids(membership['unit_ids']),
  }) as Caller;

beforeAll(async () => {
  database = await createDatabase();
  dropLoginsAtEnd(database);
  admin = await adminClient(database);
  await closeToTemporaries(admin);
  service = await serviceClient(database);
  rival = await createWorld(service);
  world = await createWorld(service);
  analyst = await login(world);
});

const id = (table: string) => String(world.rows[table]!['id']);

describe('an analyst’s login sees', () => {
  test('each view, and rows of it', async () => {
    const seen = await counts(analyst.session);
    expect(Object.values(seen).filter((n) => n > 0).length).toBeGreaterThan(0);
    for (const view of views) {
      const { rows } = await analyst.session.query(`select distinct tenant_id from reporting.${view}`);
      expect(rows.filter((row) => row.tenant_id !== world.tenantId)).toEqual([]);
    }
  });

  const scopes: [string, () => Row][] = [
    ['everything', () => ({})],
    ['a program', () => ({ program_ids: [id('programs')] })],
    ['a facility', () => ({ program_ids: [id('programs')], facility_ids: [id('facilities')] })],
    [
      'a unit',
      () => ({ program_ids: [id('programs')], facility_ids: [id('facilities')], unit_ids: [id('units')] }),
    ],
    ['another facility', () => ({ program_ids: [id('programs')], facility_ids: [crypto.randomUUID()] })],
    ['no program', () => ({ program_ids: [] })],
    ['a client’s everything', () => ({ side: 'client' })],
    [
      'a client’s facility',
      () => ({ side: 'client', program_ids: [id('programs')], facility_ids: [id('facilities')] }),
    ],
  ];
  test.each(scopes)('of %s what the service shows that membership', async (_, scope) => {
    const one = await login(world, scope());
    const shown = await as(world.tenantId, callerOf(one), () => counts(service));
    expect(await counts(one.session)).toEqual(shown);
  });

  test('other rows as soon as its membership has other scopes, and none when that ends', async () => {
    const one = await login(world);
    const whole = await counts(one.session);
    const change = (table: string, columns: string, rowId: unknown) =>
      as(world.tenantId, { side: 'system' }, () =>
        service.query(`update ${table} set ${columns} where id = $1`, [rowId]),
      );
    const set = (columns: string) => change('memberships', columns, one.membership['id']);
    const none = Object.fromEntries(views.map((view) => [view, 0]));
    await set(`program_ids = '{}'`);
    expect(await counts(one.session)).not.toEqual(whole);
    await set('program_ids = null');
    expect(await counts(one.session)).toEqual(whole);
    for (const [end, undo] of [
      [`state = 'ended'`, `state = 'active'`],
      [`role = 'program_manager'`, `role = 'analyst'`],
    ]) {
      await set(end!);
      expect(await counts(one.session)).toEqual(none);
      await set(undo!);
    }
    await change('sql_logins', `expires_at = clock_timestamp() - interval '1 second'`, one.id);
    expect(await counts(one.session)).toEqual(none);
  });
});

/** What an analyst tries, and the SQLSTATE by which it is refused. */
const attacks: [attempt: string, state: string | RegExp][] = [
  ['select 1 from public.workers', '42501'],
  ['set search_path = public; select 1 from workers', '42P01'],
  ['select 1 from public.users', '42501'],
  ['select 1 from public.row_versions', '42501'],
  ['select 1 from public.orders', '42501'],
  ['select app.tenant()', '42501'],
  ['select app.tenant_list()', '42501'],
  [`select app.act_as('system')`, '42501'],
  ['select logins.tenant()', '42501'],
  [`select logins.open(gen_random_uuid(), 'x')`, '42501'],
  [`select logins.close(gen_random_uuid())`, '42501'],
  [`select * from logins.watch('0 s', '0 s', 0)`, '42501'],
  ['set role requisite_analyst', '42501'],
  ['set role requisite_service', '42501'],
  ['set role requisite_owner', '42501'],
  ['set role requisite_issuer', '42501'],
  ['set session authorization requisite_service', '42501'],
  ['set session_replication_role = replica', '42501'],
  ['set row_security = off; select count(*) from reporting.VIEW', '42501'],
  ['insert into reporting.VIEW default values', /42501|55000|25006/],
  ['set default_transaction_read_only = off', ''],
  [
    'set transaction_read_only = off; insert into reporting.VIEW (tenant_id) values (gen_random_uuid())',
    /42501|55000/,
  ],
  ['set transaction_read_only = off; update reporting.VIEW set tenant_id = tenant_id', /42501|55000/],
  ['set transaction_read_only = off; delete from reporting.VIEW', /42501|55000/],
  ['set transaction_read_only = off; truncate reporting.VIEW', /42501|42809/],
  ['set transaction_read_only = off; select tenant_id from reporting.VIEW for update', /42501|0A000/],
  ['set transaction_read_only = off; create table reporting.mine (a int)', '42501'],
  ['set transaction_read_only = off; create table public.mine (a int)', '42501'],
  ['set transaction_read_only = off; create temporary table mine (a int)', '42501'],
  ['set transaction_read_only = off; create temporary view mine as select 1', '42501'],
  ['set transaction_read_only = off; create function pg_temp.f() returns int language sql return 1', '42501'],
  [
    'set transaction_read_only = off; create function reporting.f() returns int language sql return 1',
    '42501',
  ],
  ['set transaction_read_only = off; create schema mine', '42501'],
  ['set transaction_read_only = off; create role mine', '42501'],
  ['set transaction_read_only = off; alter role current_user superuser', '42501'],
  ['set transaction_read_only = off; alter role current_user connection limit -1', '42501'],
  ['set transaction_read_only = off; alter role current_user set temp_file_limit = -1', '42501'],
  ['set transaction_read_only = off; grant requisite_service to current_user', '42501'],
  [
    'set transaction_read_only = off; create or replace view reporting.VIEW as select 1 as tenant_id',
    '42501',
  ],
  ['set transaction_read_only = off; alter view reporting.VIEW reset (security_invoker)', '42501'],
  ['set transaction_read_only = off; drop view reporting.VIEW', '42501'],
  [`set transaction_read_only = off; comment on view reporting.VIEW is 'mine'`, '42501'],
  ['set transaction_read_only = off; create extension dblink', '42501'],
  ['set transaction_read_only = off; select lo_create(0)', '42501'],
  [`set transaction_read_only = off; select lo_from_bytea(0, 'x')`, '42501'],
  ['lock table reporting.VIEW in access exclusive mode', '42501'],
  ['lock table public.orders in access share mode', '42501'],
  ['select pg_advisory_lock(8243119442065844596)', '42501'],
  ['select pg_try_advisory_xact_lock(1)', '42501'],
  ['do $$ begin perform 1; end $$', '42501'],
  [`select dblink('dbname=postgres', 'select 1')`, '42883'],
  [`copy (select 1) to program 'true'`, '42501'],
  [`copy (select 1) to '/tmp/requisite-analyst'`, '42501'],
  [`select pg_read_file('postgresql.conf')`, '42501'],
  [`select pg_ls_dir('.')`, '42501'],
  [`select lo_import('/etc/passwd')`, '42501'],
  [`load 'auto_explain'`, '42501'],
  [`set log_statement = 'all'`, '42501'],
  ['select pg_reload_conf()', '42501'],
  ['select rolpassword from pg_authid', '42501'],
  ['select 1 from pg_statistic', '42501'],
  ['select 1 from pg_largeobject', '42501'],
  [`select query_to_xml('select * from public.workers', false, false, '')`, '42501'],
  [`select table_to_xml('public.workers'::regclass, false, false, '')`, '42501'],
];

describe('an analyst’s login does not', () => {
  test.each(attacks)('%s', async (attempt, state) => {
    const before = await admin.query('select count(*) from pg_class');
    await analyst.session.query('begin');
    const refused = await analyst.session.query(attempt.replaceAll('VIEW', views[0]!)).then(
      () => '',
      (error: pg.DatabaseError) => error.code ?? 'none',
    );
    await analyst.session.query('rollback');
    expect(refused).toMatch(state instanceof RegExp ? state : new RegExp(`^${state}$`));
    expect((await admin.query('select count(*) from pg_class')).rows).toEqual(before.rows);
  });

  test('end or cancel what others run, another login’s sessions among them', async () => {
    const other = await login(world);
    for (const client of [admin, service, other.session]) {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      for (const end of ['pg_terminate_backend', 'pg_cancel_backend'])
        await expect(analyst.session.query(`select ${end}($1)`, [rows[0]!.pid])).rejects.toMatchObject({
          code: '42501',
        });
    }
  });

  test('see more by any setting of ours', async () => {
    const { rows: known } = await admin.query<{ name: string }>(
      `select distinct substring(m[1] from 1) as name from pg_proc, regexp_matches(prosrc || coalesce(pg_get_function_sqlbody(oid), ''), 'app\\.[a-z_]+''', 'g') m
       where pronamespace = 'app'::regnamespace`,
    );
    const settings = new Set([
      ...known.map(({ name }) => name.replace("'", '')),
      ...['tenant', 'side', 'membership', 'programs', 'facilities', 'units', 'vendor', 'worker', 'now'].map(
        (name) => `app.${name}`,
      ),
    ]);
    const before = await counts(analyst.session);
    const bound = await login(world, { program_ids: [] });
    const nothing = await counts(bound.session);
    for (const { session, seen } of [
      { session: analyst.session, seen: before },
      { session: bound.session, seen: nothing },
    ]) {
      for (const name of settings)
        await session.query('select set_config($1, $2, false)', [name, rival.tenantId]);
      expect(await counts(session)).toEqual(seen);
      for (const name of ['app.programs', 'app.facilities', 'app.units'])
        await session.query('select set_config($1, $2, false)', [name, '']);
      for (const side of ['system', 'vendor']) {
        await session.query('select set_config($1, $2, false)', ['app.side', side]);
        await session.query(`set search_path = pg_temp, public, app`);
        expect(await counts(session)).toEqual(seen);
      }
      await session.query('reset all');
    }
  });

  test('see other figures by the zone or the style of its session', async () => {
    const figures = async (): Promise<unknown[]> => {
      const found: unknown[] = [];
      for (const { name, columns } of reportingViews) {
        // An instant is printed by the session's zone; everything else is the same for everybody.
        const shown = Object.keys(columns).filter((column) => columns[column]!.type !== 'timestamptz');
        const { rows } = await analyst.session.query(
          `select array_agg(v order by v) as rows from (select row_to_json(t)::text as v from (select ${shown.join(', ')} from reporting.${name}) t) j`,
        );
        found.push([name, rows[0].rows]);
      }
      return found;
    };
    const plain = await figures();
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      await analyst.session.query(
        `set timezone = '${zone}'; set datestyle = 'SQL, DMY'; set intervalstyle = sql_standard`,
      );
      expect(await figures()).toEqual(plain);
    }
    await analyst.session.query('reset all');
  });

  test('meet a row of others in a condition that fails on it', async () => {
    const seen = await counts(analyst.session);
    for (const view of views) {
      const { rows } = await analyst.session.query<{ n: number }>(
        `select count(*)::int as n from reporting.${view} where 1 / (case when tenant_id = $1 then 1 else 0 end) = 1`,
        [world.tenantId],
      );
      expect([view, rows[0]!.n]).toEqual([view, seen[view]]);
    }
  });

  test('read of others what they run, what tables hold by statistics, or a tenant’s name among the roles', async () => {
    const { rows } = await analyst.session.query(`select
      (select count(*)::int from pg_stat_activity where usename is distinct from session_user and query not in ('', '<insufficient privilege>')) as queries,
      (select count(*)::int from pg_stats s join pg_class c on c.relname = s.tablename where s.schemaname = 'public' and c.relrowsecurity) as statistics,
      (select count(*)::int from pg_roles where rolname ~* 'keystone|lakeshore') as names`);
    expect(rows).toEqual([{ queries: 0, statistics: 0, names: 0 }]);
  });

  test('change anything by trying', async () => {
    const { rows } = await admin.query(
      `select
      (select count(*)::int from pg_largeobject_metadata) as large,
      (select count(*)::int from pg_shdepend where refobjid = $1::regrole and deptype = 'o') as owned`,
      [analyst.user],
    );
    expect(rows).toEqual([{ large: 0, owned: 0 }]);
  });
});

describe('the issuer', () => {
  test('gives a role nothing but the views, few connections, and limits to begin with', async () => {
    const { rows } = await admin.query(
      `select rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls, rolconnlimit, rolconfig,
         (select array_agg(roleid::regrole::text || ' ' || admin_option || inherit_option || set_option) from pg_auth_members where member = r.oid) as member
       from pg_roles r where rolname = $1`,
      [analyst.user],
    );
    expect(rows[0]).toMatchObject({
      rolsuper: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolcanlogin: true,
      rolreplication: false,
      rolbypassrls: false,
      rolconnlimit: 3,
      member: ['requisite_analyst falsetruefalse'],
    });
    expect(rows[0].rolconfig).toEqual(
      expect.arrayContaining([
        'search_path=reporting',
        'statement_timeout=60s',
        'default_transaction_read_only=on',
        'temp_file_limit=1GB',
      ]),
    );
  });

  test('keeps the verifier that Postgres itself would make of the password', async () => {
    const stored = async () =>
      (
        await admin.query<{ p: string }>('select rolpassword as p from pg_authid where rolname = $1', [
          analyst.user,
        ])
      ).rows[0]!.p;
    expect(await stored()).toMatch(/^SCRAM-SHA-256\$4096:/);
    await admin.query(
      `set password_encryption = 'scram-sha-256'; alter role ${analyst.user} password 'Correct-Horse_42'`,
    );
    const own = await stored();
    const salt = Buffer.from(/:([^$]+)\$/.exec(own)![1]!, 'base64');
    expect(scramVerifier('Correct-Horse_42', salt)).toBe(own);
  });

  const open = (of: string, loginId: string, verifier = scramVerifier('x')) =>
    as(of, { side: 'system' }, () => service.query('select logins.open($1, $2)', [loginId, verifier]));

  test('opens no login of another tenant, none that has ended, none without a verifier', async () => {
    await expect(open(rival.tenantId, analyst.id)).rejects.toMatchObject({ code: '42501' });
    await expect(open(world.tenantId, crypto.randomUUID())).rejects.toMatchObject({ code: '42501' });
    await expect(open(world.tenantId, analyst.id, 'secret')).rejects.toMatchObject({ code: '28P01' });
    await expect(open(world.tenantId, analyst.id, `x' superuser`)).rejects.toMatchObject({ code: '28P01' });
    await expect(
      as(rival.tenantId, { side: 'system' }, () => service.query('select logins.close($1)', [analyst.id])),
    ).rejects.toMatchObject({ code: '42501' });
    await expect(
      as(world.tenantId, { side: 'system' }, () => service.query('select logins.remove($1)', [analyst.id])),
    ).rejects.toMatchObject({ code: '42501' });
  });

  test('lends its power to nobody: the service makes no role, and is no member of one', async () => {
    await expect(service.query('create role mine')).rejects.toMatchObject({ code: '42501' });
    await expect(service.query(`alter role ${analyst.user} superuser`)).rejects.toMatchObject({
      code: '42501',
    });
    await expect(service.query('select 1 from pg_authid')).rejects.toMatchObject({ code: '42501' });
    const { rows } = await admin.query(
      `select array_agg(m.member::regrole::text) as members from pg_auth_members m where m.roleid = 'requisite_issuer'::regrole
       and m.member::regrole::text ~ '^requisite_'`,
    );
    expect(rows).toEqual([{ members: null }]);
  });

  test('lets nobody in by a closed login, shows those who are in nothing, and shows them out with its role', async () => {
    const one = await login(world);
    await as(world.tenantId, { side: 'system' }, async () => {
      await service.query(`update sql_logins set state = 'revoked' where id = $1`, [one.id]);
      await service.query('select logins.close($1)', [one.id]);
    });
    expect(Object.values(await counts(one.session)).filter((n) => n > 0)).toEqual([]);
    await expect(sqlSession(database, one)).rejects.toMatchObject({ code: '28000' });
    await as(world.tenantId, { side: 'system' }, () => service.query('select logins.remove($1)', [one.id]));
    await expect(one.session.query('select 1')).rejects.toThrow();
    const { rows } = await admin.query('select from pg_roles where rolname = $1', [one.user]);
    expect(rows).toEqual([]);
  });

  test('leaves a role that owns something elsewhere, and nobody can log in by it', async () => {
    const one = await login(world);
    const url = new URL(database.adminUrl);
    url.pathname = new URL((await createDatabase('template0')).adminUrl).pathname;
    const elsewhere = new pg.Client(url.href);
    await elsewhere.connect();
    await elsewhere.query(`create schema authorization ${one.user}`);
    await as(world.tenantId, { side: 'system' }, async () => {
      await service.query(`update sql_logins set state = 'revoked' where id = $1`, [one.id]);
      await service.query('select logins.remove($1)', [one.id]);
    });
    await expect(sqlSession(database, one)).rejects.toMatchObject({ code: '28000' });
    const { rows } = await admin.query(
      `select pg_has_role($1, 'requisite_analyst', 'usage') as reads, rolpassword is null as keyless from pg_authid where rolname = $1`,
      [one.user],
    );
    expect(rows).toEqual([{ reads: false, keyless: true }]);
    await elsewhere.query(`drop schema ${one.user}`);
    await elsewhere.end();
  });
});

describe('the watch', () => {
  /** Why a login's sessions were stopped; what is stopped takes a moment to go. */
  const watch = async ({ user }: Login, statement: string, transaction: string, sessions = 100) => {
    const { rows } = await service.query<{ role_name: string; reason: string }>(
      'select role_name, reason from logins.watch($1, $2, $3)',
      [statement, transaction, sessions],
    );
    return rows.filter(({ role_name: role }) => role === user).map(({ reason }) => reason);
  };
  const sleeping = async ({ session, user }: Login) => {
    const done = session
      .query('set statement_timeout = 0; set transaction_timeout = 0; select pg_sleep(30)')
      .then(
        () => 'slept',
        (error: pg.DatabaseError) => error.code,
      );
    // Beyond the tenth of a second that the watch is told to allow.
    await expect
      .poll(() =>
        sessionsOf(user, `state = 'active' and query_start < clock_timestamp() - interval '200 ms'`),
      )
      .toBe(1);
    return () => done;
  };
  const sessionsOf = async (user: string, which = 'true') =>
    (await admin.query(`select from pg_stat_activity where usename = $1 and ${which}`, [user])).rowCount;
  // What ended is counted until it is.
  const gone = (user: string) => expect.poll(() => sessionsOf(user)).toBe(0);

  test('leaves those in peace that keep to the limits', async () => {
    const one = await login(world);
    expect(await watch(one, '60 s', '300 s')).toEqual([]);
    await one.session.end();
    await gone(one.user);
  });

  test('cancels a statement over its time though its login has no timeout any more, and later ends it', async () => {
    const one = await login(world);
    const slept = await sleeping(one);
    expect(await watch(one, '100 ms', '300 s')).toEqual(['canceled']);
    expect(await slept()).toBe('57014');
    const again = await sleeping(one);
    expect(await watch(one, '-9.9 s', '300 s')).toEqual(['statement']);
    expect(await again()).toBe('57P01');
    await gone(one.user);
  });

  test('ends transactions that stay open, sessions beyond the budget and those of logins that are no longer good', async () => {
    const [idle, held] = [await login(world), await login(world)];
    await idle.session.query('set idle_in_transaction_session_timeout = 0; begin; select 1');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await watch(idle, '60 s', '50 ms')).toEqual(['transaction']);
    await as(world.tenantId, { side: 'system' }, () =>
      service.query('update sql_logins set expires_at = clock_timestamp() where id = $1', [held.id]),
    );
    expect(await watch(held, '60 s', '300 s')).toEqual(['login']);
    for (const { user } of [idle, held]) await gone(user);
    const extra = await login(world);
    const others = (
      await admin.query(`select from pg_stat_activity where usename in (select role_name from sql_logins)`)
    ).rowCount!;
    expect(await watch(extra, '60 s', '300 s', others - 1)).toEqual(['sessions']);
    await expect(extra.session.query('select 1')).rejects.toThrow();
  });

  test('ends a session that holds an advisory lock, where everybody may still take one', async () => {
    const one = await login(world);
    await admin.query(`grant execute on function pg_advisory_lock(bigint) to ${one.user}`);
    await one.session.query('select pg_advisory_lock(8243119442065844596)');
    expect(await watch(one, '60 s', '300 s')).toEqual(['lock']);
    await admin.query(`revoke execute on function pg_advisory_lock(bigint) from ${one.user}`);
  });
});
