import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { rolesOf } from '../../src/kernel/actor.ts';
import { adminClient, createDatabase, type Database, serviceClient } from '../support/database.ts';

// Reviewed lists: a change of the catalog that touches one of them is a decision, made here.
const sharedByAllTenants = [
  'agency_rate_caps',
  'compact_memberships',
  'pay_transparency_rules',
  'pbj_job_codes',
  'pbj_professions',
  'professions',
  'published_wages',
  'rate_cap_counties',
  'schema_migrations',
  'signing_keys',
  'specialties',
  'staffing_ratios',
  'states',
];
const withoutHistory = [
  'access_log',
  'event_seals',
  'events',
  'exclusion_listings',
  'file_contents',
  'gl_series',
  'hours_totals',
  'idempotency_keys',
  'import_chunks',
  'import_rows',
  // Its rows never change: each is its own version.
  'invoice_lines',
  'invoice_series',
  'notifications',
  'payroll_series',
  'people_totals',
  'reaction_runs',
  'row_versions',
  'service_account_secret_uses',
  'shift_totals',
  'spend_totals',
  'submission_progress',
  'thread_reads',
  'timers',
  'timesheet_approvals',
  'timesheet_totals',
];
const deletable = [
  'external_ids',
  'file_contents',
  'idempotency_keys',
  'import_rows',
  'notifications',
  'other_pay_items',
  'report_runs',
  'time_entries',
  'timesheet_lines',
  'timesheet_pay_lines',
];
const insertOnly = ['access_log', 'event_seals', 'events', 'signing_keys'];
const readOnly = [
  'agency_rate_caps',
  'compact_memberships',
  'hours_totals',
  'pay_transparency_rules',
  'pbj_job_codes',
  'pbj_professions',
  'people_totals',
  'professions',
  'published_wages',
  'rate_cap_counties',
  'row_versions',
  'shift_totals',
  'specialties',
  'spend_totals',
  'staffing_ratios',
  'states',
  'submission_progress',
  'timesheet_approvals',
  'timesheet_returns',
  'timesheet_totals',
];
const furtherPolicies = [
  'access_log.read_unbound',
  'access_log.written_by_all',
  // Restrictive: who is bound to facilities or units decides on money for its own part alone.
  'billing_profiles.of_own_part_insert',
  'billing_profiles.of_own_part_update',
  'cost_center_budgets.of_own_part_insert',
  'cost_center_budgets.of_own_part_update',
  // Restrictive: who is bound to facilities does not write what closes a whole program.
  'do_not_returns.of_whole_program_insert',
  'do_not_returns.of_whole_program_update',
  'event_seals.sealed_by_system',
  'events.written_by_all',
  'files.scanning_to_owner',
  'imports.due_to_owner',
  'memberships.read_by_issuer',
  'purchase_orders.of_own_part_insert',
  'purchase_orders.of_own_part_update',
  'reaction_runs.owed_by_all',
  'signing_keys.added_by_service',
  'signing_keys.dropped_by_service',
  'signing_keys.read_by_service',
  'source_checks.due_to_owner',
  'sql_logins.read_by_issuer',
  'tax_rules.of_own_part_insert',
  'tax_rules.of_own_part_update',
  'tenants.listed_by_owner',
  'tenants.read_by_issuer',
  'timers.set_by_all',
  // Only logins.held and those around it act as the issuer: who is logged in, and whether that is good.
  'users.read_by_issuer',
];

// Of the project's tables: whether a tenant owns the rows, and what the first column of a key is.
const catalog = `
  create temporary view tables as
    select c.oid, c.relname as name, c.relrowsecurity and c.relforcerowsecurity as guarded,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') as has_tenant
    from pg_class c
    where c.relnamespace in ('public'::regnamespace, 'app'::regnamespace) and c.relkind in ('r', 'p');
  create function pg_temp.is_tenant(relation oid, number int2) returns boolean language sql return
    exists (select from pg_attribute where attrelid = relation and attnum = number and attname = 'tenant_id')`;

let database: Database;
let admin: pg.Client;
beforeAll(async () => {
  database = await createDatabase();
  admin = await adminClient(database);
  await admin.query(catalog);
});

/** The first column of each row. */
async function list(query: string, ...values: unknown[]): Promise<string[]> {
  const { rows } = await admin.query<[string]>({ text: query, values, rowMode: 'array' });
  return rows.map(([first]) => first);
}

describe('tenancy', () => {
  test('tables without a tenant are the reviewed ones', async () => {
    expect(await list('select name from tables where not has_tenant order by 1')).toEqual(sharedByAllTenants);
  });

  test('a table for all tenants says so', async () => {
    const marked = await list(`select name from tables
      where obj_description(oid) = 'reference: shared by all tenants' order by 1`);
    expect(marked).toEqual(sharedByAllTenants.filter((name) => name !== 'schema_migrations'));
  });

  test('a tenant is never null', async () => {
    const nullable =
      await list(`select attrelid::regclass::text from pg_attribute join tables t on t.oid = attrelid
      where attname = 'tenant_id' and not attnotnull`);
    expect(nullable).toEqual([]);
  });

  test('every key and unique index of a tenant table leads with the tenant', async () => {
    const others =
      await list(`select i.indexrelid::regclass::text from pg_index i join tables t on t.oid = i.indrelid
      where t.has_tenant and i.indisunique and not pg_temp.is_tenant(i.indrelid, i.indkey[0])`);
    // The tenant's own id is the tenant.
    expect(others).toEqual(['tenants_pkey']);
  });

  test('every exclusion of a tenant table compares the tenant first', async () => {
    const others = await list(`select conname from pg_constraint
      where contype = 'x' and not pg_temp.is_tenant(conrelid, conkey[1])`);
    expect(others).toEqual([]);
  });

  test('every foreign key to a tenant table leads with the tenant on both ends', async () => {
    const others = await list(`select conname from pg_constraint join tables t on t.oid = confrelid
      where contype = 'f' and t.has_tenant and not (pg_temp.is_tenant(conrelid, conkey[1])
        and (pg_temp.is_tenant(confrelid, confkey[1]) or confrelid = 'tenants'::regclass))`);
    expect(others).toEqual([]);
  });

  test('no foreign key cascades', async () => {
    const cascading = await list(`select conname from pg_constraint
      where contype = 'f' and (confdeltype <> 'a' or confupdtype <> 'a')`);
    expect(cascading).toEqual([]);
  });
});

describe('row security', () => {
  test('is on and forced on every tenant table', async () => {
    expect(await list('select name from tables where has_tenant and not guarded')).toEqual([]);
  });

  test('is the generated policies on every tenant table, and no others but the reviewed', async () => {
    const without =
      await list(`select name from tables t where has_tenant and name <> 'row_versions' and (select count(*) from pg_policy p
      where p.polrelid = t.oid and (p.polname, p.polcmd, p.polroles) in (
        ('by_owner', '*', array['requisite_owner'::regrole::oid]), ('by_scope', 'r', array['requisite_service'::regrole::oid]),
        ('written_in_scope_insert', 'a', array['requisite_service'::regrole::oid]),
        ('written_in_scope_update', 'w', array['requisite_service'::regrole::oid]),
        ('written_in_scope_delete', 'd', array['requisite_service'::regrole::oid]))) <> 5`);
    expect(without).toEqual([]);
    const others = await list(`select polrelid::regclass || '.' || polname from pg_policy
      where polname not in ('by_scope', 'by_owner', 'by_login') and polname !~ '^written_in_scope_' and polrelid <> 'row_versions'::regclass order by 1`);
    expect(others).toEqual(furtherPolicies);
  });

  test('shows a version by the rule of its table, which each kept table has', async () => {
    const policies = await list(`select polname || ': ' || pg_get_expr(polqual, polrelid) from pg_policy
      where polrelid = 'row_versions'::regclass and polname <> 'by_owner'`);
    expect(policies).toEqual([
      `by_scope: ((tenant_id = ( SELECT app.tenant() AS tenant)) AND (((( SELECT app.side() AS side) = 'system'::text) AND (table_name <> 'files'::text)) OR app.sees_version(table_name, "row")))`,
    ]);
    const kept = await list(
      // Of lines there are versions of before they were their own.
      `select tgrelid::regclass::text from pg_trigger where tgname = 'keep_version' union select 'invoice_lines' order by 1`,
    );
    expect(kept.length).toBeGreaterThan(40);
    const [choosing] = await list(`select prosrc from pg_proc where oid = 'app.sees_version'::regproc`);
    const choices = kept.map((table) => `when '${table}' then app.sees_version_of_${table}(version)`);
    expect(choosing).toBe(`begin return coalesce(case of ${choices.join(' ')} end, false); end`);
    // Both are kept as parsed and printed alike, but for lines and the table before a column; of a version there is read what
    // the rule depends on, each column of the table's type.
    const different = await list(
      `select name from unnest($1::text[]) name
       left join pg_policy p on p.polrelid = name::regclass and p.polname = 'by_scope'
       left join pg_proc f on f.pronamespace = 'app'::regnamespace and f.proname = 'sees_version_of_' || name
       cross join lateral (select '\\s+|\\m' || name || '\\.' as idle) printed
       cross join lateral (select string_agg(a.attname || format_type(a.atttypid, a.atttypmod), ',' order by a.attname) as columns
         from pg_attribute a where a.attrelid = name::regclass and a.attnum in (
           select d.refobjsubid from pg_depend d where d.classid = 'pg_policy'::regclass and d.objid = p.oid
             and d.refclassid = 'pg_class'::regclass and d.refobjid = name::regclass)) named
       cross join lateral (select regexp_replace(pg_get_function_sqlbody(f.oid), idle, '', 'g') as body,
         format('BEGINATOMICSELECT%sFROMjsonb_to_record($1)%s(%s);END', regexp_replace(pg_get_expr(p.polqual, p.polrelid), idle, '', 'g'),
           name, regexp_replace(columns, idle, '', 'g')) as whole) written
       where f.prosecdef or f.provolatile <> 's' or f.proargtypes <> array['jsonb'::regtype]::oidvector or body is distinct from whole`,
      kept,
    );
    expect(different).toEqual([]);
  });

  test('shows nothing to a connection that has not said who it is', async () => {
    const service = await serviceClient(database);
    for (const name of await list('select name from tables where has_tenant')) {
      const { rows } = await service.query<{ n: number }>(`select count(*)::int as n from ${name}`);
      expect([name, rows[0]!.n]).toEqual([name, 0]);
    }
  });
});

test('memberships allow exactly the roles of each side', async () => {
  const [condition] = await list(
    `select pg_get_expr(conbin, conrelid) from pg_constraint where conname = 'memberships_role_fits_side'`,
  );
  const allowed = await list(`select side || ' ' || role
    from unnest(array['operator', 'client', 'vendor', 'worker']) side,
      (select unnest(string_to_array('${[...new Set(Object.values(rolesOf).flat())].join(' ')}', ' ')) as role) r
    where ${condition} order by 1`);
  const declared = Object.entries(rolesOf).flatMap(([side, held]) => held.map((role) => `${side} ${role}`));
  expect(allowed).toEqual(declared.toSorted());
});

describe('privileges', () => {
  test('the service owns nothing and bypasses nothing', async () => {
    const owned = await list(`select classid::regclass::text from pg_shdepend
      where refobjid = 'requisite_service'::regrole and deptype = 'o'`);
    expect(owned).toEqual([]);
    const mighty =
      await list(`select rolname from pg_roles where rolname in ('requisite_service', 'requisite_owner')
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`);
    expect(mighty).toEqual([]);
    const inherited = await list(`select roleid::regrole::text from pg_auth_members
      where member = 'requisite_service'::regrole`);
    expect(inherited).toEqual([]);
  });

  test.each([
    ['TRUNCATE', []],
    ['REFERENCES', []],
    ['TRIGGER', []],
    ['MAINTAIN', []],
    ['DELETE', deletable],
  ])('the service has %s where reviewed only', async (privilege, reviewed) => {
    const held = await list(
      `select name from tables where has_table_privilege('requisite_service', oid, $1) order by 1`,
      privilege,
    );
    expect(held).toEqual(reviewed);
  });

  test('the service changes no reference, no log and no history, and never meets the migrations', async () => {
    const withheld = (privilege: string) =>
      list(
        `select name from tables where not has_table_privilege('requisite_service', oid, $1) order by 1`,
        privilege,
      );
    expect(await withheld('SELECT')).toEqual(['schema_migrations']);
    expect(await withheld('INSERT')).toEqual([...readOnly, 'schema_migrations'].toSorted());
    expect(await withheld('UPDATE')).toEqual([...insertOnly, ...readOnly, 'schema_migrations'].toSorted());
  });

  test('the service makes nothing in any schema', async () => {
    const open = await list(`select nspname from pg_namespace
      where nspname in ('public', 'app') and has_schema_privilege('requisite_service', oid, 'CREATE')`);
    expect(open).toEqual([]);
  });
});

describe('history', () => {
  test('every table keeps its versions but the reviewed ones', async () => {
    const without = await list(`select name from tables t where has_tenant and not exists (
      select from pg_trigger where tgrelid = t.oid and tgname = 'keep_version' and tgenabled = 'O') order by 1`);
    expect(without).toEqual(withoutHistory);
  });

  test('digests are salted, save where the value is a digest of a secret itself', async () => {
    const unsalted =
      await list(`select name from tables t join pg_trigger on tgrelid = t.oid and tgname = 'keep_version'
      where tgnargs > 0 and not exists (select from pg_attribute where attrelid = t.oid and attname = 'salt')`);
    expect(unsalted).toEqual(['access_tokens', 'service_account_secrets']);
  });

  test('every column kept as a digest exists', async () => {
    const missing = await list(`select name || '.' || personal from tables t
      join pg_trigger on tgrelid = t.oid and tgname = 'keep_version' and tgnargs > 0
      cross join string_to_table(encode(tgargs, 'escape'), '\\000') personal
      where personal <> '' and not exists (select from pg_attribute where attrelid = t.oid and attname = personal)`);
    expect(missing).toEqual([]);
  });

  test.each(['events', 'event_seals', 'row_versions'])(
    '%s are neither changed nor deleted by the service',
    async (table) => {
      const service = await serviceClient(database);
      for (const statement of [
        `update ${table} set tenant_id = tenant_id`,
        `delete from ${table}`,
        `truncate ${table}`,
      ]) {
        await expect(service.query(statement)).rejects.toMatchObject({ code: '42501' });
      }
    },
  );
});
