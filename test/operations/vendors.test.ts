import { beforeAll, describe, expect, test } from 'vitest';
import { permissionCatalog } from '../../src/kernel/actor.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let tenantId: string;
let admin: Client;
let manager: Client;
let programId: string;

const newVendor = async (body: object = {}) => {
  const created = await admin.post('/vendors', { name: 'Atlas Staffing', ...body });
  expect(created.status, created.text).toBe(201);
  return created.body as { id: string };
};

const activeVendor = async () => {
  const { id } = await newVendor();
  for (const verb of ['review', 'onboard', 'activate']) {
    const stepped = await admin.post(`/vendors/${id}/${verb}`);
    expect(stepped.status, stepped.text).toBe(200);
  }
  return id;
};

beforeAll(async () => {
  service = await startService();
  ({ tenantId, admin } = await service.tenant());
  manager = await service.member(tenantId, { role: 'program_manager' });
  const program = await admin.post('/programs', { name: 'Lakeshore', timeZone: 'America/New_York' });
  programId = program.body.id;
  await admin.post('/external-systems', { name: 'workday' });
});

describe('a vendor', () => {
  test('goes from prospect to active and back, over both surfaces', async () => {
    const { id } = await newVendor();
    const read = await admin.get(`/vendors/${id}`);
    expect(read.body).toMatchObject({
      state: 'prospect',
      kind: 'agency',
      allowedActions: ['review', 'terminate'],
    });
    expect((await admin.post(`/vendors/${id}/review`)).body.state).toBe('under_review');
    const { body } = await admin.graphql(
      'mutation($input: OnboardVendorInput!) { onboardVendor(input: $input) { vendor { state version allowedActions } events { type } } }',
      { input: { vendorId: id } },
    );
    expect(body).toEqual({
      data: {
        onboardVendor: {
          vendor: { state: 'ONBOARDING', version: 3, allowedActions: ['activate', 'terminate'] },
          events: [{ type: 'vendor.onboarding_started' }],
        },
      },
    });
    expect((await admin.post(`/vendors/${id}/activate`)).body).toMatchObject({
      state: 'active',
      allowedActions: ['deactivate', 'suspend'],
    });
    expect((await admin.post(`/vendors/${id}/deactivate`)).body.state).toBe('inactive');
    expect((await admin.post(`/vendors/${id}/reactivate`)).body.state).toBe('active');
    expect((await admin.post(`/vendors/${id}/suspend`)).body.errors[0].pointer).toBe('/reason');
    expect((await admin.post(`/vendors/${id}/suspend`, { reason: 'Insurance lapsed.' })).body.state).toBe(
      'suspended',
    );
    expect((await admin.post(`/vendors/${id}/reinstate`)).body.state).toBe('active');
    expect((await admin.post(`/vendors/${id}/terminate`, { reason: 'No.' })).body).toMatchObject({
      status: 409,
      code: 'step_not_allowed',
      state: 'active',
    });
    await admin.post(`/vendors/${id}/suspend`, { reason: 'Again.' });
    expect((await admin.post(`/vendors/${id}/terminate`, { reason: 'Fraud.' })).body).toMatchObject({
      state: 'terminated',
      allowedActions: [],
    });
    expect((await manager.post('/panel-memberships', { programId, vendorId: id, tier: 1 })).body.code).toBe(
      'vendor_is_terminated',
    );
  });

  test('that never came to supply, or rests, is ended as it is', async () => {
    const path: string[] = ['review', 'onboard', 'activate', 'deactivate'];
    for (const steps of [0, 1, 2, 4]) {
      const { id } = await newVendor();
      for (const verb of path.slice(0, steps)) await admin.post(`/vendors/${id}/${verb}`);
      const ended = await admin.post(`/vendors/${id}/terminate`, { reason: 'It is no firm.' });
      expect(ended.body, ended.text).toMatchObject({ state: 'terminated', allowedActions: [] });
    }
  });

  test('is recognized by its tax id, which is kept nowhere', async () => {
    const taxId = '12-3456789';
    const first = await newVendor({ taxId, externalId: { system: 'workday', id: 'V1' } });
    const again = await admin.post('/vendors', { name: 'Other', taxId: '123456789' });
    expect(again.body).toMatchObject({ status: 409, code: 'vendor_exists' });
    const named = await admin.post('/vendors', { name: 'New', externalId: { system: 'workday', id: 'V1' } });
    expect(named.body).toMatchObject({ status: 409, code: 'external_id_taken' });
    const read = await admin.get('/vendors/ext:workday:V1');
    expect(read.body).toMatchObject({ id: first.id, name: 'Atlas Staffing', version: 1 });
    expect(read.text).not.toMatch(/tax|3456789/i);
    const { id } = await newVendor();
    const told = (given: string | null, version: number) =>
      admin.patch(`/vendors/${id}`, { taxId: given }, { 'if-match': `"${version}"` });
    expect((await told(taxId, 1)).body).toMatchObject({ status: 409, code: 'vendor_exists' });
    expect((await told('22-3456789', 1)).body.version).toBe(2);
    expect((await told('223456789', 2)).body.version).toBe(2);
    expect((await admin.post('/vendors', { name: 'Third', taxId: '22-3456789' })).body.code).toBe(
      'vendor_exists',
    );
    expect((await told(null, 2)).body.version).toBe(3);
  });

  test('is changed with the version it was seen in; other roles may not', async () => {
    const { id } = await newVendor();
    const path = `/vendors/${id}`;
    expect((await admin.patch(path, { name: 'Atlas' })).status).toBe(428);
    expect((await admin.patch(path, { name: 'Atlas' }, { 'if-match': '"7"' })).status).toBe(412);
    expect((await admin.patch(path, { name: 'Atlas' }, { 'if-match': '"1"' })).body).toMatchObject({
      name: 'Atlas',
      version: 2,
    });
    const same = await admin.patch(path, { name: 'Atlas' }, { 'if-match': '"2"' });
    expect(same.body.version).toBe(2);
    const requester = await service.member(tenantId, { role: 'requester' });
    expect((await requester.post(`${path}/review`)).status).toBe(403);
    expect((await requester.get(path)).status).toBe(404);
    expect((await manager.post('/panel-memberships', { programId, vendorId: id, tier: 1 })).status).toBe(201);
    expect((await requester.get(path)).status).toBe(200);
  });

  test('is not managed, nor its terms agreed, by those who approve invoices', async () => {
    const holders = (name: string) => permissionCatalog.get(name)!.roles;
    for (const name of ['vendors.manage', 'vendors.manage_agreements'])
      expect(holders(name).isDisjointFrom(holders('billing.approve'))).toBe(true);
    const { id } = await newVendor();
    const own = await manager.get(`/vendors/${id}`);
    expect(own.body).toMatchObject({ state: 'prospect', allowedActions: [] });
    const agreement = { programId, vendorId: id, feeModel: 'none', paymentTermsDays: 30 };
    for (const [path, body] of [
      ['/vendors', { name: 'Own' }],
      [`/vendors/${id}/review`, {}],
      ['/agreements', { ...agreement, effectiveFrom: '2026-01-01' }],
    ] as const)
      expect((await manager.post(path, body)).status).toBe(403);
  });

  test('is one for all programs: who is bound to some does not change its life', async () => {
    const id = await activeVendor();
    const bound = await service.member(tenantId, { role: 'tenant_admin', programIds: [programId] });
    const refused = { status: 403, code: 'whole_tenant_only' };
    const { body } = await bound.get(`/vendors/${id}`);
    expect(body).toMatchObject({ state: 'active', allowedActions: [] });
    expect((await bound.post(`/vendors/${id}/suspend`, { reason: 'x' })).body).toMatchObject(refused);
    expect((await bound.post('/vendors', { name: 'New' })).body).toMatchObject(refused);
    const renamed = await bound.patch(`/vendors/${id}`, { name: 'N' }, { 'if-match': `"${body.version}"` });
    expect(renamed.body).toMatchObject(refused);
    expect((await admin.get(`/vendors/${id}`)).body.allowedActions).toContain('suspend');
  });

  test('sees itself and its own place and terms, and nobody else’s', async () => {
    const [own, rival] = [await activeVendor(), await activeVendor()];
    const terms = { programId, feeModel: 'none', paymentTermsDays: 30, effectiveFrom: '2026-01-01' };
    for (const vendorId of [own, rival]) {
      await manager.post('/panel-memberships', { programId, vendorId, tier: 1 });
      await admin.post('/agreements', { ...terms, vendorId });
    }
    const recruiter = await service.member(tenantId, { role: 'vendor_recruiter', vendorId: own });
    for (const list of ['vendors', 'panel-memberships', 'agreements']) {
      const { body } = await recruiter.get(`/${list}?count=true`);
      expect([list, body.page.total]).toEqual([list, 1]);
    }
    const foreign = await recruiter.get(`/vendors/${rival}`);
    const missing = await recruiter.get('/vendors/0198c0de-0000-7000-8000-000000000001');
    const bare = ({ requestId: _, ...body }: Record<string, unknown>) => body;
    expect(bare(foreign.body)).toEqual(bare(missing.body));
    expect(foreign.status).toBe(404);
    const links = await recruiter.graphql(
      '{ programs { nodes { panelMemberships { nodes { vendor { id } } } agreements { nodes { vendorId } } } } }',
    );
    expect(links.body.data.programs.nodes).toEqual([
      {
        panelMemberships: { nodes: [{ vendor: { id: own } }] },
        agreements: { nodes: [{ vendorId: own }] },
      },
    ]);
  });
});

describe('a place on a panel', () => {
  test('is given once, moves between tiers, and has a standing', async () => {
    const vendorId = await activeVendor();
    const added = await manager.post('/panel-memberships', { programId, vendorId, tier: 2 });
    expect(added.body).toMatchObject({
      tier: 2,
      state: 'good',
      allowedActions: ['warn', 'restrict', 'exit'],
    });
    const twice = await manager.post('/panel-memberships', { programId, vendorId, tier: 3 });
    expect(twice.body).toMatchObject({ status: 409, code: 'vendor_on_panel' });
    const path = `/panel-memberships/${added.body.id}`;
    const moved = await manager.patch(path, { tier: 1 }, { 'if-match': '"1"' });
    expect(moved.body).toMatchObject({ tier: 1, version: 2 });
    const reason = 'Fill rate below the floor.';
    for (const [verb, state] of [
      ['warn', 'probation'],
      ['restrict', 'no_new_releases'],
      ['restore', 'good'],
      ['exit', 'exited'],
      ['readmit', 'probation'],
    ])
      expect((await manager.post(`${path}/${verb}`, { reason })).body.state).toBe(state);
    expect((await manager.post(`${path}/readmit`, { reason })).body.code).toBe('step_not_allowed');
    expect((await manager.post(`${path}/warn`, { reason }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await manager.post(`${path}/restore`)).status).toBe(422);
    expect((await manager.get('/panel-memberships?state=probation&count=true')).body.page.total).toBe(1);
  });
});

describe('an agreement', () => {
  test('covers days that no other covers, and ends no later than agreed', async () => {
    const vendorId = await activeVendor();
    const terms = {
      programId,
      vendorId,
      feeModel: 'vendor_funded',
      feePercent: '3.00',
      paymentTermsDays: 45,
      autoAcceptHours: 48,
      effectiveFrom: '2026-01-01',
      effectiveTo: '2026-12-31',
    };
    const created = await admin.post('/agreements', terms);
    expect(created.body).toMatchObject({
      feePercent: '3.0000',
      feeBasis: 'timesheet',
      effectiveFrom: '2026-01-01',
      effectiveTo: '2026-12-31',
    });
    const next = { ...terms, effectiveFrom: '2026-12-31', effectiveTo: undefined };
    expect((await admin.post('/agreements', next)).body).toMatchObject({
      status: 409,
      code: 'agreement_overlaps',
    });
    const path = `/agreements/${created.body.id}/end`;
    const pointers = async (effectiveTo: string) =>
      (await admin.post(path, { effectiveTo })).body.errors[0].code;
    expect(await pointers('2025-12-31')).toBe('before_start');
    expect(await pointers('2027-01-01')).toBe('after_end');
    expect((await admin.post(path, { effectiveTo: '2026-12-30' })).body.effectiveTo).toBe('2026-12-30');
    expect((await admin.post(path, { effectiveTo: '2026-12-30' })).body.version).toBe(2);
    expect((await admin.post('/agreements', next)).body.effectiveTo).toBe(null);
    const free = await admin.post('/agreements', { ...terms, feeModel: 'none' });
    expect(free.body.errors[0]).toMatchObject({ pointer: '/feePercent', code: 'fee_without_model' });
    const backwards = await admin.post('/agreements', { ...terms, effectiveTo: '2025-01-01' });
    expect(backwards.body.errors[0].code).toBe('before_start');
    const approver = await service.member(tenantId, { role: 'approver' });
    expect((await approver.get('/agreements')).status).toBe(403);
  });
});
