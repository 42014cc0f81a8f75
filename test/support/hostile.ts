import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Row, World } from './world.ts';

type Attempt = (world: World, client: pg.ClientBase) => Promise<unknown>;

const copy =
  (table: string, differences: Row = {}): Attempt =>
  (world) =>
    world.copy(table, differences);
const change =
  (table: string, differences: Row): Attempt =>
  (world) =>
    world.change(table, differences);

const shares = (...parts: [string, unknown][]): Row => ({
  shares: JSON.stringify(parts.map(([costCenterId, percent]) => ({ costCenterId, percent }))),
});
const center = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;

/** The keys of an assignment of a further worker, proposed by the same vendor for the same order, with an offer. */
export async function placement(world: World, position: Row = {}): Promise<Row> {
  const worker = { worker_id: (await world.copy('workers', { npi: null }))['id'] };
  const representation = await world.copy('representations', worker);
  const submission = await world.copy('submissions', { ...worker, representation_id: representation['id'] });
  const offer = await world.copy('offers', { ...worker, ...position, submission_id: submission['id'] });
  return { ...worker, ...position, submission_id: submission['id'], offer_id: offer['id'] };
}

const perDiem = { kind: 'per_diem', position_id: null, submission_id: null, offer_id: null };
const answered = (world: World): Row => ({
  answered_at: '2026-02-10T00:00:00Z',
  answered_by: world.rows['memberships']!['id'],
});
const issued = { state: 'issued', number: '1', issued_at: '2026-03-01T00:00:00Z', issued_on: '2026-03-01' };
/** A client's draft with nothing on it. */
const emptyInvoice = { kind: 'client_invoice', vendor_id: null, gross: '0', fee: '0', net: '0', total: '0' };
const approved = {
  state: 'approved',
  submitted_at: '2026-02-08T00:00:00Z',
  approved_at: '2026-02-09T00:00:00Z',
};

/** A multiplier bound to all that a line can be bound to. */
const nightOvertime = (world: World): Row => ({
  card_id: world.rows['rate_cards']!['id'],
  facility_id: world.rows['facilities']!['id'],
  unit_id: world.rows['units']!['id'],
  specialty: 'icu',
  shift: 'night',
  hour_type: 'overtime',
  bill_rate: null,
  max_bill_rate: null,
  pay_rate: null,
  multiplier: '1.5',
});

/** A second revision of what a program scores by. */
const secondRevision: Row = { revision: 2 };

const directHire: Row = {
  type: 'direct_hire',
  bill_rate: null,
  max_bill_rate: null,
  pay_rate_from: null,
  pay_rate_to: null,
};
const surged: Row = {
  surge_kind: 'surge',
  surge_reason: 'Flu.',
  surge_from_rate: '98',
  surged_at: '2026-01-02T00:00:00Z',
  surge_before: JSON.stringify({ billRate: '98.0000' }),
};

const revised = (world: World, effective: string): Row => ({
  number: 2,
  supersedes_id: world.rows['pay_policies']!['id'],
  effective,
});

/** Does the steps one after the other; the last is the one that must fail. */
const after =
  (...steps: Attempt[]): Attempt =>
  async (world, client) => {
    for (const step of steps) await step(world, client);
  };
const remove =
  (table: string): Attempt =>
  (world, client) =>
    client.query(`delete from ${table} where id = $1`, [world.rows[table]!['id']]);

/** A further item that takes back a dollar of the billed one, but for the differences. */
const correction = (world: World, differences: Row): Promise<Row> =>
  world.copy('billing_items', {
    kind: 'adjustment',
    corrects_id: world.rows['billing_items']!['id'],
    source_revision: 2,
    minutes: 0,
    amount: '-1',
    fee_amount: '0',
    vendor_amount: '-1',
    ...differences,
  });
const invoiced: Attempt = (world) => world.change('billing_items', { state: 'invoiced' });
const imported = { source_system: 'workday', source_reference: 'R-1' };
const wholly = { minutes: -2400, amount: '-4264.75', fee_amount: '-127.94', vendor_amount: '-4136.81' };
const serviceCredit = {
  kind: 'service_credit',
  minutes: 0,
  amount: '-100',
  fee_amount: '0',
  vendor_amount: '-100',
  state: 'invoiced',
};
const line = (item: unknown, amount: string): Row => ({
  billing_item_id: item,
  minutes: 0,
  amount,
  fee_amount: '0',
});
const bare = (world: World, differences: Row = {}): Promise<Row> =>
  world.copy('invoices', { ...emptyInvoice, ...differences });
/** A further item of the world's, and a line of it on the world's document that differs so. */
async function furtherLine(world: World, differences: Row, ofBoth: Row = {}): Promise<Row> {
  const item = await world.copy('billing_items', { line_key: 'overtime:147.0000', ...ofBoth });
  return world.copy('invoice_lines', { billing_item_id: item['id'], number: 2, ...ofBoth, ...differences });
}
/** A credit of the invoice with the item as its one line. */
async function credit(world: World, item: unknown, amount: string): Promise<Row> {
  const money = { gross: amount, fee: '0', net: amount, total: amount };
  const corrects = { kind: 'vendor_credit', corrects_id: world.rows['invoices']!['id'] };
  const document = await world.copy('invoices', { ...corrects, ...money });
  return world.copy('invoice_lines', { ...line(item, amount), invoice_id: document['id'] });
}

/** Something applied and taken back, so often, which leaves every sum as it was. */
async function appliedAndTakenBack(world: World, table: string, differences: Row, times = 1): Promise<void> {
  const amount = world.rows[table]!['amount'] as string;
  const applied = await world.copy(table, differences);
  for (let time = 0; time < times; time++)
    await world.copy(table, { ...differences, amount: `-${amount}`, reverses_id: applied['id'] });
}

const externalId =
  (id: string, subject: number): Attempt =>
  (world) =>
    world.copy('external_ids', {
      noun: 'facility',
      subject_id: center(subject),
      system: 'workday',
      external_id: id,
    });

const license = {
  kind: 'license',
  profession: 'rn',
  issuing_state: 'TX',
  primary_state: 'TX',
  multistate: true,
};
const ofPerson = { kind: 'exclusion_list', credential_id: null };
const renewal: Attempt = (world) =>
  world.copy('credentials', { renews_id: world.rows['credentials']!['id'] });

const unlifted = { state: 'active', lifted_at: null, lift_reason: null };

/** By the constraint that must stop them, the ways around it that the service's own SQL could try. */
export const attempts: Record<string, Attempt[]> = {
  access_log_row_count: [
    copy('access_log', { operation: 'listWorkers', request_id: 'r', kind: 'read', row_count: -1 }),
  ],
  service_accounts_membership: [copy('service_accounts')],
  service_account_secrets_hash: [copy('service_account_secrets', { place: 2 })],
  service_account_secret_uses_once: [copy('service_account_secret_uses')],
  service_account_secrets_two: [copy('service_account_secrets', { secret_hash: Buffer.alloc(32, 8) })],
  users_email: [copy('users', { email: 'ADA@keystone.test', subject: 'other' })],
  users_subject: [copy('users', { email: 'other@keystone.test' })],
  users_subject_has_issuer: [change('users', { issuer: null })],
  memberships_role_fits_side: [
    copy('memberships', { role: 'requester' }),
    copy('memberships', { side: 'client', role: 'tenant_admin' }),
    async (world) => {
      const vendor = { vendor_id: world.rows['vendors']!['id'] };
      return world.copy('memberships', { ...vendor, side: 'vendor', role: 'integration' });
    },
  ],
  memberships_vendor_side: [copy('memberships', { side: 'vendor', role: 'vendor_recruiter' })],
  memberships_worker_side: [copy('memberships', { side: 'worker', role: 'worker' })],
  access_tokens_secret: [copy('access_tokens')],
  cost_centers_code: [copy('cost_centers')],
  approval_titles_code: [copy('approval_titles')],
  title_holdings_once: [copy('title_holdings')],
  title_holdings_unit_has_facility: [change('title_holdings', { facility_id: null })],
  approval_policies_steps: [
    change('approval_policies', { steps: '[]' }),
    change('approval_policies', { steps: '7' }),
  ],
  approval_policies_one_from: [copy('approval_policies', { name: 'Other' })],
  approval_chains_one_active: [copy('approval_chains', { state: 'paused' })],
  approval_chains_unit_has_facility: [change('approval_chains', { facility_id: null })],
  approval_steps_once: [copy('approval_steps')],
  approval_steps_unit_has_facility: [change('approval_steps', { facility_id: null })],
  approval_steps_decided: [
    change('approval_steps', { state: 'approved' }),
    change('approval_steps', { decided_at: '2026-01-02T00:00:00Z' }),
  ],
  approval_policies_unit_has_facility: [
    (world, client) => change('approval_policies', { unit_id: world.rows['units']!['id'] })(world, client),
  ],
  approval_policies_order_types: [
    change('approval_policies', { order_types: ['other'] }),
    change('approval_policies', { order_types: [] }),
  ],
  approval_policies_professions: [
    change('approval_policies', { professions: [null] }),
    change('approval_policies', { professions: [] }),
  ],
  approval_chains_facts: [change('approval_chains', { facts: '[]' })],
  approval_chains_paused_for: [
    change('approval_chains', { paused_for: 'decision' }),
    change('approval_chains', { state: 'paused', paused_for: 'vacancy' }),
  ],
  approval_steps_mode: [change('approval_steps', { mode: 'most' })],
  approval_steps_remind_after: [change('approval_steps', { remind_after_hours: 0 })],
  approval_steps_escalate_level: [
    (world, client) =>
      change('approval_steps', {
        escalate_after_hours: 1,
        escalate_title_id: world.rows['approval_titles']!['id'],
        escalate_level: 'tenant',
      })(world, client),
  ],
  approval_steps_escalate_after: [
    (world, client) =>
      change('approval_steps', {
        escalate_after_hours: 0,
        escalate_title_id: world.rows['approval_titles']!['id'],
        escalate_level: 'unit',
      })(world, client),
  ],
  approval_steps_escalation: [
    change('approval_steps', { escalate_after_hours: 1 }),
    change('approval_steps', { escalated_at: '2026-01-02T00:00:00Z' }),
  ],
  approval_steps_decided_for: [
    (world, client) =>
      change('approval_steps', { decided_for: world.rows['memberships']!['id'] })(world, client),
  ],
  approval_delegations_to_another: [
    (world, client) =>
      change('approval_delegations', { to_membership_id: world.rows['memberships']!['id'] })(world, client),
  ],
  approval_delegations_span: [change('approval_delegations', { ends_at: '2026-01-02T00:00:00Z' })],
  approval_delegations_place: [
    (world, client) =>
      change('approval_delegations', { facility_id: world.rows['facilities']!['id'] })(world, client),
  ],
  approval_delegations_ended: [
    change('approval_delegations', { state: 'ended' }),
    change('approval_delegations', { ended_at: '2026-01-03T00:00:00Z' }),
  ],
  approval_links_secret: [copy('approval_links')],
  approval_links_used: [change('approval_links', { state: 'used' })],
  external_systems_name: [copy('external_systems')],
  external_ids_once: [after(externalId('F-1', 1), externalId('F-1', 2))],
  external_ids_one_per_subject: [after(externalId('F-1', 1), externalId('F-2', 1))],
  vendors_tax_id: [copy('vendors')],
  vendors_address: [change('vendors', { address: '' })],
  vendors_states: [change('vendors', { states: [null] })],
  registration_links_secret: [copy('registration_links')],
  registration_links_purpose_said: [
    change('registration_links', { email: null }),
    change('registration_links', { daily_cap: 5 }),
    change('registration_links', { purpose: 'open' }),
  ],
  registration_links_used: [
    change('registration_links', { state: 'used' }),
    change('registration_links', { used_at: '2026-01-02T00:00:00Z' }),
  ],
  vendor_registrations_accepted: [change('vendor_registrations', { state: 'accepted' })],
  vendor_contacts_purposes: [
    change('vendor_contacts', { purposes: ['gossip'] }),
    change('vendor_contacts', { purposes: [] }),
  ],
  vendor_contacts_reachable: [change('vendor_contacts', { email: null })],
  vendor_documents_days: [change('vendor_documents', { expires_on: '2025-12-31' })],
  vendor_documents_kind_of_diversity: [
    change('vendor_documents', { kind: 'diversity_certificate' }),
    change('vendor_documents', { diversity_kind: 'mbe' }),
  ],
  vendor_documents_registration: [change('vendor_documents', { kind: 'state_agency_registration' })],
  vendor_documents_rejected: [
    change('vendor_documents', { state: 'rejected' }),
    change('vendor_documents', { rejection: 'Illegible.' }),
  ],
  vendor_document_requirements_vendor_kinds: [
    change('vendor_document_requirements', { vendor_kinds: [] }),
    change('vendor_document_requirements', { vendor_kinds: ['bakery'] }),
  ],
  vendor_relationships_two: [
    (world) => world.change('vendor_relationships', { sub_vendor_id: world.rows['vendors']!['id'] }),
  ],
  vendor_relationships_no_overlap: [copy('vendor_relationships', { effective: '[2026-12-31,)' })],
  vendor_relationships_chain: [
    (world) => {
      const { vendor_id, sub_vendor_id } = world.rows['vendor_relationships']!;
      return world.copy('vendor_relationships', { vendor_id: sub_vendor_id, sub_vendor_id: vendor_id });
    },
    async (world) => {
      const { vendor_id, sub_vendor_id } = world.rows['vendor_relationships']!;
      const third = (await world.copy('vendors', { tax_id_digest: null }))['id'];
      await world.copy('vendor_relationships', { vendor_id: sub_vendor_id, sub_vendor_id: third });
      return world.copy('vendor_relationships', { vendor_id: third, sub_vendor_id: vendor_id });
    },
  ],
  submissions_sub_vendor_named: [
    change('submissions', { sub_vendor_name: 'Sub' }),
    (world) =>
      world.change('submissions', { sub_vendor_id: world.rows['vendor_relationships']!['sub_vendor_id'] }),
    (world) =>
      world.change('submissions', { sub_vendor_id: world.rows['vendors']!['id'], sub_vendor_name: 'Atlas' }),
  ],
  panel_memberships_once: [copy('panel_memberships', { tier: 2 })],
  agreements_no_overlap: [copy('agreements', { effective: '[2026-12-31,)' })],
  agreements_fee_fits_model: [change('agreements', { fee_model: 'none' })],
  panel_coverages_no_overlap: [copy('panel_coverages', { tier: 3, effective: '[2026-12-31,)' })],
  agreement_fees_fits_model: [change('agreement_fees', { fee_model: 'none' })],
  agreement_fees_once: [copy('agreement_fees', { fee_percent: '1' })],
  agreement_penalty_windows_percent: [
    change('agreement_penalty_windows', { penalty_kind: 'percent_of_week', penalty_value: '100.01' }),
  ],
  agreement_penalty_windows_no_overlap: [copy('agreement_penalty_windows', { notice: '[13,20)' })],
  agreement_penalty_windows_one_unit: [
    copy('agreement_penalty_windows', { notice_unit: 'hours', notice: '[14,20)' }),
  ],
  agreement_guarantees_once: [copy('agreement_guarantees', { hours_per_week: '24' })],
  agreement_conversion_fees_percent: [change('agreement_conversion_fees', { fee_value: '100.0001' })],
  agreement_conversion_fees_no_overlap: [copy('agreement_conversion_fees', { worked: '[519,)' })],
  agreement_conversion_fees_one_measure: [
    copy('agreement_conversion_fees', { measure: 'weeks', worked: '[520,)' }),
  ],
  agreement_volume_bands_step: [
    change('agreement_volume_bands', { step_value: '100.0001' }),
    change('agreement_volume_bands', { step_kind: 'rate_floor', step_value: '0' }),
  ],
  agreement_volume_bands_no_overlap: [copy('agreement_volume_bands', { volume: '[999.99,1000.01)' })],
  agreement_volume_bands_one_measure: [
    copy('agreement_volume_bands', { measure: 'spend', volume: '[0,1000)' }),
  ],
  agreement_utilizations_step: [change('agreement_utilizations', { step_value: null })],
  agreement_utilizations_revision: [copy('agreement_utilizations', { state: 'superseded' })],
  agreement_utilizations_once: [copy('agreement_utilizations', { revision: 2 })],
  scorecard_definitions_first: [change('scorecard_definitions', { revision: 2 })],
  scorecard_definitions_revision: [
    (world) =>
      world
        .copy('scorecard_definitions', {
          ...secondRevision,
          name: 'Other',
          effective: '[2020-01-01,2020-04-01)',
        })
        .then(() =>
          world.copy('scorecard_definitions', { ...secondRevision, effective: '[2021-01-01,2021-04-01)' }),
        ),
  ],
  scorecard_definitions_name: [
    (world) => {
      const seriesId = randomUUID();
      return world.copy('scorecard_definitions', { id: seriesId, series_id: seriesId });
    },
  ],
  scorecard_definitions_weights: [
    change('scorecard_definitions', { components: JSON.stringify([{ name: 'fill', weight: '0.9999' }]) }),
    change('scorecard_definitions', {
      components: JSON.stringify([
        { name: 'fill', weight: '0.5' },
        { name: 'fill', weight: '0.5' },
      ]),
    }),
  ],
  scorecard_definitions_no_overlap: [
    copy('scorecard_definitions', { ...secondRevision, name: 'Other', effective: '[2026-04-01,)' }),
  ],
  stated_measures_period: [change('stated_measures', { period_to: '2025-12-31' })],
  stated_measures_once: [copy('stated_measures', { numerator: '41' })],
  scorecards_revision: [copy('scorecards', { state: 'superseded' })],
  scorecards_period: [change('scorecards', { period_to: '2026-01-01' })],
  scorecards_once: [copy('scorecards', { revision: 2 })],
  performance_rules_name: [copy('performance_rules', { threshold: '50' })],
  vendor_consequences_periods: [change('vendor_consequences', { first_period_from: '2026-04-01' })],
  vendor_consequences_appeal: [
    change('vendor_consequences', { state: 'appealed' }),
    change('vendor_consequences', { appealed_because: 'Wrong.' }),
  ],
  vendor_consequences_ended: [
    change('vendor_consequences', { state: 'lifted' }),
    change('vendor_consequences', { ended_at: '2026-05-01T00:00:00Z' }),
  ],
  vendor_consequences_once: [
    copy('vendor_consequences', { state: 'lifted', ended_at: '2026-05-01T00:00:00Z' }),
  ],
  vendor_consequences_live: [
    copy('vendor_consequences', { first_period_from: '2026-04-01', last_period_from: '2026-04-01' }),
  ],
  market_rates_set: [
    copy('market_rates', { effective_from: '2026-02-01', basis: 'published' }),
    copy('market_rates', { effective_from: '2026-02-01', program_id: null }),
  ],
  market_rates_once: [copy('market_rates', {})],
  market_rates_ascend: [
    change('market_rates', { percentile_75: '106.77' }),
    change('market_rates', { percentile_10: '106.79' }),
    change('market_rates', { percentile_10: '90', percentile_25: '89.99' }),
    change('market_rates', { percentile_75: '120', percentile_90: '119.9999' }),
    change('market_rates', { percentile_25: '100', percentile_90: '99', percentile_50: null }),
  ],
  market_rates_withdrawn: [
    change('market_rates', { is_observed: true, withdrawn_at: '2026-02-10T00:00:00Z' }),
  ],
  market_rates_tell: [change('market_rates', { is_observed: false, percentile_50: null })],
  rate_observations_cell: [
    copy('rate_observations', { basis: 'published' }),
    copy('rate_observations', { program_id: null }),
  ],
  rate_observations_vendor: [
    async (world) => world.copy('rate_observations', { observed_vendor_id: world.rows['vendors']!['id'] }),
    copy('rate_observations', { basis: 'vendors' }),
  ],
  savings_benchmarks_set: [
    copy('savings_benchmarks', { effective_from: '2026-02-01', currency: 'CAD' }),
    async (world) => {
      const wages = await world.copy('benchmark_sets', { measure: 'wage' });
      return world.copy('savings_benchmarks', {
        effective_from: '2026-02-01',
        benchmark_set_id: wages['id'],
      });
    },
  ],
  savings_benchmarks_measure: [
    copy('savings_benchmarks', { effective_from: '2026-02-01', measure: 'wage', benchmark_set_id: null }),
  ],
  savings_benchmarks_one_a_day: [copy('savings_benchmarks', { benchmark_set_id: null })],
  rate_cards_one_in_force: [
    copy('rate_cards', { effective: '[2026-12-31,)' }),
    copy('rate_cards', { state: 'retired', effective: '[2025-01-01,2026-01-02)' }),
  ],
  rate_lines_no_overlap: [
    copy('rate_lines', { effective: '[2026-06-01,2026-06-02)' }),
    async (world) => {
      const night = nightOvertime(world);
      await world.copy('rate_lines', night);
      return world.copy('rate_lines', { ...night, bill_rate: '1', max_bill_rate: '1', multiplier: null });
    },
  ],
  rate_lines_price: [
    change('rate_lines', { bill_rate: null }),
    change('rate_lines', { bill_rate: null, max_bill_rate: null }),
    change('rate_lines', { multiplier: '1.5' }),
    change('rate_lines', { bill_rate: null, max_bill_rate: null, pay_rate: null, multiplier: '1.5' }),
    change('rate_lines', { bill_rate: null, max_bill_rate: null, multiplier: '1.5', hour_type: 'overtime' }),
  ],
  rate_lines_min: [change('rate_lines', { min_bill_rate: '98.0001' })],
  rate_lines_unit_has_facility: [
    async (world) => world.change('rate_lines', { unit_id: world.rows['units']!['id'] }),
  ],
  rate_lines_max: [change('rate_lines', { max_bill_rate: '97.9999' })],
  workers_npi: [copy('workers')],
  representations_once: [copy('representations')],
  workers_merged: [
    change('workers', { merged_into_id: center(1) }),
    (world) =>
      world.change('workers', {
        merged_into_id: world.rows['workers']!['id'],
        archived_at: '2026-01-02T00:00:00Z',
      }),
  ],
  workers_experience: [
    change('workers', { experience: JSON.stringify({}) }),
    change('workers', { experience: JSON.stringify([{ profession: 'rn', years: 71 }]) }),
    change('workers', { experience: JSON.stringify([{ profession: 'rn', years: 1, note: 'x' }]) }),
    change('workers', {
      experience: JSON.stringify([
        { profession: 'rn', years: 1 },
        { profession: 'rn', years: 2 },
      ]),
    }),
  ],
  representations_experience: [change('representations', { experience: JSON.stringify([{ years: 1 }]) })],
  worker_matches_pair: [
    copy('worker_matches'),
    (world) => {
      const { worker_id, other_worker_id } = world.rows['worker_matches']!;
      return world.copy('worker_matches', { worker_id: other_worker_id, other_worker_id: worker_id });
    },
  ],
  worker_matches_two: [
    (world) => world.change('worker_matches', { other_worker_id: world.rows['workers']!['id'] }),
  ],
  worker_matches_found_by: [change('worker_matches', { found_by: 'chance' })],
  worker_matches_agreeing: [change('worker_matches', { agreeing: ['shoe_size'] })],
  worker_matches_differing: [change('worker_matches', { differing: ['shoe_size'] })],
  worker_matches_survivor: [
    change('worker_matches', { state: 'merged', decided_at: '2026-01-02T00:00:00Z' }),
    change('worker_matches', { state: 'merged', decided_at: '2026-01-02T00:00:00Z', survivor_id: center(1) }),
    (world) => world.change('worker_matches', { survivor_id: world.rows['workers']!['id'] }),
  ],
  worker_matches_decided: [
    change('worker_matches', { state: 'distinct' }),
    change('worker_matches', { decided_at: '2026-01-02T00:00:00Z' }),
  ],
  work_history_entries_stated: [change('work_history_entries', { vendor_id: null })],
  work_history_entries_days: [change('work_history_entries', { ends_on: '2022-12-31' })],
  taxonomy_codes_form: [change('taxonomy_codes', { code: '163WC02000' })],
  taxonomy_codes_code: [copy('taxonomy_codes')],
  representations_window: [change('representations', { right_to_represent_until: '2026-01-01T00:00:00Z' })],
  orders_days: [change('orders', { ends_on: '2026-01-31' })],
  orders_max_bill_rate: [change('orders', { max_bill_rate: '97' })],
  orders_pay_range: [change('orders', { pay_rate_to: '54' })],
  orders_posted_range: [change('orders', { posted_rate_to: '89' })],
  orders_held_from: [change('orders', { state: 'on_hold' }), change('orders', { held_from: 'open' })],
  orders_price_by_type: [
    change('orders', { bill_rate: null }),
    change('orders', { salary_from: '80000' }),
    change('orders', { placement_fee_estimate: '18000' }),
    change('orders', { type: 'direct_hire' }),
  ],
  orders_salary: [
    change('orders', { ...directHire, salary_from: '90000', salary_to: '80000' }),
    change('orders', { ...directHire, salary_from: '0' }),
  ],
  orders_placement_fee: [change('orders', { ...directHire, placement_fee_estimate: '-1' })],
  orders_pay_unit: [change('orders', { pay_unit: 'day' })],
  orders_posting_texts: [
    change('orders', { benefits_text: '' }),
    change('orders', { other_compensation: 'x'.repeat(5_001) }),
  ],
  orders_lists: [
    change('orders', { remote_states: '{NULL}' }),
    change('orders', { locked_fields: '{NULL}' }),
    change('orders', { extra_credential_type_ids: '{NULL}' }),
    change('orders', { custom_values: '[]' }),
  ],
  orders_surge: [
    change('orders', { surge_kind: 'surge' }),
    change('orders', { surged_at: '2026-01-02T00:00:00Z' }),
    change('orders', { ...surged, surge_kind: 'flood' }),
    change('orders', { ...surged, surge_reason: '' }),
  ],
  order_templates_name: [copy('order_templates', { name: 'travel icu NIGHTS' })],
  order_templates_place: [change('order_templates', { facility_id: null })],
  order_templates_terms: [change('order_templates', { terms: '[]' })],
  order_templates_questions: [change('order_templates', { questions: '{}' })],
  order_questions_number: [copy('order_questions')],
  order_questions_kind: [change('order_questions', { kind: 'essay' })],
  order_questions_choices: [change('order_questions', { choices: '{}' })],
  order_questions_minimum: [
    change('order_questions', { minimum: '2' }),
    change('order_questions', { knockout: true }),
  ],
  order_questions_text: [change('order_questions', { kind: 'text' })],
  order_changes_one_pending: [copy('order_changes', { kind: 'surge', reason: 'Flu.' })],
  order_changes_kind: [change('order_changes', { kind: 'whim' })],
  order_changes_before: [change('order_changes', { before: '[]' })],
  order_changes_after: [change('order_changes', { after: '[]' })],
  order_changes_decided: [
    change('order_changes', { state: 'applied' }),
    change('order_changes', { decided_at: '2026-01-02T00:00:00Z' }),
  ],
  order_changes_surge_reason: [change('order_changes', { kind: 'rush' })],
  programs_employees: [change('programs', { employees: 0 })],
  programs_pay_transparency: [change('programs', { pay_transparency: 'ignore' })],
  orders_headcount: [
    after(copy('positions', { number: 2 }), copy('positions', { number: 3 })),
    after(copy('positions', { number: 2 }), change('orders', { positions: 1 })),
    after(
      change('positions', { state: 'canceled' }),
      copy('positions', { number: 2 }),
      copy('positions', { number: 3 }),
      change('positions', { state: 'open' }),
    ),
  ],
  positions_number: [copy('positions')],
  custom_fields_key: [change('custom_fields', { key: 'Cost-Code' })],
  custom_fields_once: [copy('custom_fields'), copy('custom_fields', { archived_at: '2026-01-02T00:00:00Z' })],
  custom_fields_choices: [
    change('custom_fields', { kind: 'choice', max_length: null }),
    change('custom_fields', { choices: '{a}' }),
  ],
  custom_fields_range: [change('custom_fields', { minimum: '1' }), change('custom_fields', { maximum: '1' })],
  custom_fields_order: [
    change('custom_fields', { kind: 'number', max_length: null, minimum: '2', maximum: '1' }),
  ],
  custom_fields_length: [change('custom_fields', { kind: 'date' })],
  business_calendars_once: [copy('business_calendars')],
  business_calendars_hours: [
    change('business_calendars', { hours: '[]' }),
    change('business_calendars', { hours: '{}' }),
  ],
  business_calendars_holidays: [change('business_calendars', { holidays: '{}' })],
  release_plan_templates_once: [copy('release_plan_templates', { name: 'Others' })],
  release_plan_templates_tiers: [change('release_plan_templates', { tiers: '[]' })],
  order_visibilities_submission_cap: [change('order_visibilities', { submission_cap: 0 })],
  release_omissions_once: [copy('release_omissions', { why: 'standing' })],
  release_plans_one_live: [copy('release_plans', { state: 'paused' })],
  release_plans_tiers: [change('release_plans', { tiers: '[]' })],
  order_visibilities_once: [copy('order_visibilities', { tier: 2 })],
  order_visibilities_window: [change('order_visibilities', { visible_to: '2026-01-02T00:00:00Z' })],
  submissions_one_owner: [
    copy('submissions', { state: 'submitted' }),
    async (world) => {
      const vendor = { vendor_id: (await world.copy('vendors', { tax_id_digest: 'd2' }))['id'] };
      const representation = await world.copy('representations', vendor);
      return world.copy('submissions', { ...vendor, representation_id: representation['id'] });
    },
  ],
  offers_one_live: [copy('offers', { state: 'extended' })],
  offers_days: [change('offers', { ends_on: '2026-01-31' })],
  programs_ownership_days: [change('programs', { ownership_days: 0 })],
  submissions_annual_salary: [change('submissions', { bill_rate: null, annual_salary: '0' })],
  submissions_answers: [change('submissions', { answers: '{}' })],
  submissions_custom_values: [change('submissions', { custom_values: '[]' })],
  submissions_score: [change('submissions', { score: '100.0001' })],
  submissions_consent_price: [change('submissions', { consent: 'asked' })],
  submissions_consent_amount: [change('submissions', { consent_price: '0' })],
  submissions_price: [
    change('submissions', { annual_salary: '90000' }),
    change('submissions', { bill_rate: null }),
  ],
  submission_ranks_once: [copy('submission_ranks', { place: 2 })],
  interviews_proposed_times: [
    change('interviews', { proposed_times: '[]' }),
    change('interviews', { proposed_times: '{}' }),
  ],
  interviews_times: [
    change('interviews', { starts_at: '2026-02-12T15:00:00Z' }),
    change('interviews', { starts_at: '2026-02-12T15:00:00Z', ends_at: '2026-02-12T15:00:00Z' }),
  ],
  interviews_set_times: [change('interviews', { state: 'scheduled' })],
  interviews_ended: [change('interviews', { outcome: 'recommend' })],
  interviews_no_overlap: [
    async (world) => {
      const met = { state: 'scheduled', starts_at: '2026-02-12T15:00:00Z', ends_at: '2026-02-12T15:30:00Z' };
      await world.copy('interviews', met);
      return world.copy('interviews', { ...met, starts_at: '2026-02-12T15:15:00Z' });
    },
  ],
  offers_annual_salary: [change('offers', { bill_rate: null, ends_on: null, annual_salary: '0' })],
  offers_placement_fee: [change('offers', { placement_fee: 'NaN' })],
  offers_round: [change('offers', { round: 21 })],
  offers_note: [change('offers', { note: '' })],
  offers_authors: [change('offers', { authors: '{null}' })],
  offers_price: [
    change('offers', { bill_rate: null }),
    change('offers', { ends_on: null }),
    change('offers', { annual_salary: '90000' }),
  ],
  offer_rounds_once: [copy('offer_rounds', { proposed_by: 'vendor' })],
  offer_rounds_days: [change('offer_rounds', { ends_on: '2026-01-31' })],
  offer_rounds_price: [change('offer_rounds', { bill_rate: null })],
  assignments_offer: [copy('assignments', { state: 'canceled' })],
  assignments_days: [change('assignments', { ends_on: '2026-01-31' })],
  assignments_actual_days: [change('assignments', { ended_on: '2026-01-31' })],
  assignments_kind: [change('assignments', { kind: 'permanent' })],
  assignments_kind_parts: [
    change('assignments', { offer_id: null }),
    change('assignments', { kind: 'per_diem' }),
  ],
  assignments_one_per_diem: [
    after(copy('assignments', perDiem), copy('assignments', { ...perDiem, state: 'suspended' })),
  ],
  assignments_end_kind: [
    change('assignments', { state: 'ended', ended_on: '2026-02-05', end_kind: 'vanished' }),
  ],
  assignments_end_reason_code: [change('assignments', { end_reason_code: 'boredom' })],
  assignments_ended_by: [change('assignments', { ended_by: 'weather' })],
  assignments_canceled_by: [change('assignments', { canceled_by: 'msp' })],
  assignments_tenure_warned_weeks: [change('assignments', { tenure_warned_weeks: [null] })],
  assignments_order_exists: [copy('assignments', { ...perDiem, order_id: center(1) })],
  assignments_vendor_exists: [copy('assignments', { ...perDiem, vendor_id: center(1) })],
  assignments_worker_exists: [copy('assignments', { ...perDiem, worker_id: center(1) })],
  assignment_revisions_kinds: [
    change('assignment_revisions', { kinds: ['mood'] }),
    change('assignment_revisions', { kinds: [null] }),
  ],
  assignment_revisions_additional_cost: [change('assignment_revisions', { additional_cost: 'NaN' })],
  assignment_revisions_proposed_by: [change('assignment_revisions', { proposed_by: 'worker' })],
  assignment_revisions_authors: [change('assignment_revisions', { authors: [null] })],
  assignment_revisions_vendor_sees: [change('assignment_revisions', { vendor_sees: false })],
  assignment_revisions_one_pending: [
    after(
      copy('assignment_revisions', { number: 2, state: 'proposed' }),
      copy('assignment_revisions', { number: 3, state: 'pending_consent' }),
    ),
  ],
  programs_tenure_limit_weeks: [change('programs', { tenure_limit_weeks: 0 })],
  programs_tenure_warn_weeks: [change('programs', { tenure_warn_weeks: -1 })],
  programs_revision_consent: [change('programs', { revision_consent: 'worker' })],
  charges_explanation: [change('charges', { explanation: '[]' }), change('charges', { explanation: '{}' })],
  charges_once: [copy('charges')],
  expense_categories_rates: [change('expense_categories', { kind: 'mileage', rates: '{}' })],
  expense_categories_code: [copy('expense_categories')],
  expense_categories_rated: [
    change('expense_categories', { kind: 'mileage' }),
    change('expense_categories', { rates: JSON.stringify([{ from: '2026-01-01', rate: '0.7250' }]) }),
  ],
  expenses_explanation: [
    change('expenses', { explanation: '[]' }),
    change('expenses', { explanation: '{}' }),
  ],
  expenses_rated: [change('expenses', { quantity: '10' }), change('expenses', { rate: '0.7250' })],
  expenses_submitted: [
    change('expenses', { submitted_at: null }),
    change('expenses', { submitted_by: null }),
  ],
  expenses_approved: [
    change('expenses', { state: 'approved' }),
    change('expenses', { approved_at: '2026-02-05T00:00:00Z' }),
  ],
  expenses_rejected: [
    change('expenses', { state: 'rejected' }),
    change('expenses', { rejected_because: 'No receipt' }),
  ],
  expenses_voided: [
    change('expenses', { voided_because: 'Paid twice' }),
    change('expenses', { state: 'voided', approved_at: '2026-02-05T00:00:00Z' }),
  ],
  charges_waived: [change('charges', { state: 'waived' }), change('charges', { waived_because: 'Goodwill' })],
  charges_sign: [change('charges', { amount: '-1' }), change('charges', { kind: 'placement_refund' })],
  agreement_placement_terms_percent: [change('agreement_placement_terms', { fee_value: '100.0001' })],
  agreement_placement_terms_steps: [
    change('agreement_placement_terms', { refund_kind: 'steps' }),
    change('agreement_placement_terms', {
      refund_steps: JSON.stringify([{ percent: '50', throughDay: 30 }]),
    }),
  ],
  agreement_placement_terms_once: [copy('agreement_placement_terms', { fee_value: '18' })],
  onboarding_templates_items: [change('onboarding_templates', { items: '[]' })],
  onboarding_templates_unit_has_facility: [change('onboarding_templates', { facility_id: null })],
  onboarding_templates_once: [copy('onboarding_templates')],
  programs_minimum_rest_minutes: [change('programs', { minimum_rest_minutes: -1 })],
  programs_attendance_points: [change('programs', { attendance_points: '[]' })],
  programs_attendance_window_days: [
    change('programs', { attendance_window_days: 0 }),
    change('programs', { attendance_window_days: 731 }),
  ],
  programs_late_release_hours: [change('programs', { late_release_hours: -1 })],
  programs_lapse_lead_hours: [change('programs', { lapse_lead_hours: -1 })],
  programs_geofence_meters: [change('programs', { geofence_meters: 0 })],
  programs_punch_early_minutes: [change('programs', { punch_early_minutes: -1 })],
  programs_punch_late_minutes: [change('programs', { punch_late_minutes: 721 })],
  programs_long_shift_hours: [change('programs', { long_shift_hours: 25 })],
  programs_meal_due_hours: [change('programs', { meal_due_hours: 0 })],
  punches_roles: [change('punches', { roles: ['a', 'b', 'c', 'd', 'e', 'f'] })],
  punches_attested: [
    change('punches', { source: 'manager' }),
    change('punches', { attestation: 'I saw her.' }),
  ],
  punches_withdrawn: [
    change('punches', { state: 'voided' }),
    change('punches', { withdrawn_because: 'Pressed by mistake' }),
  ],
  punches_called: [change('punches', { called_at: '2026-02-03T00:00:00Z' })],
  punches_geofence: [change('punches', { is_outside_geofence: true })],
  punches_client_ids: [copy('punches', { occurred_at: '2026-02-03T01:00:00Z' })],
  punches_once: [copy('punches', { client_id: null, occurred_at: '2026-02-03T00:00:00.9Z' })],
  punches_superseded_once: [
    async (world) => {
      const supersedes = { client_id: null, supersedes_id: world.rows['punches']!['id'] };
      await world.copy('punches', { ...supersedes, kind: 'out' });
      return world.copy('punches', { ...supersedes, kind: 'meal_start' });
    },
  ],
  facilities_coordinates: [
    change('facilities', { latitude: '39.96' }),
    change('facilities', { latitude: '90.00001', longitude: '0' }),
  ],
  worker_identities_home: [change('worker_identities', { home_longitude: '-82.99' })],
  representations_home: [change('representations', { home_latitude: '0', home_longitude: '-180.5' })],
  shift_patterns_days: [change('shift_patterns', { last_on: '2026-02-01' })],
  shift_patterns_start_time: [change('shift_patterns', { start_time: '7:00' })],
  shift_patterns_end_time: [change('shift_patterns', { end_time: '24:00' })],
  shift_patterns_weekdays: [
    change('shift_patterns', { weekdays: ['someday'] }),
    change('shift_patterns', { weekdays: [] }),
  ],
  shift_patterns_parties: [change('shift_patterns', { vendor_id: null })],
  shifts_hours: [
    change('shifts', { ends_at: '2026-02-02T23:00:00Z' }),
    change('shifts', { ends_at: '2026-02-04T00:00:01Z' }),
  ],
  shifts_meal: [change('shifts', { ends_at: '2026-02-03T00:30:00Z' })],
  shifts_boosted: [change('shifts', { bill_rate: '97' })],
  shifts_not_stored: [change('shifts', { state: 'requested' })],
  shifts_parties: [change('shifts', { vendor_id: null }), change('shifts', { assignment_id: null })],
  shifts_taken: [
    change('shifts', { state: 'open' }),
    change('shifts', { vendor_id: null, worker_id: null, assignment_id: null, representation_id: null }),
  ],
  shifts_at_risk: [change('shifts', { state: 'no_show', at_risk: true })],
  shifts_canceled: [
    change('shifts', { state: 'canceled' }),
    change('shifts', { canceled_at: '2026-02-01T00:00:00Z', canceled_by: 'client' }),
  ],
  shifts_begun: [change('shifts', { state: 'in_progress' })],
  shifts_timesheet: [change('shifts', { timesheet_id: '0198c0de-0000-7000-8000-00000000dead' })],
  shifts_done: [change('shifts', { state: 'completed', actual_starts_at: '2026-02-03T00:00:00Z' })],
  shifts_worked: [change('shifts', { actual_ends_at: '2026-02-03T12:00:00Z' })],
  shifts_meal_taken: [change('shifts', { meal_starts_at: '2026-02-03T05:00:00Z' })],
  shifts_pattern_slot: [change('shifts', { slot: 1 })],
  shifts_pattern_day: [
    async (world) => {
      const made = { pattern_id: world.rows['shift_patterns']!['id'], slot: 1 };
      await world.change('shifts', made);
      await world.copy('shifts', made);
    },
  ],
  // Whoever supplies the worker, and whichever order it is for.
  shifts_one_at_a_time: [
    copy('shifts'),
    copy('shifts', { starts_at: '2026-02-03T12:29:59Z', ends_at: '2026-02-03T20:00:00Z' }),
  ],
  shift_audiences_once: [copy('shift_audiences')],
  shift_quotes_price: [change('shift_quotes', { boost: '1' })],
  shift_quotes_parties: [change('shift_quotes', { vendor_id: null })],
  shift_quotes_pay: [change('shift_quotes', { pay_total: null })],
  shift_requests_decided: [change('shift_requests', { state: 'declined' })],
  shift_requests_one_live: [copy('shift_requests')],
  attendance_events_once: [copy('attendance_events')],
  attendance_events_excused: [
    change('attendance_events', { state: 'excused' }),
    change('attendance_events', { excuse_reason: 'Snow' }),
  ],
  shift_swaps_two_workers: [
    async (world) => {
      await world.change('shift_swaps', { other_worker_id: world.rows['shift_swaps']!['worker_id'] });
    },
  ],
  shift_swaps_two_shifts: [
    async (world) => {
      await world.change('shift_swaps', { other_shift_id: world.rows['shift_swaps']!['shift_id'] });
    },
  ],
  shift_swaps_one_live: [copy('shift_swaps'), copy('shift_swaps', { state: 'accepted' })],
  favorite_workers_once: [copy('favorite_workers')],
  broadcast_plans_stages: [
    change('broadcast_plans', { stages: '{}' }),
    change('broadcast_plans', { stages: '[]' }),
  ],
  broadcast_plans_one_default: [
    async (world) => {
      await world.change('broadcast_plans', { is_default: true });
      await world.copy('broadcast_plans', { is_default: true });
    },
  ],
  shift_broadcasts_stages: [change('shift_broadcasts', { stages: '[]' })],
  shift_broadcasts_once: [copy('shift_broadcasts')],
  shift_boosts_one: [copy('shift_boosts')],
  calendar_links_secret: [copy('calendar_links')],
  call_off_periods_once: [copy('call_off_periods')],
  call_off_periods_days: [change('call_off_periods', { ends_on: '2026-01-31' })],
  onboarding_items_once: [copy('onboarding_items')],
  onboarding_items_done: [
    change('onboarding_items', { state: 'complete' }),
    change('onboarding_items', { done_at: '2026-01-20T00:00:00Z' }),
    change('onboarding_items', { waived_because: 'Known here' }),
    change('onboarding_items', { state: 'waived', done_at: '2026-01-20T00:00:00Z' }),
  ],
  placements_offer: [copy('placements', { state: 'fell_off', started_on: null })],
  placements_begun: [change('placements', { started_on: null }), change('placements', { state: 'accepted' })],
  placements_left: [
    change('placements', { state: 'left' }),
    change('placements', { left_on: '2026-02-03' }),
    change('placements', { left_because: 'Moved away' }),
  ],
  placements_left_after_start: [
    change('placements', { state: 'left', left_because: 'Moved away', left_on: '2026-01-31' }),
  ],
  placements_one_live: [
    async (world) => {
      const { offer_id, submission_id, ...held } = await placement(world);
      return world.copy('placements', { ...held, offer_id, submission_id });
    },
  ],
  assignments_ended: [
    change('assignments', { state: 'ended' }),
    change('assignments', { end_kind: 'early' }),
    change('assignments', { state: 'ended', end_kind: 'completed' }),
  ],
  positions_one_assignment: [
    async (world) => world.copy('assignments', { ...(await placement(world)), state: 'pending' }),
  ],
  assignment_revisions_number: [copy('assignment_revisions', { state: 'superseded' })],
  assignment_revisions_no_overlap: [
    copy('assignment_revisions', { number: 2, effective: '[2026-05-02,2026-07-01)' }),
  ],
  allocations_no_overlap: [copy('allocations', { effective: '[2026-12-31,)' })],
  allocations_whole: [
    change('allocations', shares([center(1), '60'], [center(2), '39.9999'])),
    change('allocations', shares([center(1), '50'], [center(1), '50'])),
    change('allocations', shares([center(1), '100'], [center(2), '0'])),
    change('allocations', shares([center(1), '150'], [center(2), '-50'])),
    change('allocations', shares([center(1), 100])),
    change('allocations', shares(['6010', '100'])),
    change('allocations', { shares: '[]' }),
    change('allocations', { shares: '[null]' }),
    change('allocations', { shares: '{}' }),
    change('allocations', { shares: '[{"percent": "100"}]' }),
  ],
  allocations_cost_centers: [change('allocations', shares([center(1), '100']))],
  pay_policies_no_overlap: [copy('pay_policies')],
  pay_policies_rules: [change('pay_policies', { rules: '[]' })],
  pay_policies_state: [change('pay_policies', { state: 'oh' })],
  pay_policies_number: [
    change('pay_policies', { number: 0, supersedes_id: '00000000-0000-7000-8000-000000000001' }),
  ],
  pay_policies_first: [change('pay_policies', { number: 2 })],
  pay_policies_scope: [
    (world) =>
      world.change('pay_policies', {
        worker_id: world.rows['workers']!['id'],
        state: 'OH',
        facility_id: null,
      }),
    (world) => world.change('pay_policies', { facility_id: world.rows['facilities']!['id'], state: 'OH' }),
  ],
  pay_policies_superseded_once: [
    after(
      (world) => world.copy('pay_policies', revised(world, '[2030-01-01,2030-02-01)')),
      (world) => world.copy('pay_policies', revised(world, '[2030-02-01,2030-03-01)')),
    ),
  ],
  timesheets_one_per_week: [copy('timesheets')],
  timesheets_week: [
    change('timesheets', { week_ends_at: '2026-02-08T09:00:01Z' }),
    change('timesheets', { week_starts_at: '2026-02-01T09:00:01Z' }),
  ],
  timesheets_disputed: [
    change('timesheets', { dispute: '{}' }),
    change('timesheets', { ...approved, state: 'disputed' }),
  ],
  timesheets_submitted: [change('timesheets', { state: 'submitted' })],
  timesheets_approved: [
    change('timesheets', { ...approved, approved_at: null }),
    change('timesheets', { ...approved, gross: null }),
  ],
  time_entries_no_overlap: [
    copy('time_entries', {
      starts_at: '2026-02-03T12:29:00Z',
      ends_at: '2026-02-03T13:00:00Z',
      current: false,
    }),
  ],
  time_entries_one_at_a_time: [
    async (world) => {
      const other = await world.copy('timesheets', { week_starts_on: '2026-02-08' });
      const span = { starts_at: '2026-02-03T12:29:00Z', ends_at: '2026-02-03T13:00:00Z' };
      return world.copy('time_entries', { timesheet_id: other['id'], ...span });
    },
  ],
  time_entries_length: [
    change('time_entries', { ends_at: '2026-02-03T00:00:00Z' }),
    change('time_entries', { ends_at: '2026-02-04T00:00:01Z' }),
  ],
  time_entries_called_at: [change('time_entries', { called_at: 'infinity' })],
  time_entries_ended_early: [change('time_entries', { ended_early: 'by_whom' })],
  time_entries_missed_rests: [
    change('time_entries', { missed_rests: -1 }),
    change('time_entries', { missed_rests: 11 }),
  ],
  time_entries_roles: [change('time_entries', { roles: '{a,b,c,d,e,f}' })],
  time_entries_source_id: [change('time_entries', { source_id: '' })],
  time_entries_source_ids: [
    after(
      change('time_entries', { source_id: 'kiosk-1' }),
      copy('time_entries', {
        starts_at: '2026-02-04T00:00:00Z',
        ends_at: '2026-02-04T12:30:00Z',
        source_id: 'kiosk-1',
      }),
    ),
  ],
  time_entries_meals: [change('time_entries', { meals: '{}' })],
  time_entries_approved: [
    after(change('timesheets', approved), change('time_entries', { note: 'later' })),
    after(change('timesheets', approved), remove('time_entries')),
    after(change('timesheets', { revision: 2 }), remove('time_entries')),
    after(change('timesheets', approved), change('time_entries', { current: false, note: 'later' })),
  ],
  timesheet_lines_once: [copy('timesheet_lines')],
  timesheet_lines_approved: [
    after(change('timesheets', approved), change('timesheet_lines', { amount: '1.00' })),
    after(change('timesheets', approved), remove('timesheet_lines')),
  ],
  timesheet_ratings_once: [copy('timesheet_ratings')],
  timesheet_ratings_account: [change('timesheet_ratings', { account: '[]' })],
  timesheet_ratings_approved: [
    after(change('timesheets', approved), change('timesheet_ratings', { gross: '1.00' })),
  ],
  timesheets_approval_state: [change('timesheets', { approval_state: 'asked' })],
  timesheets_accepts_at: [change('timesheets', { accepts_at: 'infinity' })],
  timesheets_approved_through: [change('timesheets', { approved_through: 'chance' })],
  programs_time_reminder_hours: [
    change('programs', { time_reminder_hours: 0 }),
    change('programs', { time_reminder_hours: 721 }),
  ],
  time_exceptions_code: [change('time_exceptions', { code: 'odd' })],
  time_exceptions_origin: [change('time_exceptions', { origin: 'rumor' })],
  time_exceptions_once: [copy('time_exceptions')],
  time_exceptions_decided: [
    change('time_exceptions', { state: 'resolved', note: 'Mended.' }),
    change('time_exceptions', { decided_at: '2026-02-09T00:00:00Z' }),
  ],
  time_exceptions_noted: [
    change('time_exceptions', { state: 'attested', decided_at: '2026-02-09T00:00:00Z' }),
  ],
  time_locks_once: [copy('time_locks')],
  time_locks_reopened: [
    change('time_locks', { state: 'reopened' }),
    change('time_locks', { reopened_at: '2026-01-09T00:00:00Z' }),
    change('time_locks', { reopened_reason: 'A week was left out.' }),
  ],
  time_entries_period_locked: [
    after(change('time_locks', { locked_to: '2026-02-07' }), change('time_entries', { note: 'later' })),
    after(change('time_locks', { locked_to: '2026-02-07' }), remove('time_entries')),
    after(
      change('time_locks', { locked_to: '2026-02-07' }),
      copy('time_entries', { starts_at: '2026-02-04T00:00:00Z', ends_at: '2026-02-04T12:30:00Z' }),
    ),
  ],
  timesheets_period_locked: [
    after(
      change('time_locks', { locked_to: '2026-02-07' }),
      change('timesheets', { state: 'submitted', submitted_at: '2026-02-08T00:00:00Z' }),
    ),
    after(change('time_locks', { locked_to: '2026-02-07' }), change('timesheets', { revision: 2 })),
    after(
      change('time_locks', { locked_to: '2026-02-07' }),
      change('timesheets', {
        state: 'disputed',
        submitted_at: '2026-02-08T00:00:00Z',
        dispute: '{"from": "submitted"}',
      }),
    ),
  ],
  other_pay_items_period_locked: [
    after(change('time_locks', { locked_to: '2026-02-07' }), remove('other_pay_items')),
    after(change('time_locks', { locked_to: '2026-02-07' }), copy('other_pay_items')),
  ],
  timesheets_pay_total: [change('timesheets', { pay_total: '-1.00' })],
  timesheet_ratings_pay_total: [change('timesheet_ratings', { pay_total: '-1.00' })],
  timesheet_pay_lines_once: [copy('timesheet_pay_lines')],
  timesheet_pay_lines_earning: [change('timesheet_pay_lines', { earning: 'tips' })],
  timesheet_pay_lines_approved: [
    after(change('timesheets', approved), change('timesheet_pay_lines', { amount: '1.00' })),
    after(change('timesheets', approved), remove('timesheet_pay_lines')),
  ],
  other_pay_items_treatment: [change('other_pay_items', { treatment: 'gift' })],
  other_pay_items_approved: [
    after(change('timesheets', approved), change('other_pay_items', { amount: '1.00' })),
    after(change('timesheets', approved), remove('other_pay_items')),
  ],
  reratings_period: [
    change('reratings', { period_to: '2026-01-31' }),
    change('reratings', { period_to: '2027-03-09' }),
  ],
  reratings_failed: [
    change('reratings', { state: 'failed' }),
    change('reratings', { failed_because: 'No week was handed in' }),
  ],
  rerating_lines_once: [copy('rerating_lines')],
  rerating_lines_skipped: [
    change('rerating_lines', { state: 'skipped' }),
    change('rerating_lines', { why: 'The week is in dispute.' }),
  ],
  timesheet_disputes_one_open: [copy('timesheet_disputes')],
  timesheet_disputes_proposed_entries: [change('timesheet_disputes', { proposed_entries: '{}' })],
  timesheet_disputes_resolved: [change('timesheet_disputes', { state: 'upheld' })],
  purchase_orders_thresholds: [
    change('purchase_orders', { thresholds: '{0}' }),
    change('purchase_orders', { thresholds: '{1001}' }),
    change('purchase_orders', { thresholds: '{100,80}' }),
    change('purchase_orders', { thresholds: '{80,80}' }),
    change('purchase_orders', { thresholds: '{80,null}' }),
    change('purchase_orders', { thresholds: `{${Array.from({ length: 21 }, (_, at) => at + 1).join(',')}}` }),
  ],
  purchase_orders_number: [copy('purchase_orders')],
  purchase_orders_unit_has_facility: [change('purchase_orders', { facility_id: null })],
  purchase_orders_order_has_unit: [change('purchase_orders', { unit_id: null })],
  purchase_orders_assignment_has_order: [
    change('purchase_orders', { order_id: null }),
    change('purchase_orders', { vendor_id: null }),
  ],
  purchase_orders_closed: [change('purchase_orders', { closed_because: 'Used up' })],
  cost_center_budgets_thresholds: [change('cost_center_budgets', { thresholds: '{90,50}' })],
  cost_center_budgets_no_overlap: [copy('cost_center_budgets', { period: '[2020-12-31,2022-01-01)' })],
  burn_thresholds_of_one: [
    change('burn_thresholds', { purchase_order_id: null }),
    (world) => world.change('burn_thresholds', { budget_id: world.rows['cost_center_budgets']!['id'] }),
  ],
  burn_thresholds_reached: [change('burn_thresholds', { burned: '71999.99' })],
  burn_thresholds_once: [copy('burn_thresholds', { burned: '80001.00' })],
  workforce_measures_once: [copy('workforce_measures')],
  workforce_measures_any: [
    change('workforce_measures', { employed_hours: null, employed_cost: null, addressable_spend: null }),
  ],
  billing_profiles_grouping: [change('billing_profiles', { grouping: 'vendor' })],
  billing_profiles_program: [copy('billing_profiles')],
  billing_profiles_invoice_prefix: [change('billing_profiles', { invoice_prefix: 'ci' })],
  billing_profiles_statement_prefix: [change('billing_profiles', { statement_prefix: '-VS' })],
  billing_profiles_credit_memo_prefix: [change('billing_profiles', { credit_memo_prefix: 'C M' })],
  billing_profiles_vendor_credit_prefix: [change('billing_profiles', { vendor_credit_prefix: '' })],
  billing_profiles_prefixes: [
    change('billing_profiles', { invoice_prefix: 'CM' }),
    change('billing_profiles', { statement_prefix: 'VC' }),
    change('billing_profiles', { credit_memo_prefix: 'VC' }),
  ],
  billing_profiles_seller: [change('billing_profiles', { seller: '[]' })],
  billing_profiles_buyer: [change('billing_profiles', { buyer: '"Lakeshore"' })],
  billing_profiles_remit_to: [
    change('billing_profiles', { remit_to: `{${Array(11).fill('line').join(',')}}` }),
    change('billing_profiles', { remit_to: '{null}' }),
  ],
  billing_profiles_terms_days: [
    change('billing_profiles', { terms_days: -1 }),
    change('billing_profiles', { terms_days: 366 }),
  ],
  tax_rules_covers: [change('tax_rules', { covers: '[]' })],
  tax_rules_no_overlap: [copy('tax_rules', { percent: '6', effective: '[2020-12-31,)' })],
  pay_codes_receiver: [change('pay_codes', { receiver: 'worker' })],
  pay_codes_basis: [change('pay_codes', { basis: 'days' })],
  pay_codes_vendor: [change('pay_codes', { receiver: 'vendor' })],
  pay_codes_no_overlap: [copy('pay_codes', { code: 'OTHER' })],
  payroll_exports_receiver: [change('payroll_exports', { receiver: 'worker' })],
  payroll_exports_state: [change('payroll_exports', { state: 'sent' })],
  payroll_exports_exceptions: [change('payroll_exports', { exceptions: '{}' })],
  payroll_exports_vendor: [change('payroll_exports', { receiver: 'vendor' })],
  payroll_exports_was_answered: [
    change('payroll_exports', { answered_at: '2026-02-10T00:00:00Z' }),
    change('payroll_exports', { state: 'acknowledged', receiver_reference: 'W06' }),
  ],
  payroll_exports_acknowledged: [
    (world) => world.change('payroll_exports', { ...answered(world), state: 'acknowledged' }),
    change('payroll_exports', { receiver_reference: 'W06' }),
  ],
  payroll_exports_failed: [
    (world) => world.change('payroll_exports', { ...answered(world), state: 'failed' }),
    change('payroll_exports', { failure_reason: 'No such code' }),
  ],
  payroll_exports_number: [copy('payroll_exports')],
  payroll_versions_receiver: [change('payroll_versions', { receiver: 'worker' })],
  payroll_versions_in_export: [copy('payroll_versions', { revision: 2 })],
  payroll_versions_once: [
    async (world) => {
      const { id } = await world.copy('payroll_exports', { number: 2 });
      return world.copy('payroll_versions', { export_id: id });
    },
  ],
  payroll_export_lines_receiver: [copy('payroll_export_lines', { number: 2, receiver: 'worker' })],
  payroll_export_lines_kind: [copy('payroll_export_lines', { number: 2, kind: 'other' })],
  payroll_export_lines_basis: [copy('payroll_export_lines', { number: 2, basis: 'days' })],
  payroll_export_lines_number: [copy('payroll_export_lines')],
  payroll_export_lines_reverses: [
    copy('payroll_export_lines', { number: 2, kind: 'reversal', minutes: -720 }),
    copy('payroll_export_lines', { number: 2, reverses_id: '00000000-0000-7000-8000-000000000001' }),
  ],
  payroll_export_lines_reversal: [
    copy('payroll_export_lines', {
      number: 2,
      kind: 'reversal',
      reverses_id: '00000000-0000-7000-8000-000000000001',
    }),
  ],
  payroll_export_lines_kept: [change('payroll_export_lines', { minutes: 1 })],
  payroll_export_lines_cost_center: [copy('payroll_export_lines', { number: 2, cost_center_code: '6010' })],
  payroll_export_lines_own_cost: [
    (world) =>
      world.copy('payroll_export_lines', {
        number: 2,
        receiver: 'vendor',
        cost_center_id: world.rows['cost_centers']!['id'],
        cost_center_code: '6010',
      }),
  ],
  fiscal_calendars_once: [copy('fiscal_calendars')],
  fiscal_periods_once: [copy('fiscal_periods', { starts_on: '2025-02-01', ends_on: '2025-02-28' })],
  fiscal_periods_days: [change('fiscal_periods', { ends_on: '2024-12-31' })],
  fiscal_periods_closed: [
    change('fiscal_periods', { state: 'closed' }),
    change('fiscal_periods', { closed_at: '2025-02-01T00:00:00Z' }),
  ],
  fiscal_periods_no_overlap: [copy('fiscal_periods', { number: 2 })],
  period_closings_faults: [change('period_closings', { faults: '{}' })],
  period_closings_checks: [change('period_closings', { checks: '{}' })],
  period_closings_once: [copy('period_closings')],
  period_closings_forced: [
    change('period_closings', { is_forced: true }),
    change('period_closings', { reason: 'Why not' }),
  ],
  period_closings_reopened: [
    change('period_closings', { state: 'stands' }),
    change('period_closings', { reopened_reason: null }),
  ],
  period_closings_one_stands: [
    async (world) => {
      const standing = { state: 'stands', reopened_by: null, reopened_reason: null };
      await world.copy('period_closings', { ...standing, number: 2 });
      return world.copy('period_closings', { ...standing, number: 3 });
    },
  ],
  period_accruals_number: [copy('period_accruals')],
  period_accruals_basis: [copy('period_accruals', { number: 2, basis: 'guess' })],
  period_accruals_kept: [change('period_accruals', { amount: '1', fee_amount: '0', vendor_amount: '1' })],
  period_accruals_sealed: [
    async (world) => {
      await world.change('period_closings', { content_hash: '0'.repeat(64) });
      return world.copy('period_accruals', { number: 2 });
    },
  ],
  gl_accounts_once: [copy('gl_accounts', { name: 'Another' })],
  gl_mappings_purpose_of_ledger: [change('gl_mappings', { purpose: 'fee_revenue' })],
  gl_mappings_no_overlap: [copy('gl_mappings')],
  gl_exports_number: [copy('gl_exports')],
  gl_exports_was_answered: [
    change('gl_exports', { answered_at: '2026-02-10T00:00:00Z' }),
    change('gl_exports', { state: 'acknowledged', receiver_reference: 'JE-1' }),
  ],
  gl_exports_acknowledged: [
    (world) => world.change('gl_exports', { ...answered(world), state: 'acknowledged' }),
    change('gl_exports', { receiver_reference: 'JE-1' }),
  ],
  gl_exports_failed: [
    (world) => world.change('gl_exports', { ...answered(world), state: 'failed' }),
    change('gl_exports', { failure_reason: 'No such account' }),
  ],
  gl_exports_balanced: [
    // An entry with a debit more; totals that are not the sums of the lines.
    async (world) => {
      await world.copy('gl_lines', { number: 3 });
      return world.change('gl_exports', { line_count: 3 });
    },
    change('gl_exports', { content_hash: '0'.repeat(64), debit_total: '1', credit_total: '1' }),
    change('gl_exports', { content_hash: '0'.repeat(64), line_count: 3 }),
  ],
  gl_entries_number: [copy('gl_entries', { kind: 'accrual_reversal' })],
  gl_entries_once: [copy('gl_entries', { number: 2 })],
  gl_lines_number: [copy('gl_lines')],
  gl_lines_one_side: [
    copy('gl_lines', { number: 3, credit: '98.00' }),
    copy('gl_lines', { number: 3, debit: '0' }),
    copy('gl_lines', { number: 3, debit: '-98.00' }),
  ],
  gl_lines_kept: [change('gl_lines', { debit: '1' })],
  gl_lines_sealed: [
    async (world) => {
      await world.change('gl_exports', { content_hash: '0'.repeat(64) });
      return world.copy('gl_lines', { number: 3 });
    },
  ],
  billing_items_once_a_round: [copy('billing_items', { amount: '1', fee_amount: '0', vendor_amount: '1' })],
  billing_items_corrects: [(world) => correction(world, { kind: 'hours' })],
  billing_items_corrected_so: [change('billing_items', { correction: 'difference' })],
  billing_items_reason: [change('billing_items', { reason: '' })],
  billing_items_explanation: [change('billing_items', { explanation: '{}' })],
  billing_items_round: [copy('billing_items', { round: 0 })],
  billing_items_rounds: [
    copy('billing_items', { round: 2 }),
    // Invoiced, and a part of it, then all of it, taken back, but not credited yet.
    after(invoiced, (world) => correction(world, {}), copy('billing_items', { round: 2 })),
    after(invoiced, (world) => correction(world, wholly), copy('billing_items', { round: 2 })),
    after(
      invoiced,
      (world) => correction(world, { ...wholly, state: 'invoiced' }),
      copy('billing_items', { round: 3 }),
    ),
    change('billing_items', { round: 2 }),
  ],
  billing_items_imported: [change('billing_items', { source_system: 'workday' })],
  billing_items_source_system: [change('billing_items', { ...imported, source_system: '' })],
  billing_items_source_reference: [change('billing_items', { ...imported, source_reference: '' })],
  billing_items_unit_of_measure: [change('billing_items', { unit_of_measure: '' })],
  billing_items_imported_once: [
    after(
      copy('billing_items', { ...imported, source_id: center(1) }),
      copy('billing_items', { ...imported, source_id: center(2) }),
    ),
  ],
  billing_items_immutable: [
    after(invoiced, change('billing_items', { amount: '1', fee_amount: '0', vendor_amount: '1' })),
    after(invoiced, change('billing_items', { description: 'Other hours' })),
    after(invoiced, change('billing_items', { purchase_order_id: null, unit_id: null })),
    after(invoiced, change('billing_items', { allocation: '[{}]' })),
    after(invoiced, change('billing_items', { state: 'approved' })),
    after(invoiced, change('billing_items', { state: 'void' })),
    after(
      invoiced,
      change('billing_items', { state: 'paid' }),
      change('billing_items', { state: 'invoiced' }),
    ),
    after(change('billing_items', { state: 'void' }), change('billing_items', { state: 'approved' })),
  ],
  billing_items_negative: [(world) => correction(world, { corrects_id: null })],
  billing_items_corrected: [
    (world) => correction(world, {}),
    after(invoiced, (world) => correction(world, { amount: '-4264.76', vendor_amount: '-4264.76' })),
    // A correction takes back: of a charge it is no charge, of a credit no credit, nor more than it was.
    after(invoiced, (world) => correction(world, { amount: '1', vendor_amount: '1' })),
    after(invoiced, (world) => correction(world, { minutes: 1 })),
    after(change('billing_items', serviceCredit), (world) => correction(world, {})),
    after(change('billing_items', serviceCredit), (world) =>
      correction(world, { amount: '101', vendor_amount: '101' }),
    ),
    after(change('billing_items', serviceCredit), (world) =>
      correction(world, { amount: '97', fee_amount: '-4', vendor_amount: '101', state: 'invoiced' }),
    ),
    after(change('billing_items', { state: 'invoiced' }), (world) => correction(world, { minutes: -2401 })),
    after(change('billing_items', { state: 'invoiced' }), (world) =>
      correction(world, { fee_amount: '-127.95', vendor_amount: '126.95', state: 'invoiced' }),
    ),
    after(
      change('billing_items', { state: 'invoiced' }),
      (world) => correction(world, { amount: '-4000', vendor_amount: '-4000' }),
      (world) => correction(world, { source_revision: 3, amount: '-300', vendor_amount: '-300' }),
    ),
  ],
  billing_items_balance: [change('billing_items', { fee_amount: '127.95' })],
  billing_items_days: [change('billing_items', { work_date_to: '2026-01-31' })],
  billing_items_unit_has_facility: [change('billing_items', { facility_id: null })],
  billing_items_allocation: [change('billing_items', { allocation: '{}' })],
  invoice_runs_failed: [
    change('invoice_runs', { state: 'failed' }),
    change('invoice_runs', { failure_code: 'nothing_to_invoice' }),
  ],
  invoice_runs_failure_code: [change('invoice_runs', { state: 'failed', failure_code: 'No!' })],
  invoice_runs_failure_detail: [change('invoice_runs', { failure_detail: '' })],
  invoice_runs_held: [
    change('invoice_runs', { held_count: -1 }),
    change('invoice_runs', { held_amount: 'NaN' }),
  ],
  invoice_runs_progress: [
    change('invoice_runs', { done: -1 }),
    change('invoice_runs', { done: 2, expected_count: 1 }),
  ],
  invoice_runs_period: [change('invoice_runs', { period_end: '2026-01-31' })],
  invoices_number: [
    after(
      change('invoices', issued),
      copy('invoices', { ...issued, gross: '0', fee: '0', net: '0', total: '0' }),
    ),
  ],
  invoices_period: [change('invoices', { period_end: '2026-01-31' })],
  invoices_issued: [change('invoices', { ...issued, number: null }), change('invoices', { number: '1' })],
  invoices_vendor: [change('invoices', { vendor_id: null })],
  invoices_approval_client: [change('invoices', { approval_state: 'pending' })],
  invoices_rejected: [change('invoices', { rejected_because: 'Twice.' })],
  invoices_rejected_because: [
    copy('invoices', { ...emptyInvoice, approval_state: 'rejected', rejected_because: '' }),
  ],
  invoices_corrects: [change('invoices', { kind: 'vendor_credit' })],
  invoices_net: [change('invoices', { fee: '127.95' })],
  invoices_total: [change('invoices', { total: '4264.75' })],
  invoices_tax: [change('invoices', { tax: 'NaN', total: 'NaN' })],
  invoices_vendor_tax: [change('invoices', { tax: '1', total: '4137.81' })],
  invoices_taxes: [
    copy('invoices', { ...emptyInvoice, tax: '1', total: '1' }),
    async (world) =>
      world.copy('invoice_taxes', { invoice_id: (await bare(world))['id'], amount: '1', base: '0' }),
    // A tax that no line bears.
    async (world) =>
      world.copy('invoice_taxes', { invoice_id: (await bare(world))['id'], amount: '0', base: '10' }),
    // A line that names a tax which its document has not.
    async (world) => {
      const { gross, fee, net } = world.rows['invoices']!;
      const document = await bare(world, { gross, fee, net, total: gross });
      const side = { side: 'client', tax_rule_id: world.rows['tax_rules']!['id'] };
      return world.copy('invoice_lines', { ...side, invoice_id: document['id'] });
    },
  ],
  invoice_taxes_number: [copy('invoice_taxes')],
  invoice_taxes_once: [copy('invoice_taxes', { number: 2 })],
  invoice_taxes_immutable: [change('invoice_taxes', { name: 'Other' })],
  invoice_taxes_document: [
    // A vendor's document bears none, nor does one of another program, nor one that was issued.
    (world) => world.copy('invoice_taxes', { invoice_id: world.rows['invoices']!['id'] }),
    async (world) => {
      const { id } = await world.copy('programs', { name: 'Another client' });
      return world.copy('invoice_taxes', { program_id: id, invoice_id: (await bare(world))['id'] });
    },
    async (world) =>
      world.copy('invoice_taxes', { invoice_id: (await bare(world, { ...issued, number: '9' }))['id'] }),
  ],
  invoices_invoiced: [change('invoices', issued)],
  invoices_due: [
    change('invoices', { ...issued, due_on: '2026-02-28' }),
    change('invoices', { due_on: 'infinity' }),
  ],
  invoices_snapshot: [change('invoices', { snapshot: '[]' })],
  invoices_content_version: [
    change('invoices', { content_version: 0 }),
    change('invoices', { content_version: 3 }),
  ],
  invoices_paid: [change('invoices', { paid_amount: 'NaN' })],
  invoices_credited: [change('invoices', { credited_amount: 'NaN' })],
  invoices_settled: [
    change('invoices', { ...issued, paid_amount: '4136.82' }),
    change('invoices', { ...issued, credited_amount: '-1' }),
    change('invoices', { ...issued, paid_amount: '4136.81', credited_amount: '0.01' }),
  ],
  invoices_settled_issued: [
    change('invoices', { paid_amount: '1' }),
    change('invoices', { credited_amount: '1' }),
  ],
  invoices_totals: [
    change('invoices', { gross: '4264.76', net: '4136.82', total: '4136.82' }),
    copy('invoices'),
  ],
  invoices_immutable: [
    after(
      change('invoices', issued),
      change('invoices', { gross: '1.00', fee: '0', net: '1.00', total: '1.00' }),
    ),
    after(change('invoices', issued), change('invoices', { issued_on: '2026-03-02' })),
    after(change('invoices', issued), change('invoices', { number: '2' })),
    after(change('invoices', issued), change('invoices', { due_on: '2026-03-31' })),
    after(change('invoices', issued), change('invoices', { snapshot: '{"note":"Other"}' })),
    after(change('invoices', issued), change('invoices', { content_version: 2 })),
    after(change('invoices', issued), change('invoices', { issued_by: null, run_id: null })),
    after(change('invoices', issued), (world) =>
      world.change('invoices', { facility_id: world.rows['facilities']!['id'] }),
    ),
    after(change('invoices', issued), (world) =>
      world.change('invoices', { cost_center_id: world.rows['cost_centers']!['id'] }),
    ),
    after(change('invoices', { ...issued, state: 'voided' }), change('invoices', { state: 'sent' })),
    after(change('invoices', { ...issued, content_hash: 'a' }), change('invoices', { content_hash: null })),
    after(
      change('invoices', issued),
      change('invoices', { state: 'draft', number: null, issued_at: null, issued_on: null }),
    ),
  ],
  invoice_lines_once: [copy('invoice_lines', { number: 2 })],
  invoice_lines_number: [
    async (world) => {
      const item = await world.copy('billing_items', { line_key: 'overtime:147.0000' });
      return world.copy('invoice_lines', { billing_item_id: item['id'] });
    },
  ],
  invoice_lines_unit_has_facility: [change('invoice_lines', { facility_id: null })],
  invoice_lines_allocation: [change('invoice_lines', { allocation: '{}' })],
  invoice_lines_corrected: [
    async (world) => {
      const item = await world.copy('billing_items', { line_key: 'overtime:147.0000' });
      return credit(world, item['id'], '0');
    },
    after(change('billing_items', { state: 'invoiced' }), async (world) => {
      const item = await correction(world, {});
      return world.copy('invoice_lines', { ...line(item['id'], '-1'), number: 2 });
    }),
    // What it takes back stands on no document of the credit.
    async (world) => {
      const other = await world.copy('billing_items', { line_key: 'overtime:147.0000', state: 'invoiced' });
      const item = await correction(world, { corrects_id: other['id'] });
      return credit(world, item['id'], '-1');
    },
  ],
  invoice_lines_item: [
    (world) => furtherLine(world, { amount: '4264.76' }),
    (world) => furtherLine(world, { fee_amount: '0' }),
    (world) => furtherLine(world, { minutes: 2399 }),
    (world) => furtherLine(world, { rate: null }),
    (world) => furtherLine(world, { worker_id: null }),
    (world) => furtherLine(world, { unit_id: null }),
    (world) => furtherLine(world, { unit_id: null, facility_id: null }),
    (world) => furtherLine(world, { purchase_order_id: world.rows['purchase_orders']!['id'] }),
    after(invoiced, async (world) => {
      const item = await correction(world, {});
      return credit(world, item['id'], '-4264.76');
    }),
  ],
  // No key is looked up line by line: what a line stands on must be there, and stay what it is.
  invoice_lines_parts: [
    async (world) => {
      const item = await world.copy('billing_items', { line_key: 'overtime:147.0000' });
      return world.copy('invoice_lines', {
        billing_item_id: item['id'],
        invoice_id: center(9),
        number: 2,
      });
    },
    copy('invoice_lines', { billing_item_id: center(9), number: 2 }),
    change('billing_items', { id: center(9) }),
    change('invoices', { id: center(9) }),
    async (world) => {
      const vendor = await world.copy('vendors', { tax_id_digest: 'd2' });
      return world.change('billing_items', { vendor_id: vendor['id'] });
    },
  ],
  invoice_lines_client_tax: [change('invoice_lines', { tax_rule_id: center(1) })],
  invoice_lines_document_side: [copy('invoice_lines', { side: 'client', number: 2 })],
  invoice_lines_document_parties: [
    async (world) => {
      const vendor = await world.copy('vendors', { tax_id_digest: 'd2' });
      return furtherLine(world, {}, { vendor_id: vendor['id'] });
    },
  ],
  invoice_lines_immutable: [
    change('invoice_lines', { description: 'Other hours' }),
    after(change('invoices', issued), change('invoice_lines', { amount: '1.00' })),
    after(change('invoices', issued), (world) => furtherLine(world, {})),
  ],
  payments_once: [copy('payments')],
  payments_party: [change('payments', { vendor_id: null }), change('payments', { direction: 'received' })],
  payments_applied: [
    change('payments', { applied_amount: '100.01' }),
    change('payments', { applied_amount: '-1' }),
  ],
  payments_reversed: [
    change('payments', { state: 'reversed' }),
    change('payments', { reversed_because: 'Returned.' }),
  ],
  payments_sums: [change('payments', { applied_amount: '1' })],
  payment_applications_reversed_once: [(world) => appliedAndTakenBack(world, 'payment_applications', {}, 2)],
  payment_applications_immutable: [change('payment_applications', { applied_on: '2026-03-02' })],
  payment_applications_sums: [copy('payment_applications', { amount: '1' })],
  payment_applications_parties: [
    async (world) => {
      const payment = await world.copy('payments', { direction: 'received', vendor_id: null });
      return appliedAndTakenBack(world, 'payment_applications', { payment_id: payment['id'] });
    },
    async (world) => {
      const payment = await world.copy('payments', { direction: 'recovered' });
      return appliedAndTakenBack(world, 'payment_applications', { payment_id: payment['id'] });
    },
    (world) => appliedAndTakenBack(world, 'payment_applications', { vendor_id: null }),
  ],
  credit_applications_reversed_once: [(world) => appliedAndTakenBack(world, 'credit_applications', {}, 2)],
  credit_applications_documents: [
    (world) => world.copy('credit_applications', { credit_id: world.rows['invoices']!['id'] }),
  ],
  credit_applications_sign: [copy('credit_applications', { amount: '-5.00' })],
  credit_applications_immutable: [change('credit_applications', { applied_on: '2026-03-02' })],
  credit_applications_sums: [copy('credit_applications', { amount: '1' })],
  credit_applications_parties: [
    async (world) => {
      const nothing = { gross: '0', fee: '0', net: '0', total: '0' };
      const credit = await world.copy('invoices', { kind: 'client_invoice', vendor_id: null, ...nothing });
      return appliedAndTakenBack(world, 'credit_applications', { credit_id: credit['id'] });
    },
    (world) => appliedAndTakenBack(world, 'credit_applications', { vendor_id: null }),
  ],
  invoices_sums: [
    change('invoices', { ...issued, paid_amount: '1' }),
    change('invoices', { ...issued, credited_amount: '1' }),
  ],
  invoice_disputes_open: [copy('invoice_disputes')],
  invoice_disputes_unit_has_facility: [change('invoice_disputes', { facility_id: null })],
  invoice_disputes_amount: [change('invoice_disputes', { amount: '36.74' })],
  invoice_disputes_resolved: [
    change('invoice_disputes', { state: 'upheld' }),
    change('invoice_disputes', { resolved_at: '2026-03-01T00:00:00Z' }),
  ],
  invoice_disputes_credited: [
    change('invoice_disputes', { credited_amount: '1' }),
    (world) =>
      world.change('invoice_disputes', {
        state: 'credited',
        credited_amount: '36.76',
        resolved_at: '2026-03-01T00:00:00Z',
        resolved_by: world.rows['memberships']!['id'],
      }),
  ],
  jobs_done: [change('jobs', { done: 4 })],
  requirements_place: [
    change('requirements', { facility_id: null }),
    change('requirements', { program_id: null }),
  ],
  requirements_no_overlap: [copy('requirements', { effective: '[2026-06-01,2026-06-02)', severity: 'none' })],
  credential_types_code: [copy('credential_types')],
  credential_types_warn_days: [change('credential_types', { warn_days: 45 })],
  credential_types_license_not_waivable: [change('credential_types', { kind: 'license' })],
  credential_types_bound: [change('credential_types', { is_facility_bound: true })],
  credentials_through_representation: [
    change('credentials', { representation_id: null }),
    change('credentials', { vendor_id: null }),
  ],
  credentials_place: [
    change('credentials', { is_facility_bound: true }),
    (world) =>
      world.change('credentials', {
        facility_id: world.rows['facilities']!['id'],
        program_id: world.rows['programs']!['id'],
      }),
    (world) => world.change('credentials', { program_id: world.rows['programs']!['id'] }),
  ],
  credentials_validity: [change('credentials', { expires_on: '2025-12-31' })],
  credentials_waived: [change('credentials', { state: 'waived' })],
  credentials_proven: [change('credentials', { proof: null })],
  credentials_license: [
    change('credentials', { kind: 'license', profession: 'rn' }),
    change('credentials', { kind: 'license', profession: 'rn', issuing_state: 'TX', number: null }),
    change('credentials', { kind: 'license', issuing_state: 'TX' }),
  ],
  credentials_only_license: [
    change('credentials', { disciplined: true }),
    change('credentials', { primary_state: 'TX' }),
  ],
  credentials_multistate: [
    change('credentials', { ...license, profession: 'rt' }),
    change('credentials', { ...license, primary_state: 'OH' }),
    change('credentials', { ...license, primary_state: null }),
  ],
  credentials_not_its_own_renewal: [
    (world) => world.change('credentials', { renews_id: world.rows['credentials']!['id'] }),
  ],
  credentials_once: [
    copy('credentials', { state: 'submitted', proof: null }),
    copy('credentials', { issued_on: '2027-12-31', expires_on: null }),
    copy('credentials', { issued_on: null }),
  ],
  credential_verifications_immutable: [change('credential_verifications', { source: 'Another' })],
  credentials_renewed_once: [after(renewal, renewal)],
  files_content: [change('files', { content_sha256: null }), change('files', { retained_until: null })],
  files_stored: [change('files', { content_id: null })],
  files_finding: [change('files', { finding: 'Virus' })],
  files_subject_whole: [change('files', { subject_noun: null })],
  files_attached: [change('files', { state: 'scanning' })],
  files_scopes: [change('files', { subject_noun: null, subject_id: null })],
  files_removed: [
    change('files', { state: 'removed' }),
    change('files', { removed_at: '2026-01-02T00:00:00Z' }),
  ],
  imports_failure: [
    change('imports', { state: 'failed' }),
    change('imports', { failure_code: 'rows_refused' }),
  ],
  import_chunks_once: [copy('import_chunks')],
  import_rows_once: [copy('import_rows')],
  exclusion_lists_one_full: [
    after(
      change('exclusion_lists', { state: 'published', published_at: '2026-01-02T00:00:00Z' }),
      copy('exclusion_lists', { state: 'published', published_at: '2026-02-02T00:00:00Z' }),
    ),
  ],
  exclusion_lists_other_is_named: [
    change('exclusion_lists', { source: 'other' }),
    change('exclusion_lists', { name: 'State list' }),
  ],
  exclusion_lists_published: [change('exclusion_lists', { state: 'published' })],
  exclusion_listings_once: [copy('exclusion_listings')],
  exclusion_records_once: [copy('exclusion_records')],
  exclusion_records_named: [
    change('exclusion_records', { last_name: null }),
    change('exclusion_records', { business_name: 'Both' }),
  ],
  exclusion_records_reinstated: [change('exclusion_records', { reinstated_on: '2026-01-01' })],
  screening_runs_finished: [change('screening_runs', { state: 'completed' })],
  exclusion_matches_signals: [
    change('exclusion_matches', { signals: '{}' }),
    change('exclusion_matches', { signals: '{hunch}' }),
  ],
  exclusion_matches_score: [change('exclusion_matches', { score: '0' })],
  exclusion_matches_one_subject: [
    change('exclusion_matches', { worker_id: null }),
    async (world) => world.change('exclusion_matches', { vendor_id: world.rows['vendors']!['id'] }),
  ],
  exclusion_matches_worker: [copy('exclusion_matches')],
  exclusion_matches_vendor: [
    async (world) => {
      const firm = { worker_id: null, vendor_id: world.rows['vendors']!['id'] };
      await world.copy('exclusion_matches', firm);
      return world.copy('exclusion_matches', firm);
    },
  ],
  exclusion_matches_decided: [change('exclusion_matches', { state: 'cleared' })],
  exclusion_matches_lifted: [change('exclusion_matches', { state: 'lifted' })],
  source_checks_subject: [
    change('source_checks', { kind: 'exclusion_list' }),
    change('source_checks', { credential_id: null }),
  ],
  source_checks_answered: [
    change('source_checks', { state: 'answered', outcome: 'confirmed' }),
    change('source_checks', { state: 'answered', answered_at: '2026-01-02T00:00:00Z' }),
    change('source_checks', { outcome: 'confirmed', answered_at: '2026-01-02T00:00:00Z' }),
  ],
  source_checks_failed: [change('source_checks', { state: 'failed' })],
  source_checks_open_credential: [copy('source_checks')],
  source_checks_open_worker: [after(copy('source_checks', ofPerson), copy('source_checks', ofPerson))],
  pbj_registrations_code: [change('pbj_registrations', { facility_code: 'N-046026' })],
  pbj_registrations_once: [copy('pbj_registrations', { facility_code: 'N046027' })],
  personnel_file_samples_once: [copy('personnel_file_samples', { has_credentials: true })],
  personnel_file_samples_month: [change('personnel_file_samples', { month_starts_on: '2026-02-02' })],
  personnel_file_samples_after_month: [change('personnel_file_samples', { sampled_on: '2026-01-31' })],
  personnel_file_samples_voided: [
    change('personnel_file_samples', { state: 'voided' }),
    change('personnel_file_samples', { void_reason: 'Another person’s file.' }),
  ],
  contracted_services_no_overlap: [
    copy('contracted_services', { service: 'TRAVEL NURSING', effective: '[2026-12-31,)' }),
  ],
  do_not_returns_one_active: [
    after(copy('do_not_returns', unlifted), copy('do_not_returns', unlifted)),
    after(
      copy('do_not_returns', { ...unlifted, facility_id: null }),
      copy('do_not_returns', { ...unlifted, facility_id: null }),
    ),
  ],
  do_not_returns_lifted: [
    change('do_not_returns', { state: 'active' }),
    change('do_not_returns', { lift_reason: null }),
  ],
  do_not_returns_supplier: [change('do_not_returns', { vendor_id: null })],
  notes_scope: [
    change('notes', { program_id: null, audience: 'operator' }),
    change('notes', { subject_noun: 'worker' }),
  ],
  notes_of_parties: [change('notes', { subject_noun: 'vendor', program_id: null })],
  threads_once: [copy('threads'), copy('threads', { topic: 'START DATE' })],
  threads_worker: [
    change('threads', { worker_id: null, with_worker: false }),
    change('threads', { subject_noun: 'order', with_worker: false }),
  ],
  threads_with_worker: [change('threads', { subject_noun: 'submission' })],
  thread_reads_once: [copy('thread_reads')],
  notifications_once: [copy('notifications')],
  notifications_read: [change('notifications', { state: 'read' })],
  notification_preferences_once: [copy('notification_preferences')],
  notification_templates_topic: [copy('notification_templates', { title: 'Other' })],
  saved_reports_vendor: [change('saved_reports', { side: 'vendor' })],
  saved_reports_days: [
    change('saved_reports', { period: 'fixed' }),
    change('saved_reports', { from_on: '2026-01-01', to_on: '2026-01-31' }),
    change('saved_reports', { period: 'fixed', from_on: '2026-02-01', to_on: '2026-01-31' }),
  ],
  saved_reports_schedule: [
    change('saved_reports', { time: null }),
    change('saved_reports', { weekday: null }),
    change('saved_reports', { every: 'month' }),
    change('saved_reports', { every: null, time: null, next_run_at: null }),
  ],
  saved_reports_next_run: [
    change('saved_reports', { every: null, weekday: null, time: null }),
    change('saved_reports', { archived_at: '2026-02-10T00:00:00Z' }),
  ],
  saved_reports_keep_days: [
    change('saved_reports', { keep_days: 0 }),
    change('saved_reports', { keep_days: 3_651 }),
  ],
  saved_reports_name: [copy('saved_reports', { name: 'FILL RATE, EACH MONDAY' })],
  saved_reports_time: [
    change('saved_reports', { time: '24:00' }),
    change('saved_reports', { time: '6:00' }),
    change('saved_reports', { time: '06:60' }),
  ],
  report_runs_row_count: [
    copy('report_runs', {
      row_count: 10_001,
      rows: JSON.stringify(Array.from({ length: 10_001 }, () => ({}))),
    }),
  ],
  report_runs_days: [copy('report_runs', { from_on: '2026-02-01' })],
  report_runs_problem: [
    copy('report_runs', { state: 'failed' }),
    copy('report_runs', { problem_code: 'too_many_rows' }),
  ],
  report_runs_count: [copy('report_runs', { row_count: 1 }), copy('report_runs', { rows: '[{}]' })],
  saved_views_vendor: [change('saved_views', { side: 'vendor', role: 'vendor_recruiter' })],
  saved_views_worker: [change('saved_views', { side: 'worker', role: 'worker' })],
  saved_views_name: [copy('saved_views', { name: 'OPEN ORDERS', is_default: false })],
  saved_views_default: [copy('saved_views', { name: 'Mine' })],
  demand_observations_once: [copy('demand_observations')],
  demand_observations_counted: [change('demand_observations', { hours: null })],
  forecast_schedules_one: [copy('forecast_schedules')],
  forecast_schedules_unit: [change('forecast_schedules', { facility_id: null })],
  forecast_schedules_of_census: [change('forecast_schedules', { basis: 'census', measure: 'positions' })],
  forecast_schedules_next_run: [
    change('forecast_schedules', { next_run_at: null }),
    change('forecast_schedules', { state: 'ended' }),
  ],
  forecast_schedules_time: [change('forecast_schedules', { time: '24:00' })],
  forecasts_scored: [
    change('forecasts', { scored_points: 4 }),
    change('forecasts', { scored_through: '2026-02-01' }),
    change('forecasts', { scored_through: '2026-02-01', scored_points: 0 }),
  ],
  forecasts_unit: [change('forecasts', { facility_id: null })],
  forecasts_history: [change('forecasts', { history_weeks: null }), change('forecasts', { kind: 'stated' })],
  forecasts_of_census: [change('forecasts', { basis: 'census', measure: 'positions' })],
  forecasts_failed: [
    change('forecasts', { state: 'failed', ready_at: null }),
    change('forecasts', { failed_because: 'There is no history' }),
  ],
  forecasts_ready: [change('forecasts', { ready_at: null }), change('forecasts', { state: 'preparing' })],
  forecast_lines_once: [copy('forecast_lines')],
  forecast_lines_known: [
    change('forecast_lines', { history_from: null }),
    change('forecast_lines', { history_weeks: 0 }),
  ],
  forecast_backtests_once: [copy('forecast_backtests', { serves: false })],
  forecast_backtests_serving: [copy('forecast_backtests', { model: 'ets' })],
  forecast_backtests_covered: [
    change('forecast_backtests', { coverage: null }),
    change('forecast_backtests', { covered_points: 0 }),
  ],
  forecast_weeks_once: [copy('forecast_weeks')],
  forecast_weeks_interval: [
    change('forecast_weeks', { value: '1301' }),
    change('forecast_weeks', { lower_value: null }),
  ],
  forecast_weeks_baseline: [
    change('forecast_weeks', { baseline_value: '999' }),
    change('forecast_weeks', { baseline_upper: null }),
  ],
  unit_standards_own: [change('unit_standards', { patients_per_nurse: '2' })],
  unit_standards_no_overlap: [copy('unit_standards', { effective: '[2026-06-01,)' })],
  census_counts_once: [copy('census_counts')],
  census_counts_span: [change('census_counts', { end_time: '19:00' })],
};
