import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { scoreAnswers } from '../../src/domain/orders/index.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { announce, pdf, sendTo } from '../support/files.ts';
import { openMarket, type Market } from '../support/market.ts';
import { ordersOf, type Orders } from '../support/orders.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: Market;
let orders: Orders;
let manager: Client;
let requester: Client;

beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  market = await openMarket(service);
  orders = ordersOf(service, market);
  ({ manager, requester } = market);
});

const openingsOf = async (order: { id: string }) =>
  (await manager.get(`/positions?orderId=${order.id}`)).body.data;

describe('a per-diem order', () => {
  test('has no openings of its own, and expires when its last day is over at its facility', async () => {
    const order = await orders.open({ type: 'per_diem', endsOn: '2026-02-02' });
    expect(await openingsOf(order)).toEqual([]);
    for (const [verb, body] of [
      ['extend-response', { respondBy: '2026-03-01T00:00:00Z', reason: 'More.' }],
      ['add-positions', { count: 1 }],
    ] as const)
      expect((await orders.act(requester, order, verb, body)).body.code).toBe('not_of_order_type');
    expect((await orders.patch(order, { endsOn: '2026-02-03', positions: 1 })).body).toMatchObject({
      endsOn: '2026-02-03',
      positions: 1,
    });
    await service.moveClock(market.tenantId, '2026-02-04T04:59:59Z');
    expect(await orders.read(order)).toMatchObject({ state: 'open' });
    await service.moveClock(market.tenantId, '2026-02-04T05:00:00Z');
    expect(await orders.read(order)).toMatchObject({ state: 'expired' });
    const reopened = await orders.act(manager, order, 'reopen', { reason: 'Census.' });
    expect(reopened.body.errors, reopened.text).toMatchObject([{ code: 'in_past' }]);
    expect((await orders.act(manager, order, 'close')).body).toMatchObject({ state: 'closed' });
  });

  test('is closed while it is open, as no other is', async () => {
    const order = await orders.open({ type: 'per_diem' });
    expect((await orders.read(order)).allowedActions).toContain('close');
    expect((await orders.act(manager, order, 'close')).body).toMatchObject({ state: 'closed' });
    const contract = await orders.open();
    expect((await orders.read(contract)).allowedActions).not.toContain('close');
    const refused = await orders.act(manager, contract, 'close');
    expect(refused.body).toMatchObject({ status: 409, code: 'step_not_allowed' });
  });
});

describe('a direct hire', () => {
  const hire = {
    type: 'direct_hire',
    billRate: undefined,
    maxBillRate: undefined,
    guaranteedHours: undefined,
    postedRateFrom: undefined,
    postedRateTo: undefined,
    endsOn: undefined,
    hoursPerWeek: undefined,
    salaryFrom: '80000',
    salaryTo: '95000.50',
  };

  test('has a salary, which is posted, and costs the fees that are expected', async () => {
    const order = await orders.draft({ ...hire, placementFeeEstimate: '18000' });
    expect(order).toMatchObject({
      billRate: null,
      salaryTo: '95000.50',
      hoursPerWeek: '40.00',
      endsOn: '2026-02-01',
      weeks: 1,
      estimatedCost: '36000.00',
    });
    const { recruiter } = await market.vendor(1);
    await orders.act(requester, order, 'submit');
    await orders.release(order);
    const seen = await orders.read(order, recruiter);
    expect(seen).toMatchObject({ type: 'direct_hire', salaryFrom: '80000.00' });
    expect(seen).not.toHaveProperty('placementFeeEstimate');
  });

  test('whose fee nobody estimated asks every approver', async () => {
    await orders.policy('order', '1000000');
    const unknown = await orders.draft(hire);
    expect((await orders.act(requester, unknown, 'submit')).body.state).toBe('pending_approval');
    const told = await orders.draft({ ...hire, placementFeeEstimate: '18000' });
    expect((await orders.act(requester, told, 'submit')).body.state).toBe('open');
  });
});

test.each([
  ['/billRate', { type: 'direct_hire', salaryFrom: '80000', salaryTo: '90000' }],
  ['/salaryTo', { type: 'direct_hire', billRate: null, salaryFrom: '90000', salaryTo: '80000' }],
  ['/salaryFrom', { salaryFrom: '80000' }],
  ['/respondBy', { type: 'per_diem', respondBy: '2026-02-01T00:00:00Z' }],
  ['/hoursPerWeek', { hoursPerWeek: undefined }],
  ['/remoteStates/0', { remoteStates: ['ZZ'] }],
  ['/remoteStates', { remoteStates: ['OH', 'OH'] }],
  ['/extraCredentialTypeIds/0', { extraCredentialTypeIds: ['0198c0de-0000-7000-8000-000000000001'] }],
  ['/customValues/0/key', { customValues: [{ key: 'nobody_made', value: 'x' }] }],
])('an order with a fault at %s is refused', async (pointer, changes) => {
  const refused = await requester.post('/orders', orders.terms(changes));
  expect(refused.status, refused.text).toBe(422);
  expect(refused.body.errors.map((fault: any) => fault.pointer)).toContain(pointer);
});

test('custom values are demanded when an order leaves its draft, and read by those they are shown to', async () => {
  const of = { programId: market.programId, noun: 'order', kind: 'text' };
  for (const field of [
    { key: 'cost_code', label: 'Cost code', required: true },
    { key: 'wing', label: 'Wing', shownToVendors: true },
  ])
    expect((await manager.post('/custom-fields', { ...of, ...field })).status).toBe(201);
  const order = await orders.draft({ customValues: [{ key: 'wing', value: 'East' }] });
  const early = await orders.act(requester, order, 'submit');
  expect(early.body.errors, early.text).toMatchObject([{ pointer: '/customValues' }]);
  const customValues = [
    { key: 'wing', value: 'East' },
    { key: 'cost_code', value: 'A-1' },
  ];
  const told = await orders.patch(order, { customValues });
  expect(told.body.customValues, told.text).toEqual(expect.arrayContaining(customValues));
  expect((await orders.patch(order, { customValues: customValues.toReversed() })).body.version).toBe(
    told.body.version,
  );
  await orders.act(requester, order, 'submit');
  const { recruiter } = await market.vendor(1);
  await orders.release(order);
  expect((await orders.read(order, recruiter)).customValues).toEqual([{ key: 'wing', value: 'East' }]);
});

test('files are attached to an order, and are the buyer’s alone', async () => {
  const file = await announce(requester, pdf());
  await sendTo(service, file.uploadUrl, pdf());
  const order = await orders.draft();
  const attached = await orders.patch(order, { fileIds: [file.id] });
  expect(attached.body, attached.text).toMatchObject({ version: order.version + 1 });
  const read = await manager.get(`/orders/${order.id}?include=files`);
  expect(read.body.files.data.map((one: any) => one.id)).toEqual([file.id]);
  const { recruiter } = await market.vendor(1);
  await orders.act(requester, order, 'submit');
  await orders.release(order);
  expect((await recruiter.get(`/files/${file.id}`)).status).toBe(404);
});

describe('an order that an HRIS names', () => {
  const put = (client: Client, body: object, id = 'REQ-1') => client.put(`/orders/ext:workday:${id}`, body);

  test('is drafted once, then changed as any other, and unchanged content makes no version', async () => {
    const created = await put(manager, orders.terms());
    expect(created.body, created.text).toMatchObject({
      state: 'draft',
      version: 1,
      externalIds: [{ system: 'workday', id: 'REQ-1' }],
    });
    expect((await put(manager, orders.terms())).body).toMatchObject({ id: created.body.id, version: 1 });
    const dearer = await put(manager, orders.terms({ billRate: '99' }));
    expect(dearer.body).toMatchObject({ version: 2, billRate: '99.0000' });
    expect((await manager.get('/orders/ext:workday:REQ-1')).body.id).toBe(created.body.id);
  });

  test('is nobody’s to change who does not see it, and of a system that is known', async () => {
    await put(manager, orders.terms());
    const { stranger } = market;
    expect((await put(stranger, orders.terms())).status).toBe(422);
    const unknown = await manager.put('/orders/ext:nobody:1', orders.terms());
    expect(unknown.body.code, unknown.text).toBe('external_system_unknown');
    const { recruiter } = await market.vendor(1);
    expect((await put(recruiter, orders.terms())).status).toBe(403);
  });
});

test('there is more time to respond, with a reason; an expired order is open again', async () => {
  const { recruiter } = await market.vendor(1);
  const order = await orders.open({ respondBy: '2026-01-06T12:00:00Z' });
  await orders.release(order);
  const extend = (respondBy: string, client = requester) =>
    orders.act(client, order, 'extend-response', { respondBy, reason: 'The market is thin.' });
  expect((await extend('2026-01-06T11:00:00Z')).body.errors).toMatchObject([{ code: 'not_later' }]);
  expect((await extend('2026-01-05T11:00:00Z')).body.errors).toMatchObject([{ code: 'in_past' }]);
  expect((await extend('2026-01-07T12:00:00Z', market.stranger)).status).toBe(404);
  expect((await extend('2026-01-07T12:00:00Z', recruiter)).status).toBe(403);
  expect((await extend('2026-01-07T12:00:00Z')).body).toMatchObject({ state: 'open' });
  await service.moveClock(market.tenantId, '2026-01-06T13:00:00Z');
  expect(await orders.read(order, recruiter)).toMatchObject({
    state: 'open',
    respondBy: '2026-01-07T12:00:00Z',
    version: 2,
  });
  await service.moveClock(market.tenantId, '2026-01-07T12:00:00Z');
  expect(await orders.read(order)).toMatchObject({ state: 'expired' });
  const again = await requester.graphql(
    `mutation ($input: ExtendResponseInput!) { extendResponse(input: $input) { order { state respondBy } } }`,
    { input: { orderId: order.id, respondBy: '2026-01-09T12:00:00Z', reason: 'Again.' } },
  );
  expect(again.body.data?.extendResponse, again.text).toEqual({
    order: { state: 'OPEN', respondBy: '2026-01-09T12:00:00Z' },
  });
  expect(await orders.read(order, recruiter)).toMatchObject({ state: 'open' });
});

describe('questions of a posting', () => {
  const questions = [
    { question: 'Do you hold ACLS?', kind: 'yes_no', weight: '3' },
    { question: 'Years in the ICU?', kind: 'number', minimum: '2', knockout: true, weight: '1' },
    {
      question: 'Which chart?',
      kind: 'choice',
      choices: [
        { answer: 'Epic', score: '100' },
        { answer: 'Paper', disqualifies: true },
      ],
      required: false,
      weight: '1',
    },
    { question: 'Anything else?', kind: 'text', required: false },
  ];
  const score = (order: { id: string }, answers: { questionId: string; answer: string }[]) => {
    const actor = systemActor(market.tenantId);
    return service.as(actor, (tx) =>
      scoreAnswers(order.id, answers, service.app.executor.context(tx, actor, 'test')),
    );
  };
  const of = async (order: { id: string }, client = manager) =>
    (await client.get(`/order-questions?orderId=${order.id}&sort=number`)).body.data;

  test('are set before it is open, and told to vendors without what answers are worth', async () => {
    const order = await orders.draft({ questions });
    expect(await of(order)).toMatchObject([
      { number: 1, weight: '3.00', answers: [] },
      { number: 2, minimum: '2.00', knockout: true },
      { number: 3, answers: ['Epic', 'Paper'], required: false },
      { number: 4, weight: '0.00' },
    ]);
    const set = (list: object[], client = requester) =>
      client.put(`/orders/${order.id}/questions`, { questions: list });
    expect((await set(questions.slice(0, 3))).status).toBe(200);
    expect(await of(order)).toHaveLength(3);
    expect((await set([{ ...questions[0], choices: [{ answer: 'perhaps' }] }])).body.errors).toMatchObject([
      { pointer: '/questions/0/choices' },
    ]);
    expect((await set(questions, market.stranger)).status).toBe(404);
    const { recruiter } = await market.vendor(1);
    expect(await of(order, recruiter)).toEqual([]);
    await orders.act(requester, order, 'submit');
    expect((await set(questions)).body.code).toBe('questions_fixed');
    await orders.release(order);
    const seen = await of(order, recruiter);
    expect(seen).toHaveLength(3);
    for (const hidden of ['choices', 'minimum', 'weight', 'knockout'])
      expect(seen[2]).not.toHaveProperty(hidden);
    expect(seen[2]).toMatchObject({ answers: ['Epic', 'Paper'], version: 1 });
    const outsider = await market.vendor(2);
    expect(await of(order, outsider.recruiter)).toEqual([]);
    const history = await recruiter.get(`/order-questions/${seen[0].id}/history`);
    expect(history.text).not.toContain('weight');
  });

  test('are scored by weight, knocked out, and refused answer by answer', async () => {
    const order = await orders.draft({ questions });
    const [acls, years, chart] = (await of(order)).map((one: any) => one.id);
    const well = [
      { questionId: acls, answer: 'yes' },
      { questionId: years, answer: '4' },
    ];
    expect(await score(order, well)).toEqual({ answers: well, score: '80.00', disqualified: false });
    const poor = await score(order, [
      { questionId: years, answer: '1.5' },
      { questionId: acls, answer: 'no' },
      { questionId: chart, answer: 'Epic' },
    ]);
    expect(poor).toMatchObject({ score: '20.00', disqualified: true });
    await expect(
      score(order, [
        { questionId: acls, answer: 'maybe' },
        { questionId: order.id, answer: 'yes' },
      ]),
    ).rejects.toMatchObject({
      details: {
        errors: [
          { pointer: '/answers/0/answer', code: 'not_an_answer' },
          { pointer: '/answers/1/questionId', code: 'not_of_order' },
          { pointer: '/answers', code: 'answer_missing' },
        ],
      },
    });
  });
});
