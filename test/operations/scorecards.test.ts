import { beforeAll, describe, expect, test } from 'vitest';
import { openMarket, type Market, type PanelVendor } from '../support/market.ts';
import { startService, type Answer, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: Market;
let manager: Client;
let atlas: PanelVendor;
let birch: PanelVendor;
let definition: any;

const ok = (answer: Answer, status = 200): any => {
  expect(answer.status, answer.text).toBe(status);
  return answer.body;
};
const refused = (answer: Answer, status: number, code: string) => {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.body.code).toBe(code);
};

const stated = (name: string, weight: string, target: string, better: 'higher' | 'lower') => ({
  name,
  measure: name,
  source: 'stated',
  weight,
  target,
  better,
});
const components = [
  stated('fill', '0.3', '0.85', 'higher'),
  stated('hours_to_submit', '0.2', '24', 'lower'),
  stated('submission_to_interview', '0.15', '0.5', 'higher'),
  stated('credentials', '0.2', '1', 'higher'),
  stated('early_termination', '0.15', '0.05', 'lower'),
];
const q1 = { periodFrom: '2026-01-01', periodTo: '2026-03-31' };
const q2 = { periodFrom: '2026-04-01', periodTo: '2026-06-30' };

type Figures = Record<string, [string, string?]>;
const good: Figures = {
  fill: ['40', '50'],
  hours_to_submit: ['30'],
  submission_to_interview: ['0.54'],
  credentials: ['305', '312'],
  early_termination: ['1', '12'],
};
async function state({ vendorId }: PanelVendor, period: typeof q1, figures: Figures): Promise<any[]> {
  const items = Object.entries(figures).map(([measure, [numerator, denominator]]) => ({
    programId: market.programId,
    vendorId,
    measure,
    ...period,
    numerator,
    ...(denominator && { denominator }),
    evidence: `Counted by hand: ${measure}.`,
  }));
  const { rows } = ok(await manager.post('/stated-measures/bulk', { items }));
  return rows;
}
const cards = async (client: Client, query = ''): Promise<any[]> =>
  ok(await client.get(`/scorecards?state=in_force${query}`)).data;
const evaluate = (periodFrom: string, client = manager) =>
  client.post(`/scorecard-definitions/${definition.id}/evaluate`, { periodFrom });
const moveTo = (at: string) => service.moveClock(market.tenantId, at);

beforeAll(async () => {
  service = await startService();
  market = await openMarket(service);
  ({ manager } = market);
  atlas = await market.vendor(1);
  birch = await market.vendor(2);
  definition = ok(
    await manager.post('/scorecard-definitions', {
      programId: market.programId,
      name: 'Quarterly',
      period: 'quarter',
      missing: 'unrated',
      components,
      effectiveFrom: '2026-01-01',
    }),
    201,
  );
});

describe('a definition', () => {
  const create = (changes: object, client = manager) =>
    client.post('/scorecard-definitions', {
      programId: market.programId,
      name: 'Another',
      period: 'month',
      components,
      effectiveFrom: '2026-02-01',
      ...changes,
    });

  test('is a first revision, of every tier, that begins with a period', async () => {
    expect(definition).toMatchObject({
      revision: 1,
      seriesId: definition.id,
      tiers: null,
      effectiveFrom: '2026-01-01',
      effectiveTo: null,
    });
    expect(definition.components[0]).toEqual({
      ...components[0],
      statistic: 'value',
      definitionId: 'stated',
    });
    refused(await create({ effectiveFrom: '2026-02-02' }), 422, 'invalid_input');
    refused(await create({ name: 'Quarterly' }), 409, 'scorecard_name_taken');
  });

  test('has its name to itself in the program as long as it lasts', async () => {
    const monthly = ok(await create({ name: 'Monthly', effectiveFrom: '2030-02-01' }), 201);
    const renamed = { effectiveFrom: '2030-03-01', name: 'Quarterly' };
    refused(
      await manager.post(`/scorecard-definitions/${monthly.id}/revise`, renamed),
      409,
      'scorecard_name_taken',
    );
    ok(await manager.post(`/scorecard-definitions/${monthly.id}/end`, { effectiveTo: '2030-02-28' }));
    const again = { name: 'Monthly', effectiveFrom: '2030-03-01' };
    const { id } = ok(await create(again), 201);
    refused(await create(again), 409, 'scorecard_name_taken');
    ok(await manager.post(`/scorecard-definitions/${id}/end`, { effectiveTo: '2030-03-01' }));
  });

  test.each([
    ['/components', 'weights_not_whole', [stated('fill', '0.9', '1', 'higher')]],
    [
      '/components/1/name',
      'not_unique',
      [stated('fill', '0.5', '1', 'higher'), stated('fill', '0.5', '1', 'higher')],
    ],
    ['/components/0/target', 'no_target', [stated('fill', '1', '0', 'higher')]],
    ['/components/0/better', 'required', [{ ...components[0], weight: '1', better: undefined }]],
    ['/components/0/statistic', 'no_distribution', [{ ...components[0], weight: '1', statistic: 'p90' }]],
    ['/components/0/measure', 'no_such_metric', [{ ...components[0], weight: '1', source: 'catalog' }]],
  ])('is refused at %s: %s', async (pointer, code, wrong) => {
    const answer = await create({ components: wrong });
    expect([answer.status, answer.body.errors]).toEqual([422, [expect.objectContaining({ pointer, code })]]);
  });

  test('is laid down by those who oversee the program, for a program that they see', async () => {
    refused(await create({}, market.requester), 403, 'permission_missing');
    refused(await create({}, atlas.recruiter), 403, 'permission_missing');
    const elsewhere = await openMarket(service);
    refused(await create({ programId: elsewhere.programId }), 422, 'invalid_input');
    refused(await elsewhere.manager.get(`/scorecard-definitions/${definition.id}`), 404, 'not_found');
  });
});

describe('what is stated', () => {
  test('is taken once a vendor, measure and period; a later statement supersedes it', async () => {
    const first = { programId: market.programId, vendorId: birch.vendorId, measure: 'fill', ...q1 };
    const said = { ...first, numerator: '10', denominator: '50', evidence: 'A first count.' };
    const { id } = ok(await manager.post('/stated-measures', said), 201);
    expect(ok(await manager.post('/stated-measures', said), 201).id).toBe(id);
    const again = ok(await manager.post('/stated-measures', { ...said, numerator: '11' }), 201);
    expect(ok(await manager.get(`/stated-measures/${id}`)).state).toBe('superseded');
    const { rows } = ok(await manager.post('/stated-measures/bulk', { items: [said, said] }));
    expect(rows.map(({ code }: any) => code)).toEqual([null, 'measure_stated_twice']);
    refused(await manager.post('/stated-measures', { ...said, denominator: '0' }), 422, 'invalid_input');
    refused(
      await manager.post('/stated-measures', { ...said, periodTo: '2025-12-31' }),
      422,
      'invalid_input',
    );
    refused(await atlas.recruiter.post('/stated-measures', said), 403, 'permission_missing');
    refused(
      await manager.post(`/stated-measures/${again.id}/withdraw`, { reason: 'Miscounted' }),
      409,
      'step_not_allowed',
    );
    const [held] = ok(await birch.recruiter.get('/stated-measures?state=in_force')).data;
    expect(held).toMatchObject({ numerator: '10', denominator: '50', evidence: 'A first count.' });
    ok(await manager.post(`/stated-measures/${held.id}/withdraw`, { reason: 'Miscounted' }));
    expect(ok(await atlas.recruiter.get('/stated-measures')).data).toEqual([]);
    refused(await atlas.recruiter.get(`/stated-measures/${held.id}`), 404, 'not_found');
  });
});

describe('a quarter', () => {
  test('is previewed while it runs, and scored once it is over', async () => {
    await state(atlas, q1, good);
    refused(await evaluate('2026-01-01'), 409, 'period_not_scored');
    refused(await evaluate('2025-10-01'), 409, 'period_not_scored');
    refused(await evaluate('2026-02-01'), 422, 'invalid_input');
    const path = `/scorecard-definitions/${definition.id}/preview?periodFrom=2026-01-01`;
    const { rows } = ok(await manager.get(path));
    const scores = new Map(rows.map(({ vendorId, score }: any) => [vendorId, score]));
    expect(scores).toEqual(
      new Map([
        [atlas.vendorId, '87.79'],
        [birch.vendorId, null],
      ]),
    );
    refused(await atlas.recruiter.get(path), 403, 'permission_missing');
    expect(await cards(manager)).toEqual([]);
  });

  test('is scored by itself five days after it, by the program’s zone, and each vendor sees its own', async () => {
    await moveTo('2026-04-06T03:59:59Z');
    expect(await cards(manager)).toEqual([]);
    await moveTo('2026-04-06T04:00:00Z');
    expect(await cards(manager)).toHaveLength(2);
    const [own, ...others] = await cards(atlas.recruiter);
    expect(others).toEqual([]);
    expect(own).toMatchObject({ ...q1, score: '87.79', revision: 1, definitionId: definition.id });
    expect(own.components[0]).toMatchObject({
      definitionId: 'stated',
      numerator: '40',
      denominator: '50',
      actual: '0.800000',
      attainment: '0.941176',
      points: '28.2353',
      evidence: { ...q1, asOf: null, stated: 'Counted by hand: fill.' },
    });
    const [rival] = await cards(birch.recruiter);
    expect(rival).toMatchObject({ vendorId: birch.vendorId, score: null });
    refused(await atlas.recruiter.get(`/scorecards/${rival.id}`), 404, 'not_found');
    const seen = await atlas.recruiter.graphql(
      '{ scorecards { nodes { score components { name actual evidence { stated } } vendor { id } } } }',
    );
    expect(seen.body.data.scorecards.nodes).toMatchObject([
      { score: '87.79', components: own.components.map(({ name }: any) => ({ name })) },
    ]);
    refused(await market.requester.get('/scorecards'), 403, 'permission_missing');
    const { events } = (await atlas.recruiter.get('/events?types=scorecard.evaluated')).body;
    expect(events).toMatchObject([{ subject: { id: own.id }, data: { score: '87.79', revision: 1 } }]);
  });

  test('is scored anew where its figures changed, else nothing happens', async () => {
    const before = ok(await evaluate('2026-01-01'));
    expect(before.scorecards.map(({ isNew }: any) => isNew)).toEqual([false, false]);
    await state(birch, q1, { ...good, fill: ['50', '50'] });
    const answer = await manager.graphql(
      'mutation($input: EvaluateScorecardsInput!) { evaluateScorecards(input: $input) { result { scorecards { vendorId score isNew } } events { type } } }',
      { input: { scorecardDefinitionId: definition.id, periodFrom: '2026-01-01' } },
    );
    const { result, events } = answer.body.data.evaluateScorecards;
    expect(result.scorecards.find(({ isNew }: any) => isNew)).toMatchObject({
      vendorId: birch.vendorId,
      score: '89.55',
    });
    expect(events.map(({ type }: any) => type)).toEqual(['scorecard.evaluated']);
    const all = ok(await birch.recruiter.get('/scorecards?sort=createdAt')).data;
    expect(all.map(({ revision, state: of, score }: any) => [revision, of, score])).toEqual([
      [1, 'superseded', null],
      [2, 'in_force', '89.55'],
    ]);
    refused(await evaluate('2026-01-01', atlas.recruiter), 403, 'permission_missing');
  });
});

describe('a revision', () => {
  const revise = (body: object, headers = {}) =>
    manager.post(`/scorecard-definitions/${definition.id}/revise`, body, headers);

  test('is of periods that are not scored; those before keep their weights', async () => {
    const easier = {
      components: components.map((one) => ({ ...one, target: one.better === 'higher' ? '0.1' : '99' })),
    };
    refused(await revise({ ...easier, effectiveFrom: '2025-10-01' }), 422, 'invalid_input');
    refused(await revise({ ...easier, effectiveFrom: '2026-01-01' }), 409, 'period_already_scored');
    refused(
      await revise({ ...easier, effectiveFrom: '2026-07-01' }, { 'if-match': '"9"' }),
      412,
      'stale_version',
    );
    const mistaken = ok(await revise({ effectiveFrom: '2026-07-01', missing: 'zero' }));
    expect(mistaken).toMatchObject({ revision: 2, seriesId: definition.id, effectiveFrom: '2026-07-01' });
    // What is not scored by yet is corrected from the day on which it begins, and history tells what it was.
    const correct = (body: object) =>
      manager.post(`/scorecard-definitions/${mistaken.id}/revise`, { effectiveFrom: '2026-07-01', ...body });
    refused(await correct({ components: easier.components.slice(1) }), 422, 'invalid_input');
    const later = ok(await correct({ ...easier, missing: definition.missing }));
    expect(later).toMatchObject({ id: mistaken.id, revision: 2, missing: definition.missing, version: 2 });
    expect(ok(await correct({ missing: definition.missing })).version).toBe(2);
    expect(ok(await manager.get(`/scorecard-definitions/${definition.id}`)).effectiveTo).toBe('2026-06-30');
    refused(await revise({ ...easier, effectiveFrom: '2026-10-01' }), 409, 'definition_not_latest');
    await state(atlas, q2, good);
    await moveTo('2026-07-06T04:00:00Z');
    const [second] = await cards(manager, `&vendorId=${atlas.vendorId}&periodFrom=2026-04-01`);
    expect(second).toMatchObject({ score: '87.79', definitionId: definition.id });
    const q3 = { periodFrom: '2026-07-01', periodTo: '2026-09-30' };
    await state(atlas, q3, good);
    await moveTo('2026-10-06T04:00:00Z');
    const [third] = await cards(manager, `&vendorId=${atlas.vendorId}&periodFrom=2026-07-01`);
    expect(third).toMatchObject({ score: '100.00', definitionId: later.id });
    const narrowed = ok(
      await manager.post(`/scorecard-definitions/${later.id}/revise`, {
        effectiveFrom: '2026-10-01',
        name: 'Tier 1',
        tiers: [1],
        evaluatedAfterDays: 3,
      }),
    );
    expect(narrowed).toMatchObject({ revision: 3, missing: 'unrated', components: later.components });
    refused(
      await manager.post(`/scorecard-definitions/${later.id}/end`, { effectiveTo: '2026-12-31' }),
      409,
      'definition_not_latest',
    );
    // The timer of the running period was set before the revision: from the next one on it is three days.
    await moveTo('2027-01-06T05:00:00Z');
    const fourth = await cards(manager, '&periodFrom=2026-10-01');
    expect(fourth.map(({ vendorId, score }) => [vendorId, score])).toEqual([[atlas.vendorId, null]]);
    ok(await manager.post(`/scorecard-definitions/${narrowed.id}/end`, { effectiveTo: '2027-01-01' }));
    await moveTo('2027-04-04T04:00:00Z');
    expect(await cards(manager, '&periodFrom=2027-01-01')).toHaveLength(1);
    await moveTo('2027-07-10T04:00:00Z');
    expect(await cards(manager, '&periodFrom=2027-04-01')).toEqual([]);
    refused(await evaluate('2027-04-01'), 409, 'period_not_scored');
  });
});

describe('a metric of the catalog', () => {
  test('is asked by vendor, over the whole program and the days of the period, with its version', async () => {
    const other = await openMarket(service);
    const [asked, silent] = [await other.vendor(1), await other.vendor(2)];
    const order = ok(
      await other.requester.post('/orders', {
        unitId: other.unitId,
        profession: 'rn',
        positions: 1,
        startsOn: '2026-03-01',
        endsOn: '2026-05-30',
        hoursPerWeek: '36',
        billRate: '98',
        reason: 'vacancy',
      }),
      201,
    );
    ok(await other.requester.post(`/orders/${order.id}/submit`));
    ok(await other.manager.post(`/orders/${order.id}/release`, { tiers: [{ tier: 1, delayHours: 0 }] }));
    const { id } = ok(
      await other.manager.post('/scorecard-definitions', {
        programId: other.programId,
        name: 'Monthly',
        period: 'month',
        missing: 'zero',
        evaluatedAfterDays: 0,
        components: [
          { name: 'answers', measure: 'coverage', source: 'catalog', weight: '0.5', target: '0.9' },
          stated('surveys', '0.5', '4', 'higher'),
        ],
        effectiveFrom: '2026-01-01',
      }),
      201,
    );
    const said = {
      programId: other.programId,
      measure: 'surveys',
      periodFrom: '2026-01-01',
      periodTo: '2026-01-31',
    };
    for (const { vendorId } of [asked, silent])
      ok(
        await other.manager.post('/stated-measures', {
          ...said,
          vendorId,
          numerator: '3',
          evidence: 'Survey.',
        }),
        201,
      );
    await service.moveClock(other.tenantId, '2026-02-01T05:00:00Z');
    const { data } = ok(await other.manager.get(`/scorecards?definitionId=${id}`));
    const of = ({ vendorId }: PanelVendor) => data.find((one: any) => one.vendorId === vendorId);
    expect(of(asked)).toMatchObject({ score: '37.50' });
    expect(of(asked).components[0]).toMatchObject({
      definitionId: 'coverage@1',
      better: 'higher',
      numerator: '0',
      denominator: '1',
      actual: '0.000000',
      points: '0.0000',
      evidence: { periodFrom: '2026-01-01', periodTo: '2026-01-31', stated: null },
    });
    // Who received nothing has no figure; by the definition's rule that counts nothing.
    expect(of(silent).components[0]).toMatchObject({ actual: null, attainment: null });
    expect(of(silent).score).toBe('37.50');
  });
});
