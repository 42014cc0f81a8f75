import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDatabase, serviceClient } from '../support/database.ts';
import { type Caller, createWorld, enter, type Row, type World } from '../support/world.ts';

let client: pg.Client;
let world: World;
let id: (table: string) => unknown;

beforeAll(async () => {
  client = await serviceClient(await createDatabase());
  await createWorld(client);
  world = await createWorld(client);
  id = (table) => world.rows[table]!['id'];
});
beforeEach(() => client.query('begin'));
afterEach(() => client.query('rollback'));

const afterRelease = '2026-02-01T00:00:00Z';

/** The tables in which the caller sees anything at all. */
async function seen(caller: Caller): Promise<string[]> {
  await enter(client, world.tenantId, { at: afterRelease, ...caller });
  const tables: string[] = [];
  for (const table of Object.keys(world.rows)) {
    const { rows } = await client.query(`select distinct tenant_id from ${table}`);
    expect(rows.filter((row) => row.tenant_id !== world.tenantId)).toEqual([]);
    if (rows.length > 0) tables.push(table);
  }
  return tables.toSorted();
}

const agreedTerms = [
  'agreement_conversion_fees',
  'agreement_fees',
  'agreement_guarantees',
  'agreement_placement_terms',
  'agreement_penalty_windows',
  'agreement_utilizations',
  'agreement_volume_bands',
];

// What a program goes by and finds of its vendors.
const judging = [
  'performance_rules',
  'scorecard_definitions',
  'scorecards',
  'stated_measures',
  'vendor_consequences',
];

// The world's one membership is an operator's of every program.
const tenantWide = [
  'approval_titles',
  'credential_types',
  'external_systems',
  'memberships',
  'taxonomy_codes',
  'users',
];
const everyProgram = [
  ...judging,
  'broadcast_plans',
  'time_locks',
  'vendors',
  'benchmark_sets',
  'market_rates',
  'savings_benchmarks',
  'rate_cards',
  'rate_lines',
  'pay_policies',
  'approval_policies',
  'agreements',
  ...agreedTerms,
  'panel_memberships',
  'panel_coverages',
  'custom_fields',
  'business_calendars',
  'expense_categories',
  'release_plan_templates',
  'vendor_contacts',
  'vendor_document_requirements',
  'vendor_documents',
  'pay_codes',
  'payroll_series',
  'billing_profiles',
  'tax_rules',
  'fiscal_calendars',
  'fiscal_periods',
];

// The world's membership is bound to no program, so its machine is everybody's colleague on the operator's side.
const machines = ['service_accounts', 'service_account_secrets', 'service_account_secret_uses', 'sql_logins'];

// What a vendor has on file with the operator is good in every program.
const vendorRecords = [
  'registration_links',
  'vendor_contacts',
  'vendor_documents',
  'vendor_registrations',
  'vendor_relationships',
];

// An import's rows tell of what others may not see: only who began it reads it.
const ownImports = ['imports', 'import_chunks', 'import_rows'];

// Who stands in for whom, and by which link, is told to those whom it concerns.
const ownApprovals = ['approval_delegations', 'approval_links'];

// What a member was told of, has read and asks to be told is the member's alone.
const inbox = ['notification_preferences', 'notifications', 'thread_reads'];

// A saved report was answered by somebody’s rights: to nobody else.
const answers = ['report_runs'];

// Whom authorities exclude is listed for the whole tenant, and read by its operator alone.
const exclusions = ['exclusion_listings', 'exclusion_lists', 'exclusion_records', 'screening_runs'];

// Which bytes stand in the store is nobody's to know.
const machinery = ['file_contents'];

// By a link to a worker's calendar its shifts are read: it is the worker's own, or its vendor's.
const ownCalendars = ['calendar_links'];

describe('an operator', () => {
  test("sees all of the tenant but others' imports, and of no other", async () => {
    const all = Object.keys(world.rows);
    expect(await seen({ side: 'operator' })).toEqual(
      all
        .filter(
          (table) => ![...ownImports, ...inbox, ...answers, ...machinery, ...ownCalendars].includes(table),
        )
        .toSorted(),
    );
    expect(await seen({ side: 'operator', membershipId: id('memberships') })).toEqual(
      all.filter((table) => ![...machinery, ...ownCalendars].includes(table)).toSorted(),
    );
  });

  test('of another program sees no row of this one', async () => {
    expect(await seen({ side: 'operator', programIds: [randomUUID()] })).toEqual(
      [
        ...tenantWide,
        ...machines,
        ...exclusions,
        ...vendorRecords,
        // The world's delegation is of every program.
        'approval_delegations',
        'access_tokens',
        'notification_templates',
        'saved_reports',
        'saved_views',
        'vendors',
        'invoice_series',
        'jobs',
      ].toSorted(),
    );
  });
});

// The world's documents are a vendor's, and so is what it was paid.
const billing = [
  'credit_applications',
  'invoice_lines',
  'invoice_runs',
  'invoice_series',
  'payment_applications',
  'payments',
];

test('an operator bound to a program sees whom it has to do with, and who is nobody’s', async () => {
  await enter(client, world.tenantId, { side: 'system' });
  const program = await world.copy('programs', { name: 'Another client' });
  const free = await world.copy('workers', { npi: null });
  const people = async (programId: unknown) => {
    await enter(client, world.tenantId, { side: 'operator', programIds: [programId] });
    const { rows } = await client.query<{ id: string }>('select id from workers');
    const { rows: held } = await client.query('select from representations');
    return [rows.map((row) => row.id).includes(String(free['id'])), rows.length, held.length];
  };
  expect(await people(program['id'])).toEqual([true, 1, 0]);
  expect(await people(id('programs'))).toEqual([true, 3, 2]);
});

// How a firm came to be a vendor, and whom it supplies through, is the operator's and the vendor's.
const unshared = ['registration_links', 'vendor_registrations', 'vendor_relationships'];

describe('a client', () => {
  test("of all programs sees neither representations, nor vendors' documents, nor others' tokens, imports and jobs", async () => {
    const tables = await seen({ side: 'client' });
    const hidden = Object.keys(world.rows).filter((table) => !tables.includes(table));
    expect(hidden.toSorted()).toEqual(
      [
        'access_tokens',
        ...ownApprovals,
        ...machines,
        ...billing,
        ...ownImports,
        ...inbox,
        ...answers,
        'saved_reports',
        'notification_templates',
        'saved_views',
        ...machinery,
        ...unshared,
        ...exclusions,
        'credential_verifications',
        'exclusion_matches',
        'jobs',
        // Who asks how much is for those alone who keep the set.
        'rate_observations',
        'representations',
        'calendar_links',
        'shift_quotes',
        'source_checks',
        'work_history_entries',
        'worker_matches',
        'worker_screenings',
        // Pay of an agency's people, where the program does not say otherwise, and what it would come to.
        'rerating_lines',
        'reratings',
        'other_pay_items',
        'timesheet_pay_lines',
      ].toSorted(),
    );
  });

  test('of another facility sees what the whole tenant or program shares', async () => {
    expect(await seen({ side: 'client', programIds: [id('programs')], facilityIds: [randomUUID()] })).toEqual(
      [...tenantWide, ...everyProgram, 'programs'].toSorted(),
    );
  });

  test('of a facility sees the documents of it, with their taxes, and no document of the whole program', async () => {
    await enter(client, world.tenantId, { side: 'system' });
    const other = await world.copy('facilities', { name: 'Elsewhere' });
    const empty = { kind: 'client_invoice', vendor_id: null, gross: '0', fee: '0', net: '0', total: '0' };
    const documents = [];
    for (const facilityId of [id('facilities'), other['id'], null]) {
      const document = await world.copy('invoices', { ...empty, facility_id: facilityId });
      await world.copy('invoice_taxes', { invoice_id: document['id'] });
      documents.push(document['id']);
    }
    const own = { side: 'client' as const, programIds: [id('programs')], facilityIds: [id('facilities')] };
    await enter(client, world.tenantId, own);
    const { rows } = await client.query('select id from invoices');
    expect(rows).toEqual([{ id: documents[0] }]);
    const taxes = await client.query('select invoice_id from invoice_taxes');
    expect(taxes.rows).toEqual([{ invoice_id: documents[0] }]);
    await enter(client, world.tenantId, { ...own, unitIds: [id('units')] });
    expect((await client.query('select id from invoices')).rows).toEqual([]);
  });

  test('with an empty list of programs sees none', async () => {
    expect(await seen({ side: 'client', programIds: [] })).toEqual(tenantWide);
  });
});

const market = ['facilities', 'units'];
const ownOfVendor = [
  ...judging,
  'business_calendars',
  'custom_fields',
  ...agreedTerms,
  'panel_coverages',
  'requirements',
  ...market,
  'agreements',
  'assignment_revisions',
  'assignments',
  'billing_items',
  'charges',
  'credential_types',
  'credential_verifications',
  'credentials',
  'credit_applications',
  'do_not_returns',
  'expense_categories',
  'expenses',
  'files',
  'interviews',
  'invoice_disputes',
  'invoice_lines',
  'invoices',
  'messages',
  'offer_rounds',
  'offers',
  'order_questions',
  'order_visibilities',
  'onboarding_items',
  'orders',
  'panel_memberships',
  'payment_applications',
  'payments',
  'personnel_file_samples',
  'placements',
  'programs',
  'punches',
  'purchase_orders',
  'representations',
  'attendance_events',
  'calendar_links',
  'call_off_periods',
  'shift_audiences',
  'shift_patterns',
  'shift_quotes',
  'shift_requests',
  'shift_swaps',
  'shifts',
  'submissions',
  'taxonomy_codes',
  'threads',
  'time_entries',
  'time_exceptions',
  'timesheet_disputes',
  'timesheet_lines',
  'other_pay_items',
  'timesheet_pay_lines',
  'timesheet_ratings',
  'timesheets',
  'vendor_contacts',
  'vendor_document_requirements',
  'vendor_documents',
  'vendor_relationships',
  'vendors',
  'work_history_entries',
];

describe('a client', () => {
  test('sees a person once presented, and who it is once placed', async () => {
    const people = async () => {
      await enter(client, world.tenantId, { side: 'client' });
      const { rows } = await client.query(
        'select (select count(*)::int from workers) as workers, (select count(*)::int from worker_identities) as identities',
      );
      await enter(client, world.tenantId, { side: 'system' });
      return [rows[0].workers, rows[0].identities];
    };
    expect(await people()).toEqual([1, 1]);
    await world.change('assignments', { state: 'canceled' });
    expect(await people()).toEqual([1, 1]);
    await world.change('placements', { state: 'fell_off', started_on: null });
    expect(await people()).toEqual([1, 0]);
    await world.change('submissions', { presented_at: null });
    expect(await people()).toEqual([0, 0]);
  });

  test('sees of another program neither vendors nor people', async () => {
    await enter(client, world.tenantId, { side: 'system' });
    const program = await world.copy('programs', { name: 'Another client' });
    const theirs = { side: 'client', role: 'requester', program_ids: [id('programs')] };
    await world.copy('memberships', { ...theirs, user_id: id('users') });
    await world.change('memberships', { program_ids: [id('programs')] });
    const seenBy = (programs: unknown[]) => seen({ side: 'client', programIds: programs });
    expect(await seenBy([program['id']])).toEqual([
      'approval_titles',
      'credential_types',
      'external_systems',
      'programs',
      'taxonomy_codes',
    ]);
    expect(await seenBy([id('programs')])).toEqual(
      expect.arrayContaining(['memberships', 'users', 'vendors', 'workers']),
    );
  });
});

describe('a vendor', () => {
  test('sees its own', async () => {
    expect(await seen({ side: 'vendor', vendorId: id('vendors') })).toEqual(ownOfVendor.toSorted());
  });

  test('sees of a rival nothing', async () => {
    expect(await seen({ side: 'vendor', vendorId: randomUUID() })).toEqual([
      'credential_types',
      'taxonomy_codes',
    ]);
  });

  test('sees an order from its release until the order closes to it, and on where it has placed somebody', async () => {
    await enter(client, world.tenantId, { side: 'system' });
    await world.change('order_visibilities', { visible_to: '2026-03-01T00:00:00Z' });
    const unplaced = await world.copy('vendors', { name: 'Unplaced', tax_id_digest: 'unplaced' });
    await world.copy('order_visibilities', {
      vendor_id: unplaced['id'],
      visible_to: '2026-03-01T00:00:00Z',
    });
    const orders = async (at: string, vendorId = String(unplaced['id'])) => {
      const tables = await seen({ side: 'vendor', vendorId, at });
      return ['orders', 'order_visibilities'].filter((table) => tables.includes(table));
    };
    expect(await orders('2026-01-02T23:59:59.999Z')).toEqual([]);
    expect(await orders('2026-01-03T00:00:00Z')).toEqual(['orders', 'order_visibilities']);
    expect(await orders('2026-03-01T00:00:00Z')).toEqual(['order_visibilities']);
    expect(await orders('2026-03-01T00:00:00Z', String(id('vendors')))).toEqual([
      'orders',
      'order_visibilities',
    ]);
  });

  test("sees its statement and never the client's invoice or its lines", async () => {
    await enter(client, world.tenantId, { side: 'system' });
    const invoice = await world.copy('invoices', {
      kind: 'client_invoice',
      total: world.rows['invoices']!['gross'],
    });
    await world.copy('invoice_lines', { invoice_id: invoice['id'], side: 'client' });
    await enter(client, world.tenantId, { side: 'vendor', vendorId: id('vendors') });
    const invoices = await client.query('select kind from invoices order by kind');
    expect(invoices.rows).toEqual([{ kind: 'vendor_credit' }, { kind: 'vendor_statement' }]);
    const lines = await client.query('select side from invoice_lines');
    expect(lines.rows).toEqual([{ side: 'vendor' }]);
  });

  test('reads its tenant and does not move its clock', async () => {
    await enter(client, world.tenantId, { side: 'vendor', vendorId: id('vendors') });
    await expect(client.query('update tenants set clock_target = now()')).rejects.toMatchObject({
      code: '42501',
    });
  });

  test.each<[string, Row]>([
    ['programs', { name: 'Renamed' }],
    ['facilities', { name: 'Renamed' }],
    ['units', { name: 'Renamed' }],
    ['vendors', { state: 'active' }],
    ['panel_memberships', { tier: 0 }],
    ['agreements', { fee_percent: '0' }],
    ['panel_coverages', { tier: 0 }],
    ['custom_fields', { shown_to_vendors: false }],
    ['business_calendars', { holidays: '[]' }],
    ['agreement_penalty_windows', { penalty_value: '1' }],
    ['agreement_utilizations', { state: 'superseded' }],
    ['timesheet_ratings', { gross: '1.00' }],
    ['vendor_document_requirements', { grace_days: 9 }],
    ['vendor_relationships', { sub_vendor_name: 'Other' }],
    ['scorecard_definitions', { name: 'Easy' }],
    ['scorecards', { score: '100' }],
    ['stated_measures', { numerator: '50' }],
    ['performance_rules', { threshold: '0' }],
  ])('reads %s and does not write them', async (table, differences) => {
    await enter(client, world.tenantId, { side: 'vendor', vendorId: id('vendors'), at: afterRelease });
    await expect(world.change(table, differences)).rejects.toMatchObject({ code: '42501' });
  });

  test.each<[string, Row]>([
    ['submissions', { state: 'withdrawn' }],
    ['offers', { state: 'declined' }],
    ['vendor_contacts', {}],
    ['vendor_documents', { state: 'submitted' }],
  ])("writes no %s in a rival's name", async (table, differences) => {
    await enter(client, world.tenantId, { side: 'vendor', vendorId: randomUUID() });
    await expect(world.copy(table, differences)).rejects.toMatchObject({ code: '42501' });
  });
});

test('a block of a whole program is read by each of its facilities, and written by whom all of it is', async () => {
  const mark = {
    facility_id: null,
    assignment_id: null,
    state: 'active',
    lifted_at: null,
    lift_reason: null,
  };
  const all: Caller = { side: 'client', programIds: [id('programs')] };
  const one: Caller = { ...all, facilityIds: [id('facilities')] };
  await enter(client, world.tenantId, one);
  await client.query('savepoint refused');
  await expect(world.copy('do_not_returns', mark)).rejects.toMatchObject({ code: '42501' });
  await client.query('rollback to savepoint refused');
  await enter(client, world.tenantId, all);
  const { id: placed } = await world.copy('do_not_returns', mark);
  await enter(client, world.tenantId, one);
  const lifting = `update do_not_returns set state = 'lifted', lifted_at = now(), lift_reason = 'Mine.' where id = $1`;
  expect((await client.query('select id from do_not_returns where id = $1', [placed])).rowCount).toBe(1);
  await expect(client.query(lifting, [placed])).rejects.toMatchObject({ code: '42501' });
});

test('what is ordered for a whole program is read by each of its facilities, and decided by whom all of it is', async () => {
  const all: Caller = { side: 'client', programIds: [id('programs')] };
  const one: Caller = { ...all, facilityIds: [id('facilities')] };
  const wide = { number: 'PO-WIDE', facility_id: null, unit_id: null, order_id: null, assignment_id: null };
  await enter(client, world.tenantId, one);
  await client.query('savepoint refused');
  await expect(world.copy('purchase_orders', wide)).rejects.toMatchObject({ code: '42501' });
  await client.query('rollback to savepoint refused');
  await enter(client, world.tenantId, all);
  const { id: ordered } = await world.copy('purchase_orders', wide);
  const threshold = 'select facility_id from burn_thresholds where purchase_order_id is not null';
  const reached = (await client.query(threshold)).rowCount;
  expect(reached).toBeGreaterThan(0);
  await enter(client, world.tenantId, one);
  expect((await client.query('select id from purchase_orders where id = $1', [ordered])).rowCount).toBe(1);
  expect((await client.query(threshold)).rows).toEqual(
    (await client.query(threshold)).rows.filter(({ facility_id }) => facility_id === id('facilities')),
  );
  await expect(
    client.query(`update purchase_orders set amount = 1 where id = $1`, [ordered]),
  ).rejects.toMatchObject({ code: '42501' });
});

describe('a worker', () => {
  test('sees its own, and no bill of it', async () => {
    expect(await seen({ side: 'worker', workerId: id('workers') })).toEqual(
      [
        ...market,
        'assignment_revisions',
        'assignments',
        'credential_types',
        'credential_verifications',
        'credentials',
        'expense_categories',
        'expenses',
        'files',
        'interviews',
        'messages',
        'offers',
        'onboarding_items',
        'placements',
        'punches',
        'representations',
        'attendance_events',
        'calendar_links',
        'shift_audiences',
        'shift_patterns',
        'shift_quotes',
        'shift_requests',
        'shift_swaps',
        'shifts',
        'submissions',
        'taxonomy_codes',
        'threads',
        'time_entries',
        'time_exceptions',
        'timesheet_disputes',
        'timesheet_lines',
        'other_pay_items',
        'timesheet_pay_lines',
        'timesheets',
        'work_history_entries',
        'worker_identities',
        'workers',
      ].toSorted(),
    );
  });

  test.each<[string, Row]>([
    ['facilities', { name: 'Renamed' }],
    ['units', { name: 'Renamed' }],
    ['workers', { display_name: 'Renamed' }],
    ['worker_identities', { first_name: 'Renamed' }],
  ])('reads %s and does not write them', async (table, differences) => {
    await enter(client, world.tenantId, { side: 'worker', workerId: id('workers') });
    await expect(world.change(table, differences)).rejects.toMatchObject({ code: '42501' });
  });

  test('sees nothing of another worker', async () => {
    expect(await seen({ side: 'worker', workerId: randomUUID() })).toEqual([
      'credential_types',
      'taxonomy_codes',
    ]);
  });
});

test('a caller reads its own user, membership, tokens, imports and jobs', async () => {
  await enter(client, world.tenantId, { side: 'system' });
  const vendorId = id('vendors');
  const membership = await world.copy('memberships', {
    side: 'vendor',
    role: 'vendor_recruiter',
    vendor_id: vendorId,
  });
  const user = await client.query('select id from users');
  expect(await seen({ side: 'vendor', vendorId, membershipId: membership['id'] })).toContain('users');
  expect(user.rows).toEqual([{ id: id('users') }]);
  expect(await seen({ side: 'client', membershipId: id('memberships') })).toEqual(
    expect.arrayContaining([
      'access_tokens',
      'jobs',
      'saved_views',
      ...inbox,
      ...ownImports,
      ...ownApprovals,
    ]),
  );
});

test('nobody writes for another tenant', async () => {
  await enter(client, randomUUID(), { side: 'system' });
  await expect(world.copy('approval_titles', { code: 'finance' })).rejects.toMatchObject({ code: '42501' });
});
