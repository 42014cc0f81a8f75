import { beforeAll, expect, test } from 'vitest';
import { inventedHospitals } from '../../src/bin/sandbox/hospitals.ts';
import { setStage } from '../../src/bin/sandbox/lakeshore.ts';
import { playStory } from '../../src/bin/sandbox/story.ts';
import { provisionMember, provisionTenant, type Member } from '../../src/provision.ts';
import { findViolations, invariantNames } from '../support/invariants.ts';
import { adminClient } from '../support/database.ts';
import { startService } from '../support/service.ts';
import type pg from 'pg';

let admin: pg.Client;

// A whole story over HTTP: orders, placements, weeks, documents, a credit.
beforeAll(async () => {
  const { app, pool, database } = await startService();
  const address = await app.http.listen({ host: '127.0.0.1', port: 0 });
  app.executor.onCommit = () => app.worker.wake();
  app.worker.start();
  const tenantId = await provisionTenant(pool, {
    name: 'Swept',
    kind: 'sandbox',
    clockAt: '2026-01-05T14:00:00Z',
  });
  const provision = (member: Member) => provisionMember(pool, app.executor, tenantId, member);
  const stage = await setStage(address, provision, { name: 'Swept', hospitals: inventedHospitals });
  await playStory(address, stage, provision, () => undefined);
  await app.worker.stop();
  admin = await adminClient(database);
}, 60_000);

const one = (table: string, condition = 'true') =>
  `(tenant_id, id) in (select tenant_id, id from ${table} where ${condition} limit 1)`;

/** By invariant, what breaks it in the story's rows once triggers and the named constraints are out of the way. */
const corruptions: Record<string, string> = {
  order_headcount: `update orders set positions = 1`,
  order_fill: `update positions set state = 'open', filled_at = null where ${one('positions', "state = 'filled'")}`,
  position_taken: `update offers set state = 'declined' where ${one('offers', "state = 'accepted'")}`,
  assignment_alone: `drop index positions_one_assignment;
    update assignments set position_id = (select position_id from assignments where state = 'active' and kind = 'placement' limit 1)
    where state = 'active' and kind = 'placement'`,
  eligible: `update reaction_runs set state = 'done', done_at = now() where state = 'due';
    update timers set state = 'fired' where state = 'set';
    update credentials set expires_on = '2026-02-01' where kind = 'certification'`,
  hired: `update submissions set state = 'presented' where ${one('submissions', "state = 'hired'")}`,
  one_owner: `drop index submissions_one_owner;
    update submissions set worker_id = (select worker_id from submissions limit 1)`,
  approval_runs: `update orders set state = 'pending_approval'`,
  one_place_at_a_time: `alter table time_entries drop constraint time_entries_one_at_a_time, drop constraint time_entries_no_overlap;
    update time_entries set starts_at = '2026-02-02T00:00Z', ends_at = '2026-02-02T08:00Z'`,
  minutes_rated: `update timesheets set minutes = minutes + 15`,
  minutes_billed: `update billing_items set minutes = minutes - 15 where kind = 'hours' and differential_code is null`,
  invoiced_week: `update billing_items set state = 'approved' where ${one('billing_items', "state = 'invoiced'")};
    update timesheets set state = 'invoiced' where state = 'approved'`,
  billed_once: `delete from invoice_lines where ${one('invoice_lines')}`,
  invoice_totals: `update invoices set gross = gross + 1, net = net + 1, total = total + 1 where ${one('invoices', 'total > 0')}`,
  invoice_taxes: `update invoices set tax = 1, total = total + 1 where ${one('invoices', 'total > 0')}`,
  fee_ties: `update invoices set fee = fee + 1, net = net - 1 where ${one('invoices', 'vendor_id is null')}`,
  allocated: `update billing_items set allocation = jsonb_set(allocation, '{0,amount}', '"0.01"') where ${one('billing_items', "allocation <> '[]' and state <> 'void'")}`,
  settled: `update invoices set paid_amount = 1 where ${one('invoices', 'total > 1')}`,
  billed_again: `update billing_items set round = 2 where ${one('billing_items', 'corrects_id is null')}`,
  sources_billed: `insert into billing_items (tenant_id, program_id, vendor_id, kind, source_noun, source_id, source_revision, line_key, description,
      work_date_from, work_date_to, amount, fee_amount, vendor_amount, fee_model, fee_basis, fee_percent, state, created_at, updated_at)
    select tenant_id, program_id, vendor_id, 'penalty', 'charge', id, 2, 'charge', 'Again', due_on, due_on, amount + 1, 0, amount + 1, 'none', 'line', 0,
      'approved', now(), now() from charges limit 1`,
  credited: `update billing_items set amount = -99999, vendor_amount = -99999, fee_amount = 0 where corrects_id is not null`,
  document_numbers: `delete from invoices where ${one('invoices')}`,
  invoice_run: `update invoice_runs set invoice_count = invoice_count + 1`,
  history: `update worker_identities set email = 'other@agency.example'; update programs set name = 'Other'`,
  versions: `update row_versions set valid_to = valid_to + interval '1 second' where valid_to is not null`,
  states: `update row_versions set "row" = jsonb_set("row", '{state}', '"draft"') where table_name = 'orders' and valid_to is null`,
  audited: `delete from events where type = 'program.created'`,
  told_of_rows: `update events set subject_version = 99 where type = 'order.created'`,
  reactions_owed: `update events set type = 'user.deactivated' where type = 'order.created'`,
  nothing_set_aside: `update timers set state = 'failed' where ${one('timers')}`,
  keys_answered: `insert into idempotency_keys (tenant_id, membership_id, operation, key, fingerprint)
    select tenant_id, id, 'createOrder', 'k', 'f' from memberships limit 1`,
  names_once: `update external_ids set subject_id = uuidv7() where ${one('external_ids')}`,
  kept_spend: `update spend_totals set accrued_amount = accrued_amount + 1 where ${one('spend_totals')}`,
  kept_hours: `update hours_totals set worked_minutes = worked_minutes + 1 where ${one('hours_totals')}`,
  kept_shifts: `insert into shift_totals (tenant_id, cube, month, program_id, posted, worked, required_minutes, worked_minutes, scheduled, no_shows, call_offs)
    select tenant_id, 'vendor', '2026-02-01', id, 1, 0, 0, 0, 0, 0, 0 from programs limit 1`,
  kept_approvals: `update timesheet_approvals set hours = hours + 1
    where (tenant_id, timesheet_id) in (select tenant_id, timesheet_id from timesheet_approvals limit 1)`,
  kept_people: `update people_totals set counted = counted - 1 where ${one('people_totals', "cube = 'hours'")}`,
  kept_progress: `update submission_progress set offers_accepted = offers_accepted + 1
    where (tenant_id, submission_id) in (select tenant_id, submission_id from submission_progress limit 1)`,
  kept_weeks: `delete from timesheet_totals where ${one('timesheet_totals')}`,
};

test('a played story breaks none of them', async () => {
  expect(await findViolations(admin)).toEqual([]);
});

test('each of them can be broken, and is then reported', async () => {
  expect(Object.keys(corruptions).toSorted()).toEqual(invariantNames.toSorted());
  const unseen: string[] = [];
  for (const [name, statements] of Object.entries(corruptions)) {
    await admin.query('begin');
    await admin.query('set local session_replication_role = replica');
    await admin.query(statements);
    const violations = await findViolations(admin, undefined, (asked) => asked === name);
    if (violations.length === 0) unseen.push(name);
    await admin.query('rollback');
  }
  expect(unseen).toEqual([]);
  expect(await findViolations(admin)).toEqual([]);
});
