import { beforeAll, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Answer, type Service } from '../support/service.ts';

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

const ok = (answer: Answer) => {
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body;
};

const propose = async (agency: Agency, orderId: string, more: object = {}, workerId?: string) => {
  const { representationId } = await market.represent(agency, workerId);
  return agency.recruiter.post('/submissions', {
    orderId,
    representationId,
    billRate: '98',
    availableOn: '2026-02-01',
    ...more,
  });
};

const question = (order_id: string, number: number, more: object) =>
  market.row('order_questions', {
    order_id,
    number,
    question: `Question ${number}?`,
    kind: 'yes_no',
    required: false,
    choices: '[]',
    minimum: null,
    weight: '0',
    knockout: false,
    archived_at: null,
    ...more,
  });

test('the answers of a submission are its vendor’s, their worth the buyer’s alone', async () => {
  const orderId = await market.order(2, [first, second]);
  const years = await question(orderId, 1, {
    kind: 'number',
    required: true,
    minimum: '2',
    knockout: true,
    weight: '100',
  });
  const free = await question(orderId, 2, { kind: 'text' });
  const missing = await propose(first, orderId);
  expect(missing.body).toMatchObject({
    status: 422,
    errors: [{ pointer: '/answers', code: 'answer_missing' }],
  });
  const wrong = await propose(first, orderId, { answers: [{ questionId: years, answer: 'many' }] });
  expect(wrong.body.errors[0].pointer).toBe('/answers/0/answer');
  const elsewhere = await question(await market.order(1, [first]), 1, {});
  const foreign = await propose(first, orderId, { answers: [{ questionId: elsewhere, answer: 'yes' }] });
  expect([foreign.status, foreign.body.errors[0].pointer]).toEqual([422, '/answers/0/questionId']);

  const answers = [
    { questionId: years, answer: '1' },
    { questionId: free, answer: 'Worked in Columbus' },
  ];
  const made = ok(await propose(first, orderId, { answers }));
  expect(made.answers).toEqual(answers);
  expect(made).not.toHaveProperty('score');
  expect(made).not.toHaveProperty('disqualified');
  for (const asked of ['disqualified=true', 'sort=score', 'sort=rank', 'rank=1'])
    expect((await first.recruiter.get(`/submissions?${asked}`)).body.code, asked).toBe('field_not_available');
  expect(ok(await market.manager.get(`/submissions/${made.id}`))).toMatchObject({
    disqualified: true,
    answers,
  });
  expect(ok(await market.manager.get('/submissions?disqualified=true')).data).toHaveLength(1);
});

test('candidates stand in the order that the client gives them, and no vendor’s version moves', async () => {
  const orderId = await market.order(3, [first, second]);
  const ids: string[] = [];
  for (let made = 0; made < 3; made += 1) ids.push(ok(await propose(first, orderId)).id);
  const rank = (id: string, place: number) => market.requester.post(`/submissions/${id}/rank`, { place });
  expect((await rank(ids[0]!, 1)).status).toBe(404);
  const presented = ok(
    await market.manager.post('/submissions/present', {
      items: ids.map((submissionId) => ({ submissionId })),
    }),
  );
  expect(presented).toMatchObject({ changed: 3, failed: 0 });
  const before = await first.recruiter.get(`/submissions?orderId=${orderId}`);
  const history = await first.recruiter.get(`/submissions/${ids[2]}/history`);
  for (const id of ids) ok(await rank(id, 9));
  const order = async () =>
    ok(await market.requester.get(`/submissions?orderId=${orderId}&sort=rank`)).data.map(
      (one: any) => one.id,
    );
  expect(await order()).toEqual(ids);
  expect(ok(await rank(ids[2]!, 1)).rank).toBe(1);
  expect(await order()).toEqual([ids[2], ids[0], ids[1]]);
  const again = await market.requester.graphql(
    `mutation($i: RankSubmissionInput!) { rankSubmission(input: $i) { submission { rank } events { type } } }`,
    { i: { submissionId: ids[0], place: 1 } },
  );
  expect(again.body.data?.rankSubmission, again.text).toEqual({
    submission: { rank: 1 },
    events: [{ type: 'submission.ranked' }],
  });
  const both = await Promise.all([rank(ids[1]!, 1), rank(ids[2]!, 1)]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  const places = ok(await market.requester.get(`/submissions?orderId=${orderId}&sort=rank`)).data;
  expect(places.map((one: any) => one.rank)).toEqual([1, 2, 3]);
  expect((await first.recruiter.get(`/submissions?orderId=${orderId}`)).text).toBe(before.text);
  const since = await first.recruiter.get(`/submissions/${ids[2]}/history`);
  expect(since.body.entries).toEqual(history.body.entries);
  expect((await first.recruiter.get('/events?limit=200')).text).not.toContain('submission.ranked');
  expect((await first.recruiter.post(`/submissions/${ids[0]}/rank`, { place: 1 })).status).toBe(403);
});

test('many are presented or turned down in one call, each with its own result', async () => {
  const orderId = await market.order(3, [first, second]);
  const one = ok(await propose(first, orderId)).id;
  const two = ok(await propose(second, orderId)).id;
  const gone = '00000000-0000-7000-8000-000000000000';
  const items = [one, one, gone].map((submissionId) => ({ submissionId }));
  const shown = ok(await market.manager.post('/submissions/present', { items }));
  expect(shown.rows.map((row: any) => row.code)).toEqual([null, 'step_not_allowed', 'invalid_input']);
  const turned = ok(
    await market.requester.post('/submissions/reject', {
      items: [
        { submissionId: one, reason: 'No ICU' },
        { submissionId: two, reason: 'Unseen' },
        { submissionId: one },
      ],
    }),
  );
  expect(turned.rows.map((row: any) => row.code)).toEqual([null, 'invalid_input', 'invalid_input']);
  expect(ok(await first.recruiter.get(`/submissions/${one}`))).toMatchObject({
    state: 'rejected',
    reason: 'No ICU',
  });
  expect(ok(await second.recruiter.get(`/submissions/${two}`)).state).toBe('submitted');
  const none = await first.recruiter.post('/submissions/reject', {
    items: [{ submissionId: one, reason: 'x' }],
  });
  expect(none.status).toBe(403);
});

test('a submission owns its person for as long as the program says, and then frees it for others', async () => {
  const admin = await market.member('tenant_admin');
  const programId = market.id('programs');
  const { version } = ok(await admin.get(`/programs/${programId}`));
  ok(await admin.patch(`/programs/${programId}`, { ownershipDays: 2 }, { 'if-match': `"${version}"` }));
  const orderId = await market.order(2, [first, second]);
  const workerId = await market.row('workers', { npi: null });
  const made = ok(await propose(first, orderId, {}, workerId));
  expect(made).toMatchObject({
    ownedUntil: '2026-01-12T12:00:00Z',
    rightToRepresentUntil: '2026-07-01T00:00:00Z',
  });
  const { representationId } = await market.represent(second, workerId);
  const rival = () =>
    second.recruiter.post('/submissions', {
      orderId,
      representationId,
      billRate: '97',
      availableOn: '2026-02-01',
    });
  expect((await rival()).body.code).toBe('already_represented');
  await service.moveClock(market.tenantId, '2026-01-12T12:00:00Z');
  expect(ok(await first.recruiter.get(`/submissions/${made.id}`)).state).toBe('expired');
  expect((await rival()).status).toBe(201);
});

test('a tier takes as many submissions of a vendor as it was released with', async () => {
  const orderId = await market.order(9, [], { submission_cap: 5 });
  await market.row('order_visibilities', { order_id: orderId, vendor_id: first.id, submission_cap: 1 });
  await market.row('order_visibilities', { order_id: orderId, vendor_id: second.id });
  ok(await propose(first, orderId));
  expect((await propose(first, orderId)).body.code).toBe('submission_cap_reached');
  ok(await propose(second, orderId));
  ok(await propose(second, orderId));
});

test('a submission carries the values that its program keeps, checked', async () => {
  const programId = market.id('programs');
  const admin = await market.member('tenant_admin');
  const field = {
    programId,
    noun: 'submission',
    key: 'badge',
    label: 'Badge',
    kind: 'number',
    shownToVendors: true,
  };
  ok(await admin.post('/custom-fields', field));
  const orderId = await market.order(2, [first, second]);
  const told = (value: string) => ({ customValues: [{ key: 'badge', value }] });
  expect((await propose(first, orderId, told('none'))).body.errors[0].pointer).toMatch(/^\/customValues/);
  expect(ok(await propose(first, orderId, told('7'))).customValues).toEqual([{ key: 'badge', value: '7' }]);
});
