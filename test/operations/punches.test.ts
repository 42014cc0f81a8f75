import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import type { Client } from '../support/service.ts';
import { at, keepTime, ok, type Placed } from '../support/timesheets.ts';

const keeping = keepTime();
const nobody = '00000000-0000-4000-8000-000000000000';
let clocks: Client;

beforeAll(async () => {
  const { service, world, id } = keeping;
  await service.as(systemActor(world.tenantId), (tx) =>
    tx.rows(
      sql`update tenants set kind = 'sandbox', clock_at = '2026-02-10T12:00:00Z' where id = ${world.tenantId}`,
    ),
  );
  clocks = await service.member(world.tenantId, { role: 'integration', facilityIds: [id('facilities')] });
});

const said = (kind: string, occurredAt: string, more: object = {}) => ({ kind, occurredAt, ...more });
/** A night from 19:00 with a meal from 01:00 to 01:30, as a clock sends it. */
const night = ({ assignmentId }: Placed, evening: string, morning: string) =>
  [
    said('in', at(`${evening}T19:00`)),
    said('meal_start', at(`${morning}T01:00`)),
    said('meal_end', at(`${morning}T01:30`)),
    said('out', at(`${morning}T07:30`)),
  ].map((punch) => ({ assignmentId, ...punch }));
const send = async (by: Client, items: object[]) => ok(await by.post('/punches/batch', { items }));
const statuses = (answer: any) => answer.rows.map(({ status, code }: any) => code ?? status);
const weeksOf = async ({ assignmentId }: Placed) =>
  ok(await keeping.manager.get(`/timesheets?assignmentId=${assignmentId}&sort=weekStartsOn`)).data;
const entriesOf = async (placed: Placed) => {
  const sheets = await weeksOf(placed);
  const lists = await Promise.all(
    sheets.map(async ({ id }: any) =>
      ok(await keeping.manager.get(`/time-entries?timesheetId=${id}&sort=startsAt`)),
    ),
  );
  return lists.flatMap(({ data }) => data);
};
const asked = async (placed: Placed, states = 'open') => {
  const { data } = ok(await keeping.manager.get(`/time-exceptions?workerId=${placed.workerId}&limit=100`));
  return data
    .filter(({ state }: any) => states === state)
    .map(({ code }: any) => code)
    .toSorted();
};

describe('punches become hours', () => {
  test('whole, however they arrive and however often', async () => {
    const placed = await keeping.assigned();
    const batch = night(placed, '2026-02-02', '2026-02-03').toReversed();
    const first = await send(clocks, batch);
    expect(first).toMatchObject({ created: 4, unchanged: 0, failed: 0 });
    const again = await send(clocks, batch);
    expect(again).toMatchObject({ created: 0, unchanged: 4, failed: 0 });
    expect(again.rows.map(({ id }: any) => id)).toEqual(first.rows.map(({ id }: any) => id));
    expect(await entriesOf(placed)).toMatchObject([
      {
        startsAt: at('2026-02-02T19:00'),
        endsAt: at('2026-02-03T07:30'),
        meals: [{ startsAt: at('2026-02-03T01:00'), endsAt: at('2026-02-03T01:30') }],
        source: 'punches',
        kind: 'worked',
      },
    ]);
    expect(await weeksOf(placed)).toMatchObject([{ weekStartsOn: '2026-02-01', state: 'open' }]);
    expect(await asked(placed)).toEqual([]);
    const shown = ok(await placed.worker.get(`/punches/${first.rows[0].id}`));
    expect(shown).toMatchObject({ source: 'kiosk', state: 'recorded', allowedActions: [] });
    ok(await placed.worker.post(`/timesheets/${(await weeksOf(placed))[0].id}/submit`));
  });

  test('offline ones complete what they belong to, also of the week before', async () => {
    const placed = await keeping.assigned();
    const [came, ...rest] = night(placed, '2026-02-07', '2026-02-08');
    await send(clocks, rest);
    expect(await asked(placed)).toEqual(['missing_in', 'unpaired', 'unpaired']);
    const late = { ...came, clientId: 'phone-1' };
    const recorded = ok(await placed.worker.post('/punches', late), 201);
    expect(recorded).toMatchObject({ source: 'mobile', workerId: placed.workerId, clientId: 'phone-1' });
    expect(ok(await placed.worker.post('/punches', late), 201).id).toBe(recorded.id);
    expect(await asked(placed)).toEqual([]);
    const entries = await entriesOf(placed);
    expect(entries).toMatchObject([{ startsAt: at('2026-02-07T19:00'), endsAt: at('2026-02-08T07:30') }]);
    const weeks = await weeksOf(placed);
    expect(entries[0].timesheetId).toBe(weeks.find((week: any) => week.weekStartsOn === '2026-02-01').id);
  });

  test('leave hours that were stated otherwise as they are', async () => {
    const placed = await keeping.opened();
    const stated = { startsAt: at('2026-02-02T19:00'), endsAt: at('2026-02-03T07:00') };
    ok(await placed.worker.put(`${placed.path}/entries`, { entries: [stated] }));
    await send(clocks, night(placed, '2026-02-02', '2026-02-03'));
    await send(clocks, night(placed, '2026-02-04', '2026-02-05'));
    expect((await entriesOf(placed)).map(({ source }: any) => source)).toEqual(['stated', 'punches']);
    expect(await asked(placed)).toEqual(['overlap']);
  });

  test('count what passed in a night in which the clock is moved', async () => {
    const { service, world } = keeping;
    await service.as(systemActor(world.tenantId), (tx) =>
      tx.rows(sql`update tenants set clock_at = '2026-03-20T12:00:00Z' where id = ${world.tenantId}`),
    );
    const placed = await keeping.assigned();
    await send(clocks, night(placed, '2026-03-07', '2026-03-08'));
    const [entry] = await entriesOf(placed);
    const hours = (Date.parse(entry.endsAt) - Date.parse(entry.startsAt)) / 3_600_000;
    expect(hours).toBe(11.5);
    expect(await weeksOf(placed)).toMatchObject([{ weekStartsOn: '2026-03-01' }]);
  });
});

describe('a batch', () => {
  test('loses nothing to a bad punch, and says what is wrong with it', async () => {
    const placed = await keeping.assigned();
    const [came, meal, back, left] = night(placed, '2026-02-02', '2026-02-03');
    const answer = await send(clocks, [
      came!,
      { ...meal, kind: 'lunch' },
      { ...meal, assignmentId: nobody },
      { ...meal, occurredAt: '2027-01-01T00:00:00Z' },
      { ...meal, source: 'mobile' },
      { ...meal, kind: 'transfer', workedUnitId: nobody },
      { kind: 'meal_start', occurredAt: back!.occurredAt },
      { ...left, clientId: 'k-1' },
      { ...left, clientId: 'k-1' },
      { ...left, clientId: 'k-1', kind: 'in' },
      left!,
    ]);
    expect(statuses(answer)).toEqual([
      'created',
      ...Array.from({ length: 6 }, () => 'invalid_input'),
      'created',
      'unchanged',
      'punch_taken',
      'unchanged',
    ]);
    expect(answer.rows.slice(1, 7).map(({ errors }: any) => errors[0].pointer)).toEqual([
      '/kind',
      '/assignmentId',
      '/occurredAt',
      '/source',
      '/workedUnitId',
      '/assignmentId',
    ]);
    expect(await entriesOf(placed)).toHaveLength(1);
  });

  test('finds the assignment by worker, facility and instant', async () => {
    const placed = await keeping.assigned();
    const { workerId } = placed;
    const facilityId = keeping.id('facilities');
    const punch = said('in', at('2026-02-02T19:00'), { workerId, facilityId });
    expect(ok(await clocks.post('/punches', punch), 201).assignmentId).toBe(placed.assignmentId);
    const own = said('out', at('2026-02-03T07:30'));
    expect(ok(await placed.worker.post('/punches', own), 201).assignmentId).toBe(placed.assignmentId);
    const before = said('in', at('2026-01-20T19:00'), { workerId, facilityId });
    expect((await clocks.post('/punches', before)).body.code).toBe('no_assignment_for_punch');
    await keeping.assigned(placed);
    const unclear = said('in', at('2026-02-03T19:00'), { workerId, facilityId });
    expect((await clocks.post('/punches', unclear)).body).toMatchObject({
      status: 409,
      code: 'assignment_ambiguous',
      candidates: 2,
    });
  });

  test('is the same by GraphQL', async () => {
    const placed = await keeping.assigned();
    const items = night(placed, '2026-02-02', '2026-02-03').map((one) => ({
      ...one,
      kind: one.kind.toUpperCase(),
    }));
    const answer = await clocks.graphql(
      `mutation ($input: RecordPunchesInput!) { recordPunches(input: $input) { result { created failed rows { status id } } } }`,
      { input: { items } },
    );
    expect(answer.body.errors).toBeUndefined();
    const { result } = answer.body.data.recordPunches;
    expect(result).toMatchObject({ created: 4, failed: 0 });
    const { id } = result.rows[3];
    const voided = await keeping.recruiter.graphql(
      `mutation { voidPunch(input: { punchId: "${id}", reason: "Not hers" }) { punch { state withdrawnBecause assignment { id } workerId } } }`,
    );
    expect(voided.body.data.voidPunch.punch).toEqual({
      state: 'VOIDED',
      withdrawnBecause: 'Not hers',
      assignment: { id: placed.assignmentId },
      workerId: null,
    });
  });

  test('reckons every week that it touches', async () => {
    const many = [await keeping.assigned(), await keeping.assigned()];
    const items = many.flatMap((placed) => [
      ...night(placed, '2026-02-02', '2026-02-03'),
      ...night(placed, '2026-02-09', '2026-02-10'),
    ]);
    expect(await send(clocks, items)).toMatchObject({ created: 16 });
    for (const placed of many) expect(await entriesOf(placed)).toHaveLength(2);
  });
});

describe('what is asked about', () => {
  test('a punch that comes after its week was handed in is kept, and asked about', async () => {
    const placed = await keeping.submitted();
    const answer = await send(clocks, night(placed, '2026-02-04', '2026-02-05'));
    expect(answer).toMatchObject({ created: 4 });
    expect(await asked(placed)).toEqual(['late_punch']);
    expect((await entriesOf(placed)).filter(({ source }: any) => source === 'punches')).toEqual([]);
    ok(await keeping.approver.post(`${placed.path}/reject`, { reason: 'Wednesday is missing' }));
    await send(clocks, [{ ...night(placed, '2026-02-04', '2026-02-05')[3]!, kind: 'skip_meal' }]);
    expect((await entriesOf(placed)).filter(({ source }: any) => source === 'punches')).toHaveLength(1);
    expect(await asked(placed)).not.toContain('late_punch');
  });

  test('a punch too far from the facility, whose place is not kept', async () => {
    const { manager, id } = keeping;
    const facility = ok(await manager.get(`/facilities/${id('facilities')}`));
    const coordinates = { latitude: '39.96118', longitude: '-82.99879' };
    ok(
      await manager.patch(
        `/facilities/${id('facilities')}`,
        { coordinates },
        { 'if-match': `"${facility.version}"` },
      ),
    );
    const program = ok(await manager.get(`/programs/${id('programs')}`));
    const fence = { geofenceMeters: 200 };
    ok(await manager.patch(`/programs/${id('programs')}`, fence, { 'if-match': `"${program.version}"` }));
    const placed = await keeping.assigned();
    const near = { location: { latitude: '39.9620001', longitude: '-82.99879' } };
    const far = { location: { latitude: '39.97118', longitude: '-82.99879' } };
    const [came, , , left] = night(placed, '2026-02-02', '2026-02-03');
    const first = ok(await placed.worker.post('/punches', { ...came, ...near }), 201);
    expect(first).toMatchObject({ distanceMeters: 91, isOutsideGeofence: false });
    const last = ok(await placed.worker.post('/punches', { ...left, ...far }), 201);
    expect(last).toMatchObject({ distanceMeters: 1112, isOutsideGeofence: true });
    // The place, not a second of the clock that reads like it.
    expect(JSON.stringify([first, last])).not.toMatch(/(?<!:)39\.9|82\.99/);
    expect(await asked(placed)).toEqual(['missed_meal', 'outside_geofence']);
  });

  test('a coming before and a going after the scheduled shift, and work of which none was scheduled', async () => {
    const placed = await keeping.assigned();
    const { service, world } = keeping;
    const shift = {
      assignment_id: placed.assignmentId,
      worker_id: placed.workerId,
      pattern_id: null,
      slot: null,
      state: 'scheduled',
      representation_id: null,
      timesheet_id: null,
      starts_at: at('2026-02-02T19:20'),
      ends_at: at('2026-02-03T07:00'),
    };
    await service.as(systemActor(world.tenantId), async (tx) => {
      const row = { ...world.rows['shifts'], ...shift, id: crypto.randomUUID() };
      const columns = Object.keys(row);
      await tx.rows(
        sql`insert into shifts (${sql.join(
          columns.map((name) => sql.identifier(name)),
          sql`, `,
        )}) values (${sql.join(
          Object.values(row).map((value) => sql`${value}`),
          sql`, `,
        )})`,
      );
    });
    await send(clocks, night(placed, '2026-02-02', '2026-02-03'));
    expect(await asked(placed)).toEqual(['early_in', 'late_out']);
    await send(clocks, night(placed, '2026-02-04', '2026-02-05'));
    expect(await asked(placed)).toEqual(['early_in', 'late_out', 'unscheduled']);
    // Half an hour late is excused; three hours late is another matter.
    const { manager, recruiter } = keeping;
    const [late] = ok(
      await manager.get(`/time-exceptions?workerId=${placed.workerId}&code=late_out&state=open`),
    ).data;
    ok(await recruiter.post(`/time-exceptions/${late.id}/attest`, { text: 'The handover took long' }));
    const [left] = ok(
      await manager.get(`/punches?assignmentId=${placed.assignmentId}&kind=out&sort=occurredAt`),
    ).data;
    const reason = 'She says that she stayed';
    const { id } = ok(await recruiter.post(`/punches/${left.id}/correct`, { note: 'Handover', reason }));
    expect(await asked(placed)).not.toContain('late_out');
    ok(await recruiter.post(`/punches/${id}/correct`, { occurredAt: at('2026-02-03T10:00'), reason }));
    expect(ok(await manager.get(`/time-exceptions/${late.id}`))).toMatchObject({
      state: 'open',
      detail: 'Out 180 minutes after the shift.',
      note: null,
      decidedBy: null,
    });
  });
});

test('hours of a day on which the assignment stood still count once the program says so, and it is seen that they were', async () => {
  const placed = await keeping.assigned();
  const { service, world } = keeping;
  await service.as(systemActor(world.tenantId), (tx) =>
    tx.rows(
      sql`update assignments set suspended_days = '{[2026-02-03,2026-02-04)}' where id = ${placed.assignmentId}`,
    ),
  );
  await send(clocks, [
    ...night(placed, '2026-02-02', '2026-02-03'),
    ...night(placed, '2026-02-03', '2026-02-04'),
  ]);
  const [sheet] = await weeksOf(placed);
  const stated = async () => (await entriesOf(placed)).map(({ startsAt }: any) => startsAt);
  const asNight = { startsAt: at('2026-02-03T19:00'), endsAt: at('2026-02-04T07:30'), meals: [] };
  const byHand = () => placed.worker.put(`/timesheets/${sheet.id}/entries`, { entries: [asNight] });
  expect(await stated()).toEqual([at('2026-02-02T19:00')]);
  expect((await byHand()).body.errors).toMatchObject([{ code: 'outside_assignment' }]);
  const list = `/time-exceptions?timesheetId=${sheet.id}&code=suspended_day`;
  const [exception] = ok(await keeping.manager.get(list)).data;
  expect(exception).toMatchObject({ workDate: '2026-02-03', state: 'open', allowedActions: ['resolve'] });
  const path = `/time-exceptions/${exception.id}`;
  const note = { note: 'Called in by the charge nurse before she knew' };
  for (const by of [keeping.requester, keeping.recruiter])
    expect((await by.post(`${path}/resolve`, note)).body.code).toBe('suspended_hours_of_program');
  const words = { text: 'I was there' };
  expect((await placed.worker.post(`${path}/attest`, words)).body.code).toBe('suspended_hours_of_program');
  expect(await stated()).toEqual([at('2026-02-02T19:00')]);
  ok(await keeping.manager.post(`${path}/resolve`, note));
  expect(await stated()).toEqual([at('2026-02-02T19:00'), at('2026-02-03T19:00')]);
  expect(ok(await placed.worker.post(`/timesheets/${sheet.id}/submit`)).minutes).toBe(1_440);
  expect(ok(await keeping.manager.get(list)).data).toMatchObject([{ state: 'resolved', ...note }]);
});

describe('a wrong punch', () => {
  test('is corrected with the reason, and both are kept', async () => {
    const placed = await keeping.assigned();
    const { rows } = await send(clocks, night(placed, '2026-02-02', '2026-02-03'));
    const path = `/punches/${rows[3].id}`;
    const right = { occurredAt: at('2026-02-03T07:38'), reason: 'She stayed for the handover' };
    expect((await placed.worker.post(`${path}/correct`, right)).status).toBe(403);
    const corrected = ok(await keeping.requester.post(`${path}/correct`, right));
    expect(corrected).toMatchObject({
      supersedesId: rows[3].id,
      source: 'manager',
      attestation: right.reason,
      attestedBy: keeping.requester.actor.membershipId,
      kind: 'out',
    });
    expect(ok(await keeping.requester.get(path))).toMatchObject({
      state: 'superseded',
      withdrawnBecause: right.reason,
    });
    expect(await entriesOf(placed)).toMatchObject([{ endsAt: at('2026-02-03T07:38') }]);
    // The clock's own repeat does not bring back what was put right.
    expect(await send(clocks, night(placed, '2026-02-02', '2026-02-03'))).toMatchObject({ unchanged: 4 });
    expect(await entriesOf(placed)).toMatchObject([{ endsAt: at('2026-02-03T07:38') }]);
    expect((await keeping.requester.post(`${path}/correct`, right)).body.code).toBe('step_not_allowed');
    const stale = await keeping.requester.post(
      `/punches/${corrected.id}/correct`,
      { kind: 'in', reason: 'No' },
      { 'if-match': '"9"' },
    );
    expect(stale.status).toBe(412);
    const same = { kind: 'out', reason: 'It is right' };
    expect(ok(await keeping.requester.post(`/punches/${corrected.id}/correct`, same)).id).toBe(corrected.id);
  });

  test('is voided with the reason, and its hours go', async () => {
    const placed = await keeping.assigned();
    const { rows } = await send(clocks, night(placed, '2026-02-02', '2026-02-03'));
    for (const { id } of [rows[1], rows[2], rows[3]])
      ok(await keeping.manager.post(`/punches/${id}/void`, { reason: 'Another pressed it' }));
    expect(await entriesOf(placed)).toEqual([]);
    const again = await keeping.manager.post(`/punches/${rows[3].id}/void`, { reason: 'Again' });
    expect(again.body.code).toBe('step_not_allowed');
    const entered = {
      assignmentId: placed.assignmentId,
      ...said('out', at('2026-02-03T07:30')),
      attestation: 'I saw her leave.',
    };
    expect(ok(await keeping.recruiter.post('/punches', entered), 201)).toMatchObject({ source: 'manager' });
    expect(await entriesOf(placed)).toHaveLength(1);
  });
});

describe('who may', () => {
  test('each role says what is its own to say', async () => {
    const placed = await keeping.assigned();
    const { assignmentId } = placed;
    const punch = { assignmentId, ...said('in', at('2026-02-02T19:00')) };
    const { requester, recruiter, manager, approver, rival } = keeping;
    for (const by of [requester, recruiter, manager]) {
      const unvouched = await by.post('/punches', punch);
      expect(unvouched.body.errors).toMatchObject([{ pointer: '/attestation', code: 'required' }]);
    }
    expect((await approver.post('/punches', punch)).status).toBe(403);
    const vouched = { ...punch, attestation: 'Seen on the ward' };
    expect((await placed.worker.post('/punches', vouched)).body.errors).toMatchObject([
      { pointer: '/attestation' },
    ]);
    const unseen = await rival.post('/punches', vouched);
    const missing = await rival.post('/punches', { ...vouched, assignmentId: nobody });
    expect([unseen.status, unseen.body.errors]).toEqual([422, missing.body.errors]);
    const made = ok(await requester.post('/punches', vouched), 201);
    for (const verb of ['void', 'correct']) {
      const foreign = await rival.post(`/punches/${made.id}/${verb}`, { reason: 'Mine' });
      const none = await rival.post(`/punches/${nobody}/${verb}`, { reason: 'Mine' });
      expect([foreign.status, foreign.body.code]).toEqual([404, none.body.code]);
    }
    expect((await rival.get(`/punches/${made.id}`)).status).toBe(404);
    const another = await keeping.assigned();
    expect((await another.worker.get(`/punches/${made.id}`)).status).toBe(404);
    const { service, world } = keeping;
    const analyst = await service.member(world.tenantId, { role: 'analyst' });
    expect((await analyst.get('/punches')).status).toBe(403);
    expect(ok(await recruiter.get(`/punches/${made.id}`))).not.toHaveProperty('workerId');
  });

  test('nobody vouches for their own coming and going', async () => {
    const placed = await keeping.assigned();
    const { service, world, requester } = keeping;
    await service.as(systemActor(world.tenantId), (tx) =>
      tx.rows(
        sql`update memberships set user_id = ${requester.actor.userId} where id = ${placed.worker.actor.membershipId}`,
      ),
    );
    const punch = { assignmentId: placed.assignmentId, ...said('in', at('2026-02-02T19:00')) };
    const vouched = await requester.post('/punches', { ...punch, attestation: 'I was there' });
    expect([vouched.status, vouched.body.code]).toEqual([403, 'vouches_for_own']);
    const { id } = ok(await clocks.post('/punches', punch), 201);
    const voided = await requester.post(`/punches/${id}/void`, { reason: 'No' });
    expect([voided.status, voided.body.code]).toEqual([403, 'vouches_for_own']);
  });
});

describe('who is in', () => {
  test('is told by the punches, of those whom the viewer sees, and somebody is asked who stays', async () => {
    const { service, world, manager, recruiter, rival } = keeping;
    const { tenantId } = world;
    const placed = await keeping.assigned();
    const { assignmentId } = placed;
    const { now } = ok(await manager.get('/me'));
    const ago = (minutes: number) => Temporal.Instant.from(now).subtract({ minutes }).toString();
    const state = async (by: Client = manager) =>
      ok(await by.get(`/punches/live?assignmentId=${assignmentId}`)).workers;
    await send(clocks, [{ assignmentId, ...said('in', ago(120)) }]);
    expect(await state()).toMatchObject([
      { state: 'working', since: ago(120), cameAt: ago(120), workerId: placed.workerId, isOverlong: false },
    ]);
    expect(await state(recruiter)).toMatchObject([{ workerId: null, state: 'working' }]);
    expect((await rival.get('/punches/live')).body.workers).toEqual([]);
    await send(clocks, [{ assignmentId, ...said('meal_start', ago(40)) }]);
    expect(await state(placed.worker)).toMatchObject([{ state: 'on_meal', since: ago(40) }]);
    await send(clocks, [{ assignmentId, ...said('meal_end', ago(0)) }]);
    await service.moveClock(tenantId, Temporal.Instant.from(now).add({ hours: 15 }).toString());
    expect(await state()).toMatchObject([{ state: 'working', isOverlong: true }]);
    expect(await asked(placed)).toEqual(['missing_out']);
    const { data } = ok(await manager.get(`/timesheets?assignmentId=${assignmentId}`));
    expect(data).toHaveLength(1);
    const later = ok(await manager.get('/me')).now;
    await send(clocks, [{ assignmentId, ...said('out', later) }]);
    expect(await state()).toMatchObject([{ state: 'out', since: later }]);
    expect(await asked(placed)).toEqual(['long_shift']);
    expect(
      ok(await manager.get(`/punches/live?facilityId=${keeping.id('facilities')}`)).workers,
    ).not.toContainEqual(expect.objectContaining({ assignmentId }));
  });
});

describe('a locked week', () => {
  test('takes no hours of punches that are kept, and harms no other of the batch', async () => {
    const [begun, late, free] = [
      await keeping.assigned(),
      await keeping.assigned(),
      await keeping.assigned(),
    ];
    await send(clocks, night(begun, '2026-02-02', '2026-02-03'));
    const lock = { programId: keeping.id('programs'), lockedTo: '2026-02-07', reason: 'Paid' };
    ok(await keeping.manager.post('/time-locks', lock), 201);
    const answer = await send(clocks, [
      ...night(begun, '2026-02-04', '2026-02-05'),
      ...night(late, '2026-02-04', '2026-02-05'),
      ...night(free, '2026-02-09', '2026-02-10'),
    ]);
    expect(answer).toMatchObject({ created: 12, failed: 0 });
    expect(await entriesOf(begun)).toMatchObject([{ startsAt: at('2026-02-02T19:00') }]);
    expect(await asked(begun)).toEqual(['late_punch']);
    expect(await weeksOf(late)).toEqual([]);
    expect(await entriesOf(free)).toHaveLength(1);
  });

  test('of an assignment that has not begun waits for its start', async () => {
    const placed = await keeping.assigned();
    const { service, world, manager } = keeping;
    await service.as(systemActor(world.tenantId), (tx) =>
      tx.rows(
        sql`update assignments set state = 'pending', started_on = null where id = ${placed.assignmentId}`,
      ),
    );
    expect(await send(clocks, night(placed, '2026-02-09', '2026-02-10'))).toMatchObject({ created: 4 });
    expect(await weeksOf(placed)).toEqual([]);
    const start = { startedOn: '2026-02-01' };
    ok(await manager.post(`/assignments/${placed.assignmentId}/start`, start));
    expect(await entriesOf(placed)).toHaveLength(1);
  });
});
