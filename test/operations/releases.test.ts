import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { showOrderTo } from '../../src/domain/orders/index.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { openMarket, type Market, type PanelVendor } from '../support/market.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: Market;
let manager: Client;

const began = '2026-01-05T12:00:00Z';
const at = (hours: number) => Temporal.Instant.from(began).add({ hours }).toString();

const act = (order: { id: string }, verb: string, body: object = {}, client = manager) =>
  client.post(`/orders/${order.id}/${verb}`, body);

/** An order of nurses that takes submissions. */
async function opened(changes: object = {}): Promise<{ id: string }> {
  const { body, text, status } = await market.requester.post('/orders', {
    unitId: market.unitId,
    profession: 'rn',
    specialty: 'icu',
    positions: 2,
    startsOn: '2026-02-01',
    endsOn: '2026-05-02',
    hoursPerWeek: '36',
    billRate: '98',
    reason: 'vacancy',
    ...changes,
  });
  expect(status, text).toBe(201);
  expect((await act(body, 'submit', {}, market.requester)).body.state).toBe('open');
  return body;
}

const released = async (order: { id: string }, tiers?: object[]) => {
  const answer = await act(order, 'release', tiers ? { tiers } : {});
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
};
const sees = async ({ recruiter }: PanelVendor, { id }: { id: string }) =>
  (await recruiter.get(`/orders/${id}`)).status === 200;
const planOf = async ({ id }: { id: string }) =>
  (await manager.get(`/release-plans?orderId=${id}`)).body.data[0];
const membershipOf = async ({ vendorId }: PanelVendor) =>
  (await manager.get(`/panel-memberships?vendorId=${vendorId}`)).body.data[0];

beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  market = await openMarket(service);
  ({ manager } = market);
});

describe('tiers in business hours', () => {
  test('open by the program’s calendar and zone, over nights and days off', async () => {
    await manager.put(`/programs/${market.programId}/business-calendar`, {
      holidays: [{ on: '2026-01-06', name: 'Founders’ Day' }],
    });
    const [one, two] = [await market.vendor(1), await market.vendor(2)];
    const order = await opened();
    // 07:00 on Monday in New York: nine business hours are that day, the tenth is on Wednesday.
    await released(order, [
      { tier: 1, delayHours: 9, delayUnit: 'business_hours' },
      { tier: 2, delayHours: 10, delayUnit: 'business_hours' },
    ]);
    expect((await planOf(order)).tiers).toMatchObject([
      { tier: 1, delayUnit: 'business_hours', opensAt: '2026-01-05T22:00:00Z', openedAt: null },
      { tier: 2, opensAt: '2026-01-07T14:00:00Z' },
    ]);
    await service.moveClock(market.tenantId, '2026-01-05T22:00:00Z');
    expect([await sees(one, order), await sees(two, order)]).toEqual([true, false]);
    await service.moveClock(market.tenantId, '2026-01-07T14:00:00Z');
    expect(await sees(two, order)).toBe(true);
  });

  test('are of 08:00 to 17:00 on weekdays where nothing is said, and at most a year of them', async () => {
    const order = await opened();
    await released(order, [{ tier: 1, delayHours: 45, delayUnit: 'business_hours' }]);
    expect((await planOf(order)).tiers[0].opensAt).toBe('2026-01-09T22:00:00Z');
    const another = await opened();
    const far = { tiers: [{ tier: 1, delayHours: 2_081, delayUnit: 'business_hours' }] };
    expect((await act(another, 'release', far)).body.errors[0].pointer).toBe('/tiers/0/delayHours');
  });
});

describe('a release without tiers', () => {
  const template = async (changes: object) => {
    const tiers = [{ tier: 1, delayHours: 0 }];
    const told = { programId: market.programId, name: 'Template', tiers, ...changes };
    return manager.post('/release-plan-templates', told);
  };

  test('takes those of the most specific template of its program', async () => {
    const order = await opened();
    expect((await act(order, 'release')).body.code).toBe('no_release_tiers');
    const any = (await template({ tiers: [{ tier: 3, delayHours: 1 }] })).body;
    const contract = (await template({ orderType: 'contract', tiers: [{ tier: 2, delayHours: 2 }] })).body;
    await template({ orderType: 'per_diem', profession: 'rn' });
    const nurses = (await template({ profession: 'rn', tiers: [{ tier: 1, delayHours: 3 }] })).body;
    await released(order);
    expect(await planOf(order)).toMatchObject({ templateId: nurses.id, tiers: [{ opensAt: at(3) }] });
    for (const [archived, expected] of [
      [nurses, contract],
      [contract, any],
    ]) {
      expect((await manager.post(`/release-plan-templates/${archived.id}/archive`)).status).toBe(200);
      const next = await opened();
      await released(next);
      expect((await planOf(next)).templateId).toBe(expected.id);
    }
    const named = await opened();
    await released(named, [{ tier: 1, delayHours: 0 }]);
    expect((await planOf(named)).templateId).toBeNull();
  });

  test('finds one template of a kind at a time, which changes without changing plans', async () => {
    const { body: first } = await template({ profession: 'rn' });
    expect((await template({ profession: 'rn' })).body.code).toBe('release_template_exists');
    await manager.post(`/release-plan-templates/${first.id}/archive`);
    const { body: second } = await template({ profession: 'rn' });
    const restored = await manager.post(`/release-plan-templates/${first.id}/restore`);
    expect([restored.status, restored.body.code]).toEqual([409, 'release_template_exists']);
    const order = await opened();
    await released(order);
    const document = `mutation($input: UpdateReleasePlanTemplateInput!) { updateReleasePlanTemplate(input: $input) {
      releasePlanTemplate { version tiers { tier delayHours delayUnit submissionCap } } } }`;
    const change = (expectedVersion: number) =>
      manager.graphql(document, {
        input: {
          releasePlanTemplateId: second.id,
          expectedVersion,
          tiers: [{ tier: 2, delayHours: 5, delayUnit: 'BUSINESS_HOURS', submissionCap: 1 }],
        },
      });
    expect((await change(1)).body.data.updateReleasePlanTemplate.releasePlanTemplate).toEqual({
      version: 2,
      tiers: [{ tier: 2, delayHours: 5, delayUnit: 'BUSINESS_HOURS', submissionCap: 1 }],
    });
    expect((await change(2)).body.data.updateReleasePlanTemplate.releasePlanTemplate.version).toBe(2);
    expect((await change(1)).body.errors![0].extensions.code).toBe('stale_version');
    expect((await planOf(order)).tiers).toMatchObject([{ tier: 1, delayHours: 0 }]);
    const twice = [
      { tier: 1, delayHours: 0 },
      { tier: 1, delayHours: 1 },
    ];
    expect((await template({ tiers: twice })).body.errors[0].pointer).toBe('/tiers');
  });

  test('is for the program manager, and templates for no vendor and no client', async () => {
    await template({});
    const { recruiter } = await market.vendor(1);
    for (const client of [recruiter, market.requester])
      expect((await client.get('/release-plan-templates')).status).toBe(403);
    const told = { programId: market.programId, name: 'Mine', tiers: [{ tier: 1, delayHours: 0 }] };
    expect((await market.requester.post('/release-plan-templates', told)).status).toBe(403);
    const elsewhere = await openMarket(service);
    const foreign = await elsewhere.manager.post('/release-plan-templates', told);
    expect([foreign.status, foreign.body.errors?.[0].pointer]).toEqual([422, '/programId']);
  });
});

describe('a release to one vendor by name', () => {
  test('shows it whatever its tier, beside a plan, with a reason that no vendor reads', async () => {
    const [one, two] = [await market.vendor(1), await market.vendor(2)];
    const order = await opened();
    await released(order, [{ tier: 1, delayHours: 24 }]);
    const told = { vendorId: two.vendorId, reason: 'They staffed it before.', submissionCap: 1 };
    expect((await act(order, 'release-to-vendor', { ...told, reason: undefined })).status).toBe(422);
    const named = await act(order, 'release-to-vendor', told);
    expect(named.status, named.text).toBe(200);
    expect([await sees(one, order), await sees(two, order)]).toEqual([false, true]);
    expect((await act(order, 'release-to-vendor', told)).body.code).toBe('already_released_to');
    const [visibility] = (await manager.get(`/order-visibilities?orderId=${order.id}`)).body.data;
    expect(visibility).toMatchObject({ origin: 'named', submissionCap: 1, tier: 2, visibleFrom: at(0) });
    const own = (await two.recruiter.get('/order-visibilities')).body.data[0];
    expect(own).not.toHaveProperty('origin');
    const history = await manager.get(`/audit?subjectId=${order.id}&limit=50`);
    expect(history.text).toContain('They staffed it before.');
    expect((await two.recruiter.get('/events?limit=200')).text).not.toContain('staffed');
    await service.moveClock(market.tenantId, at(24));
    expect(await sees(one, order)).toBe(true);
  });

  test('is taken back from it alone, with a reason, and can be made anew', async () => {
    const [one, two] = [await market.vendor(1), await market.vendor(1)];
    const order = await opened();
    await released(order, [{ tier: 1, delayHours: 0 }]);
    const told = { vendorId: one.vendorId, reason: 'The wrong firm.' };
    for (const [client, status] of [
      [market.requester, 403],
      [one.recruiter, 403],
      [(await openMarket(service)).manager, 404],
    ] as const)
      expect((await act(order, 'withdraw-from-vendor', told, client)).status).toBe(status);
    const taken = await manager.graphql(
      'mutation ($input: WithdrawFromVendorInput!) { withdrawFromVendor(input: $input) { order { id } } }',
      { input: { orderId: order.id, ...told } },
    );
    expect(taken.body.errors, taken.text).toBeUndefined();
    expect([await sees(one, order), await sees(two, order)]).toEqual([false, true]);
    expect((await one.recruiter.get('/events?limit=200')).text).not.toContain('wrong firm');
    expect((await act(order, 'withdraw-from-vendor', told)).body.code).toBe('not_released_to');
    for (const verb of ['hold', 'resume']) await act(order, verb, {}, market.requester);
    expect([await sees(one, order), await sees(two, order)]).toEqual([false, true]);
    expect((await act(order, 'release-to-vendor', told)).status).toBe(200);
    expect(await sees(one, order)).toBe(true);
  });

  test('needs an open order and a vendor that may be given it, and the right to release', async () => {
    const [one, barred] = [await market.vendor(1), await market.vendor(1)];
    const member = await membershipOf(barred);
    await manager.post(`/panel-memberships/${member.id}/restrict`, { reason: 'Below the floor.' });
    const order = await opened();
    const told = { vendorId: barred.vendorId, reason: 'Please.' };
    const refused = await act(order, 'release-to-vendor', told);
    expect([refused.status, refused.body.errors?.[0]]).toEqual([
      422,
      expect.objectContaining({ pointer: '/vendorId', code: 'not_releasable' }),
    ]);
    const fine = { ...told, vendorId: one.vendorId };
    expect((await act(order, 'release-to-vendor', fine, market.requester)).status).toBe(403);
    const elsewhere = await openMarket(service);
    expect((await act(order, 'release-to-vendor', fine, elsewhere.manager)).status).toBe(404);
    await act(order, 'hold', {}, market.requester);
    expect((await act(order, 'release-to-vendor', fine)).body.code).toBe('step_not_allowed');
  });
});

describe('a cap of submissions', () => {
  test('is the tier’s for its vendors, and the order’s for others', async () => {
    const [one, two] = [await market.vendor(1), await market.vendor(2)];
    const order = await opened({ submissionCap: 5 });
    await released(order, [
      { tier: 1, delayHours: 0, submissionCap: 1 },
      { tier: 2, delayHours: 0 },
    ]);
    const propose = async ({ recruiter }: PanelVendor, name: string) => {
      const person = await recruiter.post('/representations', {
        firstName: name,
        lastName: 'Core',
        birthDate: '1990-04-01',
        lastFour: '1111',
        homeState: 'OH',
        profession: 'rn',
        specialties: ['icu'],
        rightToRepresentUntil: '2026-07-01T00:00:00Z',
      });
      expect(person.status, person.text).toBe(201);
      const told = { orderId: order.id, representationId: person.body.id, billRate: '98' };
      const answer = await recruiter.post('/submissions', { ...told, availableOn: '2026-02-01' });
      return answer.status === 201 ? 'taken' : answer.body.code;
    };
    expect([await propose(one, 'Ana'), await propose(one, 'Bea')]).toEqual([
      'taken',
      'submission_cap_reached',
    ]);
    expect([await propose(two, 'Cal'), await propose(two, 'Dee')]).toEqual(['taken', 'taken']);
  });
});

describe('a vendor that comes to belong to a tier after it opened', () => {
  const joining: [string, (vendor: PanelVendor, order: { id: string }) => Promise<unknown>][] = [
    [
      'by a tier of its own',
      async (vendor) => {
        const { id } = await membershipOf(vendor);
        return manager.patch(`/panel-memberships/${id}`, { tier: 1 }, { 'if-match': '"1"' });
      },
    ],
    [
      'by its coverage',
      async (vendor) => {
        const { id: membershipId } = await membershipOf(vendor);
        const told = { membershipId, profession: 'rn', tier: 1, effectiveFrom: '2026-01-01' };
        return manager.post('/panel-coverages', told);
      },
    ],
  ];

  test.each(joining)('sees its open orders %s, from then on', async (_, join) => {
    const [one, late] = [await market.vendor(1), await market.vendor(3)];
    const order = await opened();
    const waiting = await opened();
    await released(order, [
      { tier: 1, delayHours: 0, submissionCap: 2 },
      { tier: 3, delayHours: 96 },
    ]);
    await released(waiting, [{ tier: 1, delayHours: 72 }]);
    await service.moveClock(market.tenantId, at(24));
    const joined = (await join(late, order)) as { status: number; text: string };
    expect(joined.status, joined.text).toBeLessThan(300);
    await service.drain(market.tenantId);
    expect([await sees(one, order), await sees(late, order), await sees(late, waiting)]).toEqual([
      true,
      true,
      false,
    ]);
    const [row] = (await manager.get(`/order-visibilities?vendorId=${late.vendorId}`)).body.data;
    expect(row).toMatchObject({ origin: 'joined', tier: 1, submissionCap: 2, visibleFrom: at(24) });
    // The log is read once it is sealed.
    const feed = await late.recruiter.get('/events?wait=10&types=order_visibility.opened');
    expect(feed.body.events, feed.text).not.toHaveLength(0);
  });

  test('sees them as it takes its place on the panel, or becomes active', async () => {
    const order = await opened();
    await released(order, [{ tier: 1, delayHours: 0 }]);
    const { body: made } = await market.admin.post('/vendors', { name: 'Newcomer', kind: 'agency' });
    const recruiter = await service.member(market.tenantId, {
      role: 'vendor_recruiter',
      vendorId: made.id,
    });
    const newcomer = { vendorId: made.id, recruiter };
    const place = { programId: market.programId, vendorId: made.id, tier: 1 };
    const added = await manager.post('/panel-memberships', place);
    expect(added.status, added.text).toBe(201);
    await service.drain(market.tenantId);
    expect(await sees(newcomer, order)).toBe(false);
    for (const verb of ['review', 'onboard', 'activate'])
      expect((await market.admin.post(`/vendors/${made.id}/${verb}`)).status, verb).toBe(200);
    await service.drain(market.tenantId);
    expect(await sees(newcomer, order)).toBe(true);
    const { body: other } = await market.admin.post('/vendors', { name: 'Second', kind: 'agency' });
    for (const verb of ['review', 'onboard', 'activate'])
      await market.admin.post(`/vendors/${other.id}/${verb}`);
    const another = {
      vendorId: other.id,
      recruiter: await service.member(market.tenantId, { role: 'vendor_recruiter', vendorId: other.id }),
    };
    await manager.post('/panel-memberships', { ...place, vendorId: other.id });
    await service.drain(market.tenantId);
    expect(await sees(another, order)).toBe(true);
  });

  test('sees a held order when it goes on, and never one that was withdrawn or is closed to it', async () => {
    const late = await market.vendor(3);
    const [held, withdrawn] = [await opened(), await opened()];
    for (const order of [held, withdrawn]) await released(order, [{ tier: 1, delayHours: 0 }]);
    const plan = await planOf(withdrawn);
    await manager.post(`/release-plans/${plan.id}/withdraw`, { reason: 'Wrong unit.' });
    await act(held, 'hold', {}, market.requester);
    const { id } = await membershipOf(late);
    await manager.patch(`/panel-memberships/${id}`, { tier: 1 }, { 'if-match': '"1"' });
    await service.drain(market.tenantId);
    expect([await sees(late, held), await sees(late, withdrawn)]).toEqual([false, false]);
    await act(held, 'resume', {}, market.requester);
    expect(await sees(late, held)).toBe(true);
    await manager.post(`/panel-memberships/${id}/restrict`, { reason: 'Below the floor.' });
    expect(await sees(late, held)).toBe(false);
    await manager.post(`/panel-memberships/${id}/restore`, { reason: 'Above it.' });
    await manager.patch(`/panel-memberships/${id}`, { tier: 2 }, { 'if-match': '"4"' });
    await manager.patch(`/panel-memberships/${id}`, { tier: 1 }, { 'if-match': '"5"' });
    await service.drain(market.tenantId);
    expect(await sees(late, held)).toBe(false);
  });
});

describe('what reaches vendors by another way', () => {
  test('shows an order to those of the named that may be given it', async () => {
    const [one, two] = [await market.vendor(1), await market.vendor(2)];
    const barred = await membershipOf(two);
    await manager.post(`/panel-memberships/${barred.id}/restrict`, { reason: 'Below the floor.' });
    const order = await opened();
    const actor = systemActor(market.tenantId);
    const facts = await service.as(actor, (tx) =>
      showOrderTo(order.id, [one.vendorId, two.vendorId], service.app.executor.context(tx, actor, 'test')),
    );
    expect(facts.map(({ event, subject }) => [event.type, subject.vendorId])).toEqual([
      ['order_visibility.opened', one.vendorId],
    ]);
    expect([await sees(one, order), await sees(two, order)]).toEqual([true, false]);
  });
});

describe('the parity of a program', () => {
  test('proves tier by tier when it opened, for whom at once, and whom it left out and why', async () => {
    const [one, two, three] = [await market.vendor(1), await market.vendor(1), await market.vendor(2)];
    const barred = await market.vendor(1);
    await manager.post(`/panel-memberships/${(await membershipOf(barred)).id}/restrict`, {
      reason: 'Below.',
    });
    const elsewhere = await market.vendor(1);
    const coverage = { membershipId: (await membershipOf(elsewhere)).id, profession: 'lpn' };
    const covered = await manager.post('/panel-coverages', { ...coverage, effectiveFrom: '2026-01-01' });
    expect(covered.status, covered.text).toBe(201);
    const asleep = await market.vendor(1);
    await market.admin.post(`/vendors/${asleep.vendorId}/deactivate`);
    const order = await opened();
    await released(order, [
      { tier: 1, delayHours: 4 },
      { tier: 2, delayHours: 48 },
    ]);
    await service.moveClock(market.tenantId, at(5));
    const plan = await planOf(order);
    await manager.post(`/release-plans/${plan.id}/jump`, { tier: 2, reason: 'Census is up.' });
    const late = await market.vendor(3);
    await act(order, 'release-to-vendor', { vendorId: late.vendorId, reason: 'They know the unit.' });
    await manager.post(`/release-plans/${plan.id}/withdraw`, { reason: 'Filled by staff.' });
    const path = `/programs/${market.programId}/release-parity?from=${at(-1)}&until=${at(24)}`;
    const { body } = await manager.get(path);
    expect(body).toMatchObject({ programId: market.programId, widestSpreadSeconds: '0.000' });
    expect(body.tiers).toMatchObject([
      {
        orderId: order.id,
        planId: plan.id,
        planState: 'withdrawn',
        releasedAt: at(0),
        tier: 1,
        plannedAt: at(4),
        openedAt: at(4),
        vendorCount: 2,
        firstVisibleAt: at(4),
        lastVisibleAt: at(4),
        spreadSeconds: '0.000',
        joinedLater: 0,
        jumpedAt: null,
        withdrawnAt: at(5),
        withdrawReason: 'Filled by staff.',
      },
      {
        tier: 2,
        plannedAt: at(48),
        openedAt: at(5),
        vendorCount: 1,
        jumpedAt: at(5),
        jumpReason: 'Census is up.',
      },
    ]);
    const left = Object.fromEntries(body.tiers[0].omitted.map((row: any) => [row.vendorId, row.why]));
    expect(left).toEqual({
      [barred.vendorId]: 'standing',
      [elsewhere.vendorId]: 'coverage',
      [asleep.vendorId]: 'inactive',
    });
    expect(body.tiers[1].omitted).toEqual([]);
    expect(body.named).toMatchObject([
      { orderId: order.id, vendorId: late.vendorId, tier: 3, shownAt: at(5), reason: 'They know the unit.' },
    ]);
    const file = await manager.get(path, { accept: 'text/csv' });
    expect(file.text.trim().split('\n')).toHaveLength(3);
    const document = `{ programReleaseParity(programId: "${market.programId}", from: "${at(-1)}", until: "${at(24)}") {
      widestSpreadSeconds tiers { tier vendorCount omitted { why } } } }`;
    const graph = await manager.graphql(document);
    expect(graph.body.data.programReleaseParity.tiers[0]).toMatchObject({ tier: 1, vendorCount: 2 });
    expect([one, two, three].length).toBe(3);
  });

  test('is of a period of at most 400 days, and for nobody but the operator', async () => {
    const path = (from: string, until: string) =>
      `/programs/${market.programId}/release-parity?from=${from}&until=${until}`;
    expect((await manager.get(path(at(1), at(1)))).body.errors[0].pointer).toBe('/until');
    expect((await manager.get(path(at(0), at(24 * 401)))).body.errors[0].pointer).toBe('/until');
    const { recruiter } = await market.vendor(1);
    for (const client of [recruiter, market.requester])
      expect((await client.get(path(at(0), at(1)))).status).toBe(403);
    const elsewhere = await openMarket(service);
    expect((await elsewhere.manager.get(path(at(0), at(1)))).status).toBe(404);
  });
});
