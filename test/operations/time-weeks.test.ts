import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { at, keepTime, night, ok, week } from '../support/timesheets.ts';

const keeping = keepTime();

// The weeks stated here are past, and one is to come, whenever this runs.
beforeAll(async () => {
  const { service, world } = keeping;
  await service.as(systemActor(world.tenantId), (tx) =>
    tx.rows(
      sql`update tenants set kind = 'sandbox', clock_at = '2026-12-01T12:00:00Z' where id = ${world.tenantId}`,
    ),
  );
});

describe('a shift into the next week', () => {
  const remainder = { state: 'submitted', hours: '7.00', gross: '723.00' };

  test('is counted there, though nothing is stated there', async () => {
    const placed = await keeping.submitted();
    const next = await keeping.opened('2026-02-08', placed);
    expect(ok(await placed.worker.post(`${next.path}/submit`)).hours).toBe('7.00');
    expect(ok(await keeping.manager.get(next.path))).toMatchObject(remainder);
    expect(ok(await keeping.manager.get(`${next.path}/explain`)).intervals).toMatchObject([
      {
        isCarriedIn: true,
        workedMinutes: 420,
        rules: [{ rule: 'workweek_boundary' }, { rule: 'unpaid_meal' }],
      },
    ]);
  });

  test('follows the week it was stated in: a submitted week is rated anew, an approved one adjusted', async () => {
    const placed = await keeping.opened();
    const next = await keeping.opened('2026-02-08', placed);
    expect((await placed.worker.post(`${next.path}/submit`)).body.code).toBe('timesheet_is_empty');
    const monday = night('2026-02-09', '19:00', '2026-02-10', '07:30');
    ok(await placed.worker.put(`${next.path}/entries`, { entries: [monday] }));
    expect(ok(await placed.worker.post(`${next.path}/submit`)).hours).toBe('12.00');
    await keeping.submitted(week(), placed);
    expect(ok(await keeping.manager.get(next.path))).toMatchObject({
      hours: '19.00',
      state: 'submitted',
      revision: 1,
    });
    ok(await keeping.approver.post(`${placed.path}/approve`));
    ok(await keeping.approver.post(`${next.path}/approve`));
    const adjusted = ok(
      await keeping.manager.post(`${placed.path}/adjust`, {
        entries: week('07:38', '06:30'),
        reason: 'Left early',
      }),
    );
    expect(adjusted).toMatchObject({ revision: 2, hours: '41.25', gross: '4264.75', state: 'approved' });
    expect(ok(await keeping.manager.get(next.path))).toMatchObject({
      revision: 2,
      hours: '18.00',
      state: 'approved',
    });
    const entries = ok(await keeping.manager.get(`/time-entries?timesheetId=${next.sheet.id}&revision=2`));
    expect(entries.data).toMatchObject([{ startsAt: monday.startsAt, endsAt: monday.endsAt }]);
  });

  test('is not changed while the week it reaches into is in dispute', async () => {
    const placed = await keeping.approved();
    const next = await keeping.opened('2026-02-08', placed);
    ok(await placed.worker.post(`${next.path}/submit`));
    ok(await keeping.approver.post(`${next.path}/dispute`, { reason: 'Not here', proposedEntries: [] }));
    const refused = await keeping.manager.post(`${placed.path}/adjust`, {
      entries: week('07:38', '06:30'),
      reason: 'Left early',
    });
    expect([refused.status, refused.body.code]).toEqual([409, 'following_week_disputed']);
    expect(ok(await keeping.manager.get(placed.path)).revision).toBe(1);
  });

  test('is nobody’s again where the week it was stated in is sent back', async () => {
    const placed = await keeping.submitted();
    const next = await keeping.opened('2026-02-08', placed);
    const monday = night('2026-02-09', '19:00', '2026-02-10', '07:30');
    ok(await placed.worker.put(`${next.path}/entries`, { entries: [monday] }));
    ok(await placed.worker.post(`${next.path}/submit`));
    const sendBack = () => keeping.approver.post(`${placed.path}/reject`, { reason: 'Saturday is wrong' });
    ok(await sendBack());
    expect(ok(await keeping.manager.get(next.path))).toMatchObject({ hours: '12.00', revision: 1 });
    ok(await placed.worker.post(`${placed.path}/submit`));
    expect(ok(await keeping.manager.get(next.path))).toMatchObject({ hours: '19.00', revision: 1 });
    ok(await keeping.approver.post(`${next.path}/approve`));
    ok(await sendBack());
    expect(ok(await keeping.manager.get(next.path))).toMatchObject({
      hours: '12.00',
      revision: 2,
      state: 'approved',
    });
    const items = ok(
      await keeping.manager.get(`/billing-items?sourceId=${next.sheet.id}&state=approved&hourType=regular`),
    );
    expect(items.data).toMatchObject([{ minutes: 720 }]);
    ok(await placed.worker.post(`${placed.path}/submit`));
    ok(await keeping.approver.post(`${next.path}/dispute`, { reason: 'Not here', proposedEntries: [] }));
    const refused = await sendBack();
    expect([refused.status, refused.body.code]).toEqual([409, 'following_week_disputed']);
  });

  test('is not worked twice', async () => {
    const placed = await keeping.submitted();
    const next = await keeping.opened('2026-02-08', placed);
    const entries = [night('2026-02-08', '07:00', '2026-02-08', '12:00')].map((entry) => ({
      ...entry,
      meals: [],
    }));
    const refused = await placed.worker.put(`${next.path}/entries`, { entries });
    expect(refused.body.errors).toMatchObject([{ pointer: '/entries/0', code: 'overlaps_week_beside' }]);
  });
});

describe('opening a week', () => {
  test('is refused twice, on another weekday, and where no policy holds', async () => {
    const { worker, assignmentId } = await keeping.opened();
    const again = await worker.post('/timesheets', { assignmentId, weekStartsOn: '2026-02-01' });
    expect([again.status, again.body.code]).toEqual([409, 'timesheet_exists']);
    const monday = await worker.post('/timesheets', { assignmentId, weekStartsOn: '2026-02-02' });
    expect([monday.status, monday.body.code]).toEqual([422, 'not_a_workweek_start']);
    const early = await worker.post('/timesheets', { assignmentId, weekStartsOn: '2025-11-30' });
    expect([early.status, early.body.code]).toEqual([409, 'no_pay_policy']);
  });

  test('needs an assignment that runs, and one’s own', async () => {
    const { worker, assignmentId } = await keeping.assigned();
    const { worker: another } = await keeping.assigned();
    const foreign = await another.post('/timesheets', { assignmentId, weekStartsOn: '2026-02-01' });
    expect(foreign.body.errors).toMatchObject([{ pointer: '/assignmentId', code: 'not_found' }]);
    expect(
      (await keeping.rival.post('/timesheets', { assignmentId, weekStartsOn: '2026-02-01' })).status,
    ).toBe(422);
    expect(
      (await keeping.manager.post('/timesheets', { assignmentId, weekStartsOn: '2026-02-01' })).status,
    ).toBe(403);
    await keeping.service.as(systemActor(keeping.world.tenantId), (tx) =>
      tx.rows(sql`update assignments set state = 'pending' where id = ${assignmentId}`),
    );
    const pending = await worker.post('/timesheets', { assignmentId, weekStartsOn: '2026-02-01' });
    expect([pending.status, pending.body.code]).toEqual([409, 'assignment_not_active']);
  });
});

describe('stating hours', () => {
  test('names every fault by its place', async () => {
    const { path, worker } = await keeping.opened();
    const faults = async (...entries: object[]) =>
      (await worker.put(`${path}/entries`, { entries })).body.errors?.map((fault: any) => [
        fault.pointer,
        fault.code,
      ]);
    const [monday] = week();
    expect(await faults({ ...monday, endsAt: monday!.startsAt, meals: [] })).toEqual([
      ['/entries/0/endsAt', 'interval_not_positive'],
    ]);
    expect(await faults({ startsAt: at('2026-02-02T07:00'), endsAt: at('2026-02-03T07:01') })).toEqual([
      ['/entries/0/endsAt', 'interval_too_long'],
    ]);
    expect(await faults({ startsAt: at('2026-01-31T19:00'), endsAt: at('2026-02-01T07:00') })).toEqual([
      ['/entries/0/startsAt', 'outside_week'],
    ]);
    expect(await faults(monday!, { ...monday, meals: [] })).toEqual([['/entries/1', 'intervals_overlap']]);
    const lunch = { startsAt: at('2026-02-03T09:00'), endsAt: at('2026-02-03T09:30') };
    expect(await faults({ ...monday, meals: [lunch] })).toEqual([
      ['/entries/0/meals/0', 'meal_outside_interval'],
    ]);
    expect(await faults({ ...monday, rate: '98' })).toEqual([['/entries/0/rate', 'field_not_available']]);
  });

  test('takes no hour of a worker twice, on whatever assignment', async () => {
    const first = await keeping.opened();
    const elsewhere = await keeping.opened('2026-02-01', await keeping.assigned(first));
    ok(await first.worker.put(`${first.path}/entries`, { entries: week() }));
    const overlapping = [night('2026-02-03', '22:00', '2026-02-04', '06:00')];
    const twice = await elsewhere.worker.put(`${elsewhere.path}/entries`, { entries: overlapping });
    expect(twice.body).toMatchObject({ status: 409, code: 'time_overlaps', weekStartsOn: '2026-02-01' });
    const beside = [night('2026-02-04', '22:00', '2026-02-05', '06:00')];
    ok(await elsewhere.worker.put(`${elsewhere.path}/entries`, { entries: beside }));
    // Both at once: the database decides for one of them.
    const again = [night('2026-02-05', '22:00', '2026-02-06', '06:00')];
    const answers = await Promise.all([
      first.worker.put(`${first.path}/entries`, { entries: [...week(), ...again] }),
      elsewhere.worker.put(`${elsewhere.path}/entries`, { entries: again }),
    ]);
    expect(new Set(answers.map(({ body }) => body.code))).toEqual(new Set([undefined, 'time_overlaps']));
  });

  test('takes the days of the assignment alone; a night that starts on the last one runs over', async () => {
    const placed = await keeping.assigned();
    const ends = { effectiveFrom: '2026-02-06', endsOn: '2026-02-06', reason: 'Shorter' };
    ok(await keeping.manager.post(`/assignments/${placed.assignmentId}/revise`, ends));
    const { path, worker } = await keeping.opened('2026-02-01', placed);
    const state = (...entries: object[]) => worker.put(`${path}/entries`, { entries });
    const late = await state(night('2026-02-07', '19:00', '2026-02-08', '07:30'));
    expect(late.body.errors).toMatchObject([{ pointer: '/entries/0/startsAt', code: 'outside_assignment' }]);
    ok(await state(night('2026-02-06', '19:00', '2026-02-07', '07:30')));
    const end = (endedOn: string) =>
      keeping.manager.post(`/assignments/${placed.assignmentId}/end`, {
        endedOn,
        kind: endedOn < '2026-02-06' ? 'early' : 'completed',
        reason: 'Over',
      });
    ok(await worker.post(`${path}/submit`));
    expect((await end('2026-02-05')).body.code).toBe('time_after_end');
    const shorter = { effectiveFrom: '2026-02-05', endsOn: '2026-02-05', reason: 'Shorter still' };
    const revised = await keeping.manager.post(`/assignments/${placed.assignmentId}/revise`, shorter);
    expect(revised.body.code).toBe('time_after_end');
    ok(await keeping.approver.post(`${path}/reject`, { reason: 'Not on Friday' }));
    ok(await end('2026-02-05'));
    const handed = await worker.post(`${path}/submit`);
    expect(handed.body.code).toBe('time_outside_assignment');
  });

  test('takes no hours of the future', async () => {
    const placed = await keeping.assigned();
    ok(
      await keeping.manager.post(`/assignments/${placed.assignmentId}/revise`, {
        effectiveFrom: '2026-05-03',
        endsOn: '2026-12-31',
        reason: 'Extended',
      }),
    );
    const { path, worker } = await keeping.opened('2026-12-20', placed);
    const entries = [{ startsAt: at('2026-12-21T07:00'), endsAt: at('2026-12-21T15:00') }];
    const answer = await worker.put(`${path}/entries`, { entries });
    expect(answer.body.errors).toMatchObject([{ pointer: '/entries/0/endsAt', code: 'in_the_future' }]);
  });

  test('replaces what stood, makes no version of the same, and refuses a stale one', async () => {
    const { path, worker } = await keeping.opened();
    const first = ok(await worker.put(`${path}/entries`, { entries: week() }, { 'if-match': '"1"' }));
    expect(first.version).toBe(2);
    expect(ok(await worker.put(`${path}/entries`, { entries: week().toReversed() })).version).toBe(2);
    const stale = await worker.put(`${path}/entries`, { entries: [] }, { 'if-match': '"1"' });
    expect([stale.status, stale.body.currentVersion]).toEqual([412, 2]);
    const replaced = ok(await keeping.recruiter.put(`${path}/entries`, { entries: week().slice(0, 1) }));
    expect(replaced.version).toBe(3);
    const { data } = ok(await worker.get(`/time-entries?timesheetId=${replaced.id}`));
    expect(data).toHaveLength(1);
  });

  test('is over once the week is handed in', async () => {
    const { path, worker } = await keeping.submitted();
    const late = await worker.put(`${path}/entries`, { entries: [] });
    expect([late.status, late.body.code, late.body.state]).toEqual([409, 'step_not_allowed', 'submitted']);
    expect((await worker.post(`${path}/submit`)).status).toBe(409);
  });
});
