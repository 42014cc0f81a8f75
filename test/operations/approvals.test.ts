import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApproval, withdrawApproval } from '../../src/domain/approvals/index.ts';
import { orders } from '../../src/domain/orders/tables.ts';
import { systemActor, type Actor } from '../../src/kernel/actor.ts';
import { someoneWaits } from '../support/lock-waits.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let tenantId: string;
let admin: Client;
let requester: Client;
let director: Client;
let programId: string;
let facilityId: string;
let unitId: string;
let titles: { director: string; finance: string };

const actorOf = ({ actor: { membershipId, userId } }: Client): Actor => ({
  kind: 'membership',
  tenantId,
  side: 'client',
  role: 'requester',
  membershipId,
  userId,
  tokenId: null,
  scopes: null,
  programIds: null,
  facilityIds: null,
  unitIds: null,
  vendorId: null,
  workerId: null,
});

const terms = {
  type: 'contract' as const,
  title: 'RN ICU nights',
  profession: 'rn',
  positions: 2,
  startsOn: '2026-02-01',
  endsOn: '2026-05-02',
  weeks: 13,
  hoursPerWeek: '36',
  billRate: '98',
  estimatedCost: '91728.00',
  reason: 'vacancy' as const,
  state: 'draft' as const,
};

/** An order that stays a draft: what approvals do to orders is theirs to test. */
async function draft() {
  const id = randomUUID();
  await service.as(systemActor(tenantId), (tx) =>
    tx.insert(orders, [{ ...terms, id, programId, facilityId, unitId }]),
  );
  return { noun: 'order' as const, id, programId, facilityId, unitId, version: 1 };
}

/** Routes an order as its submit would. */
async function submit(amount: string | null, by = requester) {
  const actor = actorOf(by);
  const subject = await draft();
  const { state, events } = await service.as(actor, (tx) =>
    startApproval({ subject, amount }, service.app.executor.context(tx, actor, 'test')),
  );
  return { id: subject.id, state, events: events.map(({ event }) => event.type) };
}

const chainOf = async (id: string) =>
  (await admin.get(`/approval-chains?subjectId=${id}&include=steps`)).body.data[0];
const stepsOf = async (id: string) =>
  (await chainOf(id)).steps.data.toSorted((a: any, b: any) => a.position - b.position);
const assign = (titleId: string, { actor }: Client, place: object = {}) =>
  admin.post('/title-holdings', { titleId, membershipId: actor.membershipId, programId, ...place });
const title = async (code: string) =>
  (await admin.post('/approval-titles', { code, name: code })).body.id as string;

beforeAll(async () => {
  service = await startService();
  ({ tenantId, admin } = await service.tenant());
  await admin.post('/external-systems', { name: 'workday' });
});

beforeEach(async () => {
  const suffix = randomUUID().slice(0, 8);
  programId = (await admin.post('/programs', { name: 'Lakeshore', timeZone: 'America/New_York' })).body.id;
  const facility = { programId, name: 'Columbus', state: 'OH', timeZone: 'America/New_York' };
  facilityId = (await admin.put(`/facilities/ext:workday:F${suffix}`, facility)).body.id;
  const unit = { programId, facilityId, name: 'ICU' };
  unitId = (await admin.put(`/units/ext:workday:U${suffix}`, unit)).body.id;
  requester = await service.member(tenantId, { role: 'requester', programIds: [programId] });
  director = await service.member(tenantId, {
    role: 'approver',
    programIds: [programId],
    facilityIds: [facilityId],
    unitIds: [unitId],
  });
  titles = { director: await title(`director_${suffix}`), finance: await title(`finance_${suffix}`) };
  expect((await assign(titles.director, director, { unitId })).status).toBe(201);
  const policy = await admin.post('/approval-policies', {
    programId,
    name: 'Orders',
    effectiveFrom: '2026-01-01',
    steps: [
      { titleId: titles.director, level: 'unit' },
      { titleId: titles.finance, level: 'program', minimumAmount: '50000' },
    ],
  });
  expect(policy.status, policy.text).toBe(201);
});

describe('the Lakeshore chain', () => {
  test('goes to the director, pauses for want of finance, resumes by itself and ends approved', async () => {
    const order = await submit('91728.00');
    expect(order).toMatchObject({
      state: 'pending',
      events: ['approval_chain.started', 'approval_step.opened'],
    });
    const waiting = await director.get('/approval-steps?mine=true&include=chain,title');
    expect(waiting.body.data, waiting.text).toMatchObject([
      { unitId, chain: { subjectId: order.id, amount: '91728.00' }, title: { id: titles.director } },
    ]);
    const [first, second] = await stepsOf(order.id);
    const read = await director.get(`/approval-steps/${first.id}`);
    expect(read.body).toMatchObject({ state: 'pending', mine: true, allowedActions: ['approve', 'reject'] });
    const approved = await director.graphql(
      'mutation($input: ApproveStepInput!) { approveStep(input: $input) { approvalStep { state mine decider { id } chain { state } } events { type } } }',
      { input: { approvalStepId: first.id } },
    );
    expect(approved.body).toEqual({
      data: {
        approveStep: {
          approvalStep: {
            state: 'APPROVED',
            mine: false,
            decider: { id: director.actor.membershipId },
            chain: { state: 'PAUSED' },
          },
          events: [
            { type: 'approval_step.approved' },
            { type: 'approval_step.paused' },
            { type: 'approval_chain.paused' },
          ],
        },
      },
    });
    const finance = await service.member(tenantId, { role: 'client_finance', programIds: [programId] });
    const dry = await admin.post(
      '/title-holdings',
      { titleId: titles.finance, membershipId: finance.actor.membershipId, programId },
      { prefer: 'dry-run' },
    );
    expect(dry.body.events.map(({ type }: { type: string }) => type)).toEqual([
      'title_holding.assigned',
      'approval_step.resumed',
      'approval_chain.resumed',
    ]);
    expect((await chainOf(order.id)).state).toBe('paused');
    await assign(titles.finance, finance);
    expect((await chainOf(order.id)).state).toBe('pending');
    const path = `/approval-steps/${second.id}/approve`;
    expect((await director.post(path)).body).toMatchObject({ status: 403, code: 'title_not_held' });
    const last = await finance.post(path, { reason: 'In budget.' });
    expect(last.body).toMatchObject({ state: 'approved', reason: 'In budget.' });
    expect((await chainOf(order.id)).state).toBe('approved');
    expect((await finance.post(path)).body).toMatchObject({ status: 409, code: 'step_not_allowed' });
  });

  test('leaves finance out at its minimum and below', async () => {
    const order = await submit('50000.00');
    const [first, second] = await stepsOf(order.id);
    expect(second.state).toBe('skipped');
    await director.post(`/approval-steps/${first.id}/approve`);
    expect((await chainOf(order.id)).state).toBe('approved');
  });

  test('asks everybody where nobody knows the amount', async () => {
    expect((await stepsOf((await submit(null)).id)).map(({ state }: any) => state)).toEqual([
      'pending',
      'waiting',
    ]);
  });
});

describe('a decision', () => {
  test('is not the submitter’s, though they hold the title', async () => {
    const order = await submit('100.00', director);
    expect(order).toMatchObject({
      state: 'paused',
      events: ['approval_chain.started', 'approval_step.paused'],
    });
    const other = await service.member(tenantId, { role: 'approver', programIds: [programId] });
    await assign(titles.director, other, { unitId });
    const [step] = await stepsOf(order.id);
    expect(step.state).toBe('pending');
    const path = `/approval-steps/${step.id}/approve`;
    expect((await director.post(path)).body).toMatchObject({ status: 403, code: 'approver_is_submitter' });
    expect((await director.get(`/approval-steps/${step.id}`)).body).toMatchObject({
      mine: false,
      allowedActions: [],
    });
    expect((await director.get('/approval-steps?mine=true')).body.data).toEqual([]);
    expect((await other.get('/approval-steps?mine=true')).body.data).toHaveLength(1);
    expect((await other.post(path)).status).toBe(200);
  });

  test('rejects with a reason, and nothing is left to decide', async () => {
    const order = await submit('91728.00');
    const [step] = await stepsOf(order.id);
    const path = `/approval-steps/${step.id}/reject`;
    expect((await director.post(path)).status).toBe(422);
    expect((await director.post(path, { reason: 'No.' }, { 'if-match': '"9"' })).status).toBe(412);
    expect((await director.post(path, { reason: 'Census is falling.' })).body.state).toBe('rejected');
    expect(await chainOf(order.id)).toMatchObject({ state: 'rejected' });
    expect((await stepsOf(order.id))[1].state).toBe('skipped');
    expect((await director.get('/approval-steps?mine=true')).body.data).toEqual([]);
  });

  test('waits for its subject before it holds the chain, as whoever changes the subject does', async () => {
    const order = await submit('100.00');
    const [step] = await stepsOf(order.id);
    let approving: Promise<any> | undefined;
    await service.as(systemActor(tenantId), async (tx) => {
      await tx.find(orders, order.id, { lock: true });
      approving = director.post(`/approval-steps/${step.id}/approve`);
      await someoneWaits(tx);
      await tx.rows(sql`select id from approval_chains where id = ${step.chainId} for update nowait`);
      await tx.rows(sql`select id from approval_steps where id = ${step.id} for update nowait`);
    });
    expect((await approving).status).toBe(200);
  });

  test('is out of reach of other units, other roles and vendors', async () => {
    const order = await submit('100.00');
    const [step] = await stepsOf(order.id);
    const path = `/approval-steps/${step.id}`;
    const elsewhere = await service.member(tenantId, { role: 'approver', programIds: [], unitIds: [] });
    expect((await elsewhere.get(path)).status).toBe(404);
    expect((await elsewhere.post(`${path}/approve`)).status).toBe(404);
    expect((await admin.post(`${path}/approve`)).status).toBe(403);
    const { id: vendorId } = (await admin.post('/vendors', { name: 'Atlas' })).body;
    const recruiter = await service.member(tenantId, { role: 'vendor_recruiter', vendorId });
    expect((await recruiter.get(path)).status).toBe(403);
    expect((await requester.post(`${path}/approve`)).body.code).toBe('approver_is_submitter');
  });

  test('has one winner of two at once', async () => {
    const [step] = await stepsOf((await submit('100.00')).id);
    const answers = await Promise.all([
      director.post(`/approval-steps/${step.id}/approve`),
      director.post(`/approval-steps/${step.id}/reject`, { reason: 'No.' }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(1);
  });
});

describe('who holds a title', () => {
  test('changes what waits: a chain pauses when its last holder leaves', async () => {
    const order = await submit('100.00');
    const [held] = (await admin.get(`/title-holdings?titleId=${titles.director}`)).body.data;
    const ended = await admin.post(`/title-holdings/${held.id}/end`);
    expect(ended.body.endedAt).toBe('2026-01-05T12:00:00Z');
    expect((await chainOf(order.id)).state).toBe('paused');
    expect((await admin.post(`/title-holdings/${held.id}/end`)).body.code).toBe('step_not_allowed');
    expect((await assign(titles.director, director, { unitId })).status).toBe(201);
    expect((await chainOf(order.id)).state).toBe('pending');
    await admin.post(`/memberships/${director.actor.membershipId}/end`);
    expect((await chainOf(order.id)).state).toBe('paused');
    const gone = await assign(titles.director, director, { unitId });
    expect(gone.body.errors[0]).toMatchObject({ pointer: '/membershipId', code: 'ended' });
  });

  test('pauses when the user is deactivated', async () => {
    const order = await submit('100.00');
    await admin.post(`/users/${director.actor.userId}/deactivate`);
    expect((await chainOf(order.id)).state).toBe('paused');
  });

  test('cannot slip past an approval that begins in the same moment', async () => {
    const [held] = (await admin.get(`/title-holdings?titleId=${titles.director}`)).body.data;
    await admin.post(`/title-holdings/${held.id}/end`);
    const actor = actorOf(requester);
    const subject = await draft();
    let assigned: Promise<unknown> | undefined;
    await service.as(actor, async (tx) => {
      const context = service.app.executor.context(tx, actor, 'test');
      expect((await startApproval({ subject, amount: null }, context)).state).toBe('paused');
      assigned = assign(titles.director, director, { unitId });
      await someoneWaits(tx);
    });
    await assigned;
    expect((await chainOf(subject.id)).state).toBe('pending');
  });

  test.each([
    ['membership', 'memberships', 'ended'],
    ['user', 'users', 'deactivated'],
  ])('is nobody whose %s ends in the same moment', async (what, table, state) => {
    const [held] = (await admin.get(`/title-holdings?titleId=${titles.director}`)).body.data;
    await admin.post(`/title-holdings/${held.id}/end`);
    const order = await submit('100.00');
    expect(order.state).toBe('paused');
    const id = what === 'user' ? director.actor.userId : director.actor.membershipId;
    let assigned: Promise<unknown> | undefined;
    await service.as(systemActor(tenantId), async (tx) => {
      await tx.rows(
        sql`update ${sql.identifier(table)} set state = ${state}, version = version + 1 where id = ${id}`,
      );
      assigned = assign(titles.director, director, { unitId });
      await someoneWaits(tx);
    });
    await assigned;
    expect((await chainOf(order.id)).state).toBe('paused');
  });

  test('is judged at the level that the step names', async () => {
    const widely = await service.member(tenantId, { role: 'approver', programIds: [programId] });
    expect((await assign(titles.director, widely)).status).toBe(201);
    const order = await submit('100.00');
    const [step] = await stepsOf(order.id);
    expect((await widely.post(`/approval-steps/${step.id}/approve`)).body.code).toBe('title_not_held');
  });

  test('is refused twice, to those who could not see or decide, and outside its program', async () => {
    expect((await assign(titles.director, director, { unitId })).body.code).toBe('title_held_already');
    const code = async (who: Client, place: object) =>
      (await assign(titles.finance, who, place)).body.errors[0].code;
    expect(await code(director, {})).toBe('scope_too_narrow');
    expect(await code(admin, {})).toBe('role_cannot_approve');
    const other = (await admin.post('/programs', { name: 'Other', timeZone: 'America/New_York' })).body.id;
    const answer = await admin.post('/title-holdings', {
      titleId: titles.finance,
      membershipId: requester.actor.membershipId,
      programId: other,
      unitId,
    });
    expect(answer.body.errors[0]).toMatchObject({ pointer: '/unitId', code: 'not_in_program' });
    expect((await requester.post('/title-holdings', {})).status).toBe(403);
  });
});

describe('a policy', () => {
  test('takes effect on its day, once, until it is archived', async () => {
    const later = { programId, name: 'Later', steps: [{ titleId: titles.finance, level: 'program' }] };
    expect(
      (await admin.post('/approval-policies', { ...later, effectiveFrom: '2026-01-01' })).body.code,
    ).toBe('approval_policy_exists');
    await admin.post('/approval-policies', { ...later, effectiveFrom: '2026-02-01' });
    expect(await stepsOf((await submit('100.00')).id)).toHaveLength(2);
    const today = await admin.post('/approval-policies', { ...later, effectiveFrom: '2026-01-05' });
    expect(today.body).toMatchObject({
      subject: 'order',
      steps: [{ titleId: titles.finance, level: 'program', minimumAmount: null }],
    });
    expect((await submit('100.00')).state).toBe('paused');
    expect((await admin.post(`/approval-policies/${today.body.id}/archive`)).body.archivedAt).toBeTruthy();
    expect((await admin.post(`/approval-policies/${today.body.id}/archive`)).status).toBe(409);
    expect((await submit('100.00')).state).toBe('pending');
    expect((await admin.post('/approval-titles', { code: 'Bad Code', name: 'x' })).status).toBe(422);
    const listed = await admin.graphql(
      `{ approvalPolicies(filter: { programId: { eq: "${programId}" } }) { nodes { subject steps { level title: titleId minimumAmount } } } }`,
    );
    expect(listed.body.data.approvalPolicies.nodes).toHaveLength(2);
    expect(listed.body.data.approvalPolicies.nodes[0]).toMatchObject({ subject: 'ORDER' });
  });

  test('that asks for nothing routes nothing; what was withdrawn can be asked again', async () => {
    const small = { titleId: titles.finance, level: 'program', minimumAmount: '1000' };
    await admin.post('/approval-policies', {
      programId,
      name: 'Only large',
      effectiveFrom: '2026-01-02',
      steps: [small],
    });
    expect(await submit('100.00')).toMatchObject({ state: 'none', events: [] });
    const order = await submit('1000.01');
    const actor = actorOf(requester);
    const withdraw = () =>
      service.as(actor, (tx) =>
        withdrawApproval({ noun: 'order', id: order.id }, service.app.executor.context(tx, actor, 'test')),
      );
    expect((await withdraw()).map(({ event }) => event.type)).toEqual(['approval_chain.withdrawn']);
    expect(await withdraw()).toEqual([]);
    expect((await chainOf(order.id)).state).toBe('withdrawn');
  });
});
