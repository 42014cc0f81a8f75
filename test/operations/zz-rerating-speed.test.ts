import { expect, test } from 'vitest';
import { at, keepTime, ok } from '../support/timesheets.ts';
const keeping = keepTime();
test('speed', { timeout: 120_000 }, async () => {
  const { world } = keeping;
  const policy = ok(await keeping.manager.get('/pay-policies?name=Lakeshore Columbus')).data[0];
  let sheets = 0;
  for (let n = 0; n < 25; n += 1) {
    const placed = await keeping.assigned();
    await keeping.inWorld(async () => {
      await world.copy('assignment_revisions', { assignment_id: placed.assignmentId, worker_id: placed.workerId, number: 2, effective: '[2026-05-03,2027-01-01)' });
      for (let w = 0; w < 40; w += 1) {
        const first = Temporal.PlainDate.from('2026-02-08').add({ days: 7 * w });
        const s = await world.copy('timesheets', { assignment_id: placed.assignmentId, worker_id: placed.workerId, pay_policy_id: policy.id, week_starts_on: first.toString(), week_starts_at: at(`${first}T00:00`), week_ends_at: at(`${first.add({ days: 7 })}T00:00`), state: 'submitted', submitted_at: '2026-01-01T00:00:00Z' });
        for (const d of [1, 2, 4, 5]) {
          const day = first.add({ days: d });
          await world.copy('time_entries', { timesheet_id: s['id'], worker_id: placed.workerId, starts_at: at(`${day}T19:00`), ends_at: at(`${day.add({ days: 1 })}T07:30`) });
        }
        await world.copy('timesheet_ratings', { timesheet_id: s['id'], worker_id: placed.workerId });
        sheets += 1;
      }
    });
  }
  const body = { programId: keeping.id('programs'), periodFrom: '2026-02-08', periodTo: '2026-12-31', reason: 'speed' };
  const { id } = ok(await keeping.manager.post('/reratings', body), 201);
  let began = performance.now();
  await keeping.service.drain(world.tenantId);
  let took = performance.now() - began;
  const row = ok(await keeping.manager.get(`/reratings/${id}`));
  console.log('compared', row.sheets, row.differing, row.state, Math.round((sheets * 1000) / took), 'weeks/s');
  ok(await keeping.manager.post(`/reratings/${id}/apply`));
  began = performance.now();
  await keeping.service.drain(world.tenantId);
  took = performance.now() - began;
  const done = ok(await keeping.manager.get(`/reratings/${id}`));
  console.log('applied', done.applied, done.skipped, done.state, Math.round((done.applied * 1000) / took), 'weeks/s');
  expect(row.sheets).toBe(sheets);
});
