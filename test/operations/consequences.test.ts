import { beforeAll, describe, expect, test } from 'vitest';
import { openMarket, type Market, type PanelVendor } from '../support/market.ts';
import { startService, type Answer, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: Market;
let manager: Client;
let ninth: PanelVendor;
let rival: PanelVendor;
let definitionId: string;

const ok = (answer: Answer, status = 200): any => {
  expect(answer.status, answer.text).toBe(status);
  return answer.body;
};
const refused = (answer: Answer, status: number, code: string) => {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.body.code).toBe(code);
};
const quarters = [
  '2026-01-01',
  '2026-04-01',
  '2026-07-01',
  '2026-10-01',
  '2027-01-01',
  '2027-04-01',
] as const;
const lastDay = (from: string) =>
  Temporal.PlainDate.from(from).add({ months: 3 }).subtract({ days: 1 }).toString();

/** States a vendor's figure of a quarter, of a target of 100: the score of it. */
const scored = async ({ vendorId }: PanelVendor, periodFrom: string, numerator: string) =>
  ok(
    await manager.post('/stated-measures', {
      programId: market.programId,
      vendorId,
      measure: 'performance',
      periodFrom,
      periodTo: lastDay(periodFrom),
      numerator,
      evidence: 'Counted by hand.',
    }),
    201,
  );
/** Moves the clock to where a quarter is scored: at once after it. */
const over = (periodFrom: string) =>
  service.moveClock(
    market.tenantId,
    Temporal.PlainDate.from(lastDay(periodFrom))
      .add({ days: 1 })
      .toZonedDateTime('America/New_York')
      .toInstant()
      .toString(),
  );
const rule = async (body: object): Promise<any> =>
  ok(
    await manager.post('/performance-rules', {
      scorecardDefinitionId: definitionId,
      threshold: '70',
      consecutivePeriods: 2,
      ...body,
    }),
    201,
  );
const consequences = async (client: Client, query = ''): Promise<any[]> =>
  ok(await client.get(`/vendor-consequences?sort=createdAt${query}`)).data;
const standingOf = async ({ vendorId }: PanelVendor): Promise<string> =>
  ok(await manager.get(`/panel-memberships?vendorId=${vendorId}`)).data[0].state;
const live = async (kind: string, whose = ninth): Promise<any> =>
  (await consequences(manager, `&vendorId=${whose.vendorId}&kind=${kind}`)).at(-1);

beforeAll(async () => {
  service = await startService();
  market = await openMarket(service);
  ({ manager } = market);
  ninth = await market.vendor(1);
  rival = await market.vendor(1);
  definitionId = ok(
    await manager.post('/scorecard-definitions', {
      programId: market.programId,
      name: 'Quarterly',
      period: 'quarter',
      evaluatedAfterDays: 0,
      components: [
        {
          name: 'performance',
          measure: 'performance',
          source: 'stated',
          weight: '1',
          target: '100',
          better: 'higher',
        },
      ],
      effectiveFrom: quarters[0],
    }),
    201,
  ).id;
});

describe('a rule', () => {
  test('is laid down, changed and ended by the operator', async () => {
    const made = await rule({ name: 'Late', consequence: 'warn', component: 'performance', appealDays: 10 });
    expect(made).toMatchObject({
      seriesId: definitionId,
      recoveryPeriods: 2,
      appealDays: 10,
      state: 'in_force',
    });
    const path = `/performance-rules/${made.id}`;
    const changed = ok(await manager.patch(path, { threshold: '60' }, { 'if-match': '"1"' }));
    expect(changed).toMatchObject({ threshold: '60', version: 2 });
    refused(await manager.patch(path, { threshold: '50' }, { 'if-match': '"1"' }), 412, 'stale_version');
    refused(
      await market.requester.patch(path, { threshold: '1' }, { 'if-match': '"2"' }),
      403,
      'permission_missing',
    );
    expect(ok(await ninth.recruiter.get(path)).threshold).toBe('60');
    ok(await manager.post(`${path}/end`));
    refused(await manager.post(`${path}/end`), 409, 'step_not_allowed');
    refused(await manager.patch(path, { threshold: '50' }, { 'if-match': '"3"' }), 409, 'step_not_allowed');
    const elsewhere = await openMarket(service);
    refused(await elsewhere.manager.get(path), 404, 'not_found');
    refused(await elsewhere.manager.post(`${path}/end`), 404, 'not_found');
  });

  test('is of a component that there is, under a name of its own', async () => {
    const body = { scorecardDefinitionId: definitionId, name: 'X', threshold: '70', consequence: 'warn' };
    refused(await manager.post('/performance-rules', { ...body, component: 'none' }), 422, 'invalid_input');
    const { id } = ok(await manager.post('/performance-rules', body), 201);
    refused(await manager.post('/performance-rules', body), 409, 'rule_name_taken');
    ok(await manager.post(`/performance-rules/${id}/end`));
  });
});

describe('two quarters below the floor', () => {
  test('bring probation and then no new releases, each with its evidence, to that vendor alone', async () => {
    await rule({ name: 'Probation', consequence: 'probation' });
    await rule({ name: 'No new releases', consequence: 'no_new_releases' });
    await scored(ninth, quarters[0], '62.10');
    await scored(rival, quarters[0], '70');
    await over(quarters[0]);
    expect(await consequences(manager)).toEqual([]);
    await scored(ninth, quarters[1], '69.99');
    await scored(rival, quarters[1], '99');
    await over(quarters[1]);
    expect(await standingOf(ninth)).toBe('no_new_releases');
    expect(await standingOf(rival)).toBe('good');
    const found = await consequences(ninth.recruiter);
    expect(found.map(({ kind, standingBefore, state }) => [kind, standingBefore, state])).toEqual([
      ['probation', 'good', 'in_force'],
      ['no_new_releases', 'probation', 'in_force'],
    ]);
    expect(found[0]).toMatchObject({
      firstPeriodFrom: quarters[0],
      lastPeriodFrom: quarters[1],
      threshold: '70',
      // Fourteen days after the first of July, whole ones by the program's zone.
      appealUntil: '2026-07-16T04:00:00Z',
      evidence: [
        { periodFrom: quarters[0], value: '62.10' },
        { periodFrom: quarters[1], value: '69.99' },
      ],
    });
    for (const { scorecardId } of found[0].evidence)
      expect(ok(await ninth.recruiter.get(`/scorecards/${scorecardId}`)).vendorId).toBe(ninth.vendorId);
    expect(await consequences(rival.recruiter)).toEqual([]);
    refused(await rival.recruiter.get(`/vendor-consequences/${found[0].id}`), 404, 'not_found');
    refused(await market.requester.get('/vendor-consequences'), 403, 'permission_missing');
    const types = '/events?types=vendor_consequence.imposed,panel_membership.standing_changed';
    const told = (await ninth.recruiter.get(types)).body.events;
    expect(told.map(({ type, data }: any) => data.standing ?? `${type} ${data.kind}`)).toEqual([
      'vendor_consequence.imposed probation',
      'probation',
      'vendor_consequence.imposed no_new_releases',
      'no_new_releases',
    ]);
    expect((await rival.recruiter.get(types)).body.events).toEqual([]);
    await service.drain(market.tenantId);
    const topics = async (client: Client) =>
      ok(await client.get('/notifications'))
        .data.map(({ topic }: any) => topic)
        .toSorted();
    expect(await topics(ninth.recruiter)).toEqual([
      'consequence_imposed',
      'consequence_imposed',
      'scorecard_ready',
      'scorecard_ready',
    ]);
    expect(await topics(rival.recruiter)).toEqual(['scorecard_ready', 'scorecard_ready']);
    // Judging the same again brings nothing more.
    const again = ok(
      await manager.post(`/scorecard-definitions/${definitionId}/evaluate`, { periodFrom: quarters[1] }),
    );
    expect(again.consequences).toEqual([]);
  });

  test('are appealed by that vendor within the days, once, and decided by the operator', async () => {
    const { id } = await live('no_new_releases');
    const path = `/vendor-consequences/${id}`;
    const because = { reason: 'Two orders were withdrawn by the client.' };
    refused(await rival.recruiter.post(`${path}/appeal`, because), 404, 'not_found');
    refused(await manager.post(`${path}/appeal`, because), 403, 'permission_missing');
    refused(await ninth.recruiter.post(`${path}/appeal`), 422, 'invalid_input');
    refused(await manager.post(`${path}/overturn`, because), 409, 'step_not_allowed');
    const answer = await ninth.recruiter.graphql(
      'mutation($input: AppealVendorConsequenceInput!) { appealVendorConsequence(input: $input) { vendorConsequence { state appealedBecause } events { type } } }',
      { input: { vendorConsequenceId: id, ...because } },
    );
    expect(answer.body.data.appealVendorConsequence).toEqual({
      vendorConsequence: { state: 'APPEALED', appealedBecause: because.reason },
      events: [{ type: 'vendor_consequence.appealed' }],
    });
    expect(await standingOf(ninth)).toBe('no_new_releases');
    refused(await ninth.recruiter.post(`${path}/appeal`, because), 409, 'step_not_allowed');
    refused(await ninth.recruiter.post(`${path}/overturn`, because), 403, 'permission_missing');
    refused(await manager.post(`${path}/overturn`, because, { 'if-match': '"1"' }), 412, 'stale_version');
    const overturned = ok(await manager.post(`${path}/overturn`, { reason: 'Granted' }));
    expect(overturned).toMatchObject({ state: 'overturned', decidedBecause: 'Granted' });
    expect(overturned.endedAt).not.toBeNull();
    // Probation holds still.
    expect(await standingOf(ninth)).toBe('probation');
  });

  test('are upheld, stand, and cannot be appealed when the days are over', async () => {
    const { id } = await live('probation');
    const path = `/vendor-consequences/${id}`;
    const seen = ok(await ninth.recruiter.get(path));
    expect(seen.allowedActions).toEqual(['appeal']);
    await service.moveClock(market.tenantId, '2026-07-16T04:00:00Z');
    expect(ok(await ninth.recruiter.get(path)).allowedActions).toEqual([]);
    refused(await ninth.recruiter.post(`${path}/appeal`, { reason: 'Late' }), 409, 'appeal_closed');
  });

  test('do not count again once what they brought was overturned', async () => {
    await scored(ninth, quarters[2], '10');
    await over(quarters[2]);
    expect(await standingOf(ninth)).toBe('probation');
    await scored(ninth, quarters[3], '10');
    await over(quarters[3]);
    expect(await standingOf(ninth)).toBe('no_new_releases');
    const { id, standingBefore } = await live('no_new_releases');
    expect(standingBefore).toBe('probation');
    ok(await ninth.recruiter.post(`/vendor-consequences/${id}/appeal`, { reason: 'Unfair' }));
    const upheld = ok(await manager.post(`/vendor-consequences/${id}/uphold`, { reason: 'It is fair' }));
    expect(upheld).toMatchObject({ state: 'upheld', decidedBecause: 'It is fair', endedAt: null });
    refused(
      await ninth.recruiter.post(`/vendor-consequences/${id}/appeal`, { reason: 'Unfair' }),
      409,
      'step_not_allowed',
    );
    expect(await standingOf(ninth)).toBe('no_new_releases');
  });

  test('are made good by two quarters that are not', async () => {
    await scored(ninth, quarters[4], '70');
    await over(quarters[4]);
    expect(await standingOf(ninth)).toBe('no_new_releases');
    await scored(ninth, quarters[5], '88');
    await over(quarters[5]);
    expect(await standingOf(ninth)).toBe('good');
    const ended = await consequences(ninth.recruiter);
    expect(ended.map(({ kind, state }) => [kind, state])).toEqual([
      ['probation', 'lifted'],
      ['no_new_releases', 'overturned'],
      ['no_new_releases', 'lifted'],
    ]);
    expect(ended.at(-1).decidedBecause).toBe('Recovered');
  });
});

describe('a consequence', () => {
  test.each([
    ['probation', 'probation'],
    ['exit', 'exited'],
  ])(
    '%s ends where the figures that it rests on turn out otherwise; scored by many at once it is judged once',
    async (consequence, below) => {
      const judged = await openMarket(service);
      const vendor = await judged.vendor(1);
      const { id } = ok(
        await judged.manager.post('/scorecard-definitions', {
          programId: judged.programId,
          name: 'Monthly',
          period: 'month',
          components: [
            { name: 'fill', measure: 'fill', source: 'stated', weight: '1', target: '1', better: 'higher' },
          ],
          effectiveFrom: '2025-12-01',
        }),
        201,
      );
      const floor = { scorecardDefinitionId: id, name: 'Floor', threshold: '70', consequence };
      ok(await judged.manager.post('/performance-rules', floor), 201);
      const say = (numerator: string) =>
        judged.manager.post('/stated-measures', {
          programId: judged.programId,
          vendorId: vendor.vendorId,
          measure: 'fill',
          periodFrom: '2025-12-01',
          periodTo: '2025-12-31',
          numerator,
          denominator: '10',
          evidence: 'Counted by hand.',
        });
      const evaluate = () =>
        judged.manager.post(`/scorecard-definitions/${id}/evaluate`, { periodFrom: '2025-12-01' });
      ok(await say('6'), 201);
      const answers = await Promise.all(Array.from({ length: 5 }, evaluate));
      expect(answers.flatMap((answer) => ok(answer).consequences)).toHaveLength(1);
      expect(ok(await judged.manager.get('/scorecards')).data).toHaveLength(1);
      const standing = async () => ok(await judged.manager.get('/panel-memberships')).data[0].state;
      expect(await standing()).toBe(below);
      ok(await say('5'), 201);
      expect(ok(await evaluate())).toMatchObject({ scorecards: [{ score: '50.00' }], consequences: [] });
      expect(await standing()).toBe(below);
      ok(await say('7'), 201);
      ok(await evaluate());
      expect(ok(await vendor.recruiter.get('/vendor-consequences')).data).toMatchObject([
        { state: 'lifted', decidedBecause: 'Its figures were corrected' },
      ]);
      expect(await standing()).toBe('good');
    },
  );

  test('is lifted by hand, and leaves alone what somebody set meanwhile', async () => {
    const monthly = ok(
      await manager.post('/scorecard-definitions', {
        programId: market.programId,
        name: 'Monthly',
        period: 'month',
        evaluatedAfterDays: 0,
        components: [
          { name: 'early', measure: 'early', source: 'stated', weight: '1', target: '0.05', better: 'lower' },
        ],
        effectiveFrom: '2027-06-01',
      }),
      201,
    );
    const floor = { scorecardDefinitionId: monthly.id, component: 'early', threshold: '0.2', appealDays: 1 };
    await rule({ ...floor, name: 'Exit', consecutivePeriods: 1, consequence: 'exit', recoveryPeriods: null });
    const early = async ({ vendorId }: PanelVendor, numerator: string) =>
      ok(
        await manager.post('/stated-measures', {
          programId: market.programId,
          vendorId,
          measure: 'early',
          periodFrom: '2027-06-01',
          periodTo: '2027-06-30',
          numerator,
          denominator: '12',
          evidence: 'Terminations.',
        }),
        201,
      );
    await early(rival, '3');
    await early(ninth, '2');
    // June was over when this was laid down: it is scored on demand.
    const scored = await manager.post(`/scorecard-definitions/${monthly.id}/evaluate`, {
      periodFrom: '2027-06-01',
    });
    expect(ok(scored).consequences).toMatchObject([{ vendorId: rival.vendorId, kind: 'exit' }]);
    // Lower is better: 3 of 12 is past the floor, 2 of 12 is not.
    expect([await standingOf(rival), await standingOf(ninth)]).toEqual(['exited', 'good']);
    const { id } = await live('exit', rival);
    const place = ok(await manager.get(`/panel-memberships?vendorId=${rival.vendorId}`)).data[0];
    ok(await manager.post(`/panel-memberships/${place.id}/readmit`, { reason: 'Needed' }));
    refused(
      await rival.recruiter.post(`/vendor-consequences/${id}/lift`, { reason: 'x' }),
      403,
      'permission_missing',
    );
    ok(await manager.post(`/vendor-consequences/${id}/lift`, { reason: 'Agreed' }));
    expect(await standingOf(rival)).toBe('probation');
    refused(
      await manager.post(`/vendor-consequences/${id}/lift`, { reason: 'Again' }),
      409,
      'step_not_allowed',
    );
  });
});
