import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { deadlocksIn } from '../support/deadlocks.ts';
import type { Client } from '../support/service.ts';
import { at, keepTime, night, ok, type Placed } from '../support/timesheets.ts';

const keeping = keepTime();
let clocks: Client;

beforeAll(async () => {
  const { service, world } = keeping;
  await service.as(systemActor(world.tenantId), (tx) =>
    tx.rows(
      sql`update tenants set kind = 'sandbox', clock_at = '2026-02-10T12:00:00Z' where id = ${world.tenantId}`,
    ),
  );
  clocks = await service.member(world.tenantId, { role: 'integration' });
});

const times = { in: '19:00', meal_start: '01:00', meal_end: '01:30', out: '07:30' };
/** Punches the night that begins on an evening, from 19:00 to 07:30 with a meal. */
const punched = async ({ assignmentId }: Placed, evening: string, morning: string) => {
  const items = Object.entries(times).map(([kind, time]) => ({
    assignmentId,
    kind,
    occurredAt: at(`${kind === 'in' ? evening : morning}T${time}`),
  }));
  expect(ok(await clocks.post('/punches/batch', { items }))).toMatchObject({ failed: 0 });
};
const tuesday = night('2026-02-02', '19:00', '2026-02-03', '07:30');
const thursday = night('2026-02-04', '19:00', '2026-02-05', '07:30');

/** A week with two punched nights, and its path. */
async function punchedWeek() {
  const placed = await keeping.assigned();
  await punched(placed, '2026-02-02', '2026-02-03');
  await punched(placed, '2026-02-04', '2026-02-05');
  const { data } = ok(await keeping.manager.get(`/timesheets?assignmentId=${placed.assignmentId}`));
  return { ...placed, path: `/timesheets/${data[0].id}` };
}
const entriesAt = async (path: string) =>
  ok(await keeping.manager.get(`${path}?include=entries`))
    .entries.data.map(({ startsAt, endsAt, source }: any) => `${startsAt} ${endsAt} ${source}`)
    .toSorted();
const line = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }, source: string) =>
  `${startsAt} ${endsAt} ${source}`;
const asked = async ({ path }: { path: string }, state = 'open') =>
  ok(await keeping.manager.get(`/time-exceptions?timesheetId=${path.split('/')[2]}&state=${state}`))
    .data.map(({ code }: any) => code)
    .toSorted();

describe('what was punched and is stated otherwise', () => {
  test('stays where a list does not overlap it', async () => {
    const { path, worker } = await punchedWeek();
    const longer = { ...tuesday, endsAt: at('2026-02-03T08:30') };
    ok(await worker.put(`${path}/entries`, { entries: [longer] }));
    expect(await entriesAt(path)).toEqual([line(longer, 'stated'), line(thursday, 'punches')]);
    ok(await worker.put(`${path}/entries`, { entries: [longer, thursday] }));
    expect(await entriesAt(path)).toEqual([line(longer, 'stated'), line(thursday, 'punches')]);
  });

  test.each([
    ['longer', { ...tuesday, endsAt: at('2026-02-03T08:30') }],
    ['without the meal', { ...tuesday, meals: [] }],
  ])('is asked about when the week is handed in: %s', async (_, other) => {
    const week = await punchedWeek();
    ok(await week.worker.put(`${week.path}/entries`, { entries: [other] }));
    ok(await week.worker.post(`${week.path}/submit`));
    expect(await asked(week)).toContain('overlap');
    expect((await keeping.approver.post(`${week.path}/approve`)).body.code).toBe('time_exceptions_open');
  });

  test('is asked about though nothing of it is left', async () => {
    const week = await punchedWeek();
    const moved = { ...tuesday, endsAt: at('2026-02-03T08:30') };
    ok(await week.worker.put(`${week.path}/entries`, { entries: [moved] }));
    const later = { ...tuesday, startsAt: at('2026-02-03T08:00'), endsAt: at('2026-02-03T09:00'), meals: [] };
    ok(await week.worker.put(`${week.path}/entries`, { entries: [later] }));
    ok(await week.worker.post(`${week.path}/submit`));
    expect(await asked(week)).toContain('late_punch');
  });

  test('gives way to another system’s time on an open week, and not on one that was approved', async () => {
    const week = await punchedWeek();
    const send = (sourceId: string, startsAt: string, endsAt: string) =>
      clocks.post(`/assignments/${week.assignmentId}/import-time`, { sourceId, startsAt, endsAt });
    ok(await send('k-1', '2026-02-02T19:10', '2026-02-03T07:00'));
    const imported = { startsAt: at('2026-02-02T19:10'), endsAt: at('2026-02-03T07:00') };
    expect(await entriesAt(week.path)).toEqual(
      [line(imported, 'import'), line(thursday, 'punches')].toSorted(),
    );
    ok(await week.worker.post(`${week.path}/submit`));
    for (const { id } of ok(
      await keeping.manager.get(`/time-exceptions?timesheetId=${week.path.split('/')[2]}&state=open`),
    ).data)
      ok(await keeping.requester.post(`/time-exceptions/${id}/resolve`, { note: 'As the ward has it' }));
    ok(await keeping.approver.post(`${week.path}/approve`));
    expect((await send('k-2', '2026-02-04T19:10', '2026-02-05T07:00')).body.code).toBe('time_overlaps');
  });

  test('gives way to the hours of a shift', async () => {
    const week = await punchedWeek();
    const id = crypto.randomUUID();
    const shift = {
      ...keeping.world.rows['shifts'],
      id,
      assignment_id: week.assignmentId,
      worker_id: week.workerId,
      pattern_id: null,
      slot: null,
      representation_id: null,
      timesheet_id: null,
      state: 'completed',
      starts_at: tuesday.startsAt,
      ends_at: tuesday.endsAt,
      actual_starts_at: tuesday.startsAt,
      actual_ends_at: at('2026-02-03T07:40'),
      meal_starts_at: null,
      meal_ends_at: null,
    };
    await keeping.service.as(systemActor(keeping.world.tenantId), (tx) =>
      tx.rows(
        sql`insert into shifts (${sql.join(
          Object.keys(shift).map((name) => sql.identifier(name)),
          sql`, `,
        )}) values (${sql.join(
          Object.values(shift).map((value) => sql`${value}`),
          sql`, `,
        )})`,
      ),
    );
    ok(await week.worker.post(`/shifts/${id}/report`, {}));
    const reported = { startsAt: tuesday.startsAt, endsAt: at('2026-02-03T07:40') };
    expect(await entriesAt(week.path)).toEqual([line(reported, 'shift'), line(thursday, 'punches')]);
  });
});

test('what was said of an exception stands until it is found otherwise, and is said by another than the worker', async () => {
  const { service, world } = keeping;
  const week = await punchedWeek();
  const longer = { ...tuesday, endsAt: at('2026-02-03T08:30') };
  ok(await week.worker.put(`${week.path}/entries`, { entries: [longer] }));
  ok(await week.worker.post(`${week.path}/submit`));
  const [{ id }] = ok(
    await keeping.manager.get(`/time-exceptions?timesheetId=${week.path.split('/')[2]}&code=overlap`),
  ).data;
  const nurse = await keeping.anotherApprover();
  await service.as(systemActor(world.tenantId), (tx) =>
    tx.rows(sql`insert into memberships (tenant_id, user_id, side, role, worker_id, state, created_at, updated_at)
      values (${world.tenantId}, ${nurse.actor.userId}, 'worker', 'worker', ${week.workerId}, 'active', app.now(), app.now())`),
  );
  const own = await nurse.post(`/time-exceptions/${id}/resolve`, { note: 'I stayed' });
  expect([own.status, own.body.code]).toEqual([403, 'approver_is_worker']);
  expect(ok(await nurse.get(`/time-exceptions/${id}`)).allowedActions).toEqual([]);
  ok(await keeping.requester.post(`/time-exceptions/${id}/resolve`, { note: 'She stayed' }));
  ok(await keeping.approver.post(`${week.path}/reject`, { reason: 'Once more' }));
  ok(await week.worker.post(`${week.path}/submit`));
  expect(ok(await keeping.manager.get(`/time-exceptions/${id}`))).toMatchObject({
    state: 'resolved',
    note: 'She stayed',
  });
});

test('rows of one call that correct each other follow each other, as in a file with its corrections', async () => {
  const { assignmentId } = await keeping.assigned();
  const first = { assignmentId, sourceId: 'c-1', startsAt: '2026-02-02T07:00', endsAt: '2026-02-02T15:00' };
  const second = { ...first, sourceId: 'c-2', startsAt: '2026-02-03T07:00', endsAt: '2026-02-03T15:00' };
  const items = [
    first,
    first,
    second,
    { ...first, action: 'change', endsAt: '2026-02-02T15:30' },
    { ...second, action: 'void' },
  ];
  const answer = ok(await clocks.post('/time-imports/bulk', { items }));
  expect(answer.rows.map(({ code, status }: any) => code ?? status).filter(Boolean)).toEqual([
    'created',
    'unchanged',
    'created',
    'changed',
    'changed',
  ]);
  const { data } = ok(await keeping.manager.get(`/timesheets?assignmentId=${assignmentId}`));
  expect(await entriesAt(`/timesheets/${data[0].id}`)).toEqual([
    line({ startsAt: at('2026-02-02T07:00'), endsAt: at('2026-02-02T15:30') }, 'import'),
  ]);
});

test('who punches, states, imports and hands in at once does not wait in a circle', async () => {
  const week = await punchedWeek();
  const minute = (at: number) => String(at).padStart(2, '0');
  for (let round = 0; round < 6; round += 1) {
    const { assignmentId, worker, path } = week;
    const answers = await Promise.all([
      worker.post('/punches', { assignmentId, kind: 'in', occurredAt: `2026-02-06T13:${minute(round)}:00Z` }),
      worker.post('/punches', {
        assignmentId,
        kind: 'out',
        occurredAt: `2026-02-06T14:${minute(round)}:00Z`,
      }),
      keeping.recruiter.put(`${path}/entries`, {
        entries: [{ startsAt: '2026-02-05T20:00:00Z', endsAt: `2026-02-05T21:${minute(round)}:00Z` }],
      }),
      keeping.recruiter.post(`${path}/submit`),
      clocks.post(`/assignments/${assignmentId}/import-time`, {
        sourceId: `race ${round}`,
        startsAt: `2026-02-07T1${round}:00:00Z`,
        endsAt: `2026-02-07T1${round}:30:00Z`,
      }),
    ]);
    for (const { status, text } of answers) expect([200, 201, 409], text).toContain(status);
    ok(await keeping.approver.post(`${path}/reject`, { reason: 'Once more' }));
  }
  expect(await deadlocksIn(keeping.service)).toBe(0);
});
