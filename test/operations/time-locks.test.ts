import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { assignments } from '../../src/domain/assignments/index.ts';
import { assertUnlocked } from '../../src/domain/time/index.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import type { Problem } from '../../src/kernel/errors.ts';
import type { Transaction } from '../../src/kernel/transaction.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, week, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let facilityId: string;

beforeAll(async () => {
  service = await startService();
});

async function setUp(): Promise<void> {
  weeks = await createWeeks(service);
  facilityId = String(weeks.world.rows['facilities']!['id']);
}
const lock = (by: Client, more: object = {}) =>
  by.post('/time-locks', {
    programId: weeks.programId,
    lockedTo: '2026-02-07',
    reason: 'The week is closed',
    ...more,
  });
const refused = ({ status, body }: any) => [status, body.code];
const periodLocked = [409, 'time_period_locked'];

/** Runs as the tenant's own hand beside other transactions. */
const asSystem = <T>(run: (tx: Transaction) => Promise<T>): Promise<T> =>
  service.as(systemActor(weeks.tenantId), run);
/** Resolves when another transaction waits for a lock. */
async function waiting(): Promise<void> {
  await expect
    .poll(async () => {
      const found = await asSystem((tx) =>
        tx.rows(sql`select from pg_locks l join pg_stat_activity a on a.pid = l.pid
          where not l.granted and a.datname = current_database()`),
      );
      return found.length;
    })
    .toBeGreaterThan(0);
}

describe('at the same moment', () => {
  beforeAll(setUp);

  test('hours are stated before a period is locked, or not at all', async () => {
    const placed = await weeks.placed();
    const { id } = ok(
      await placed.worker.post('/timesheets', {
        assignmentId: placed.assignmentId,
        weekStartsOn: '2026-02-01',
      }),
      201,
    );
    const path = `/timesheets/${id}/entries`;
    const first = { entries: [shift('2026-02-02', '07:00', '15:00')] };
    const locking = await asSystem(async (tx) => {
      // Hours that are stated, and not yet for all to see.
      await tx.rows(sql`insert into time_entries (tenant_id, timesheet_id, program_id, facility_id, unit_id, vendor_id,
          worker_id, revision, starts_at, ends_at, meals, created_at, updated_at)
        select tenant_id, id, program_id, facility_id, unit_id, vendor_id, worker_id, revision,
          '2026-02-03T12:00:00Z', '2026-02-03T20:00:00Z', '[]', created_at, created_at from timesheets where id = ${id}`);
      const asked = lock(weeks.finance);
      await waiting();
      return { asked };
    });
    ok(await locking.asked, 201);
    expect(refused(await placed.worker.put(path, first))).toEqual(periodLocked);
  });

  test('who changes an assignment and who states time on it wait for each other, and neither is undone', async () => {
    const placed = await weeks.placed();
    const { id } = ok(
      await placed.worker.post('/timesheets', {
        assignmentId: placed.assignmentId,
        weekStartsOn: '2026-02-08',
      }),
      201,
    );
    const entries = [shift('2026-02-09', '07:00', '15:00')];
    const stating = await asSystem(async (tx) => {
      await tx.find(assignments, placed.assignmentId, { lock: true });
      const recorded = placed.worker.put(`/timesheets/${id}/entries`, { entries });
      await waiting();
      // What follows from the change comes to the time of the worker: whoever waits for the assignment must not have it.
      const [free] = await tx.rows<{ free: boolean }>(
        sql`select pg_try_advisory_xact_lock(hashtextextended(concat(a.tenant_id, ' time of ', a.worker_id), 0)) as free
          from assignments a where a.id = ${placed.assignmentId}`,
      );
      return { recorded, free };
    });
    expect(stating.free).toEqual({ free: true });
    ok(await stating.recorded);
  });
});

describe('a locked period', () => {
  beforeAll(setUp);

  test('takes no other hours, and is approved and billed as it was handed in', async () => {
    const [placed, other, settled, late] = await Promise.all(Array.from({ length: 4 }, () => weeks.placed()));
    const approvedPath = await weeks.approved(settled!);
    const open = ok(
      await placed!.worker.post('/timesheets', {
        assignmentId: placed!.assignmentId,
        weekStartsOn: '2026-02-01',
      }),
      201,
    );
    const path = `/timesheets/${open.id}`;
    ok(await placed!.worker.put(`${path}/entries`, { entries: week() }));
    const handed = ok(
      await other!.worker.post('/timesheets', {
        assignmentId: other!.assignmentId,
        weekStartsOn: '2026-02-01',
      }),
      201,
    );
    const handedPath = `/timesheets/${handed.id}`;
    ok(await other!.worker.put(`${handedPath}/entries`, { entries: week() }));
    ok(await other!.worker.post(`${handedPath}/submit`));
    const locked = ok(await lock(weeks.finance), 201);
    expect(locked).toMatchObject({
      state: 'locked',
      facilityId: null,
      lockedBy: weeks.finance.actor.membershipId,
    });

    const entries = [shift('2026-02-05', '07:00', '15:00')];
    const record = await placed!.worker.put(`${path}/entries`, { entries });
    expect(refused(record)).toEqual(periodLocked);
    expect(record.body.lockedTo).toBe('2026-02-07');
    expect(refused(await placed!.worker.post(`${path}/submit`))).toEqual(periodLocked);
    const opening = { assignmentId: late!.assignmentId, weekStartsOn: '2026-02-01' };
    expect(refused(await late!.worker.post('/timesheets', opening))).toEqual(periodLocked);
    const objection = { reason: 'Left', proposedEntries: entries };
    expect(refused(await weeks.approver.post(`${handedPath}/dispute`, objection))).toEqual(periodLocked);
    const adjusting = { reason: 'Other hours', entries };
    expect(refused(await weeks.manager.post(`${approvedPath}/adjust`, adjusting))).toEqual(periodLocked);
    const bulk = ok(
      await weeks.atlas.recruiter.post('/timesheets/submit', { items: [{ timesheetId: open.id }] }),
    );
    expect(bulk.rows[0].code).toBe('time_period_locked');
    expect(ok(await weeks.approver.post(`${handedPath}/approve`))).toMatchObject({ state: 'approved' });
    // The week after is nobody's business.
    const next = ok(await late!.worker.post('/timesheets', { ...opening, weekStartsOn: '2026-02-08' }), 201);
    const monday = [shift('2026-02-09', '07:00', '15:00')];
    ok(await late!.worker.put(`/timesheets/${next.id}/entries`, { entries: monday }));
    ok(await late!.worker.post(`/timesheets/${next.id}/submit`));

    expect(refused(await weeks.manager.post(`/time-locks/${locked.id}/reopen`, {}))[0]).toBe(422);
    const { body } = await weeks.manager.graphql(
      `mutation($input: ReopenTimePeriodInput!) { reopenTimePeriod(input: $input) {
        timeLock { state reopenedReason reopenedBy } events { type } } }`,
      { input: { timeLockId: locked.id, reason: 'A week was left out' } },
    );
    expect(body.errors).toBeUndefined();
    expect(body.data.reopenTimePeriod).toEqual({
      timeLock: {
        state: 'REOPENED',
        reopenedReason: 'A week was left out',
        reopenedBy: weeks.manager.actor.membershipId,
      },
      events: [{ type: 'time_lock.reopened' }],
    });
    expect(refused(await weeks.manager.post(`/time-locks/${locked.id}/reopen`, { reason: 'Again' }))).toEqual(
      [409, 'step_not_allowed'],
    );
    ok(await placed!.worker.post(`${path}/submit`));
    ok(await weeks.manager.post(`${approvedPath}/adjust`, adjusting));
  });

  test('keeps what is agreed on later from making another version, and lets the week be upheld', async () => {
    const path = await weeks.approved(await weeks.placed());
    ok(await weeks.approver.post(`${path}/dispute`, { reason: 'Left', proposedEntries: week('07:30') }));
    const locked = ok(await lock(weeks.manager), 201);
    const settle = (decision: string) => weeks.manager.post(`${path}/resolve-dispute`, { decision });
    expect(refused(await settle('accept'))).toEqual(periodLocked);
    ok(await settle('uphold'));
    const { assignmentId } = ok(await weeks.manager.get(path));
    const raise = { effectiveFrom: '2026-02-02', billRate: '120.0000', reason: 'Agreed later' };
    ok(await weeks.manager.post(`/assignments/${assignmentId}/revise`, raise));
    expect(ok(await weeks.manager.get(path))).toMatchObject({ revision: 1, gross: '4264.75' });
    ok(await weeks.manager.post(`/time-locks/${locked.id}/reopen`, { reason: 'Done' }));
  });
});

describe('a lock', () => {
  beforeAll(setUp);

  test('is of a program or a facility, of days that are over, and once', async () => {
    const ofFacility = ok(await lock(weeks.manager, { facilityId }), 201);
    expect(ofFacility).toMatchObject({ facilityId, lockedTo: '2026-02-07' });
    expect(refused(await lock(weeks.manager, { facilityId }))).toEqual([409, 'time_locked_already']);
    ok(await lock(weeks.manager), 201);
    expect((await lock(weeks.manager, { lockedTo: '2026-02-16' })).body.errors[0]).toMatchObject({
      pointer: '/lockedTo',
      code: 'not_over',
    });
    const other = await weeks.rows(() => weeks.world.copy('programs', { name: 'Elsewhere' }));
    const foreign = await lock(weeks.manager, { programId: other['id'], facilityId });
    expect(foreign.body.errors[0]).toMatchObject({ pointer: '/facilityId', code: 'not_in_program' });
    const actor = systemActor(weeks.tenantId);
    const ask = (program: string, facility: string | null, day: string) =>
      service.as(actor, (tx) =>
        assertUnlocked(program, facility, day, service.app.executor.context(tx, actor, 'test')),
      );
    const locked = await ask(weeks.programId, facilityId, '2026-02-07').catch((error: Problem) => error);
    expect((locked as Problem).declaration.code).toBe('time_period_locked');
    await ask(weeks.programId, facilityId, '2026-02-08');
    await ask(String(other['id']), null, '2026-02-07');
  });

  test('is placed and reopened by whoever sees all of it, and read by nobody of a vendor', async () => {
    const scope = { programIds: [weeks.programId], facilityIds: [facilityId] };
    const local = await service.member(weeks.tenantId, { role: 'client_finance', ...scope });
    const whole = ok(await lock(weeks.manager, { lockedTo: '2026-01-31' }), 201);
    expect(refused(await lock(local, { lockedTo: '2026-01-24' }))).toEqual([403, 'lock_beyond_scope']);
    expect(refused(await local.post(`/time-locks/${whole.id}/reopen`, { reason: 'Mine' }))).toEqual([
      403,
      'lock_beyond_scope',
    ]);
    ok(await lock(local, { facilityId, lockedTo: '2026-01-24' }), 201);
    const elsewhere = await service.member(weeks.tenantId, { role: 'client_finance', programIds: [] });
    const missing = '0198c0de-0000-7000-8000-00000000dead';
    const answers = await Promise.all(
      [whole.id, missing].map((each) => elsewhere.post(`/time-locks/${each}/reopen`, { reason: 'Mine' })),
    );
    expect(answers.map(refused)).toEqual([
      [404, 'not_found'],
      [404, 'not_found'],
    ]);
    const stale = await weeks.manager.post(
      `/time-locks/${whole.id}/reopen`,
      { reason: 'Mine' },
      { 'if-match': '"7"' },
    );
    expect(stale.status).toBe(412);
    expect((await lock(weeks.approver)).status).toBe(403);
    expect((await weeks.atlas.recruiter.get('/time-locks')).status).toBe(403);
  });
});
