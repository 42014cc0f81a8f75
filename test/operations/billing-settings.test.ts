import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { cleanFile } from '../support/files.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, week, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let manager: Client;
let finance: Client;
let facilityId: string;

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  ({ manager, finance } = weeks);
  facilityId = String(weeks.world.rows['facilities']!['id']);
  // The world's own charge is none of these weeks'.
  await weeks.rows(() => weeks.world.change('charges', { state: 'waived', waived_because: 'Not here' }));
});

const bound = () =>
  service.member(weeks.tenantId, {
    role: 'program_manager',
    programIds: [weeks.programId],
    facilityIds: [facilityId],
  });
const profilePath = () => `/programs/${weeks.programId}/billing-profile`;
const rule = (more: object = {}) => ({
  programId: weeks.programId,
  name: 'Ohio sales tax',
  jurisdiction: 'OH',
  percent: '5.75',
  effectiveFrom: '2026-01-01',
  states: ['OH'],
  ...more,
});
const seller = {
  name: 'Keystone MSP LLC',
  addressLines: ['1 Main Street', 'Columbus, OH 43004'],
  countryCode: 'US',
  taxId: '12-3456789',
  electronicAddress: '0060:123456789',
  email: 'billing@keystone.example',
};

describe('a program’s billing profile', () => {
  test('keeps what is not said, goes back to what goes without saying, and changes at the version seen', async () => {
    const held = ok(await manager.get(`/billing-profiles?programId=${weeks.programId}`)).data[0];
    expect(held).toMatchObject({ grouping: 'program', invoicePrefix: 'CI', termsDays: 30, seller: null });
    const set = (body: object, version: number) =>
      manager.put(profilePath(), body, { 'if-match': `"${version}"` });
    const told = ok(await set({ seller, remitTo: ['Bank 021000021', 'Account 12'], note: 'Thank you' }, 1));
    expect(told).toMatchObject({ version: 2, seller, buyer: null, note: 'Thank you', termsDays: 30 });
    expect(ok(await set({ seller, note: 'Thank you' }, 2)).version).toBe(2);
    expect((await set({ termsDays: 45 }, 1)).status).toBe(412);
    const more = ok(await set({ termsDays: 45, invoicePrefix: 'LKS', note: null }, 2));
    expect(more).toMatchObject({ version: 3, termsDays: 45, invoicePrefix: 'LKS', note: null, seller });
    const both = await set({ creditMemoPrefix: 'LKS' }, 3);
    expect(both.body).toMatchObject({ status: 422, code: 'prefixes_alike' });
    expect((await set({ invoicePrefix: 'lower' }, 3)).status).toBe(422);
    expect((await set({ logoFileId: randomUUID() }, 3)).body.errors[0].pointer).toBe('/logoFileId');
    const graphql = await manager.graphql(
      `mutation { setBillingProfile(input: { programId: "${weeks.programId}", expectedVersion: 3, buyer: { name: "Lakeshore Health" } }) { billingProfile { version buyer { name countryCode } } } }`,
    );
    expect(graphql.body.data.setBillingProfile.billingProfile).toEqual({
      version: 4,
      buyer: { name: 'Lakeshore Health', countryCode: null },
    });
  });

  test('has a logo that is a clean file of who says so, and of nothing else', async () => {
    const logoFileId = await cleanFile(service, manager);
    const set = (version: number) =>
      manager.put(profilePath(), { logoFileId }, { 'if-match': `"${version}"` });
    expect(ok(await set(4))).toMatchObject({ version: 5, logoFileId });
    expect(ok(await finance.get(`/files/${logoFileId}`))).toMatchObject({ subjectNoun: 'billingProfile' });
    const other = await weeks.rows(() => weeks.world.copy('programs', { name: 'A fourth client' }));
    const taken = await manager.put(`/programs/${String(other['id'])}/billing-profile`, { logoFileId });
    expect(taken.body).toMatchObject({ status: 409, code: 'file_not_ready' });
  });

  test('is made by the first who says anything, for a program that is theirs', async () => {
    const other = await weeks.rows(() => weeks.world.copy('programs', { name: 'Another client' }));
    const path = `/programs/${String(other['id'])}/billing-profile`;
    const made = ok(await manager.put(path, { grouping: 'facility' }));
    expect(made).toMatchObject({ grouping: 'facility', statementPrefix: 'VS', termsDays: 30, version: 1 });
    expect((await finance.put(path, {})).status).toBe(403);
    expect((await finance.get(`/billing-profiles/${made.id}`)).status).toBe(404);
    expect((await weeks.atlas.recruiter.get('/billing-profiles')).status).toBe(403);
    const part = await (await bound()).put(profilePath(), { termsDays: 1 }, { 'if-match': '"4"' });
    expect(part.body).toMatchObject({ status: 403, code: 'bound_of_whole_program' });
    expect((await manager.put(`/programs/${randomUUID()}/billing-profile`, {})).status).toBe(404);
  });
});

describe('a tax rule', () => {
  test('is on just the same lines once on each day, and ends', async () => {
    const made = ok(await manager.post('/tax-rules', rule({ kinds: ['penalty', 'hours', 'hours'] })), 201);
    expect(made).toMatchObject({
      percent: '5.7500',
      effectiveFrom: '2026-01-01',
      effectiveTo: null,
      covers: { facilityIds: [], states: ['OH'], kinds: ['hours', 'penalty'], vendorIds: [] },
    });
    const same = rule({ kinds: ['hours', 'penalty'], percent: '6', effectiveFrom: '2026-06-01' });
    expect((await manager.post('/tax-rules', same)).body).toMatchObject({
      status: 409,
      code: 'tax_rule_overlaps',
    });
    ok(await manager.post(`/tax-rules/${made.id}/end`, { effectiveTo: '2026-01-31' }));
    const next = ok(await manager.post('/tax-rules', same), 201);
    expect((await manager.post(`/tax-rules/${next.id}/end`, { effectiveTo: '2026-05-31' })).status).toBe(422);
    const ended = await manager.graphql(
      `mutation { endTaxRule(input: { taxRuleId: "${next.id}", effectiveTo: "2026-06-30" }) { taxRule { effectiveTo } } }`,
    );
    expect(ended.body.data.endTaxRule.taxRule.effectiveTo).toBe('2026-06-30');
  });

  test('names what is of its program, and is the operator’s to say', async () => {
    const elsewhere = await weeks.rows(async () => {
      const program = await weeks.world.copy('programs', { name: 'A third client' });
      return weeks.world.copy('facilities', { program_id: program['id'] });
    });
    const foreign = await manager.post('/tax-rules', rule({ facilityIds: [facilityId, elsewhere['id']] }));
    expect(foreign.body.errors[0]).toMatchObject({ pointer: '/facilityIds/1', code: 'other_program' });
    const missing = await manager.post('/tax-rules', rule({ vendorIds: [randomUUID()] }));
    expect(missing.body.errors[0].pointer).toBe('/vendorIds/0');
    expect((await manager.post('/tax-rules', rule({ percent: '100.1' }))).status).toBe(422);
    expect((await finance.post('/tax-rules', rule())).status).toBe(403);
    expect((await weeks.atlas.recruiter.get('/tax-rules')).status).toBe(403);
    const part = await (await bound()).post('/tax-rules', rule());
    expect(part.body).toMatchObject({ status: 403, code: 'bound_of_whole_program' });
    const [made] = ok(await manager.get('/tax-rules')).data;
    const end = await (await bound()).post(`/tax-rules/${made.id}/end`, { effectiveTo: '2026-12-31' });
    expect(end.body).toMatchObject({ status: 403, code: 'bound_of_whole_program' });
  });
});

test('a run numbers, dates and taxes the client’s document so, and a credit takes back the tax of what it credits', async () => {
  const create = await manager.graphql(
    `mutation($input: CreateTaxRuleInput!) { createTaxRule(input: $input) { taxRule { id percent } } }`,
    { input: rule({ name: 'Sales tax', kinds: [], facilityIds: [facilityId] }) },
  );
  const { id: taxRuleId } = create.body.data.createTaxRule.taxRule;
  const placed = await weeks.placed();
  const path = await weeks.approved(placed, week());
  const period = { programId: weeks.programId, periodStart: '2026-02-01', periodEnd: '2026-02-14' };
  const run = ok(await manager.post('/invoice-runs', period), 201);
  const made: any[] = ok(await manager.get(`/invoices?runId=${run.id}`)).data;
  const client = made.find(({ kind }) => kind === 'client_invoice');
  // 5.75 % of 4,264.75 is 245.223125.
  expect(client).toMatchObject({ gross: '4264.75', tax: '245.22', total: '4509.97' });
  expect(client.number).toMatch(/^LKS-/);
  expect(client.dueOn).toBe('2026-04-02');
  expect(made.find(({ kind }) => kind === 'vendor_statement')).toMatchObject({
    tax: '0.00',
    total: '4136.81',
  });

  // A rule that ends, and another percentage, change nothing of what was issued: 4,228.00 bears 243.11.
  ok(await manager.post(`/tax-rules/${taxRuleId}/end`, { effectiveTo: '2026-02-01' }));
  ok(
    await manager.post(
      '/tax-rules',
      rule({ name: 'New', percent: '9', facilityIds: [facilityId], effectiveFrom: '2026-02-02' }),
    ),
    201,
  );
  await weeks.agreed(path, week('07:30'));
  const memo = ok(await manager.post('/credit-memos', { invoiceId: client.id, reason: 'Wednesday' }), 201);
  expect(memo).toMatchObject({ gross: '-36.75', tax: '-2.11', total: '-38.86' });
});
