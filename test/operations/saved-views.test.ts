import { beforeAll, describe, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let first: Agency;
let second: Agency;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  first = await market.agency();
  second = await market.agency();
});

const save = (client: Client, more: object = {}) =>
  client.post('/saved-views', { noun: 'order', name: 'Open', query: 'state=open&sort=-createdAt', ...more });
const namesFor = async (client: Client) =>
  (await client.get('/saved-views?sort=name')).body.data.map(({ name }: { name: string }) => name);

describe('a saved view', () => {
  test('keeps what its owner may ask of the list, and nothing else', async () => {
    const made = await save(first.recruiter, {
      name: 'Mine',
      query: 'state=open&startsOn[gte]=2026-02-01&unitId[in]=&q=icu'.replace('&unitId[in]=', ''),
    });
    expect(made.status, made.text).toBe(201);
    const list = await first.recruiter.get(`/orders?${made.body.query}`);
    expect(list.status, list.text).toBe(200);
    for (const query of [
      'billRate[gte]=90',
      'reason=vacancy',
      'nothing=1',
      'state=no_such_state',
      'sort=-billRate',
      'fields=id,maxBillRate',
      'startsOn[between]=1',
      'facility.nothing=1',
    ]) {
      const refused = await save(first.recruiter, { name: query, query });
      expect([query, refused.body.errors?.[0]?.code]).toEqual([query, 'filter_not_available']);
      expect((await first.recruiter.get(`/orders?${query}`)).status).toBe(422);
    }
    const rates = { name: 'Dear', query: 'billRate[gte]=90&fields=id,billRate' };
    expect((await save(market.manager, rates)).status).toBe(201);
    expect((await market.manager.get(`/orders?${rates.query}`)).status).toBe(200);
  });

  test('is of a list that its owner may read', async () => {
    for (const noun of ['invoiceRun', 'nothing'])
      expect((await save(first.recruiter, { noun })).body.errors[0].code).toBe('no_such_list');
  });

  test('is shared within the side or role, and of a vendor within the vendor', async () => {
    const own = await save(market.requester, { name: 'Own' });
    const shared = await save(market.requester, { name: 'All of us', sharedWith: 'side' });
    expect(shared.status, shared.text).toBe(201);
    await save(market.requester, { name: 'Requesters', sharedWith: 'role' });
    const colleague = await market.member('requester', { programIds: [market.id('programs')] });
    const approver = await market.member('approver', { programIds: [market.id('programs')] });
    expect(await namesFor(colleague)).toEqual(['All of us', 'Requesters']);
    expect(await namesFor(approver)).toEqual(['All of us']);
    for (const client of [market.manager, first.recruiter])
      expect(await namesFor(client)).not.toContain('All of us');
    expect((await colleague.get(`/saved-views/${own.body.id}`)).status).toBe(404);
    const theirs = await colleague.patch(
      `/saved-views/${shared.body.id}`,
      { name: 'Ours' },
      { 'if-match': '"1"' },
    );
    expect(theirs.body.code).toBe('view_not_yours');
    expect((await colleague.post(`/saved-views/${shared.body.id}/archive`)).body.code).toBe('view_not_yours');
    await save(second.recruiter, { name: 'Agency', sharedWith: 'side' });
    expect(await namesFor(first.recruiter)).not.toContain('Agency');
    const partner = await market.member('vendor_finance', { vendorId: second.id });
    expect(await namesFor(partner)).toEqual(['Agency']);
  });

  test('with what only some of the side may ask is not shared with all of it', async () => {
    const query = 'maxBillRate[gte]=90';
    const refused = await save(market.manager, { name: 'Rates', query, sharedWith: 'side' });
    expect(refused.body.errors[0]).toMatchObject({ pointer: '/query', code: 'filter_not_available' });
    expect((await save(market.manager, { name: 'Rates', query, sharedWith: 'role' })).status).toBe(201);
    const worker = await market.member('worker', { workerId: market.id('workers') });
    const alone = await save(worker, { noun: 'assignment', query: 'state=active', sharedWith: 'side' });
    expect(alone.body.errors[0].code).toBe('not_shared');
    expect((await save(worker, { noun: 'assignment', query: 'state=active' })).status).toBe(201);
  });

  test('of one program is shown where the program is seen', async () => {
    const programId = market.id('programs');
    await save(market.manager, { name: 'Here', sharedWith: 'side', programId });
    const elsewhere = await market.member('program_manager', { programIds: [] });
    const here = await market.member('program_manager', { programIds: [programId] });
    expect(await namesFor(elsewhere)).not.toContain('Here');
    expect(await namesFor(here)).toContain('Here');
  });

  test('is changed, made the default and put away by its owner', async () => {
    const made = await market.finance.graphql(
      `mutation { createSavedView(input: { noun: "order", name: "Costly", query: "sort=-estimatedCost", isDefault: true }) { savedView { id isDefault version } } }`,
    );
    expect(made.body.errors, made.text).toBeUndefined();
    const { id } = made.body.data.createSavedView.savedView;
    expect((await save(market.finance, { name: 'COSTLY' })).body.code).toBe('view_exists');
    expect((await save(market.finance, { name: 'Other', isDefault: true })).body.code).toBe('view_exists');
    const stale = await market.finance.patch(`/saved-views/${id}`, { name: 'New' }, { 'if-match': '"8"' });
    expect(stale.body.code).toBe('stale_version');
    const wrong = await market.finance.patch(`/saved-views/${id}`, { query: 'x=1' }, { 'if-match': '"1"' });
    expect(wrong.body.errors[0].code).toBe('filter_not_available');
    const changed = await market.finance.patch(
      `/saved-views/${id}`,
      { query: 'sort=endsOn' },
      { 'if-match': '"1"' },
    );
    expect(changed.body).toMatchObject({ query: 'sort=endsOn', version: 2 });
    const archived = await market.finance.graphql(
      `mutation ($id: ID!) { archiveSavedView(input: { savedViewId: $id }) { savedView { archivedAt } } }`,
      { id },
    );
    expect(archived.body.data.archiveSavedView.savedView.archivedAt).not.toBeNull();
    expect((await market.finance.post(`/saved-views/${id}/archive`)).body.code).toBe('step_not_allowed');
    expect((await save(market.finance, { name: 'Costly', isDefault: true })).status).toBe(201);
  });
});
