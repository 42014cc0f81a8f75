import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import type { Client } from '../support/service.ts';
import { at, keepTime, ok, type Placed } from '../support/timesheets.ts';

const keeping = keepTime();
let machine: Client;

beforeAll(async () => {
  const { tenantId } = keeping.world;
  machine = await keeping.service.member(tenantId, { role: 'integration' });
  await keeping.service.as(systemActor(tenantId), async (tx) => {
    // The world's own import is none of these.
    await tx.rows(sql`update import_chunks set state = 'done'`);
  });
});

const day = (date: string, more: object = {}) => ({
  startsAt: `${date}T07:00`,
  endsAt: `${date}T15:30`,
  mealStartsAt: `${date}T11:00`,
  mealEndsAt: `${date}T11:30`,
  ...more,
});
const send = (placed: Placed, row: object, by = machine) =>
  by.post(`/assignments/${placed.assignmentId}/import-time`, row);
const sendAll = (items: object[], by = machine, mode = 'best_effort') =>
  by.post('/time-imports/bulk', { mode, items });
const entriesOf = async ({ assignmentId }: Placed): Promise<any[]> => {
  const sheets = ok(await keeping.manager.get(`/timesheets?assignmentId=${assignmentId}`)).data;
  const lists = await Promise.all(
    sheets.map(
      async ({ id, revision }: any) =>
        ok(await keeping.manager.get(`/time-entries?timesheetId=${id}&revision=${revision}&sort=startsAt`))
          .data,
    ),
  );
  return lists.flat();
};
const sourcesOf = async (placed: Placed): Promise<string[]> =>
  (await entriesOf(placed)).map(({ sourceId }) => String(sourceId)).toSorted((a, b) => (a < b ? -1 : 1));
const eventsOf = async (timesheetId: string): Promise<string[]> =>
  keeping.service.as(systemActor(keeping.world.tenantId), async (tx) =>
    (
      await tx.rows<{ type: string }>(sql`select type from events where subject_id = ${timesheetId}
        order by type`)
    ).map(({ type }) => type),
  );

describe('an interval of another system', () => {
  test('opens its week, is known again by its id, is changed, and is taken back', async () => {
    const placed = await keeping.assigned();
    const row = {
      sourceId: 'kronos-1',
      ...day('2026-02-02'),
      roles: ['charge'],
      note: 'Kiosk',
      endedEarly: 'by_facility',
    };
    const sheet = ok(await send(placed, row));
    expect(sheet).toMatchObject({ weekStartsOn: '2026-02-01', state: 'open', version: 1 });
    expect(await entriesOf(placed)).toMatchObject([
      {
        startsAt: at('2026-02-02T07:00'),
        endsAt: at('2026-02-02T15:30'),
        meals: [{ startsAt: at('2026-02-02T11:00'), endsAt: at('2026-02-02T11:30') }],
        roles: ['charge'],
        endedEarly: 'by_facility',
        source: 'import',
        sourceId: 'kronos-1',
        note: 'Kiosk',
      },
    ]);
    expect(await eventsOf(sheet.id)).toEqual(['timesheet.opened', 'timesheet.recorded']);
    expect(ok(await send(placed, row)).version).toBe(1);
    // By an instant it is the same time.
    const inUtc = { startsAt: at('2026-02-02T07:00'), endsAt: at('2026-02-02T15:30') };
    expect(ok(await send(placed, { ...row, ...inUtc })).version).toBe(1);
    const later = { ...row, endsAt: '2026-02-02T16:00' };
    expect(await send(placed, later)).toMatchObject({ status: 409, body: { code: 'time_source_taken' } });
    expect(ok(await send(placed, { ...later, action: 'change' })).version).toBe(2);
    expect(await entriesOf(placed)).toMatchObject([{ endsAt: at('2026-02-02T16:00') }]);
    ok(await send(placed, { action: 'void', sourceId: 'kronos-1' }));
    expect(await entriesOf(placed)).toEqual([]);
    expect(await eventsOf(sheet.id)).toEqual(['timesheet.opened', ...Array(3).fill('timesheet.recorded')]);
    // Its day says which week it was in; without one nothing tells that it ever was.
    expect(
      ok(await send(placed, { action: 'void', sourceId: 'kronos-1', startsAt: row.startsAt })).version,
    ).toBe(3);
    expect((await send(placed, { action: 'void', sourceId: 'kronos-1' })).body.code).toBe(
      'time_source_unknown',
    );
    expect((await send(placed, { ...row, action: 'change' })).body.code).toBe('time_source_unknown');
  });

  test('is taken on the other surface as well', async () => {
    const { assignmentId } = await keeping.assigned();
    const query = `mutation ($input: ImportTimeInput!) { importTime(input: $input) { timesheet { weekStartsOn state } } }`;
    const input = { assignmentId, sourceId: 'g1', ...day('2026-02-03') };
    const answer = await machine.graphql(query, { input });
    expect(answer.body.errors, answer.text).toBeUndefined();
    expect(answer.text).toContain('"weekStartsOn":"2026-02-01"');
  });

  test('is one of the worker’s at a time, of one source each', async () => {
    const placed = await keeping.assigned();
    const other = await keeping.assigned(placed);
    ok(await send(placed, { sourceId: 'a', ...day('2026-02-02') }));
    expect((await send(placed, { sourceId: 'b', ...day('2026-02-02') })).body).toMatchObject({
      code: 'time_overlaps',
      errors: [{ pointer: '/startsAt' }],
    });
    expect((await send(other, { sourceId: 'c', ...day('2026-02-02') })).body.code).toBe('time_overlaps');
    expect((await send(placed, { sourceId: 'a', ...day('2026-02-05') })).body.code).toBe('time_source_taken');
    // The worker's other vendor has a system of its own, which may count from the same number.
    ok(await send(other, { sourceId: 'a', ...day('2026-02-05') }));
    // Being called out while on call is no second work.
    const onCall = { startsAt: '2026-02-02T06:00', endsAt: '2026-02-02T18:00', kind: 'on_call' };
    ok(await send(placed, { sourceId: 'd', ...onCall }));
    // What the sender cannot see refuses it all the same, and tells it nothing.
    const blind = await keeping.service.member(keeping.world.tenantId, {
      role: 'vendor_recruiter',
      vendorId: keeping.id('vendors'),
    });
    ok(await send(other, { sourceId: 'hidden', ...day('2026-02-06') }));
    const answer = await send(placed, { sourceId: 'e', ...day('2026-02-06') }, blind);
    expect(answer.body.code).toBe('time_overlaps');
    expect(answer.text).not.toContain(other.assignmentId);
  });

  test.each([
    ['no end', { endsAt: undefined }, '/endsAt', 'required'],
    ['an end before its start', { endsAt: '2026-02-02T06:00' }, '/endsAt', 'interval_not_positive'],
    ['more than a day', { endsAt: '2026-02-03T08:00' }, '/endsAt', 'interval_too_long'],
    ['hours to come', day('2199-12-30'), '/endsAt', 'in_the_future'],
    ['days before the assignment', day('2026-01-15'), '/startsAt', 'outside_assignment'],
    ['a meal outside it', { mealEndsAt: '2026-02-02T16:00' }, '/mealStartsAt', 'meal_outside_interval'],
    ['half a meal', { mealEndsAt: undefined }, '/mealEndsAt', 'required'],
    ['a meal told twice', { mealMinutes: 30 }, '/mealMinutes', 'meal_told_twice'],
    ['an unknown cost center', { costCenter: 'NOWHERE' }, '/costCenter', 'not_found'],
    ['no time at all', { startsAt: '7 in the morning' }, '/startsAt', 'invalid_value'],
    ['a skipped hour', { startsAt: '2025-03-09T02:30' }, '/startsAt', 'skipped_local_time'],
  ])('is refused for %s, by the field', async (_, differences, pointer, code) => {
    const placed = await keeping.assigned();
    const answer = await send(placed, { sourceId: 'x', ...day('2026-02-02'), ...differences });
    expect(answer.status).toBe(422);
    expect(answer.body.errors, answer.text).toContainEqual(expect.objectContaining({ pointer, code }));
    expect(await entriesOf(placed)).toEqual([]);
  });

  test('has a meal in the middle where only its minutes are told, and says so', async () => {
    const placed = await keeping.assigned();
    const { startsAt, endsAt } = day('2026-02-02');
    ok(await send(placed, { sourceId: 'm', startsAt, endsAt, mealMinutes: 30 }));
    expect(await entriesOf(placed)).toMatchObject([
      {
        meals: [{ startsAt: at('2026-02-02T11:00'), endsAt: at('2026-02-02T11:30') }],
        note: expect.stringContaining('its time was not told'),
      },
    ]);
  });

  test('is charged to the cost center of a code', async () => {
    const placed = await keeping.assigned();
    const code = String(keeping.world.rows['cost_centers']!['code']);
    ok(await send(placed, { sourceId: 'cc', ...day('2026-02-02'), costCenter: code }));
    expect(await entriesOf(placed)).toMatchObject([{ costCenterId: keeping.id('cost_centers') }]);
  });
});

describe('a week that was handed in', () => {
  const row = { sourceId: 'late', ...day('2026-02-05') };

  test('takes nothing while it is looked at', async () => {
    const placed = await keeping.submitted();
    expect(await send(placed, row)).toMatchObject({ status: 409, body: { code: 'step_not_allowed' } });
  });

  test('is corrected by its next version once it is approved, by who may', async () => {
    const placed = await keeping.approved();
    const refused = await send(placed, row, keeping.recruiter);
    expect(refused).toMatchObject({ status: 409, body: { code: 'step_not_allowed' } });
    const rows = [row, { ...row, sourceId: 'later', ...day('2026-02-06') }].map((one) => ({
      assignmentId: placed.assignmentId,
      ...one,
    }));
    const bad = { ...rows[0], sourceId: 'bad', ...day('2026-02-05') };
    const answer = ok(await sendAll([...rows, bad]));
    expect(answer).toMatchObject({
      created: 0,
      changed: 2,
      failed: 1,
      rows: [{}, {}, { code: 'time_overlaps' }],
    });
    const adjusted = ok(await keeping.manager.get(placed.path));
    expect(adjusted).toMatchObject({ state: 'approved', revision: 2 });
    expect(Number(adjusted.hours)).toBe(Number(placed.sheet.hours) + 16);
    expect(await sourcesOf(placed)).toEqual(['late', 'later', 'null', 'null', 'null', 'null']);
    // The same again is nothing; taken back, and taken back again.
    expect(ok(await sendAll(rows))).toMatchObject({ unchanged: 2 });
    const back = { assignmentId: placed.assignmentId, sourceId: 'late', action: 'void' };
    expect(ok(await sendAll([back]))).toMatchObject({ changed: 1 });
    expect(ok(await keeping.manager.get(placed.path))).toMatchObject({ revision: 3 });
    expect(ok(await sendAll([back]))).toMatchObject({ unchanged: 1 });
    const longer = { ...rows[1], action: 'change', endsAt: '2026-02-06T16:30' };
    expect(ok(await sendAll([longer]))).toMatchObject({ changed: 1 });
    expect(ok(await keeping.manager.get(placed.path))).toMatchObject({ revision: 4 });
  });

  test('takes time again once it was sent back, and is no longer charged as it was', async () => {
    const placed = await keeping.submitted();
    const charged = `/timesheet-lines?timesheetId=${placed.sheet.id}`;
    expect(ok(await keeping.manager.get(charged)).data).not.toEqual([]);
    ok(await keeping.approver.post(`${placed.path}/reject`, { reason: 'Thursday is missing' }));
    expect(ok(await send(placed, row))).toMatchObject({ state: 'open', gross: null });
    expect(ok(await keeping.manager.get(charged)).data).toEqual([]);
    ok(await placed.worker.post(`${placed.path}/submit`));
    expect(Number(ok(await keeping.manager.get(placed.path)).hours)).toBe(49.25);
  });

  test('gives none of its time to another week', async () => {
    const placed = await keeping.approved();
    ok(await send(placed, row));
    const next = { ...row, action: 'change', ...day('2026-02-09') };
    expect((await send(placed, next)).body.errors).toMatchObject([{ code: 'other_week' }]);
  });
});

describe('many rows', () => {
  test('go in beside those that are refused, each with its own reason', async () => {
    const [one, other] = [await keeping.assigned(), await keeping.assigned()];
    const of = ({ assignmentId }: Placed, sourceId: string, more: object) => ({
      assignmentId,
      sourceId,
      ...more,
    });
    const answer = ok(
      await sendAll([
        of(one, '1', day('2026-02-02')),
        of(one, '2', day('2026-02-02')),
        of(one, '1', day('2026-02-03')),
        of(other, '1', day('2026-02-09')),
        of(other, '2', { ...day('2026-02-02'), kind: 'asleep' }),
        { sourceId: '3', ...day('2026-02-02'), assignmentId: keeping.id('programs') },
        of(other, '4', day('2026-02-03')),
      ]),
    );
    expect(answer.rows.map(({ status, code }: any) => [status, code])).toEqual([
      ['created', null],
      ['failed', 'time_overlaps'],
      ['failed', 'time_source_taken'],
      ['created', null],
      ['failed', 'invalid_input'],
      ['failed', 'invalid_input'],
      ['created', null],
    ]);
    expect(await sourcesOf(one)).toEqual(['1']);
    expect(await sourcesOf(other)).toEqual(['1', '4']);
    const none = await sendAll(
      [of(one, '9', day('2026-02-05')), of(one, '8', {})],
      machine,
      'all_or_nothing',
    );
    expect(none.status).toBe(422);
    expect(none.body.errors).toMatchObject([{ pointer: '/items/1/startsAt', code: 'required' }]);
    expect(await sourcesOf(one)).toEqual(['1']);
  });

  test('may change places, for what they take away makes room', async () => {
    const placed = await keeping.assigned();
    const { assignmentId } = placed;
    const row = (sourceId: string, date: string, action: string) => ({
      assignmentId,
      sourceId,
      action,
      ...day(date),
    });
    ok(
      await sendAll([
        row('a', '2026-02-02', 'add'),
        row('b', '2026-02-03', 'add'),
        row('c', '2026-02-04', 'add'),
      ]),
    );
    const swapped = [
      row('a', '2026-02-03', 'change'),
      row('b', '2026-02-02', 'change'),
      row('d', '2026-02-04', 'add'),
    ];
    const back = { assignmentId, sourceId: 'c', action: 'void' };
    expect(ok(await sendAll([...swapped, back]))).toMatchObject({ created: 0, changed: 4, failed: 0 });
    expect((await entriesOf(placed)).map(({ sourceId }) => sourceId)).toEqual(['b', 'a', 'd']);
    // Where one of them cannot go, what it would have left is still taken.
    const stuck = [row('a', '2026-02-04', 'change'), row('b', '2026-02-03', 'change')];
    expect(ok(await sendAll(stuck))).toMatchObject({ changed: 0, failed: 2 });
  });

  test('come as a file, its dry run keeps nothing, and it may be sent again', async () => {
    const placed = await keeping.assigned();
    const header = 'assignmentId,sourceId,action,startsAt,endsAt,mealMinutes,roles,note\n';
    const line = (sourceId: string, date: string, more = ',,') =>
      `${placed.assignmentId},${sourceId},,${date}T07:00,${date}T15:30${more}\n`;
    const file = `${header}${line('f1', '2026-02-02', ',30,charge|preceptor,')}${line('f2', '2026-02-03', ',,,')}${line('f3', '2026-02-03', ',,,')}`;
    const run = async (input: object) => {
      const { id } = ok(await machine.post('/imports', { operation: 'import_time', ...input }), 201);
      const url = `/v1/imports/${id}/content`;
      const headers = { 'content-type': 'text/csv' };
      ok(await machine.send({ method: 'PUT', url, headers, payload: file }));
      await keeping.service.app.worker.hands.importer.drain(keeping.world.tenantId);
      return ok(await machine.get(`/imports/${id}`));
    };
    expect(await run({ isDryRun: true })).toMatchObject({ state: 'succeeded', created: 2, failed: 1 });
    expect(await entriesOf(placed)).toEqual([]);
    const done = await run({});
    expect(done).toMatchObject({ state: 'succeeded', created: 2, failed: 1 });
    const rows = ok(await machine.get(`/import-rows?importId=${done.id}&status=failed`)).data;
    expect(rows).toMatchObject([{ line: 4, column: 'startsAt', code: 'time_overlaps' }]);
    expect(await entriesOf(placed)).toMatchObject([
      { sourceId: 'f1', roles: ['charge', 'preceptor'], meals: [{ startsAt: at('2026-02-02T11:00') }] },
      { sourceId: 'f2', roles: [], meals: [] },
    ]);
    expect(await run({})).toMatchObject({ created: 0, unchanged: 2, failed: 1 });
  });
});

describe('who may', () => {
  test('send time: integrations, the manager and the vendor, each within its own', async () => {
    const placed = await keeping.assigned();
    const row = { sourceId: 'w', ...day('2026-02-02') };
    const missing = await machine.post(`/assignments/${keeping.id('programs')}/import-time`, row);
    const foreign = await send(placed, row, keeping.rival);
    expect(missing.status).toBe(404);
    expect({ ...foreign.body, instance: null, requestId: null }).toEqual({
      ...missing.body,
      instance: null,
      requestId: null,
    });
    for (const by of [placed.worker, keeping.approver, keeping.requester])
      expect((await send(placed, row, by)).body.code).toBe('permission_missing');
    ok(await send(placed, row, keeping.recruiter));
  });
});

describe('a timecard', () => {
  const span = (start: string, end: string, hours: string, id?: string, action?: string) => ({
    ...(id && { id: { value: id } }),
    ...(action && { actionCode: { value: action } }),
    typeCode: { value: 'HT100' },
    period: { dateTimePeriod: { start, end } },
    timeTotal: hours,
  });
  const workday = (date: string, ...more: [string?, string?]) =>
    span(`${date}T07:00:00`, `${date}T15:30:00`, '8.00', ...more);
  const card = (timeInterval: object[], more: object = {}) =>
    JSON.stringify({ documentId: { value: 'card-1' }, ...more, timeInterval });
  const post = (document: string, more: object = {}, by = machine) =>
    by.post('/time-imports/timecard', { format: 'setu_json', document, ...more });
  const taken = async (document: string, more: object = {}) => {
    const answer = await post(document, more);
    expect([200, 201], answer.text).toContain(answer.status);
    return answer.body;
  };

  test('is added, is nothing when it comes again, and replaces what it brought before', async () => {
    const placed = await keeping.assigned();
    const { assignmentId } = placed;
    const sent = card([workday('2026-02-02'), workday('2026-02-03'), workday('2026-02-04')]);
    const receipt = await taken(sent, { assignmentId });
    expect(receipt).toMatchObject({ documentId: 'card-1', added: 3, refused: 0 });
    expect(receipt.timesheetIds).toHaveLength(1);
    expect(receipt.intervals[0]).toMatchObject({
      place: '/timeInterval/0',
      sourceId: 'card-1#1',
      outcome: 'added',
      remarks: ['A break of 30 minutes was put in the middle.'],
    });
    expect(await taken(sent, { assignmentId })).toMatchObject({ added: 0, unchanged: 3 });
    const now = card([workday('2026-02-02'), span('2026-02-03T07:00:00', '2026-02-03T14:00:00', '7')]);
    expect(await taken(now, { assignmentId })).toMatchObject({ changed: 1, unchanged: 1, voided: 1 });
    expect(await entriesOf(placed)).toMatchObject([
      { sourceId: 'card-1#1' },
      { sourceId: 'card-1#2', endsAt: at('2026-02-03T14:00'), meals: [] },
    ]);
  });

  test('is corrected interval by interval where its action codes say so', async () => {
    const placed = await keeping.assigned();
    const { assignmentId } = placed;
    await taken(card([workday('2026-02-02', 'a'), workday('2026-02-03', 'b'), workday('2026-02-04', 'c')]), {
      assignmentId,
    });
    const correction = card([
      workday('2026-02-02', 'a', 'Unchanged'),
      span('2026-02-03T07:00:00', '2026-02-03T12:00:00', '5', 'b', 'Change'),
      { id: { value: 'c' }, actionCode: { value: 'Void' } },
      workday('2026-02-05', 'd', 'Add'),
      workday('2026-02-05', 'e', 'Add'),
      workday('2026-02-06', 'nobody', 'Unchanged'),
    ]);
    const receipt = await taken(correction, { assignmentId });
    expect(receipt).toMatchObject({ added: 1, changed: 1, voided: 1, unchanged: 1, refused: 2 });
    expect(receipt.intervals.slice(4)).toMatchObject([
      { outcome: 'refused', code: 'intervals_overlap', place: '/timeInterval/4' },
      { outcome: 'refused', code: 'time_source_unknown', place: '/timeInterval/5' },
    ]);
    expect(await sourcesOf(placed)).toEqual(['card-1#a', 'card-1#b', 'card-1#d']);
  });

  test('stands or falls as one where it is told to', async () => {
    const placed = await keeping.assigned();
    const { assignmentId } = placed;
    const document = card([workday('2026-02-02'), span('2026-02-03T00:00:00', '2026-02-03T23:59:59', '8.1')]);
    const answer = await post(document, { assignmentId, mode: 'all_or_nothing' });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([
      { pointer: '/document/timeInterval/1/timeTotal', code: 'duration_differs' },
    ]);
    expect(await entriesOf(placed)).toEqual([]);
    expect(await taken(document, { assignmentId })).toMatchObject({ added: 1, refused: 1 });
  });

  test('is of the assignment that it names, in XML, with what else it holds told', async () => {
    const placed = await keeping.assigned();
    const named = (id: string) => `<?xml version="1.0"?>
      <TimeCard xmlns="http://ns.hr-xml.org/2007-04-15"><Id><IdValue>x&amp;1</IdValue></Id>
      <ReportedTime><TimeInterval type="Regular"><StartDateTime>2026-02-02T07:00:00</StartDateTime>
        <EndDateTime>2026-02-02T15:00:00</EndDateTime><Duration>8.00</Duration></TimeInterval>
        <TimeInterval type="Vacation"><Duration>8.00</Duration></TimeInterval>
        <Allowance type="102B"/></ReportedTime>
      <AdditionalData><StaffingAdditionalData><ReferenceInformation><AssignmentId><IdValue>${id}</IdValue></AssignmentId>
        </ReferenceInformation></StaffingAdditionalData></AdditionalData></TimeCard>`;
    const receipt = await taken(named(placed.assignmentId), { format: 'setu_xml' });
    expect(receipt).toMatchObject({
      documentId: 'x&1',
      assignmentId: placed.assignmentId,
      added: 1,
      ignored: 1,
      notTaken: [{ place: '/TimeCard/ReportedTime/Allowance', kind: 'allowance' }],
    });
    const nowhere = await post(named('1234/1'), { format: 'setu_xml' });
    expect(nowhere.body.code).toBe('assignment_not_named');
    // One that is another vendor's is told apart from none by nothing.
    const rivals = await post(named(placed.assignmentId), { format: 'setu_xml' }, keeping.rival);
    expect([rivals.status, rivals.body.code]).toEqual([nowhere.status, nowhere.body.code]);
    const bomb = '<!DOCTYPE TimeCard [<!ENTITY a "b">]><TimeCard/>';
    expect(await post(bomb, { format: 'setu_xml' })).toMatchObject({
      status: 400,
      body: { code: 'malformed' },
    });
  });

  test('finds its assignment by ids of another system: its own, or the only one of its person', async () => {
    const placed = await keeping.assigned();
    const { tenantId } = keeping.world;
    ok(await machine.post('/external-systems', { name: 'ats' }), 201);
    await keeping.service.as(systemActor(tenantId), (tx) =>
      tx.rows(sql`insert into external_ids (tenant_id, noun, subject_id, system, external_id, created_at)
        values (${tenantId}, 'assignment', ${placed.assignmentId}, 'ats', 'A/9', app.now()),
          (${tenantId}, 'worker', ${placed.workerId}, 'ats', 'P-5', app.now())`),
    );
    const byAssignment = { staffingIds: { assignmentId: { value: 'A/9' } } };
    expect(await taken(card([workday('2026-02-02')], byAssignment))).toMatchObject({
      assignmentId: placed.assignmentId,
      added: 1,
    });
    const byPerson = {
      person: { id: [{ value: 'P-5' }] },
      period: { datePeriod: { start: '2026-02-01', end: '2026-02-07' } },
    };
    expect(await taken(card([workday('2026-02-02')], byPerson))).toMatchObject({ unchanged: 1 });
    expect((await post(card([], byPerson), { system: 'other' })).body.code).toBe('assignment_not_named');
    await keeping.assigned(placed);
    expect((await post(card([workday('2026-02-02')], byPerson))).body.detail).toContain('Several');
  });
});

test('a locked period takes no time, nor gives any back, and other weeks go on', async () => {
  const placed = await keeping.assigned();
  const { assignmentId } = placed;
  ok(await send(placed, { sourceId: 'kept', ...day('2026-02-02') }));
  const lock = { programId: keeping.id('programs'), lockedTo: '2026-02-07', reason: 'Closed' };
  ok(await keeping.manager.post('/time-locks', lock), 201);
  const answer = ok(
    await sendAll([
      { assignmentId, sourceId: 'locked', ...day('2026-02-03') },
      { assignmentId, sourceId: 'kept', action: 'void' },
      { assignmentId, sourceId: 'free', ...day('2026-02-09') },
    ]),
  );
  expect(answer.rows.map(({ status, code }: any) => [status, code])).toEqual([
    ['failed', 'time_period_locked'],
    ['failed', 'time_period_locked'],
    ['created', null],
  ]);
  expect(await sourcesOf(placed)).toEqual(['free', 'kept']);
});
