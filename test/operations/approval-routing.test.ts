import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApproval, withdrawApproval } from '../../src/domain/approvals/index.ts';
import type { Actor } from '../../src/kernel/actor.ts';
import type { Context } from '../../src/kernel/operation.ts';
import { openApprovals, type Approvals } from '../support/approvals.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let stage: Approvals;
let director: Client;
let finance: Client;
let titles: { director: string; finance: string };

const approve = (by: Client, step: { id: string }, body: object = {}) =>
  by.post(`/approval-steps/${step.id}/approve`, body);
const reject = (by: Client, step: { id: string }) =>
  by.post(`/approval-steps/${step.id}/reject`, { reason: 'Census is falling.' });

beforeAll(async () => {
  service = await startService();
});

beforeEach(async () => {
  stage = await openApprovals(service);
  director = await stage.approver();
  finance = await stage.approver('client_finance');
  titles = {
    director: await stage.title('director', director),
    finance: await stage.title('finance', finance),
  };
});

describe('a policy', () => {
  test('asks a step only where all of its conditions hold', async () => {
    const { policy, submitted, states } = stage;
    const made = await policy([
      { titleId: titles.director, level: 'unit', professions: ['rn'], orderTypes: ['contract'] },
      { titleId: titles.finance, level: 'unit', specialties: ['icu'], minimumAmount: '50000' },
    ]);
    expect(made.body.steps, made.text).toMatchObject([
      { stage: 1, mode: 'all', professions: ['rn'], orderTypes: ['contract'], minimumAmount: null },
      { stage: 2, specialties: ['icu'] },
    ]);
    expect(await states(await submitted())).toEqual(['pending', 'waiting']);
    expect(await states(await submitted({ specialty: null }))).toEqual(['pending', 'skipped']);
    expect(await states(await submitted({ profession: 'lpn' }))).toEqual(['skipped', 'pending']);
    const cheap = await submitted({ profession: 'lpn', hoursPerWeek: '12' });
    expect(await stage.orderState(cheap)).toBe('open');
    expect((await stage.chain(await submitted())).facts).toMatchObject({
      orderType: 'contract',
      profession: 'rn',
      specialty: 'icu',
    });
  });

  test('of the narrowest place counts, then one for the profession; equals on one day are refused', async () => {
    const { policy, submitted, steps, unitId, facilityId } = stage;
    const by = (titleId: string) => [{ titleId, level: 'unit' }];
    expect((await policy(by(titles.director))).status).toBe(201);
    expect((await policy(by(titles.finance), { professions: ['rn', 'lpn'] })).status).toBe(201);
    const firstTitle = async (changes: object = {}) => (await steps(await submitted(changes)))[0].titleId;
    expect(await firstTitle()).toBe(titles.finance);
    expect(await firstTitle({ profession: 'cna' })).toBe(titles.director);
    const narrowed = await policy(by(titles.director), { unitId });
    expect(narrowed.body, narrowed.text).toMatchObject({ facilityId, unitId });
    expect(await firstTitle()).toBe(titles.director);
    const tied = await policy(by(titles.director), { professions: ['lpn'] });
    expect(tied.body).toMatchObject({ status: 409, code: 'approval_policy_exists' });
    expect((await policy(by(titles.director), { professions: ['cna'] })).status).toBe(201);
    expect((await policy(by(titles.director), { orderTypes: ['per_diem'] })).status).toBe(201);
    const elsewhere = await policy(by(titles.director), { unitId: stage.programId });
    expect(elsewhere.body).toMatchObject({ status: 422, errors: [{ pointer: '/unitId' }] });
  });

  test('is refused where its stages do not fit together', async () => {
    const step = { titleId: titles.director, level: 'unit', stage: 1 };
    const other = { ...step, titleId: titles.finance };
    const code = async (...steps: object[]) => (await stage.policy(steps)).body.errors[0];
    expect(await code(step, { ...other, stage: undefined })).toMatchObject({ pointer: '/steps/1/stage' });
    expect(await code(step, { ...other, mode: 'any' })).toMatchObject({ code: 'stage_differs' });
    expect(await code(step, step)).toMatchObject({ pointer: '/steps/1/titleId', code: 'twice_in_stage' });
    expect(await code({ ...step, escalateAfterHours: 4 })).toMatchObject({ code: 'escalation_incomplete' });
  });

  test('is previewed: which steps, why, and who decides them now', async () => {
    const { admin, programId, unitId, requester, manager } = stage;
    const none = await requester.get(`/approval-policies/preview?programId=${programId}`);
    expect(none.body).toEqual({ policyId: null, policyName: null, steps: [] });
    const made = await stage.policy([
      { titleId: titles.director, level: 'unit', minimumAmount: '1000' },
      { titleId: titles.finance, level: 'unit', overCardPercent: '10' },
    ]);
    const ask = async (facts: string, by = requester) =>
      (await by.get(`/approval-policies/preview?programId=${programId}&unitId=${unitId}&${facts}`)).body;
    expect(await ask('amount=1000.00&overCardPercent=10.0001')).toEqual({
      policyId: made.body.id,
      policyName: 'Orders',
      steps: [
        {
          stage: 1,
          mode: 'all',
          titleId: titles.director,
          level: 'unit',
          needed: false,
          conditions: [{ condition: 'minimum_amount', answer: 'fails' }],
          deciders: [{ membershipId: director.actor.membershipId, onBehalfOf: null }],
        },
        {
          stage: 2,
          mode: 'all',
          titleId: titles.finance,
          level: 'unit',
          needed: true,
          conditions: [{ condition: 'over_card_percent', answer: 'holds' }],
          deciders: [{ membershipId: finance.actor.membershipId, onBehalfOf: null }],
        },
      ],
    });
    const unknown = await ask('overCardPercent=-3', manager);
    expect(unknown.steps.map(({ needed, conditions }: any) => [needed, conditions[0].answer])).toEqual([
      [true, 'unknown'],
      [false, 'fails'],
    ]);
    const both = await admin.graphql(
      `{ previewApproval(programId: "${programId}", unitId: "${unitId}") { steps { needed conditions { answer } } } }`,
    );
    expect(both.body.data?.previewApproval.steps, both.text).toEqual([
      { needed: true, conditions: [{ answer: 'UNKNOWN' }] },
      { needed: true, conditions: [{ answer: 'UNKNOWN' }] },
    ]);
    const { recruiter } = await stage.vendor(1);
    expect((await recruiter.get(`/approval-policies/preview?programId=${programId}`)).status).toBe(403);
  });
});

describe('steps of one stage', () => {
  const sideBySide = (mode: string) => [
    { titleId: titles.director, level: 'unit', stage: 1, mode },
    { titleId: titles.finance, level: 'unit', stage: 1, mode },
    { titleId: titles.director, level: 'unit', stage: 2 },
  ];

  test('are asked together, and all of them end it', async () => {
    await stage.policy(sideBySide('all'));
    const order = await stage.submitted();
    const [one, other, last] = await stage.steps(order);
    expect([one.state, other.state, last.state]).toEqual(['pending', 'pending', 'waiting']);
    const byTitle = (titleId: string) => (one.titleId === titleId ? one : other);
    expect((await approve(finance, byTitle(titles.finance))).status).toBe(200);
    expect(await stage.orderState(order)).toBe('pending_approval');
    expect((await approve(director, byTitle(titles.director))).status).toBe(200);
    expect(await stage.states(order)).toEqual(['approved', 'approved', 'pending']);
    expect((await approve(director, last)).status).toBe(200);
    expect(await stage.orderState(order)).toBe('open');
  });

  test('are ended by any one of them, the others left out', async () => {
    await stage.policy(sideBySide('any'));
    const order = await stage.submitted();
    const [one, other] = await stage.steps(order);
    const mine = one.titleId === titles.finance ? one : other;
    expect((await approve(finance, mine)).status).toBe(200);
    expect((await stage.states(order)).toSorted()).toEqual(['approved', 'pending', 'skipped']);
  });

  test('end with one rejection, though another waits for a holder', async () => {
    await stage.policy(sideBySide('all'));
    const { data } = (await stage.admin.get(`/title-holdings?titleId=${titles.finance}`)).body;
    await stage.admin.post(`/title-holdings/${data[0].id}/end`);
    const order = await stage.submitted();
    expect(await stage.orderState(order)).toBe('approval_paused');
    const steps = await stage.steps(order);
    expect((await stage.states(order)).toSorted()).toEqual(['paused', 'pending', 'waiting']);
    expect(await stage.chain(order)).toMatchObject({ state: 'paused', pausedFor: 'vacancy' });
    const mine = steps.find(({ titleId }) => titleId === titles.director);
    expect((await reject(director, mine)).status).toBe(200);
    expect(await stage.orderState(order)).toBe('rejected');
    expect((await stage.states(order)).toSorted()).toEqual(['rejected', 'skipped', 'skipped']);
  });

  test('pause a chain of all while one has nobody, a chain of any only while none has', async () => {
    const { data } = (await stage.admin.get(`/title-holdings?titleId=${titles.finance}`)).body;
    await stage.admin.post(`/title-holdings/${data[0].id}/end`);
    await stage.policy(sideBySide('any'));
    const order = await stage.submitted();
    expect(await stage.orderState(order)).toBe('pending_approval');
    const held = (await stage.admin.get(`/title-holdings?titleId=${titles.director}`)).body.data[0];
    await stage.admin.post(`/title-holdings/${held.id}/end`);
    expect(await stage.orderState(order)).toBe('approval_paused');
    expect((await stage.hold(titles.finance, finance)).status).toBe(201);
    expect(await stage.orderState(order)).toBe('pending_approval');
  });

  test('have one winner of two that would each end the stage', async () => {
    await stage.policy(sideBySide('any'));
    const order = await stage.submitted();
    const [one, other] = await stage.steps(order);
    const by = ({ titleId }: { titleId: string }) => (titleId === titles.finance ? finance : director);
    const answers = await Promise.all([approve(by(one), one), reject(by(other), other)]);
    const count = (wanted: number) => answers.filter(({ status }) => status === wanted).length;
    expect([count(200), count(409)]).toEqual([1, 1]);
  });
});

describe('many decisions at once', () => {
  test('have a result each: what one is refused for undoes no other', async () => {
    await stage.policy([{ titleId: titles.director, level: 'unit' }]);
    const orders = [await stage.submitted(), await stage.submitted(), await stage.submitted()];
    const ids = await Promise.all(orders.map(async (order) => (await stage.steps(order))[0].id));
    const first = await director.post('/approval-steps/approve', {
      items: [
        { approvalStepId: ids[0] },
        { approvalStepId: ids[0] },
        { approvalStepId: ids[1], reason: 'Fine.' },
      ],
      mode: 'best_effort',
    });
    expect(first.body, first.text).toMatchObject({
      changed: 2,
      failed: 1,
      rows: [{ status: 'changed' }, { status: 'failed', code: 'step_not_allowed' }, { status: 'changed' }],
    });
    const states = await Promise.all(orders.map((order) => stage.orderState(order)));
    expect(states).toEqual(['open', 'open', 'pending_approval']);
    const refused = await finance.graphql(
      'mutation($input: RejectStepsInput!) { rejectSteps(input: $input) { result { failed rows { code } } } }',
      { input: { items: [{ approvalStepId: ids[2], reason: 'No.' }] } },
    );
    expect(JSON.stringify(refused.body)).toContain('title_not_held');
    const rejected = await director.post('/approval-steps/reject', {
      items: [{ approvalStepId: ids[2], reason: 'No.' }],
    });
    expect(rejected.body, rejected.text).toMatchObject({ changed: 1 });
    expect(await stage.orderState(orders[2]!)).toBe('rejected');
  });
});

describe('the inbox', () => {
  test('holds what one can decide now, longest waiting first, page by page', async () => {
    await stage.policy([
      {
        titleId: titles.director,
        level: 'unit',
        escalateAfterHours: 24,
        escalateTitleId: titles.finance,
        escalateLevel: 'unit',
      },
    ]);
    const first = await stage.submitted({ title: 'First' });
    await service.moveClock(stage.tenantId, '2026-01-05T13:00:00Z');
    const second = await stage.submitted({ title: 'Second' });
    const page = await director.get('/approval-inbox?limit=1');
    expect(page.body, page.text).toMatchObject({
      waiting: 2,
      escalated: 0,
      hasMore: true,
      entries: [
        {
          subjectNoun: 'order',
          subjectId: first,
          title: 'First',
          amount: '91728.00',
          titleId: titles.director,
          openedAt: '2026-01-05T12:00:00Z',
          escalatesAt: '2026-01-06T12:00:00Z',
          byDelegation: false,
        },
      ],
    });
    const next = await director.get(`/approval-inbox?limit=1&after=${page.body.nextCursor}`);
    expect(next.body).toMatchObject({
      hasMore: false,
      nextCursor: null,
      entries: [{ subjectId: second, title: 'Second' }],
    });
    expect((await finance.get('/approval-inbox')).body).toMatchObject({ waiting: 0, entries: [] });
    expect((await stage.admin.get('/approval-inbox')).status).toBe(403);
    await approve(director, (await stage.steps(first))[0]);
    const shown = await director.graphql('{ approvalInbox { waiting entries { title } } }');
    expect(shown.body.data?.approvalInbox, shown.text).toEqual({
      waiting: 1,
      entries: [{ title: 'Second' }],
    });
  });
});

describe('what a vendor asks for', () => {
  test('is routed too, though it sees nothing of who approves', async () => {
    await stage.policy([{ titleId: titles.director, level: 'unit' }], { subject: 'offer' });
    const { recruiter, vendorId } = await stage.vendor(1);
    const { tenantId, programId, facilityId, unitId } = stage;
    const { membershipId, userId } = recruiter.actor;
    const everywhere = { programIds: null, facilityIds: null, unitIds: null, workerId: null };
    const who = {
      kind: 'membership',
      side: 'vendor',
      role: 'vendor_recruiter',
      tokenId: null,
      scopes: null,
    } as const;
    const actor: Actor = { ...who, ...everywhere, tenantId, vendorId, membershipId, userId };
    const subject = { noun: 'offer' as const, id: randomUUID(), programId, facilityId, unitId, version: 1 };
    const act = <T>(run: (context: Context) => Promise<T>) =>
      service.as(actor, (tx) => run(service.app.executor.context(tx, actor, 'test')));
    const routed = await act((context) => startApproval({ subject, amount: null }, context));
    expect(routed.state).toBe('pending');
    expect(routed.events.every(({ event }) => !event.sides.includes('vendor'))).toBe(true);
    expect((await stage.chain(subject.id)).state).toBe('pending');
    expect((await recruiter.get('/approval-chains')).status).toBe(403);
    const withdrawn = await act((context) => withdrawApproval(subject, context));
    expect(withdrawn.map(({ event }) => event.type)).toEqual(['approval_chain.withdrawn']);
  });
});
