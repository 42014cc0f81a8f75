import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { adminClient, createDatabase } from '../support/database.ts';

/**
 * What acts with its owner's rights, or shows what its owner sees, and why that is right (AUTHZ-11). Each names its
 * tenant itself: row security binds the owner to app.tenant() too. A change here is a review.
 */
const reviewed: Record<string, string> = {
  'app.acts_beyond': 'asks a user’s memberships, which a vendor or worker does not read',
  'app.acts_for_vendor':
    'tells a client whether who acted is a vendor’s, whom it does not read, to leave it unnamed',
  'app.check_corrections': 'sums corrections of lines that the writer may not read',
  'app.check_gl_balance':
    'sums debits and credits of an export at commit, when the caller’s side is in force again',
  'app.check_headcount': 'counts an order’s assignments, of all vendors',
  'app.check_invoice_totals': 'sums an invoice’s lines, of all facilities',
  'app.check_round': 'sums corrections of an item that the writer may not read',
  'app.check_tax_document': 'compares a tax with its document, which the writer may not read whole',
  'app.check_settlements':
    'sums what settled a document and what of a payment did, beyond what the writer may read',
  'app.eligibility_facts':
    'judges a worker by proofs, exclusions and do-not-returns that the caller reads in part; a vendor is told of its own',
  'app.fold_totals': 'folds sums that the service may not write',
  'app.hold_credentials': 'locks a worker’s credentials for a gate, also those that the caller does not read',
  'app.checking_tenants':
    'lists tenants with a question for a primary source, for the worker, which serves them one by one',
  'app.importing_tenants':
    'lists tenants with an import under way, for the worker, which serves them one by one',
  'app.is_known_here': 'tells a scope whether a worker is placed in it, before the worker can be read',
  'app.is_member': 'tells whether a user is of the tenant, and nothing else of them',
  'app.is_represented': 'tells a vendor whether it represents a worker',
  'app.keep_approval_people': 'counts whose weeks are approved, which the service may not write',
  'app.keep_approvals': 'keeps how long approvals took, which the service may not write',
  'app.keep_merged_people':
    'counts whose hours and approvals move with a merge, which the service may not write',
  'app.keep_call_off_people': 'counts whose bookings there are, which the service may not write',
  'app.keep_call_off_totals': 'counts call-offs into sums that the service may not write',
  'app.keep_dispute_totals': 'counts disputes into sums that the service may not write',
  'app.keep_issued_lines': 'compares lines with documents and items, beyond what the writer may read',
  'app.keep_line_parts': 'looks for lines of what is to go or change, beyond what the writer may read',
  'app.keep_line_totals': 'counts hours into sums that the service may not write',
  'app.keep_progress': 'keeps how far submissions came, which the service may not write',
  'app.keep_shift_people': 'counts whose shifts and bookings there are, which the service may not write',
  'app.keep_shift_totals': 'counts shifts into sums that the service may not write',
  'app.keep_spend_totals':
    'counts charges into sums that the service may not write, by orders that the writer may not read',
  'app.keep_time_totals':
    'counts weeks and their hours into sums that the service may not write, by orders that the writer may not read',
  'app.keep_timesheet_returns': 'notes what was sent back, which the service may not write',
  'app.keep_version': 'writes history, which the service may not write',
  'app.match_candidates': 'finds who a person may be across vendors, for the tenant’s own hand alone to keep',
  'app.match_worker': 'finds a person by identity across vendors; answers a verdict and at most one id',
  'app.meets': 'tells whether a user may be known to the caller, inside a policy',
  'app.orders_shown_to_vendor': 'tells a vendor which orders it sees, for the policy of shifts, planned once',
  'app.orders_shown_to_worker':
    'tells a worker which orders its vendors see, whose visibilities it may not read',
  'app.own_rating': 'rates a caller’s own timesheet by a policy that the caller does not read',
  'app.pay_policy_on': 'tells a worker’s day’s workweek by a policy that the caller does not read',
  'app.person_of': 'leads from a merged worker to the one that stands for it, inside policies',
  'app.programs_showing_pay':
    'tells a client in which programs it reads pay, for the policies of pay lines, planned once',
  'app.reaches': 'tells whether a membership reaches the caller’s scope, inside a policy',
  'app.represented_on': 'tells whether a worker is represented on an order by any vendor',
  'app.scanning_tenants': 'lists tenants with a file to scan, for the worker, which serves them one by one',
  'app.shifts_shown_to_caller':
    'tells a vendor or a worker which broadcast shifts were shown to it, for the policy of shifts, planned once',
  'app.tenant_list': 'lists tenants for the worker, which serves them one by one',
  'app.time_locked_through':
    'tells a vendor or a worker through which day hours are locked, of locks that it does not read',
  'app.unsealed': 'counts events that wait for their seal, tenant by tenant, for the sealer and the metrics',
  'app.vendors_paid_by_client':
    'tells a client which vendors are its own float pools, for the policies of pay lines, planned once',
  'app.versions_digests': 'digests row versions for the seal, of rows that the service need not see',
  'app.workweek_on': 'tells a day’s workweek by a policy that the caller does not read',
  'public.all_versions': 'joins versions with rows that are their own, each shown by its own row security',
};

let admin: pg.Client;
beforeAll(async () => {
  admin = await adminClient(await createDatabase());
});

/** The first column of each row. */
async function list(query: string): Promise<string[]> {
  const { rows } = await admin.query<[string]>({ text: query, rowMode: 'array' });
  return rows.map(([first]) => first);
}

const ours = `('public'::regnamespace, 'app'::regnamespace)`;
// Those of an extension came with it.
const notOfExtension = (catalog: string, column: string) =>
  `not exists (select from pg_depend where classid = '${catalog}'::regclass and objid = ${column} and deptype = 'e')`;

describe('what passes row security (AUTHZ-11)', () => {
  test('is the reviewed list of definer functions, views and materialized views', async () => {
    const found = await list(`
      select pronamespace::regnamespace || '.' || proname from pg_proc
        where prosecdef and pronamespace in ${ours} and ${notOfExtension('pg_proc', 'oid')}
      union select relnamespace::regnamespace || '.' || relname from pg_class
        where relkind in ('v', 'm') and relnamespace in ${ours} and ${notOfExtension('pg_class', 'oid')}
      order by 1`);
    expect(found).toEqual(Object.keys(reviewed).toSorted());
  });

  test('has a reason in every line', () => {
    expect(Object.entries(reviewed).filter(([, reason]) => reason.length < 20)).toEqual([]);
  });

  test('has a search path that ends where nobody else can write, is the owner’s, and is not everybody’s', async () => {
    const loose = await list(`select proname from pg_proc where prosecdef and pronamespace in ${ours}
      and (not exists (select from unnest(proconfig) setting where setting ~ '^search_path=.*pg_temp$')
        or proowner <> 'requisite_owner'::regrole or has_function_privilege('public', oid, 'EXECUTE'))`);
    expect(loose).toEqual([]);
  });

  test('is no view that shows what its owner sees', async () => {
    const open = await list(`select relname from pg_class where relkind = 'v' and relnamespace in ${ours}
      and not coalesce('security_invoker=true' = any (reloptions), false) and ${notOfExtension('pg_class', 'oid')}`);
    expect(open).toEqual([]);
  });
});

/** What acts as requisite_issuer, which may make roles and reads who is logged in, and who calls it. */
const issuing: Record<string, [caller: string, reason: string]> = {
  'logins.close': [
    'requisite_service',
    'takes its password from a login of the caller’s tenant, so that nobody can log in',
  ],
  'logins.disconnect': [
    'requisite_service',
    'ends the sessions of a login of the caller’s tenant, whatever password let them in',
  ],
  'logins.facilities': ['requisite_analyst', 'tells a login its membership’s facilities, for policies'],
  'logins.held': ['nobody', 'finds the membership of whoever is logged in, before any tenant is known'],
  'logins.is_known_here': [
    'requisite_analyst',
    'tells a login whether a worker is known in its programs, as app.is_known_here does',
  ],
  'logins.membership': ['requisite_analyst', 'tells a login its membership, for policies'],
  'logins.now': ['requisite_analyst', 'tells a login its tenant’s clock, for policies'],
  'logins.open': [
    'requisite_service',
    'makes the role of an active login of the caller’s tenant, always with the same rights',
  ],
  'logins.programs': ['requisite_analyst', 'tells a login its membership’s programs, for policies'],
  'logins.remove': ['requisite_service', 'drops the role of an ended login of the caller’s tenant'],
  'logins.side': ['requisite_analyst', 'tells a login its membership’s side, for policies'],
  'logins.tenant': ['requisite_analyst', 'tells a login its tenant, for policies'],
  'logins.units': ['requisite_analyst', 'tells a login its membership’s units, for policies'],
  'logins.watch': [
    'requisite_service',
    'ends sessions of logins of all tenants that keep to no limit; answers role names alone',
  ],
};

describe('what acts as the issuer of SQL logins', () => {
  test('is the reviewed list, each called by whom it is for alone, with a search path of its own', async () => {
    const found = await list(`select format('%s.%s: %s', p.pronamespace::regnamespace, p.proname, coalesce((
        select string_agg(g.grantee::regrole::text, ', ') from aclexplode(p.proacl) g where g.grantee <> p.proowner), 'nobody'))
      from pg_proc p where p.prosecdef and p.proowner = 'requisite_issuer'::regrole order by 1`);
    expect(found).toEqual(Object.entries(issuing).map(([name, [caller]]) => `${name}: ${caller}`));
    const others = await list(`select proname from pg_proc where pronamespace = 'logins'::regnamespace
      and (proowner <> 'requisite_issuer'::regrole or proacl is null or has_function_privilege('public', oid, 'EXECUTE')
        or (prosecdef and not exists (select from unnest(proconfig) setting where setting = 'search_path=pg_catalog, pg_temp')))`);
    expect(others).toEqual([]);
    expect(Object.values(issuing).filter(([, reason]) => reason.length < 20)).toEqual([]);
  });

  test('is all that its role has: nobody else is one, and it reads who may log in, nothing more', async () => {
    // By grants of its own: it also inherits what the logins that it made may read.
    const held = await list(
      `select attrelid::regclass || '.' || attname from pg_attribute, aclexplode(attacl) g where g.grantee = 'requisite_issuer'::regrole
       union all select oid::regclass || '.*' from pg_class, aclexplode(relacl) g where g.grantee = 'requisite_issuer'::regrole
       order by 1`,
    );
    expect(held).toEqual([
      ...[
        'facility_ids',
        'id',
        'program_ids',
        'role',
        'side',
        'state',
        'tenant_id',
        'unit_ids',
        'user_id',
      ].map((name) => `memberships.${name}`),
      ...['expires_at', 'id', 'membership_id', 'role_name', 'state', 'tenant_id', 'user_id'].map(
        (name) => `sql_logins.${name}`,
      ),
      ...['clock_at', 'id', 'tenant_id'].map((name) => `tenants.${name}`),
      ...['id', 'state', 'tenant_id'].map((name) => `users.${name}`),
    ]);
    const mighty = await list(`select rolname from pg_roles where rolname = 'requisite_issuer'
      and (rolsuper or rolbypassrls or rolcanlogin or rolcreatedb or rolreplication or not rolcreaterole)`);
    expect(mighty).toEqual([]);
  });
});

describe('what a policy calls', () => {
  // Policies record the functions and operators' functions that they call.
  const called = `select p.oid, p.provolatile, p.proleakproof, n.nspname || '.' || p.proname as name
    from pg_depend d join pg_proc p on d.refclassid = 'pg_proc'::regclass and d.refobjid = p.oid
    join pg_namespace n on n.oid = p.pronamespace where d.classid = 'pg_policy'::regclass`;

  test('is found: the settings of the request at least', async () => {
    expect(await list(`select distinct name from (${called}) c`)).toEqual(
      expect.arrayContaining(['app.tenant', 'app.side', 'app.vendor']),
    );
  });

  test('is stable or immutable, so that it is asked once a statement', async () => {
    expect(await list(`select distinct name from (${called}) c where provolatile = 'v'`)).toEqual([]);
  });

  test('is not called leakproof by anybody', async () => {
    const lying = await list(`select proname from pg_proc where proleakproof and pronamespace in ${ours}
      and ${notOfExtension('pg_proc', 'oid')}`);
    expect(lying).toEqual([]);
  });
});
