import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, week, type Placed, type Supplier, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let admin: Client;
let requester: Client;
const now = '2026-02-16T12:00:00Z';

beforeAll(async () => {
  service = await startService();
});

async function setUp(): Promise<void> {
  weeks = await createWeeks(service);
  admin = await service.member(weeks.tenantId, { role: 'tenant_admin' });
  requester = await service.member(weeks.tenantId, {
    role: 'requester',
    programIds: [weeks.programId],
    unitIds: [weeks.unitId],
    facilityIds: [String(weeks.world.rows['facilities']!['id'])],
  });
}

/** A week of clinician A's, handed in; its path and the sheet. */
async function submitted(
  placed?: Placed,
  by: Supplier = weeks.atlas,
): Promise<{ path: string; sheet: any; placed: Placed }> {
  const { assignmentId, worker, ...rest } = placed ?? (await weeks.placed(by));
  const opened = ok(await worker.post('/timesheets', { assignmentId, weekStartsOn: '2026-02-01' }), 201);
  const path = `/timesheets/${opened.id}`;
  ok(await worker.put(`${path}/entries`, { entries: week() }));
  return { path, sheet: ok(await worker.post(`${path}/submit`)), placed: { assignmentId, worker, ...rest } };
}

const shown = async (path: string) => ok(await weeks.manager.get(path));
const moveTo = (instant: string) => service.moveClock(weeks.tenantId, instant);
const told = async (by: Client, type: string) =>
  ok(await by.get(`/events?types=${type}`)).events.map(({ subject }: any) => subject.id);
const exception = (path: string, { workerId }: Placed, key = 'here', vendorId = weeks.atlas.id) =>
  weeks.rows(() =>
    weeks.world.copy('time_exceptions', {
      timesheet_id: path.split('/').at(-1),
      worker_id: workerId,
      vendor_id: vendorId,
      state: 'open',
      key,
    }),
  );

describe('levels of approval', () => {
  let director: Client;
  let finance: Client;
  const step = async (path: string, at = 0) => {
    const id = path.split('/').at(-1);
    const { data } = ok(await admin.get(`/approval-chains?subjectId=${id}&include=steps`));
    return data.at(-1).steps.data.toSorted((one: any, other: any) => one.position - other.position)[at];
  };
  const decide = async (by: Client, path: string, verb: string, at = 0, body: object = {}) =>
    by.post(`/approval-steps/${(await step(path, at)).id}/${verb}`, body);

  beforeAll(async () => {
    await setUp();
    director = await service.member(weeks.tenantId, { ...inProgram(), role: 'approver' });
    finance = await service.member(weeks.tenantId, { ...inProgram(), role: 'client_finance' });
    const title = async (code: string, holder: Client) => {
      const { id } = ok(await admin.post('/approval-titles', { code, name: code }), 201);
      const of = { membershipId: holder.actor.membershipId, programId: weeks.programId };
      ok(await admin.post('/title-holdings', { titleId: id, ...of }), 201);
      return id;
    };
    const steps = [
      { titleId: await title('director', director), level: 'program' },
      { titleId: await title('finance', finance), level: 'program', minimumAmount: '4000.00' },
    ];
    const policy = { programId: weeks.programId, subject: 'timesheet', name: 'Weeks', steps };
    ok(await admin.post('/approval-policies', { ...policy, effectiveFrom: '2026-01-01' }), 201);
  });
  const inProgram = () => ({ programIds: [weeks.programId] });

  test('are asked one after the other by what a week charges, and the last makes it billable', async () => {
    const { path, sheet, placed } = await submitted();
    expect(sheet.approvalState).toBe('pending');
    const refused = await weeks.approver.post(`${path}/approve`);
    expect([refused.status, refused.body.code]).toEqual([409, 'approval_is_routed']);
    const view = ok(await weeks.approver.get(`${path}?fields=allowedActions`));
    expect(view.allowedActions).not.toContain('approve');
    expect(view.allowedActions).toContain('reject');
    const asked = ok(await director.get('/approval-inbox')).entries.find(
      ({ subjectId }: any) => subjectId === sheet.id,
    );
    expect(asked.title).toMatch(/, week of 2026-02-01$/);
    ok(await decide(director, path, 'approve'));
    expect(await shown(path)).toMatchObject({ state: 'submitted', approvalState: 'pending' });
    ok(await decide(finance, path, 'approve', 1));
    expect(await shown(path)).toMatchObject({
      state: 'approved',
      approvalState: 'approved',
      approvedThrough: 'route',
      approvedBy: finance.actor.membershipId,
    });
    const items = ok(await weeks.finance.get(`/billing-items?workerId=${placed.workerId}`));
    expect(items.data.length).toBeGreaterThan(0);
  });

  test('send a week back with the reason, and are asked anew when it is handed in again', async () => {
    const { path, placed } = await submitted();
    ok(await decide(director, path, 'reject', 0, { reason: 'Left at seven' }));
    expect(await shown(path)).toMatchObject({
      state: 'open',
      approvalState: 'rejected',
      rejectedReason: 'Left at seven',
    });
    expect(ok(await placed.worker.post(`${path}/submit`))).toMatchObject({
      state: 'submitted',
      approvalState: 'pending',
      rejectedReason: null,
    });
    ok(await weeks.approver.post(`${path}/reject`, { reason: 'Not yet' }));
    expect(await step(path)).toMatchObject({ state: 'skipped' });
    expect(await shown(path)).toMatchObject({ state: 'open', approvalState: 'none' });
  });

  test('end with an objection, and begin again when the week is upheld', async () => {
    const { path } = await submitted();
    ok(await weeks.approver.post(`${path}/dispute`, { reason: 'Left', proposedEntries: week('07:30') }));
    expect(await step(path)).toMatchObject({ state: 'skipped' });
    expect(await shown(path)).toMatchObject({ state: 'disputed', approvalState: 'none' });
    ok(await weeks.manager.post(`${path}/resolve-dispute`, { decision: 'uphold' }));
    expect(await shown(path)).toMatchObject({ state: 'submitted', approvalState: 'pending' });
    expect(await step(path)).toMatchObject({ state: 'pending' });
  });

  test('wait for what is open of the week, and approve it then by the last who decided', async () => {
    const { path, placed } = await submitted();
    const { id } = await exception(path, placed);
    ok(await decide(director, path, 'approve'));
    ok(await decide(finance, path, 'approve', 1));
    expect(await shown(path)).toMatchObject({ state: 'submitted', approvalState: 'approved' });
    ok(await placed.worker.post(`/time-exceptions/${String(id)}/attest`, { text: 'Nobody relieved me' }));
    expect(await shown(path)).toMatchObject({
      state: 'approved',
      approvedThrough: 'route',
      approvedBy: finance.actor.membershipId,
    });
  });

  test('are decided by nobody who is the worker or acts for the vendor', async () => {
    const placed = await weeks.placed();
    await weeks.rows(() =>
      weeks.world.copy('memberships', {
        user_id: director.actor.userId,
        side: 'vendor',
        role: 'vendor_recruiter',
        vendor_id: weeks.atlas.id,
        worker_id: null,
        program_ids: null,
        facility_ids: null,
        unit_ids: null,
      }),
    );
    const { path, sheet } = await submitted(placed);
    expect(sheet.approvalState).toBe('paused');
    const refused = await decide(director, path, 'approve');
    expect(refused.status, refused.text).toBeGreaterThanOrEqual(403);
    expect(await shown(path)).toMatchObject({ state: 'submitted', approvalState: 'paused' });
  });
});

describe('silence', () => {
  let quiet: Supplier;

  beforeAll(async () => {
    await setUp();
    quiet = await weeks.supplier({ auto_accept_hours: 48 });
  });

  test('approves a week by itself where the agreement says so, and warns halfway', async () => {
    const { path, sheet } = await submitted(undefined, quiet);
    expect(sheet).toMatchObject({ acceptsAt: '2026-02-18T12:00:00Z', approvedThrough: null });
    const loud = await submitted(undefined, await weeks.supplier({ auto_accept_hours: null }));
    expect(loud.sheet.acceptsAt).toBeNull();
    const other = await submitted(undefined, quiet);
    ok(await weeks.approver.post(`${other.path}/reject`, { reason: 'Once more' }));
    await moveTo('2026-02-17T12:00:00Z');
    expect(await told(weeks.approver, 'timesheet.acceptance_neared')).toEqual([sheet.id]);
    expect(await told(weeks.approver, 'timesheet.approval_reminded')).toEqual([loud.sheet.id]);
    const open = await submitted(undefined, quiet);
    const { id } = await exception(open.path, open.placed, 'silence', quiet.id);
    await moveTo('2026-02-18T11:59:59Z');
    expect((await shown(path)).state).toBe('submitted');
    await moveTo('2026-02-18T12:00:00Z');
    expect(await shown(path)).toMatchObject({
      state: 'approved',
      approvedThrough: 'silence',
      approvedBy: null,
      approvedAt: '2026-02-18T12:00:00Z',
      acceptsAt: null,
    });
    expect((await shown(loud.path)).state).toBe('submitted');
    expect((await shown(other.path)).state).toBe('open');
    // What is open keeps silence from counting; it counts anew from then on.
    await moveTo('2026-02-20T12:00:00Z');
    expect((await shown(open.path)).state).toBe('submitted');
    ok(await weeks.approver.post(`/time-exceptions/${String(id)}/resolve`, { note: 'Had it later' }));
    expect(await shown(open.path)).toMatchObject({ state: 'submitted', acceptsAt: '2026-02-22T12:00:00Z' });
    await moveTo('2026-02-22T12:00:00Z');
    expect(await shown(open.path)).toMatchObject({ state: 'approved', approvedThrough: 'silence' });
  });

  test('is none of a later submission’s, nor where the agreement no longer says so', async () => {
    const again = await submitted(undefined, quiet);
    await moveTo('2026-02-23T12:00:00Z');
    ok(await weeks.approver.post(`${again.path}/reject`, { reason: 'Once more' }));
    expect(ok(await again.placed.worker.post(`${again.path}/submit`)).acceptsAt).toBe('2026-02-25T12:00:00Z');
    await moveTo('2026-02-24T12:00:00Z');
    expect((await shown(again.path)).state).toBe('submitted');
    const changing = await weeks.supplier({ auto_accept_hours: 24 });
    const longer = await submitted(undefined, changing);
    expect(longer.sheet.acceptsAt).toBe('2026-02-25T12:00:00Z');
    const [agreement] = ok(await weeks.manager.get(`/agreements?vendorId=${changing.id}`)).data;
    const amend = (autoAcceptHours: number | null) =>
      service.as(systemActor(weeks.tenantId), (tx) =>
        tx.rows(
          sql`update agreements set auto_accept_hours = ${autoAcceptHours}::integer where id = ${agreement.id}`,
        ),
      );
    await amend(72);
    await moveTo('2026-02-25T12:00:00Z');
    expect(await shown(longer.path)).toMatchObject({ state: 'submitted', acceptsAt: '2026-02-27T12:00:00Z' });
    await amend(null);
    await moveTo('2026-02-28T12:00:00Z');
    expect((await shown(longer.path)).state).toBe('submitted');
    expect((await shown(again.path)).state).toBe('approved');
  });

  test('of who should hand a week in is reminded of, after its end', async () => {
    const { assignmentId, worker } = await weeks.placed();
    const opened = ok(await worker.post('/timesheets', { assignmentId, weekStartsOn: '2026-02-22' }), 201);
    await moveTo('2026-03-02T04:59:00Z');
    expect(await told(worker, 'timesheet.submission_reminded')).toEqual([]);
    await moveTo('2026-03-02T05:00:00Z');
    expect(await told(worker, 'timesheet.submission_reminded')).toEqual([opened.id]);
    expect(ok(await worker.get('/notifications')).data.map(({ topic }: any) => topic)).toContain(
      'timesheet_to_submit',
    );
  });

  test('a week that only hours of the one before reach into is opened a day later, where nobody did', async () => {
    const { placed } = await submitted();
    const next = async () =>
      ok(
        await placed.worker.get(`/timesheets?assignmentId=${placed.assignmentId}&weekStartsOn=2026-02-08`),
      ).data.map(({ id, state }: any) => ({ id, state }));
    expect(await next()).toEqual([]);
    await moveTo('2026-03-03T05:00:00Z');
    const [{ id, state }] = await next();
    expect(state).toBe('open');
    expect(ok(await placed.worker.post(`/timesheets/${id}/submit`)).hours).toBe('7.00');
  });
});

describe('many at once', () => {
  beforeAll(setUp);

  test('are handed in and approved with a result each', async () => {
    const placed = await Promise.all([weeks.placed(), weeks.placed(), weeks.placed()]);
    const sheets = await Promise.all(
      placed.map(async ({ assignmentId, worker }, index) => {
        const sheet = ok(await worker.post('/timesheets', { assignmentId, weekStartsOn: '2026-02-01' }), 201);
        if (index < 2) ok(await worker.put(`/timesheets/${sheet.id}/entries`, { entries: week() }));
        return sheet.id as string;
      }),
    );
    const missing = '0198c0de-0000-7000-8000-00000000dead';
    const items = [...sheets, sheets[0], missing].map((timesheetId) => ({ timesheetId }));
    const handed = ok(await weeks.atlas.recruiter.post('/timesheets/submit', { items }));
    expect(handed.rows.map(({ status, code }: any) => code ?? status)).toEqual([
      'changed',
      'changed',
      'timesheet_is_empty',
      'step_not_allowed',
      'invalid_input',
    ]);
    await exception(`/timesheets/${sheets[1]}`, placed[1]!);
    const { body } = await weeks.approver.graphql(
      'mutation($input: ApproveTimesheetsInput!) { approveTimesheets(input: $input) { result { changed rows { code status } } } }',
      { input: { items } },
    );
    expect(body.errors).toBeUndefined();
    expect(body.data.approveTimesheets.result).toMatchObject({
      changed: 1,
      rows: [
        { code: null },
        { code: 'time_exceptions_open' },
        { code: 'step_not_allowed' },
        { code: 'step_not_allowed' },
        { code: 'invalid_input' },
      ],
    });
    expect(await shown(`/timesheets/${sheets[0]}`)).toMatchObject({
      state: 'approved',
      gross: '4264.75',
      approvedThrough: 'person',
      approvedBy: weeks.approver.actor.membershipId,
      approvedAt: now,
    });
    const other = await weeks.supplier();
    const refused = ok(await other.recruiter.post('/timesheets/submit', { items: items.slice(2, 3) }));
    expect(refused.rows[0]).toMatchObject({ status: 'failed', code: 'invalid_input' });
    expect((await requester.post('/timesheets/submit', { items })).status).toBe(403);
  });

  test('cost none of the others what only the pricing of one finds out', async () => {
    const placed = await Promise.all(Array.from({ length: 5 }, () => weeks.placed()));
    const sheets: string[] = [];
    for (const { assignmentId, worker } of placed) {
      const sheet = ok(await worker.post('/timesheets', { assignmentId, weekStartsOn: '2026-02-01' }), 201);
      ok(await worker.put(`/timesheets/${sheet.id}/entries`, { entries: week() }));
      sheets.push(sheet.id);
    }
    const unpriced = placed[3]!.assignmentId;
    await service.as(systemActor(weeks.tenantId), (tx) =>
      tx.rows(sql`update assignment_revisions set effective = daterange('2026-02-05', upper(effective))
        where tenant_id = ${weeks.tenantId} and assignment_id = ${unpriced}`),
    );
    const items = sheets.map((timesheetId) => ({ timesheetId }));
    const { recruiter } = weeks.atlas;
    const none = await recruiter.post('/timesheets/submit', { mode: 'all_or_nothing', items });
    expect([none.status, none.body.errors], none.text).toMatchObject([
      422,
      [{ pointer: '/items/3', code: 'no_rate_in_force' }],
    ]);
    const before = ok(await recruiter.get('/events?types=timesheet.submitted')).events;
    const handed = ok(await recruiter.post('/timesheets/submit', { items }));
    expect(handed).toMatchObject({ created: 0, changed: 4, unchanged: 0, failed: 1 });
    expect(handed.rows[3]).toMatchObject({ row: 4, status: 'failed', code: 'no_rate_in_force' });
    const kept = sheets.filter((_, index) => index !== 3);
    expect(handed.rows.flatMap(({ status, id }: any) => (status === 'changed' ? [id] : []))).toEqual(kept);
    const states = await Promise.all(sheets.map(async (id) => (await shown(`/timesheets/${id}`)).state));
    expect(states).toEqual(sheets.map((_, index) => (index === 3 ? 'open' : 'submitted')));
    const after = ok(await recruiter.get('/events?types=timesheet.submitted')).events;
    expect(after.slice(before.length).map(({ subject }: any) => subject.id)).toEqual(kept);
  });

  test('answer a stale version and a wrong state as one alone does', async () => {
    const { path, sheet } = await submitted();
    const stale = await weeks.approver.post(`${path}/approve`, {}, { 'if-match': '"1"' });
    expect(stale.status).toBe(412);
    ok(await weeks.approver.post(`${path}/approve`, {}, { 'if-match': `"${sheet.version}"` }));
    const again = await weeks.approver.post(`${path}/approve`);
    expect([again.status, again.body.code]).toEqual([409, 'step_not_allowed']);
  });
});
