import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openMarket, type Market } from '../support/market.ts';
import { startService, type Client, type Service } from '../support/service.ts';

const lakeshore = ['88', '92', '95', '96', '98', '99', '101', '104', '106.78', '112'];
const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, `../fixtures/wages/bls_oews_${name}.csv`), 'utf8');

let service: Service;
let market: Market;
let finance: Client;
let analyst: Client;
let manager: Client;

const made = async (path: string, body: object, client = manager) => {
  const answer = await client.post(path, body);
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
};
const begun = (body: object = {}, client = manager) =>
  made(
    '/benchmark-sets',
    {
      programId: market.programId,
      name: 'Survey',
      source: 'Great Lakes Staffing Council',
      basis: 'organizations',
      measure: 'bill_rate',
      ...body,
    },
    client,
  );
const activated = async (body: object = {}) => {
  const set = await begun(body);
  expect((await manager.post(`/benchmark-sets/${set.id}/activate`)).status).toBe(200);
  return set;
};
const nurses = { profession: 'rn', specialty: 'icu', state: 'OH', effectiveFrom: '2026-01-01' };
const observed = async (benchmarkSetId: string, items: readonly object[]) => {
  const answer = await manager.post('/rate-observations/bulk', {
    items: items.map((item) => ({ benchmarkSetId, ...nurses, ...item })),
  });
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
};
const rated = (benchmarkSetId: string, body: object, client = manager) =>
  client.post('/market-rates', { benchmarkSetId, ...nurses, ...body });
const asked = (query: string, client = manager) => client.get(`/benchmarks/position?${query}`);
const icu = 'profession=rn&specialty=icu&state=OH&measure=bill_rate&on=2026-02-02';

beforeAll(async () => {
  service = await startService();
  market = await openMarket(service);
  manager = market.manager;
  finance = await service.member(market.tenantId, { role: 'client_finance', programIds: [market.programId] });
  analyst = await service.member(market.tenantId, { role: 'analyst', programIds: [market.programId] });
});

describe('a set', () => {
  test('is begun, changed, counts once active, is retired and takes no more figures', async () => {
    const set = await begun({ weight: '2.5' });
    expect(set).toMatchObject({
      state: 'draft',
      weight: '2.5000',
      currency: 'USD',
      allowedActions: ['activate'],
    });
    const path = `/benchmark-sets/${set.id}`;
    const named = await manager.patch(path, { name: 'Survey of 2026', weight: '2.5' }, { 'if-match': '"1"' });
    expect(named.body, named.text).toMatchObject({ name: 'Survey of 2026', weight: '2.5000', version: 2 });
    expect((await manager.patch(path, { name: 'Other' }, { 'if-match': '"1"' })).status).toBe(412);
    const same = await manager.patch(path, { name: 'Survey of 2026' }, { 'if-match': '"2"' });
    expect(same.body.version).toBe(2);
    expect((await manager.post(`${path}/retire`)).body.code).toBe('step_not_allowed');
    expect((await manager.post(`${path}/activate`)).body.state).toBe('active');
    expect((await manager.post(`${path}/retire`)).body.state).toBe('retired');
    expect((await rated(set.id, { p50: '90' })).body.code).toBe('benchmark_set_retired');
    const graphql = await manager.graphql(
      `mutation { activateBenchmarkSet(input: { benchmarkSetId: "${set.id}" }) { benchmarkSet { state } } }`,
    );
    expect(graphql.body.data?.activateBenchmarkSet.benchmarkSet.state, graphql.text).toBe('ACTIVE');
    await manager.post(`${path}/retire`);
  });

  test('is kept by the operator alone, and for all programs by who is bound to none', async () => {
    for (const client of [finance, analyst, market.requester])
      expect((await client.post('/benchmark-sets', {})).status).toBe(403);
    const bound = await service.member(market.tenantId, {
      role: 'program_manager',
      programIds: [market.programId],
    });
    const wide = { name: 'All', source: 'BLS', basis: 'published', measure: 'wage' };
    expect((await bound.post('/benchmark-sets', wide)).body.code).toBe('whole_tenant_only');
    const set = await made('/benchmark-sets', wide);
    expect((await bound.post(`/benchmark-sets/${set.id}/activate`)).body.code).toBe('whole_tenant_only');
    expect((await rated(set.id, { p50: '40' }, bound)).body.code).toBe('whole_tenant_only');
    expect((await bound.get(`/benchmark-sets/${set.id}`)).status).toBe(200);
  });

  test('is not there for vendors, nor for another tenant', async () => {
    const set = await begun();
    const { recruiter } = await market.vendor(1);
    const { admin } = await service.tenant();
    for (const path of [`/benchmark-sets/${set.id}`, '/benchmarks/position?profession=rn&measure=wage'])
      expect((await recruiter.get(path)).status).toBe(403);
    expect((await admin.get(`/benchmark-sets/${set.id}`)).status).toBe(404);
    expect((await rated(set.id, { p50: '90' }, admin)).body.errors[0].pointer).toBe('/benchmarkSetId');
  });
});

describe('a market rate that is taken back', () => {
  test('counts no more, stays as it was, and counts again once it is told again', async () => {
    const set = await activated({ name: 'Mistaken', basis: 'published' });
    const old = (await rated(set.id, { effectiveFrom: '2025-01-01', p50: '90' })).body;
    const wrong = (await rated(set.id, { p50: '190' })).body;
    const before = '2026-01-05T12:30:00Z';
    await service.moveClock(market.tenantId, '2026-01-05T13:00:00Z');
    const position = async () =>
      (await asked(`${icu}&benchmarkSetIds=${set.id}`)).body.sources[0].marketRateId;
    const trend = async () =>
      (
        await manager.get(`/benchmark-sets/${set.id}/trend?profession=rn&specialty=icu&state=OH`)
      ).body.points.map(({ p50 }: any) => p50);
    expect([await position(), await trend()]).toEqual([wrong.id, ['90.0000', '190.0000']]);
    const path = `/market-rates/${wrong.id}/withdraw`;
    const reason = { reason: 'Typed wrong' };
    expect((await manager.post(path)).status).toBe(422);
    expect((await finance.post(path, reason)).status).toBe(403);
    expect((await analyst.post(path, reason)).status).toBe(403);
    const stale = await manager.post(path, reason, { 'if-match': '"7"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'stale_version']);
    const { body } = await manager.graphql(
      `mutation($id: ID!) { withdrawMarketRate(input: { marketRateId: $id, reason: "Typed wrong" }) { marketRate { withdrawnAt p50 } } }`,
      { id: wrong.id },
    );
    expect(body.data?.withdrawMarketRate.marketRate, JSON.stringify(body)).toEqual({
      withdrawnAt: expect.any(String),
      p50: '190.0000',
    });
    expect([await position(), await trend()]).toEqual([old.id, ['90.0000']]);
    expect((await manager.post(path, reason)).body.code).toBe('step_not_allowed');
    const then = await manager.get(`/market-rates/${wrong.id}?asOf=${before}`);
    expect(then.body).toMatchObject({ withdrawnAt: null, p50: '190.0000' });
    const [told] = (await manager.get('/events?types=market_rate.withdrawn')).body.events;
    expect(told).toMatchObject({ subject: { id: wrong.id }, reason: 'Typed wrong' });
    expect((await rated(set.id, { p50: '109' })).body).toMatchObject({ id: wrong.id, withdrawnAt: null });
    expect(await position()).toBe(wrong.id);
    await manager.post(`/market-rates/${old.id}/withdraw`, reason);
    expect(await trend()).toEqual(['109.0000']);
  });

  test('is not one that is made from observations, nor another tenant’s', async () => {
    const set = await activated({ name: 'Observed, not withdrawn' });
    await observed(set.id, [{ rate: '90', contributor: 'One' }]);
    const [cell] = (await manager.get(`/market-rates?benchmarkSetId=${set.id}`)).body.data;
    const refused = await manager.post(`/market-rates/${cell.id}/withdraw`, { reason: 'No' });
    expect([refused.status, refused.body.code]).toEqual([409, 'market_rate_is_observed']);
    const { admin: stranger } = await service.tenant('Elsewhere');
    const other = await stranger.post(`/market-rates/${cell.id}/withdraw`, { reason: 'No' });
    expect(other.status).toBe(404);
  });
});

describe('observations', () => {
  let setId: string;
  beforeAll(async () => {
    setId = (await activated()).id;
    await observed(
      setId,
      lakeshore.toReversed().map((rate) => ({ rate })),
    );
  });

  test('make the percentiles of step 16', async () => {
    const { body } = await finance.get(`/market-rates?benchmarkSetId=${setId}`);
    expect(body.data).toMatchObject([
      {
        p25: '95.2500',
        p50: '98.5000',
        p75: '103.2500',
        p90: '107.3020',
        mean: '99.1780',
        observations: 10,
        contributors: 10,
        isObserved: true,
        isDisclosed: true,
        areaKind: 'state',
      },
    ]);
  });

  test('place a rate among them, on both surfaces, and as a file', async () => {
    const answer = await asked(`${icu}&benchmarkSetIds=${setId}&rate=98&percentiles=25,50,75,90`, finance);
    expect(answer.body, answer.text).toMatchObject({ rank: '44.4444', rankBound: 'exact' });
    expect(answer.body.percentiles.map(({ rate }: { rate: string }) => rate)).toEqual([
      '95.2500',
      '98.5000',
      '103.2500',
      '107.3020',
    ]);
    expect(answer.body.sources).toMatchObject([
      { benchmarkSetId: setId, share: '100.0000', observations: 10 },
    ]);
    const same = await finance.graphql(`{ benchmarkPosition(profession: "rn", specialty: "icu", state: "OH",
      measure: BILL_RATE, on: "2026-02-02", benchmarkSetIds: ["${setId}"], rate: "98", percentiles: ["90"])
      { rank percentiles { percent rate } } }`);
    expect(same.body.data?.benchmarkPosition, same.text).toEqual({
      rank: '44.4444',
      percentiles: [{ percent: '90', rate: '107.3020' }],
    });
    const file = await finance.get(`/benchmarks/position?${icu}&benchmarkSetIds=${setId}`, {
      accept: 'text/csv',
    });
    expect(file.text).toMatch(/^percent,rate\r?\n10,91\.6000/);
  });

  test('are taken back, and the percentiles made anew', async () => {
    const own = (await activated({ name: 'Withdrawn' })).id;
    await observed(
      own,
      [...lakeshore, '500'].map((rate) => ({ rate })),
    );
    const wrong = (await manager.get(`/rate-observations?benchmarkSetId=${own}&sort=-rate&limit=1`)).body
      .data[0];
    expect(wrong.rate).toBe('500.0000');
    const withdrawn = await manager.post(`/rate-observations/${wrong.id}/withdraw`, {
      reason: 'A typing error',
    });
    expect(withdrawn.body, withdrawn.text).toMatchObject({ version: 2 });
    const [cell] = (await manager.get(`/market-rates?benchmarkSetId=${own}`)).body.data;
    expect(cell).toMatchObject({ p50: '98.5000', observations: 10 });
    const again = await manager.post(`/rate-observations/${wrong.id}/withdraw`, { reason: 'Again' });
    expect(again.body.code).toBe('step_not_allowed');
    expect((await finance.get(`/rate-observations?benchmarkSetId=${own}`)).status).toBe(403);
  });

  test('and percentiles that were told do not mix', async () => {
    expect((await rated(setId, { p50: '98' })).body.code).toBe('market_rate_is_observed');
    const stated = await rated(setId, { specialty: 'pcu', p50: '92', contributors: 8 });
    expect(stated.status, stated.text).toBe(201);
    const { rows } = await observed(setId, [{ specialty: 'pcu', rate: '91' }]);
    expect(rows[0]).toMatchObject({ status: 'failed', code: 'market_rate_is_stated' });
  });

  test('of too few contributors are shown to nobody, nor asked', async () => {
    const few = (await activated({ name: 'Few' })).id;
    await observed(
      few,
      ['90', '91', '92', '93', '94', '95'].map((rate, at) => ({ rate, contributor: `Member ${at % 4}` })),
    );
    for (const client of [manager, finance, analyst]) {
      const [cell] = (await client.get(`/market-rates?benchmarkSetId=${few}`)).body.data;
      expect(cell).toMatchObject({ observations: 6, contributors: 4, isDisclosed: false });
      for (const hidden of ['p10', 'p50', 'p90', 'mean']) expect(cell).not.toHaveProperty(hidden);
      const { body } = await asked(`${icu}&benchmarkSetIds=${few}&rate=92`, client);
      expect(body).toMatchObject({
        rank: null,
        sources: [{ marketRateId: null, p50: null, isSuppressed: true }],
      });
    }
    await observed(few, [{ rate: '96', contributor: 'Member 9' }]);
    const [cell] = (await analyst.get(`/market-rates?benchmarkSetId=${few}`)).body.data;
    expect(cell).toMatchObject({ p50: '93.0000', contributors: 5, isDisclosed: true });
  });

  test('of vendors need three of them, and are asked by their percentiles alone', async () => {
    const quotes = (await activated({ name: 'Quotes', basis: 'vendors' })).id;
    const vendors = await Promise.all([1, 1, 2].map((tier) => market.vendor(tier)));
    const of = (at: number, rate: string) => ({ rate, observedVendorId: vendors[at]!.vendorId });
    await observed(
      quotes,
      ['90', '92', '94', '96', '98'].map((rate, at) => of(at % 2, rate)),
    );
    const cell = async () => (await manager.get(`/market-rates?benchmarkSetId=${quotes}`)).body.data[0];
    expect(await cell()).toMatchObject({ contributors: 5, vendors: 2, isDisclosed: false });
    await observed(quotes, [of(2, '100')]);
    expect(await cell()).toMatchObject({ vendors: 3, isDisclosed: true, p10: '91.0000', p90: '99.0000' });
    const { body } = await asked(`${icu}&benchmarkSetIds=${quotes}&rate=90&percentiles=0,50`);
    expect(body).toMatchObject({ rank: '10.0000', rankBound: 'at_most' });
    expect(body.percentiles).toEqual([
      { percent: '0', rate: null },
      { percent: '50', rate: '95.0000' },
    ]);
    const { rows } = await observed(quotes, [{ rate: '99' }]);
    expect(rows[0]).toMatchObject({ status: 'failed', code: 'invalid_input' });
    await manager.post(`/benchmark-sets/${quotes}/retire`);
  });
});

describe('market rates', () => {
  test('are told, corrected, and the same again is no change', async () => {
    const setId = (await begun({ basis: 'published' })).id;
    const first = await rated(setId, { p25: '95', p50: '98', p75: '103' });
    expect(first.body, first.text).toMatchObject({
      p25: '95.0000',
      p10: null,
      isDisclosed: true,
      version: 1,
    });
    const second = await rated(setId, { p25: '95', p50: '98.5', p75: '103' });
    expect(second.body).toMatchObject({ id: first.body.id, p50: '98.5000', version: 2 });
    expect((await rated(setId, { p25: '95.0', p50: '98.50', p75: '103' })).body.version).toBe(2);
    expect((await rated(setId, { p25: '99', p50: '98' })).body.code).toBe('percentiles_descend');
    expect((await rated(setId, {})).body.errors[0].pointer).toBe('/p50');
    expect((await rated(setId, { profession: 'wizard', p50: '1' })).body.errors[0].pointer).toBe(
      '/profession',
    );
    const twice = { benchmarkSetId: setId, ...nurses, specialty: 'ed', p50: '90' };
    const { body } = await manager.post('/market-rates/bulk', { items: [twice, twice] });
    expect(body.rows, JSON.stringify(body)).toMatchObject([
      { status: 'created' },
      { status: 'failed', code: 'market_rate_told_twice' },
    ]);
  });

  test('answer by the narrowest of them, with their weights, and say what counted', async () => {
    const own = (await activated({ basis: 'published', name: 'Own', weight: '3' })).id;
    const wide = (await activated({ basis: 'published', name: 'Wide', programId: undefined })).id;
    const rates: [string, object][] = [
      [own, { p50: '100' }],
      [own, { p50: '60', specialty: null }],
      [own, { p50: '104', metro: 'Columbus, OH' }],
      [own, { p50: '90', effectiveFrom: '2025-01-01' }],
      [own, { p50: '80', effectiveFrom: '2026-06-01' }],
      [wide, { p50: '96', specialty: null, state: null }],
    ];
    for (const [set, body] of rates) expect((await rated(set, body)).status).toBe(201);
    const median = async (more: string, client = manager) => {
      const answer = await asked(`${icu}&programId=${market.programId}&percentiles=50&${more}`, client);
      expect(answer.status, answer.text).toBe(200);
      return answer.body;
    };
    const both = `benchmarkSetIds=${own},${wide}`;
    expect(await median(both)).toMatchObject({
      percentiles: [{ percent: '50', rate: '99.0000' }],
      sources: [
        {
          name: 'Own',
          weight: '3.0000',
          share: '75.0000',
          specialty: 'icu',
          areaKind: 'state',
          effectiveFrom: '2026-01-01',
        },
        { name: 'Wide', weight: '1.0000', share: '25.0000', specialty: null, areaKind: 'national' },
      ],
    });
    expect((await median(`${both}&weights=1,1`)).percentiles[0].rate).toBe('98.0000');
    expect((await median(`${both}&metro=Columbus,%20OH&weights=1,1`)).percentiles[0].rate).toBe('100.0000');
    const refused = await asked(`${icu}&programId=${market.programId}&${both}&weights=1`);
    expect(refused.body.errors[0].pointer).toBe('/weights');
    const wages = await asked(`${icu.replace('bill_rate', 'wage')}&${both}`);
    expect(wages.body.errors[0].pointer).toBe('/benchmarkSetIds/0');
    // Without a program a program's set is asked only where it is named.
    expect((await asked(`${icu}&${both}&percentiles=50`)).body.percentiles[0].rate).toBe('99.0000');
    const unnamed = await asked(`${icu}&percentiles=50`);
    expect(unnamed.body.sources.map(({ name }: { name: string }) => name)).toEqual(['Wide']);
    for (const id of [own, wide]) await manager.post(`/benchmark-sets/${id}/retire`);
  });
});

describe('published wages', () => {
  test('ship with the service: a set begins with them', async () => {
    const wages = { basis: 'published', measure: 'wage', base: 'bls_oews', programId: undefined };
    const set = await activated({ name: 'BLS OEWS', ...wages });
    const query = 'profession=rn&state=OH&measure=wage&on=2021-01-01';
    const { body } = await asked(`${query}&benchmarkSetIds=${set.id}&rate=38.09&percentiles=50`, analyst);
    expect(body).toMatchObject({
      rank: '75.0000',
      percentiles: [{ rate: '32.4900' }],
      sources: [{ effectiveFrom: '2020-05-01', state: 'OH', observations: 129_090 }],
    });
    const trend = await finance.get(`/benchmark-sets/${set.id}/trend?profession=rn&state=OH&from=2018-05-01`);
    expect(
      trend.body.points.map(({ p50 }: { p50: string }) => p50),
      trend.text,
    ).toHaveLength(3);
    expect(trend.body).toMatchObject({
      areaKind: 'state',
      points: [{ change: null }, {}, { p50: '32.4900' }],
    });
    const topped = await asked(
      `profession=crna&measure=wage&on=2024-01-01&benchmarkSetIds=${set.id}&rate=150`,
    );
    expect(topped.body).toMatchObject({
      rank: '50.0000',
      rankBound: 'at_least',
      sources: [{ isTopCoded: true }],
    });
    const wrong = await manager.post('/benchmark-sets', {
      name: 'X',
      source: 'Y',
      basis: 'vendors',
      measure: 'bill_rate',
      base: 'bls_oews',
    });
    expect(wrong.body.errors[0].pointer).toBe('/base');
    await manager.post(`/benchmark-sets/${set.id}/retire`);
  });

  const files: [name: string, rows: number, created: number, constants: object[]][] = [
    ['state', 24, 23, []],
    ['national', 11, 9, []],
    ['washington', 16, 15, []],
    ['new_york', 22, 22, [{ field: 'effectiveFrom', value: '2023-05-01' }]],
  ];
  test.each(files)('are imported as the BLS publishes them: %s', async (name, total, created, constants) => {
    const set = await begun({ basis: 'published', measure: 'wage', name });
    const announced = await manager.post('/imports', {
      operation: 'record_market_rate',
      preset: `bls_oews_${name}`,
      constants: [{ field: 'benchmarkSetId', value: set.id }, ...constants],
    });
    expect(announced.status, announced.text).toBe(201);
    const path = `/imports/${announced.body.id}`;
    const headers = { 'content-type': 'text/csv' };
    await manager.send({ method: 'PUT', url: `/v1${path}/content`, headers, payload: fixture(name) });
    await service.app.worker.hands.importer.drain(market.tenantId);
    expect((await manager.get(path)).body).toMatchObject({ total, created, failed: total - created });
    const rates = (await manager.get(`/market-rates?benchmarkSetId=${set.id}&limit=100`)).body.data;
    expect(rates).toHaveLength(created);
    expect(rates).toContainEqual(expect.objectContaining(sample[name]!));
  });
  const sample: Record<string, object> = {
    state: {
      state: 'CA',
      effectiveFrom: '2020-05-01',
      p10: '36.6200',
      p90: '83.3500',
      observations: 307_060,
    },
    national: {
      profession: 'crna',
      effectiveFrom: '2023-05-01',
      p50: '102.2400',
      p75: null,
      isTopCoded: true,
    },
    washington: { metro: 'Bellingham, WA', state: 'WA', p10: null, p25: '36.3100', p75: '46.5500' },
    new_york: { metro: null, areaKind: 'state', p50: '50.1100', mean: '49.9900', observations: 190_470 },
  };
});

test('what savings are reckoned against is said once for a day, of bill rates in the program’s money', async () => {
  const { programId } = market;
  const rates = await activated({ basis: 'published', name: 'For savings' });
  const choose = (body: object, client = manager) =>
    client.post('/savings-benchmarks', {
      programId,
      benchmarkSetId: rates.id,
      effectiveFrom: '2026-01-01',
      ...body,
    });
  const draft = await begun();
  expect((await choose({ benchmarkSetId: draft.id })).body.code).toBe('benchmark_set_not_active');
  const wages = await activated({ basis: 'published', measure: 'wage' });
  expect((await choose({ benchmarkSetId: wages.id })).body.errors[0].pointer).toBe('/benchmarkSetId');
  expect((await choose({}, finance)).status).toBe(403);
  expect((await choose({})).body).toMatchObject({ benchmarkSetId: rates.id, effectiveFrom: '2026-01-01' });
  const { body: corrected } = await choose({ benchmarkSetId: null });
  expect(corrected).toMatchObject({ benchmarkSetId: null, effectiveFrom: '2026-01-01', version: 2 });
  expect((await choose({})).body).toMatchObject({ id: corrected.id, benchmarkSetId: rates.id, version: 3 });
  expect((await choose({})).body.version).toBe(3);
  const atOnce = await Promise.all(
    [null, rates.id].map((benchmarkSetId) => choose({ benchmarkSetId, effectiveFrom: '2026-06-01' })),
  );
  expect(atOnce.filter(({ status }) => status === 201)).not.toHaveLength(0);
  for (const { status, body } of atOnce)
    if (status !== 201) expect(body.code).toBe('savings_benchmark_taken');
  expect((await choose({ benchmarkSetId: null, effectiveFrom: '2027-01-01' })).status).toBe(201);
  const { body } = await finance.graphql(
    `{ program(id: "${programId}") { savingsBenchmarks { nodes { effectiveFrom benchmarkSet { name } } } } }`,
  );
  expect(body.data.program.savingsBenchmarks.nodes).toHaveLength(3);
  for (const { id } of [rates, wages]) await manager.post(`/benchmark-sets/${id}/retire`);
});

describe('a rate band', () => {
  let orderId: string;
  beforeAll(async () => {
    const order = await made(
      '/orders',
      {
        unitId: market.unitId,
        type: 'contract',
        profession: 'rn',
        specialty: 'icu',
        positions: 1,
        startsOn: '2026-02-02',
        endsOn: '2026-05-03',
        hoursPerWeek: '36',
        billRate: '98',
        maxBillRate: '102',
        reason: 'vacancy',
      },
      market.requester,
    );
    orderId = order.id;
  });

  test('is proposed from the market, with its sources and how many they tell of', async () => {
    const set = await activated({ name: 'Council' });
    await observed(
      set.id,
      lakeshore.map((rate) => ({ rate })),
    );
    const { body } = await market.requester.get(`/orders/${orderId}/rate-band?benchmarkSetIds=${set.id}`);
    expect(body).toMatchObject({
      from: '95.2500',
      target: '98.5000',
      to: '103.2500',
      billRateRank: '44.4444',
      on: '2026-02-02',
      state: 'OH',
      sources: [{ name: 'Council', observations: 10, contributors: 10, share: '100.0000' }],
    });
    expect(body.why).toBe(
      'From 95.2500 to 103.2500 an hour, 98.5000 at the target. Council counts 100.0000 %: the specialty in the state, from 2026-01-01, of 10.',
    );
  });

  test('is made of wages only where it is told what an hour of them bills at', async () => {
    const set = await activated({ basis: 'published', measure: 'wage', name: 'Wages' });
    await rated(set.id, { specialty: null, p25: '30', p50: '36', p75: '42.10' });
    const path = `/orders/${orderId}/rate-band?benchmarkSetIds=${set.id}`;
    expect((await finance.get(path)).body.errors[0].pointer).toBe('/benchmarkSetIds/0');
    const { body } = await finance.get(`${path}&wageMultiplier=2.5`);
    expect(body).toMatchObject({ from: '75.0000', target: '90.0000', to: '105.2500' });
    expect(body.why).toContain(
      'the profession as a whole in the state, from 2026-01-01, of an unknown number, each hour times 2.5.',
    );
  });

  test('is nothing to a vendor, and of a foreign order a 404 as of a missing one', async () => {
    const { recruiter } = await market.vendor(1);
    expect((await recruiter.get(`/orders/${orderId}/rate-band`)).status).toBe(403);
    const foreign = await market.stranger.get(`/orders/${orderId}/rate-band`);
    const missing = await market.stranger.get(`/orders/${crypto.randomUUID()}/rate-band`);
    expect([foreign.status, missing.status]).toEqual([404, 404]);
    expect(foreign.body.code).toBe(missing.body.code);
  });
});
