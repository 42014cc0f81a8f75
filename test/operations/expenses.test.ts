import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { cleanFile } from '../support/files.ts';
import type { Answer, Client } from '../support/service.ts';
import { keepTime, ok, type Placed } from '../support/timesheets.ts';

const keeping = keepTime();
let lodging: string;
let mileage: string;
let perDiem: string;
let meals: string;
let placed: Placed;

const category = async (code: string, rules: object): Promise<string> =>
  ok(
    await keeping.manager.post('/expense-categories', {
      programId: keeping.id('programs'),
      code,
      name: code,
      ...rules,
    }),
    201,
  ).id;

beforeAll(async () => {
  const { tenantId } = keeping.world;
  await keeping.service.as(systemActor(tenantId), (tx) =>
    tx.rows(
      sql`update tenants set kind = 'sandbox', clock_at = '2026-02-20T15:00:00Z' where id = ${tenantId}`,
    ),
  );
  lodging = await category('hotel', {
    kind: 'amount',
    maximumPerDay: '150',
    receiptAbove: '75',
    travelDays: 2,
  });
  const rates = [
    { from: '2025-01-01', rate: '0.7000' },
    { from: '2026-02-10', rate: '0.7250' },
  ];
  mileage = await category('mileage', { kind: 'mileage', rates, maximumPerWeek: '100', requiresNote: true });
  perDiem = await category('per_diem', {
    kind: 'per_diem',
    rates: [{ from: '2025-10-01', rate: '68' }],
    isPassThrough: false,
    treatment: 'include',
  });
  meals = await category('meals', { kind: 'amount', maximumPerItem: '40', overCap: 'flag' });
  placed = await keeping.assigned();
});

const claim = (
  { assignmentId }: Placed,
  categoryId: string,
  stated: object,
  client: Client = placed.worker,
): Promise<Answer> =>
  client.post('/expenses', { assignmentId, categoryId, incurredOn: '2026-02-03', ...stated });

const drafted = async (of: Placed, categoryId: string, stated: object): Promise<string> =>
  `/expenses/${ok(await claim(of, categoryId, stated, of.worker), 201).id}`;

async function submitted(of: Placed, categoryId: string, stated: object): Promise<string> {
  const path = await drafted(of, categoryId, stated);
  ok(await of.worker.post(`${path}/submit`));
  return path;
}

const idOf = (path: string) => path.split('/')[2]!;
const elsewhere = '00000000-0000-4000-8000-000000000001';

describe('an expense', () => {
  test('is stated with a receipt, handed in, and approved by the client', async () => {
    const of = await keeping.assigned();
    const receipt = await cleanFile(keeping.service, of.worker);
    const made = ok(
      await claim(of, lodging, { amount: '120', note: 'Night before', fileIds: [receipt] }, of.worker),
      201,
    );
    expect(made).toMatchObject({
      assignmentId: of.assignmentId,
      workerId: of.workerId,
      amount: '120.00',
      currency: 'USD',
      quantity: null,
      rate: null,
      note: 'Night before',
      isPassThrough: true,
      treatment: 'exclude',
      state: 'draft',
      allowedActions: ['update', 'submit', 'withdraw'],
    });
    const path = `/expenses/${made.id}`;
    const handedIn = await of.worker.graphql(
      'mutation($id: ID!) { submitExpense(input: { expenseId: $id }) { expense { state isOverCap isPossibleDuplicate submittedAt receipts { nodes { id state } } } events { type data } } }',
      { id: made.id },
    );
    expect(handedIn.body.errors).toBeUndefined();
    expect(handedIn.body.data.submitExpense).toMatchObject({
      expense: {
        state: 'SUBMITTED',
        isOverCap: false,
        receipts: { nodes: [{ id: receipt, state: 'CLEAN' }] },
      },
      events: [{ type: 'expense.submitted', data: { assignmentId: of.assignmentId, categoryId: lodging } }],
    });
    expect(ok(await keeping.requester.get(path)).allowedActions).toEqual(['approve', 'reject']);
    expect((await keeping.requester.get(`/files/${receipt}`)).status).toBe(200);
    const version = ok(await keeping.approver.get(path)).version;
    const stale = await keeping.approver.post(`${path}/approve`, {}, { 'if-match': `"${version - 1}"` });
    expect([stale.status, stale.body.code]).toEqual([412, 'stale_version']);
    const approved = ok(await keeping.approver.post(`${path}/approve`, { note: 'As agreed' }));
    expect(approved).toMatchObject({
      state: 'approved',
      approvedBy: keeping.approver.actor.membershipId,
      approvalNote: 'As agreed',
    });
    expect((await keeping.approver.post(`${path}/approve`)).body.code).toBe('step_not_allowed');
    const feed = await of.worker.get('/events?types=expense.approved');
    expect(feed.body.events).toMatchObject([{ data: { assignmentId: of.assignmentId } }]);
    expect(feed.text).not.toMatch(/120\.00|Night before/);
  });

  test('by the mile is reckoned by the rate of its day, and explained', async () => {
    const of = await keeping.assigned();
    const path = await drafted(of, mileage, { quantity: '42.50', note: 'To the unit' });
    const later = await drafted(of, mileage, { quantity: '42.5', incurredOn: '2026-02-10', note: 'Again' });
    expect(ok(await of.worker.get(path))).toMatchObject({
      amount: '29.75',
      rate: '0.7000',
      quantity: '42.50',
    });
    expect(ok(await of.worker.get(later))).toMatchObject({ amount: '30.81', rate: '0.7250' });
    ok(await of.worker.post(`${path}/submit`));
    expect(ok(await of.worker.get(`${path}/explanation`))).toEqual({
      expenseId: idOf(path),
      amount: '29.75',
      currency: 'USD',
      isOverCap: false,
      treatment: 'exclude',
      citation: '29 CFR 778.217',
      steps: [
        { name: 'amount', detail: '42.50 miles × 0.7000, the rate from 2025-01-01 on', result: '29.75' },
        {
          name: 'maximum_per_week',
          detail: '100.00 less 0.00 counted before; with this 29.75',
          result: '100.00',
        },
      ],
    });
    const asked = await keeping.requester.graphql(
      'query($id: ID!) { explainExpense(expenseId: $id) { amount steps { name result } } }',
      { id: idOf(path) },
    );
    expect(asked.body.data.explainExpense).toMatchObject({
      amount: '29.75',
      steps: [{ name: 'amount' }, {}],
    });
    const wages = await drafted(of, perDiem, { quantity: '0.75' });
    expect(ok(await of.worker.get(wages))).toMatchObject({
      amount: '51.00',
      isPassThrough: false,
      treatment: 'include',
    });
  });

  test('is refused where it is not of its category, its assignment or its days', async () => {
    const of = await keeping.assigned();
    const fault = async (categoryId: string, stated: object) => {
      const answer = await claim(of, categoryId, stated, of.worker);
      return [answer.status, answer.body.errors?.[0]?.pointer, answer.body.errors?.[0]?.code];
    };
    expect(await fault(lodging, {})).toEqual([422, '/amount', 'amount_required']);
    expect(await fault(lodging, { amount: '0' })).toEqual([422, '/amount', expect.anything()]);
    expect(await fault(lodging, { amount: '-5' })).toEqual([422, '/amount', expect.anything()]);
    expect(await fault(mileage, { amount: '5' })).toEqual([422, '/quantity', 'quantity_required']);
    expect(await fault(mileage, { quantity: '5', amount: '5' })).toEqual([422, '/amount', 'not_stated']);
    expect(await fault(perDiem, { quantity: '2' })).toEqual([422, '/quantity', 'over_a_day']);
    // Two days of travel to it, none of meals.
    expect(await fault(lodging, { amount: '50', incurredOn: '2026-01-29' })).toEqual([
      422,
      '/incurredOn',
      'outside_assignment',
    ]);
    ok(await claim(of, lodging, { amount: '50', incurredOn: '2026-01-30' }, of.worker), 201);
    expect(await fault(meals, { amount: '5', incurredOn: '2026-01-31' })).toEqual([
      422,
      '/incurredOn',
      'outside_assignment',
    ]);
    expect(await fault(meals, { amount: '5', incurredOn: '2026-02-21' })).toEqual([
      422,
      '/incurredOn',
      'in_the_future',
    ]);
    expect(await fault(elsewhere, { amount: '5' })).toEqual([422, '/categoryId', 'not_found']);
    const closed = await category('closed', { kind: 'amount' });
    ok(await keeping.manager.post(`/expense-categories/${closed}/archive`));
    expect((await claim(of, closed, { amount: '5' }, of.worker)).body.code).toBe('expense_category_archived');
  });

  test('is handed in with the papers that its category demands', async () => {
    const of = await keeping.assigned();
    const unproven = await drafted(of, lodging, { amount: '75.01' });
    const refused = await of.worker.post(`${unproven}/submit`);
    expect([refused.status, refused.body.code]).toEqual([409, 'expense_receipt_missing']);
    ok(await of.worker.patch(unproven, { amount: '75' }, { 'if-match': '"1"' }));
    ok(await of.worker.post(`${unproven}/submit`));
    const wordless = await drafted(of, mileage, { quantity: '10' });
    expect((await of.worker.post(`${wordless}/submit`)).body.code).toBe('expense_note_missing');
    const receipt = await cleanFile(keeping.service, of.worker);
    const proven = await drafted(of, lodging, { amount: '80', incurredOn: '2026-02-04' });
    const changed = await of.worker.graphql(
      'mutation($id: ID!, $file: ID!) { updateExpense(input: { expenseId: $id, fileIds: [$file], expectedVersion: 1 }) { expense { amount state receipts { nodes { id } } } } }',
      { id: idOf(proven), file: receipt },
    );
    expect(changed.body.errors).toBeUndefined();
    expect(changed.body.data.updateExpense.expense).toEqual({
      amount: '80.00',
      state: 'DRAFT',
      receipts: { nodes: [{ id: receipt }] },
    });
    ok(await of.worker.post(`${proven}/submit`));
    expect((await of.worker.patch(proven, { amount: '1' }, { 'if-match': '"3"' })).body.code).toBe(
      'step_not_allowed',
    );
    // A file belongs to one thing.
    expect((await claim(of, lodging, { amount: '1', fileIds: [receipt] }, of.worker)).body.code).toBe(
      'file_not_ready',
    );
  });
});

describe('caps', () => {
  test('say what is left, and are free again of what is taken back', async () => {
    const of = await keeping.assigned();
    const first = await submitted(of, mileage, { quantity: '100', note: 'There' });
    const second = await drafted(of, mileage, { quantity: '50', note: 'Back', incurredOn: '2026-02-07' });
    const refused = await of.worker.post(`${second}/submit`);
    expect([refused.status, refused.body.code]).toEqual([409, 'expense_over_cap']);
    expect(refused.body).toMatchObject({ cap: 'week', maximum: '100.00', left: '30.00' });
    // The eighth is a Sunday: another week.
    ok(await of.worker.patch(second, { incurredOn: '2026-02-08' }, { 'if-match': '"1"' }));
    ok(await of.worker.post(`${second}/submit`));
    const third = await drafted(of, mileage, { quantity: '50', note: 'Back', incurredOn: '2026-02-07' });
    expect((await of.worker.post(`${third}/submit`)).body.code).toBe('expense_over_cap');
    ok(await of.worker.post(`${first}/withdraw`));
    ok(await of.worker.post(`${third}/submit`));
    expect((await of.worker.post(`${first}/withdraw`)).body.code).toBe('step_not_allowed');
  });

  test('are of each assignment, and let nothing through to two who hand in at once', async () => {
    const of = await keeping.assigned();
    const beside = await keeping.assigned();
    const paths = await Promise.all(
      [of, of, of, of, beside].map((whose) => drafted(whose, lodging, { amount: '70', note: randomUUID() })),
    );
    const answers = await Promise.all(
      paths.map((path, place) => [of, of, of, of, beside][place]!.worker.post(`${path}/submit`)),
    );
    const codes = answers.map(({ status, body }) => (status === 200 ? 'handed in' : body.code));
    for (const [code, times] of [
      ['handed in', 2],
      ['expense_over_cap', 2],
    ] as const)
      expect(codes.slice(0, 4).filter((one) => one === code)).toHaveLength(times);
    expect(codes[4]).toBe('handed in');
    const twins = ok(await of.worker.get(`/expenses?assignmentId=${of.assignmentId}&state=submitted`)).data;
    expect(twins.map((one: any) => one.isPossibleDuplicate).toSorted()).toEqual([false, true]);
  });

  test('that only flag demand a word of whoever approves', async () => {
    const of = await keeping.assigned();
    const path = await submitted(of, meals, { amount: '40.01' });
    expect(ok(await keeping.approver.get(path))).toMatchObject({ isOverCap: true, state: 'submitted' });
    const silent = await keeping.approver.post(`${path}/approve`);
    expect([silent.status, silent.body.code]).toEqual([409, 'expense_approval_note_missing']);
    const approved = await keeping.approver.graphql(
      'mutation($id: ID!) { approveExpense(input: { expenseId: $id, note: "Airport prices" }) { expense { state approvalNote } } }',
      { id: idOf(path) },
    );
    expect(approved.body.data.approveExpense.expense).toEqual({
      state: 'APPROVED',
      approvalNote: 'Airport prices',
    });
  });
});

describe('deciding', () => {
  test('what is rejected is stated anew and handed in again', async () => {
    const of = await keeping.assigned();
    const path = await submitted(of, lodging, { amount: '70' });
    expect((await keeping.requester.post(`${path}/reject`, {})).status).toBe(422);
    const back = await keeping.requester.graphql(
      'mutation($id: ID!) { rejectExpense(input: { expenseId: $id, reason: "Share a room" }) { expense { state rejectedBecause } events { type reason } } }',
      { id: idOf(path) },
    );
    expect(back.body.data.rejectExpense).toEqual({
      expense: { state: 'REJECTED', rejectedBecause: 'Share a room' },
      events: [{ type: 'expense.rejected', reason: 'Share a room' }],
    });
    expect((await of.worker.post(`${path}/submit`)).body.code).toBe('step_not_allowed');
    const { version } = ok(await of.worker.get(path));
    expect(ok(await of.worker.patch(path, { amount: '35' }, { 'if-match': `"${version}"` }))).toMatchObject({
      state: 'draft',
      amount: '35.00',
      rejectedBecause: null,
    });
    ok(await of.worker.post(`${path}/submit`));
    expect(ok(await keeping.requester.post(`${path}/approve`))).toMatchObject({ state: 'approved' });
  });

  test('is nobody’s who is paid or claims, and a foreign expense is as one that is not there', async () => {
    const of = await keeping.assigned();
    const path = await submitted(of, lodging, { amount: '60' });
    const also = async (side: string, role: string, column: string, value: string) => {
      const member = await keeping.anotherApprover();
      await keeping.service.as(systemActor(keeping.world.tenantId), (tx) =>
        tx.rows(sql`insert into memberships (tenant_id, user_id, side, role, ${sql.identifier(column)}, state, created_at, updated_at)
          values (${keeping.world.tenantId}, ${member.actor.userId}, ${side}, ${role}, ${value}, 'active', app.now(), app.now())`),
      );
      return member;
    };
    const nurse = await also('worker', 'worker', 'worker_id', of.workerId);
    const owner = await also('vendor', 'vendor_recruiter', 'vendor_id', keeping.id('vendors'));
    for (const [who, code] of [
      [nurse, 'approver_is_paid'],
      [owner, 'approver_claims'],
    ] as const) {
      expect(ok(await who.get(path)).allowedActions).toEqual([]);
      for (const verb of ['approve', 'reject']) {
        const answer = await who.post(`${path}/${verb}`, verb === 'reject' ? { reason: 'No' } : {});
        expect([answer.status, answer.body.code]).toEqual([403, code]);
      }
    }
    for (const client of [keeping.manager, keeping.recruiter, of.worker])
      expect((await client.post(`${path}/approve`)).status).toBe(403);
    expect((await keeping.requester.post(`${path}/void`, { reason: 'No' })).status).toBe(403);
    expect((await keeping.requester.post(`${path}/submit`)).status).toBe(403);
    const bare = ({ body, status }: Answer) => ({ ...body, status, requestId: '', instance: '' });
    const missing = path.replace(/[0-9a-f-]{36}/, elsewhere);
    const stranger = await keeping.service.member(keeping.world.tenantId, {
      role: 'approver',
      unitIds: [elsewhere],
    });
    const another = await keeping.assigned();
    for (const [client, verb] of [
      [stranger, '/approve'],
      [keeping.rival, '/submit'],
      [keeping.rival, '/withdraw'],
      [another.worker, '/withdraw'],
    ] as const)
      expect(bare(await client.post(`${path}${verb}`))).toEqual(bare(await client.post(`${missing}${verb}`)));
    for (const client of [stranger, keeping.rival, another.worker]) {
      for (const reading of ['', '/explanation'])
        expect((await client.get(`${path}${reading}`)).status).toBe(404);
      expect(ok(await client.get(`/expenses?assignmentId=${of.assignmentId}`)).data).toEqual([]);
    }
    expect((await claim(of, lodging, { amount: '5' }, keeping.rival)).status).toBe(422);
  });

  test('an approved one is voided by the program’s manager, and no longer counts', async () => {
    const of = await keeping.assigned();
    const path = await submitted(of, mileage, { quantity: '140', note: 'There' });
    expect((await keeping.manager.post(`${path}/void`, { reason: 'Paid twice' })).body.code).toBe(
      'step_not_allowed',
    );
    ok(await keeping.approver.post(`${path}/approve`));
    const voided = await keeping.manager.graphql(
      'mutation($id: ID!) { voidExpense(input: { expenseId: $id, reason: "Paid twice" }) { expense { state voidedBecause } events { type reason } } }',
      { id: idOf(path) },
    );
    expect(voided.body.data.voidExpense).toEqual({
      expense: { state: 'VOIDED', voidedBecause: 'Paid twice' },
      events: [
        { type: 'expense.voided', reason: 'Paid twice' },
        { type: 'billing_item.voided', reason: null },
      ],
    });
    ok(await of.worker.post(`${await drafted(of, mileage, { quantity: '140', note: 'Anew' })}/submit`));
  });

  test('many at once are each decided for themselves', async () => {
    const of = await keeping.assigned();
    const rows = [
      { incurredOn: '2026-02-03', amount: '10' },
      { incurredOn: '2026-02-04', amount: '60' },
      { incurredOn: '2026-02-04', amount: '74' },
      { incurredOn: '2026-02-04', amount: '75' },
      { incurredOn: '2027-02-04', amount: '95' },
    ];
    const items = rows.map((row) => ({ ...row, assignmentId: of.assignmentId, categoryId: lodging }));
    const codes = async (client: Client, path: string, given: object[]) =>
      ok(await client.post(path, { items: given })).rows.map(({ code }: any) => code);
    expect(await codes(keeping.recruiter, '/expenses/bulk', items)).toEqual([
      null,
      null,
      null,
      null,
      'invalid_input',
    ]);
    const made = ok(await keeping.recruiter.get(`/expenses?assignmentId=${of.assignmentId}`)).data;
    const submissions = made
      .toSorted((one: any, other: any) => Number(one.amount) - Number(other.amount))
      .map(({ id }: any) => ({ expenseId: id }));
    expect(await codes(keeping.recruiter, '/expenses/submit', submissions)).toEqual([
      null,
      null,
      null,
      'expense_over_cap',
    ]);
    expect(await codes(keeping.approver, '/expenses/approve', submissions)).toEqual([
      null,
      null,
      null,
      'step_not_allowed',
    ]);
  });
});

describe('levels of approval', () => {
  test('route what is above their amount; nobody of its parties decides; the last one approves it', async () => {
    const { service, world } = keeping;
    const { tenantId } = world;
    const admin = await service.member(tenantId, { role: 'tenant_admin' });
    const [programId, facilityId, unitId] = ['programs', 'facilities', 'units'].map(keeping.id);
    const holder = await keeping.anotherApprover();
    const title = ok(await admin.post('/approval-titles', { code: 'travel_desk', name: 'Travel desk' }), 201);
    const holding = {
      titleId: title.id,
      membershipId: holder.actor.membershipId,
      programId,
      facilityId,
      unitId,
    };
    ok(await admin.post('/title-holdings', holding), 201);
    const policy = ok(
      await admin.post('/approval-policies', {
        programId,
        subject: 'expense',
        name: 'Expenses',
        effectiveFrom: '2026-01-01',
        steps: [{ titleId: title.id, level: 'unit', minimumAmount: '50' }],
      }),
      201,
    );
    const of = await keeping.assigned();
    expect(ok(await keeping.manager.get(await submitted(of, lodging, { amount: '50' })))).toMatchObject({
      state: 'submitted',
    });
    const routed = await submitted(of, lodging, { amount: '50.01' });
    const refused = await submitted(of, lodging, { amount: '51', incurredOn: '2026-02-05' });
    const taken = await submitted(of, lodging, { amount: '52', incurredOn: '2026-02-06' });
    expect(ok(await keeping.approver.get(routed))).toMatchObject({
      state: 'pending_approval',
      allowedActions: [],
    });
    expect((await keeping.approver.post(`${routed}/approve`)).body.code).toBe('step_not_allowed');
    const stepOf = async (path: string): Promise<string> => {
      const chains = ok(await admin.get(`/approval-chains?subjectId=${idOf(path)}&include=steps`));
      return `/approval-steps/${chains.data[0].steps.data[0].id}`;
    };
    expect((await keeping.approver.post(`${await stepOf(routed)}/approve`)).body.code).toBe('title_not_held');
    ok(await holder.post(`${await stepOf(routed)}/approve`));
    expect(ok(await of.worker.get(routed))).toMatchObject({ state: 'approved', approvedBy: null });
    ok(await holder.post(`${await stepOf(refused)}/reject`, { reason: 'Not agreed' }));
    expect(ok(await of.worker.get(refused))).toMatchObject({
      state: 'rejected',
      rejectedBecause: 'Not agreed',
      allowedActions: ['update', 'withdraw'],
    });
    const step = await stepOf(taken);
    ok(await of.worker.post(`${taken}/withdraw`));
    expect((await holder.post(`${step}/approve`)).body.code).toBe('step_not_allowed');
    // Whoever acts for the vendor decides by no title either.
    await service.as(systemActor(tenantId), (tx) =>
      tx.rows(sql`insert into memberships (tenant_id, user_id, side, role, vendor_id, state, created_at, updated_at)
        values (${tenantId}, ${holder.actor.userId}, 'vendor', 'vendor_recruiter', ${keeping.id('vendors')}, 'active', app.now(), app.now())`),
    );
    const barred = await submitted(of, lodging, { amount: '53', incurredOn: '2026-02-09' });
    expect((await holder.post(`${await stepOf(barred)}/approve`)).status).toBe(409);
    expect(ok(await of.worker.get(barred)).state).toBe('pending_approval');
    ok(await admin.post(`/approval-policies/${policy.id}/archive`));
  });
});

describe('categories', () => {
  test('are kept by the program’s manager, seen by those who claim by them, and changed in the version seen', async () => {
    const of = placed;
    const { manager, recruiter, rival, requester } = keeping;
    const given = { programId: keeping.id('programs'), code: 'parking', name: 'Parking', kind: 'amount' };
    for (const client of [requester, recruiter, of.worker])
      expect((await client.post('/expense-categories', given)).status).toBe(403);
    const made = await manager.graphql(
      'mutation($input: CreateExpenseCategoryInput!) { createExpenseCategory(input: $input) { expenseCategory { id kind overCap rates { rate } } } }',
      { input: { ...given, kind: 'AMOUNT' } },
    );
    expect(made.body.errors).toBeUndefined();
    const { id, ...rest } = made.body.data.createExpenseCategory.expenseCategory;
    expect(rest).toEqual({ kind: 'AMOUNT', overCap: 'REFUSE', rates: [] });
    expect((await manager.post('/expense-categories', given)).body.code).toBe('expense_category_code_taken');
    for (const rates of [[{ from: '2026-01-01', rate: '1' }]])
      expect((await manager.post('/expense-categories', { ...given, code: 'tolls', rates })).status).toBe(
        422,
      );
    const perMile = { ...given, code: 'tolls', kind: 'mileage' };
    expect((await manager.post('/expense-categories', perMile)).body.errors[0].code).toBe('required');
    const twice = [
      { from: '2026-01-01', rate: '1' },
      { from: '2026-01-01', rate: '2' },
    ];
    const disordered = await manager.post('/expense-categories', { ...perMile, rates: twice });
    expect(disordered.body.errors[0]).toMatchObject({ pointer: '/rates/1/from', code: 'out_of_order' });
    const path = `/expense-categories/${id}`;
    expect((await manager.patch(path, { maximumPerDay: '20' })).status).toBe(428);
    const changed = ok(await manager.patch(path, { maximumPerDay: '20' }, { 'if-match': '"1"' }));
    expect(changed).toMatchObject({ maximumPerDay: '20.00', version: 2 });
    expect((await manager.patch(path, { maximumPerDay: null }, { 'if-match': '"1"' })).status).toBe(412);
    expect(ok(await manager.patch(path, { maximumPerDay: '20.00' }, { 'if-match': '"2"' })).version).toBe(2);
    for (const client of [recruiter, of.worker, requester]) expect((await client.get(path)).status).toBe(200);
    for (const client of [rival]) expect((await client.get(path)).status).toBe(404);
    ok(await manager.post(`${path}/archive`));
    expect((await manager.post(`${path}/archive`)).body.code).toBe('step_not_allowed');
    expect(ok(await manager.post(`${path}/restore`)).archivedAt).toBeNull();
  });
});

describe('totals', () => {
  test('are by category and month, as far as the caller sees, and tell an analyst of no few people', async () => {
    const of = await keeping.assigned();
    ok(await keeping.approver.post(`${await submitted(of, lodging, { amount: '31' })}/approve`));
    ok(await keeping.approver.post(`${await submitted(of, perDiem, { quantity: '1' })}/approve`));
    await submitted(of, lodging, { amount: '12', incurredOn: '2026-01-30' });
    await drafted(of, lodging, { amount: '500' });
    const query = `?assignmentId=${of.assignmentId}`;
    const rowsOf = async (client: Client, more = query) =>
      ok(await client.get(`/expense-totals${more}`)).rows.map(
        ({ code, month, expenses, awaiting, approved, approvedPassThrough }: any) =>
          [code, month, expenses, awaiting, approved, approvedPassThrough].join(' '),
      );
    const all = [
      'hotel 2026-01 1 12.00 0.00 0.00',
      'hotel 2026-02 1 0.00 31.00 31.00',
      'per_diem 2026-02 1 0.00 68.00 0.00',
    ];
    for (const client of [keeping.manager, keeping.requester, keeping.recruiter, of.worker])
      expect(await rowsOf(client)).toEqual(all);
    expect(await rowsOf(keeping.manager, `${query}&from=2026-02-01&to=2026-02-28`)).toEqual(all.slice(1));
    expect(await rowsOf(keeping.rival, '')).toEqual([]);
    const analyst = await keeping.service.member(keeping.world.tenantId, { role: 'analyst' });
    expect((await analyst.get(`/expense-totals${query}`)).status).toBe(422);
    expect((await analyst.get('/expenses')).status).toBe(403);
    const shown = ok(await analyst.get('/expense-totals?from=2026-01-20&to=2026-01-20'));
    expect(shown).toMatchObject({ from: '2026-01-01', to: '2026-01-31' });
    expect(shown.rows.find((row: any) => row.code === 'hotel')).toMatchObject({
      expenses: null,
      awaiting: null,
      approved: '0.00',
    });
    const asked = await keeping.manager.graphql(
      'query($id: ID!) { expenseTotals(assignmentId: $id) { rows { code approved } } }',
      { id: of.assignmentId },
    );
    expect(asked.body.data.expenseTotals.rows).toContainEqual({ code: 'hotel', approved: '31.00' });
    expect((await keeping.manager.get('/expense-totals?from=2026-02-02&to=2026-02-01')).status).toBe(422);
  });
});

describe('locked days', () => {
  test('take no expense, and let none be handed in or voided; what was handed in is approved all the same', async () => {
    const of = await keeping.assigned();
    const incurredOn = '2026-02-02';
    const draft = await drafted(of, lodging, { amount: '20', incurredOn });
    const waiting = await submitted(of, lodging, { amount: '21', incurredOn });
    const approved = await submitted(of, lodging, { amount: '22', incurredOn });
    ok(await keeping.approver.post(`${approved}/approve`));
    const finance = await keeping.service.member(keeping.world.tenantId, { role: 'program_manager' });
    const lock = await finance.post('/time-locks', {
      programId: keeping.id('programs'),
      lockedTo: '2026-02-02',
      reason: 'Payroll ran',
    });
    expect(lock.status, lock.text).toBe(201);
    const code = async (answer: Promise<Answer>) => (await answer).body.code;
    expect(await code(claim(of, lodging, { amount: '5', incurredOn }, of.worker))).toBe('time_period_locked');
    expect(await code(of.worker.post(`${draft}/submit`))).toBe('time_period_locked');
    ok(await keeping.approver.post(`${waiting}/approve`));
    expect(await code(keeping.manager.post(`${approved}/void`, { reason: 'No' }))).toBe('time_period_locked');
    expect((await claim(of, lodging, { amount: '5' }, of.worker)).status).toBe(201);
  });
});
