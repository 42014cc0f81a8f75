import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openApprovals, type Approvals } from '../support/approvals.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let stage: Approvals;
let director: Client;
let deputy: Client;
let titleId: string;

const approve = (by: Client, step: { id: string }) => by.post(`/approval-steps/${step.id}/approve`);
const delegate = (by: Client, body: object = {}) =>
  by.post('/approval-delegations', {
    toMembershipId: deputy.actor.membershipId,
    startsAt: '2026-01-06T08:00:00Z',
    endsAt: '2026-01-08T08:00:00Z',
    reason: 'Leave',
    ...body,
  });
const firstStep = async (order: string) => (await stage.steps(order))[0];
beforeAll(async () => {
  service = await startService();
});

beforeEach(async () => {
  stage = await openApprovals(service);
  director = await stage.approver();
  deputy = await stage.approver();
  titleId = await stage.title('director', director);
});

describe('a delegation', () => {
  beforeEach(async () => {
    await stage.policy([{ titleId, level: 'unit' }]);
  });

  test('lets another decide from its first instant to its last, and tells in whose place', async () => {
    const order = await stage.submitted();
    const later = await stage.submitted();
    const made = await delegate(director);
    expect(made.body, made.text).toMatchObject({ state: 'scheduled', titleId: null, programId: null });
    expect((await approve(deputy, await firstStep(order))).body.code).toBe('title_not_held');
    await service.moveClock(stage.tenantId, '2026-01-06T08:00:00Z');
    expect((await deputy.get(`/approval-delegations/${made.body.id}`)).body).toMatchObject({
      state: 'active',
      allowedActions: [],
    });
    const inbox = (await deputy.get('/approval-inbox')).body;
    expect(inbox).toMatchObject({ waiting: 2, entries: [{ subjectId: order, byDelegation: true }, {}] });
    const decided = await approve(deputy, await firstStep(order));
    expect(decided.body, decided.text).toMatchObject({
      state: 'approved',
      decidedBy: deputy.actor.membershipId,
      decidedFor: director.actor.membershipId,
    });
    await service.moveClock(stage.tenantId, '2026-01-08T08:00:00Z');
    expect((await director.get(`/approval-delegations/${made.body.id}`)).body).toMatchObject({
      state: 'ended',
      endedAt: '2026-01-08T08:00:00Z',
    });
    expect((await approve(deputy, await firstStep(later))).body.code).toBe('title_not_held');
    const own = await approve(director, await firstStep(later));
    expect(own.body, own.text).toMatchObject({ state: 'approved', decidedFor: null });
  });

  test('lends no right of who wrote the subject, and ends with the membership of who lends', async () => {
    const author = stage.requester;
    const titled = await stage.title('author_only', author);
    await stage.policy([{ titleId: titled, level: 'unit' }], { professions: ['rn'] });
    const { data } = (await stage.admin.get(`/title-holdings?titleId=${titled}`)).body;
    const order = await stage.submitted();
    expect(await stage.orderState(order)).toBe('approval_paused');
    // Who wrote it lends nobody a say in it.
    await delegate(author);
    await service.moveClock(stage.tenantId, '2026-01-06T08:00:00Z');
    expect(await stage.orderState(order)).toBe('approval_paused');
    await stage.hold(titled, director);
    expect(await stage.orderState(order)).toBe('pending_approval');
    await stage.admin.post(`/title-holdings/${data[0].id}/end`);
    const lent = await delegate(director, { titleId: titled, endsAt: '2026-01-07T08:00:00Z' });
    expect((await deputy.get('/approval-steps?mine=true')).body.data).toHaveLength(1);
    const ended = await stage.admin.post(`/memberships/${director.actor.membershipId}/end`);
    expect(ended.status, ended.text).toBe(200);
    expect(await stage.orderState(order)).toBe('approval_paused');
    expect((await stage.admin.get(`/approval-delegations/${lent.body.id}`)).body.state).toBe('ended');
  });

  test('never lets an author decide, though asked to stand in', async () => {
    const order = await stage.submitted();
    await delegate(director, { toMembershipId: stage.requester.actor.membershipId, startsAt: undefined });
    expect((await approve(stage.requester, await firstStep(order))).body).toMatchObject({
      status: 403,
      code: 'approver_is_submitter',
    });
  });

  test('holds at its place and of its title alone, and ends when its maker says', async () => {
    const { programId, unitId, admin } = stage;
    const order = await stage.submitted();
    const other = await stage.title('other');
    await delegate(director, { titleId: other, startsAt: undefined });
    expect((await approve(deputy, await firstStep(order))).body.code).toBe('title_not_held');
    const placed = await delegate(director, { programId, unitId, startsAt: undefined });
    expect(placed.body, placed.text).toMatchObject({ state: 'active', unitId, facilityId: stage.facilityId });
    expect((await deputy.get('/approval-steps?mine=true')).body.data).toHaveLength(1);
    const path = `/approval-delegations/${placed.body.id}/end`;
    expect((await deputy.post(path)).body).toMatchObject({ status: 403, code: 'delegation_of_another' });
    expect((await stage.requester.post(path)).status).toBe(404);
    const ended = await director.graphql(
      'mutation($input: EndApprovalDelegationInput!) { endApprovalDelegation(input: $input) { approvalDelegation { state } } }',
      { input: { approvalDelegationId: placed.body.id } },
    );
    expect(ended.body.data?.endApprovalDelegation.approvalDelegation, ended.text).toEqual({ state: 'ENDED' });
    expect((await director.post(path)).body.code).toBe('step_not_allowed');
    expect((await approve(deputy, await firstStep(order))).body.code).toBe('title_not_held');
    const forAnother = { fromMembershipId: director.actor.membershipId };
    expect((await delegate(deputy, forAnother)).body.code).toBe('delegation_of_another');
    expect((await delegate(admin, forAnother)).status).toBe(201);
  });

  test('is refused to oneself, backwards, to who cannot decide or see', async () => {
    const code = async (body: object) => (await delegate(director, body)).body.errors[0].code;
    expect(await code({ toMembershipId: director.actor.membershipId })).toBe('same_membership');
    expect(await code({ endsAt: '2026-01-06T08:00:00Z' })).toBe('before_start');
    expect(await code({ startsAt: '2026-01-01T00:00:00Z', endsAt: '2026-01-02T00:00:00Z' })).toBe('in_past');
    expect(await code({ toMembershipId: stage.admin.actor.membershipId })).toBe('role_cannot_approve');
    expect(await code({ programId: stage.programId })).toBe('scope_too_narrow');
    expect(await code({ unitId: stage.unitId })).toBe('required');
    expect((await delegate(stage.admin)).body.errors[0]).toMatchObject({ pointer: '/fromMembershipId' });
  });
});

describe('two at once', () => {
  test('calls of the same many steps the other way round: each step is decided once', async () => {
    await stage.policy([{ titleId, level: 'unit' }]);
    await stage.hold(titleId, deputy);
    const orders = [];
    for (let count = 0; count < 6; count += 1) orders.push(await stage.submitted());
    const items = [];
    for (const order of orders) items.push({ approvalStepId: (await firstStep(order)).id });
    const answers = await Promise.all([
      director.post('/approval-steps/approve', { items }),
      deputy.post('/approval-steps/approve', { items: items.toReversed() }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.map(({ body }) => body.changed).toSorted((one, other) => one - other)).toEqual([0, 6]);
    for (const order of orders) expect(await stage.orderState(order)).toBe('open');
  });

  test('a delegate’s decision and the end of the delegation', async () => {
    await stage.policy([{ titleId, level: 'unit' }]);
    for (let round = 0; round < 4; round += 1) {
      const order = await stage.submitted();
      const step = await firstStep(order);
      const lent = await delegate(director, { startsAt: undefined });
      const [decided, ended] = await Promise.all([
        approve(deputy, step),
        director.post(`/approval-delegations/${lent.body.id}/end`),
      ]);
      expect(ended.status, ended.text).toBe(200);
      expect([200, 403], decided.text).toContain(decided.status);
      expect(await stage.orderState(order)).toBe(decided.status === 200 ? 'open' : 'pending_approval');
    }
  });
});

describe('a step that waits long', () => {
  test('reminds, then lets the holders of another title decide too', async () => {
    const above = await stage.approver();
    const escalateTitleId = await stage.title('chief', above);
    await stage.policy([
      {
        titleId,
        level: 'unit',
        remindAfterHours: 24,
        escalateAfterHours: 48,
        escalateTitleId,
        escalateLevel: 'unit',
      },
    ]);
    const order = await stage.submitted();
    const step = await firstStep(order);
    expect((await approve(above, step)).body.code).toBe('title_not_held');
    await service.moveClock(stage.tenantId, '2026-01-06T12:00:00Z');
    expect(await firstStep(order)).toMatchObject({ remindedAt: '2026-01-06T12:00:00Z', escalatedAt: null });
    await service.moveClock(stage.tenantId, '2026-01-07T12:00:00Z');
    expect(await firstStep(order)).toMatchObject({ escalatedAt: '2026-01-07T12:00:00Z', state: 'pending' });
    expect((await above.get('/approval-inbox')).body).toMatchObject({ waiting: 1, escalated: 1 });
    expect((await director.get('/approval-inbox')).body).toMatchObject({ waiting: 1, escalated: 1 });
    expect((await approve(above, step)).body).toMatchObject({ state: 'approved' });
    const { entries } = (await stage.admin.get(`/audit?subjectId=${step.id}`)).body;
    const told = entries.map(({ type }: { type: string }) => type).toReversed();
    expect(told).toEqual([
      'approval_step.opened',
      'approval_step.reminded',
      'approval_step.escalated',
      'approval_step.approved',
    ]);
  });

  test('reminds after it was resumed of what fell due while somebody had paused it', async () => {
    await stage.policy([{ titleId, level: 'unit', remindAfterHours: 24 }]);
    const order = await stage.submitted();
    const path = `/approval-chains/${(await stage.chain(order)).id}`;
    expect((await stage.admin.post(`${path}/pause`, { reason: 'Budget' })).status).toBe(200);
    await service.moveClock(stage.tenantId, '2026-01-07T12:00:00Z');
    expect(await firstStep(order)).toMatchObject({ remindedAt: null });
    expect((await stage.admin.post(`${path}/resume`, { reason: 'Granted' })).status).toBe(200);
    await service.moveClock(stage.tenantId, '2026-01-07T12:01:00Z');
    expect(await firstStep(order)).toMatchObject({ remindedAt: '2026-01-07T12:00:00Z' });
  });

  test('resumes by its escalation where nobody holds its own title', async () => {
    const above = await stage.approver();
    const escalateTitleId = await stage.title('chief', above);
    const vacant = await stage.title('vacant');
    const step = { titleId: vacant, level: 'unit', escalateAfterHours: 1, escalateTitleId };
    await stage.policy([{ ...step, escalateLevel: 'unit' }]);
    const order = await stage.submitted();
    expect(await stage.orderState(order)).toBe('approval_paused');
    await service.moveClock(stage.tenantId, '2026-01-05T13:00:00Z');
    expect(await stage.orderState(order)).toBe('pending_approval');
    const held = (await stage.admin.get(`/title-holdings?titleId=${escalateTitleId}`)).body.data[0];
    await stage.admin.post(`/title-holdings/${held.id}/end`);
    expect(await stage.orderState(order)).toBe('approval_paused');
  });
});

describe('an approval paused by hand', () => {
  beforeEach(async () => {
    await stage.policy([{ titleId, level: 'unit' }]);
  });
  const act = (by: Client, id: string, verb: string, headers = {}) =>
    by.post(`/approval-chains/${id}/${verb}`, { reason: 'Budget review' }, headers);

  test('is decided by nobody until it is resumed, also where a holder comes and goes', async () => {
    const order = await stage.submitted();
    const { id } = await stage.chain(order);
    expect((await act(director, id, 'pause')).status).toBe(403);
    expect((await act(stage.manager, id, 'pause', { 'if-match': '"9"' })).status).toBe(412);
    const paused = await act(stage.manager, id, 'pause');
    expect(paused.body, paused.text).toMatchObject({ state: 'paused', pausedFor: 'decision' });
    expect(await stage.orderState(order)).toBe('approval_paused');
    expect((await approve(director, await firstStep(order))).body.code).toBe('step_not_allowed');
    await stage.hold(titleId, deputy);
    expect(await stage.orderState(order)).toBe('approval_paused');
    expect((await act(stage.manager, id, 'pause')).body.code).toBe('step_not_allowed');
    const resumed = await stage.admin.graphql(
      'mutation($input: ResumeApprovalInput!) { resumeApproval(input: $input) { approvalChain { state pausedFor } events { type } } }',
      { input: { approvalChainId: id, reason: 'Reviewed' } },
    );
    expect(resumed.body.data?.resumeApproval, resumed.text).toEqual({
      approvalChain: { state: 'PENDING', pausedFor: null },
      events: [
        { type: 'approval_chain.hold_lifted' },
        { type: 'approval_step.resumed' },
        { type: 'approval_chain.resumed' },
        { type: 'order.approval_resumed' },
      ],
    });
    expect(await stage.orderState(order)).toBe('pending_approval');
    expect((await approve(director, await firstStep(order))).status).toBe(200);
    expect((await act(stage.admin, id, 'resume')).body.code).toBe('step_not_allowed');
  });

  test('stays paused for want of a holder once it is resumed; that alone nobody resumes by hand', async () => {
    const order = await stage.submitted();
    const { id } = await stage.chain(order);
    await act(stage.admin, id, 'pause');
    const held = (await stage.admin.get(`/title-holdings?titleId=${titleId}`)).body.data[0];
    await stage.admin.post(`/title-holdings/${held.id}/end`);
    expect((await act(stage.admin, id, 'resume')).body).toMatchObject({
      state: 'paused',
      pausedFor: 'vacancy',
    });
    expect((await act(stage.admin, id, 'resume')).body).toMatchObject({
      status: 409,
      code: 'approval_not_paused_by_hand',
    });
    await stage.hold(titleId, deputy);
    expect(await stage.orderState(order)).toBe('pending_approval');
  });
});

describe('a step given to another', () => {
  beforeEach(async () => {
    await stage.policy([{ titleId, level: 'unit' }]);
  });
  const give = (by: Client, step: { id: string }, body: object) =>
    by.post(`/approval-steps/${step.id}/reassign`, { reason: 'Absent', ...body });

  test('is decided by that one alone, and by the holders again once they leave', async () => {
    const order = await stage.submitted();
    const step = await firstStep(order);
    const toDeputy = { membershipId: deputy.actor.membershipId };
    expect((await give(stage.manager, step, toDeputy)).status).toBe(403);
    const given = await give(stage.admin, step, toDeputy);
    expect(given.body, given.text).toMatchObject({ assignedTo: deputy.actor.membershipId, state: 'pending' });
    expect((await approve(director, step)).body.code).toBe('title_not_held');
    await stage.admin.post(`/users/${deputy.actor.userId}/deactivate`);
    expect(await firstStep(order)).toMatchObject({ assignedTo: null, state: 'pending' });
    expect((await approve(director, step)).status).toBe(200);
    expect((await give(stage.admin, step, {})).body.code).toBe('step_not_allowed');
  });

  test('is given to another title, which may have nobody', async () => {
    const order = await stage.submitted();
    const step = await firstStep(order);
    const vacant = await stage.title('vacant');
    expect((await give(stage.admin, step, { titleId: vacant })).body).toMatchObject({ state: 'paused' });
    expect(await stage.orderState(order)).toBe('approval_paused');
    await stage.hold(vacant, deputy);
    expect((await approve(deputy, step)).status).toBe(200);
    expect(await stage.orderState(order)).toBe('open');
  });

  test('is given to nobody who wrote the subject, cannot decide or does not see it', async () => {
    const order = await stage.submitted();
    const step = await firstStep(order);
    const code = async ({ actor: { membershipId } }: Client) =>
      (await give(stage.admin, step, { membershipId })).body;
    expect(await code(stage.requester)).toMatchObject({ status: 403, code: 'approver_is_submitter' });
    expect((await code(stage.admin)).errors[0].code).toBe('role_cannot_approve');
    expect((await code(stage.stranger)).errors[0].code).toBe('scope_too_narrow');
  });
});
