import { beforeAll, describe, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { shiftMarket, type Nurse, type ShiftMarket } from '../support/shifts.ts';

let service: Service;
let market: PlacementMarket;
let shifts: ShiftMarket;
let agency: Agency;
let rival: Agency;
let ana: Nurse;
let orderId: string;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  shifts = shiftMarket(market);
  agency = await market.agency();
  rival = await market.agency();
  ana = await shifts.nurse(agency);
  orderId = await shifts.order([agency, rival]);
});

const ok = <Given extends { status: number; text: string; body: any }>(answer: Given, status = 200): any => {
  expect(answer.status, answer.text).toBe(status);
  return answer.body;
};

async function booked(day: string, nurse = ana, more: object = {}) {
  const id = await shifts.shift(orderId, day, more);
  const { representationId } = nurse;
  ok(await nurse.agency.recruiter.post(`/shifts/${id}/book`, { representationId }));
  return id;
}
const score = async ({ workerId }: Nurse, client: Client = market.manager) =>
  ok(await client.get(`/attendance-scores?workerId=${workerId}`)).scores.map(
    ({ programId: _, since: __, ...one }: any) => one,
  );
const notes = async (shiftId: string, client: Client = market.manager) =>
  ok(await client.get(`/attendance-events?shiftId=${shiftId}`)).data.map(
    ({ kind, points }: any) => `${kind} ${points}`,
  );

describe('a shift that is worked', () => {
  test('is started, completed and reported, and becomes an interval on the timesheet of its week', async () => {
    const id = await booked('2026-01-12', ana, { mealMinutes: 30 });
    const early = await ana.client.post(`/shifts/${id}/start`, { startedAt: '2026-01-12T12:00:00Z' });
    expect(early.body.code, early.text).toBe('shift_not_due');
    await service.moveClock(market.tenantId, '2026-01-12T12:05:00Z');
    expect((await rival.recruiter.post(`/shifts/${id}/start`)).status).toBe(404);
    expect(ok(await ana.client.post(`/shifts/${id}/start`))).toMatchObject({
      state: 'in_progress',
      actualStartsAt: '2026-01-12T12:05:00Z',
    });
    await service.moveClock(market.tenantId, '2026-01-13T01:00:00Z');
    const done = { endsAt: '2026-01-13T00:00:00Z', mealStartsAt: '2026-01-12T17:00:00Z' };
    const half = await agency.recruiter.post(`/shifts/${id}/complete`, done);
    expect(half.body.errors[0]).toMatchObject({ pointer: '/mealEndsAt' });
    const whole = { ...done, mealEndsAt: '2026-01-12T17:30:00Z' };
    const asked = `mutation ($input: CompleteShiftInput!) { completeShift(input: $input) { shift { state } } }`;
    const completed = await agency.recruiter.graphql(asked, { input: { shiftId: id, ...whole } });
    expect(completed.body.data?.completeShift?.shift, completed.text).toEqual({ state: 'COMPLETED' });
    expect(await notes(id)).toEqual(['on_time 1']);
    const another = { startsAt: '2026-01-11T12:00:00Z', mealStartsAt: null, mealEndsAt: null };
    const elsewhere = await ana.client.post(`/shifts/${id}/report`, {
      ...another,
      endsAt: '2026-01-11T20:00:00Z',
    });
    expect(elsewhere.body.errors?.[0], elsewhere.text).toMatchObject({
      pointer: '/startsAt',
      code: 'outside_shift',
    });
    const reported = ok(await ana.client.post(`/shifts/${id}/report`));
    expect(reported.state).toBe('reported');
    const { assignmentId } = reported;
    expect(reported.timesheetState).toBe('open');
    const weekly = { weekdays: ['monday'], startTime: '07:00', endTime: '15:00' };
    const days = { firstOn: '2026-01-12', lastOn: '2026-01-12' };
    const schedule = await market.manager.post(`/assignments/${assignmentId}/schedule`, {
      ...weekly,
      ...days,
    });
    expect(schedule.body.code, schedule.text).toBe('booked_by_shift');
    const [sheet] = ok(await ana.client.get(`/timesheets?assignmentId=${assignmentId}&include=entries`)).data;
    expect(sheet).toMatchObject({ weekStartsOn: '2026-01-11', state: 'open' });
    const entries =
      sheet.entries?.data ?? ok(await ana.client.get(`/time-entries?timesheetId=${sheet.id}`)).data;
    expect(entries).toMatchObject([
      {
        startsAt: '2026-01-12T12:05:00Z',
        endsAt: '2026-01-13T00:00:00Z',
        meals: [{ startsAt: '2026-01-12T17:00:00Z', endsAt: '2026-01-12T17:30:00Z' }],
      },
    ]);

    // Another shift of the same week stands beside it; once the week is handed in, none is added.
    const second = await booked('2026-01-14');
    const third = await booked('2026-01-16');
    await service.moveClock(market.tenantId, '2026-01-17T01:00:00Z');
    const work = async (shiftId: string, day: string) => {
      ok(await ana.client.post(`/shifts/${shiftId}/start`, { startedAt: `2026-01-${day}T12:00:00Z` }));
      ok(await ana.client.post(`/shifts/${shiftId}/complete`, { endsAt: `2026-01-${day}T23:59:00Z` }));
    };
    await work(second, '14');
    await work(third, '16');
    ok(await ana.client.post(`/shifts/${second}/report`));
    expect(ok(await ana.client.get(`/time-entries?timesheetId=${sheet.id}`)).data).toHaveLength(2);
    ok(await ana.client.post(`/timesheets/${sheet.id}/submit`));
    const refused = await ana.client.post(`/shifts/${third}/report`);
    expect(refused.status, refused.text).toBe(409);
    expect(refused.body.code).toBe('shift_hours_refused');
    expect(ok(await market.manager.get(`/shifts/${third}`)).state).toBe('completed');
    await mirrored(id, sheet.id, third);
  });

  /** What becomes of the week is read from the shift, by whoever reads the week. */
  async function mirrored(id: string, timesheetId: string, unreported: string) {
    const own = { timesheetId, timesheetState: 'submitted' };
    for (const client of [market.manager, market.requester, agency.recruiter, ana.client])
      expect(ok(await client.get(`/shifts/${id}`))).toMatchObject(own);
    const none = { timesheetId: null, timesheetState: null };
    expect(ok(await market.manager.get(`/shifts/${unreported}`))).toMatchObject(none);
    const unread = ok(await (await market.member('credentialing')).get(`/shifts/${id}`));
    expect(unread).not.toHaveProperty('timesheetId');
    expect(unread).not.toHaveProperty('timesheetState');
    const found = async (state: string) =>
      ok(await market.manager.get(`/shifts?timesheetState=${state}`)).data.map(
        (one: { id: string }) => one.id,
      );
    expect(await found('submitted')).toContain(id);
    expect(await found('approved')).toEqual([]);
    ok(await market.requester.post(`/timesheets/${timesheetId}/approve`));
    const linked = `{ shift(id: "${id}") { timesheetState timesheet { id state } } }`;
    const shown = await market.manager.graphql(linked);
    expect(shown.body.data?.shift, shown.text).toEqual({
      timesheetState: 'APPROVED',
      timesheet: { id: timesheetId, state: 'APPROVED' },
    });
    const dispute = { reason: 'An hour too many.', proposedEntries: [] };
    const disputed = await market.requester.post(`/timesheets/${timesheetId}/dispute`, dispute);
    expect(disputed.status, disputed.text).toBe(200);
    expect(ok(await ana.client.get(`/shifts/${id}`)).timesheetState).toBe('disputed');
  }

  test('late and left early count, and the operator excuses with a reason', async () => {
    const ben = await shifts.nurse(agency);
    const id = await booked('2026-01-19', ben);
    await service.moveClock(market.tenantId, '2026-01-20T01:00:00Z');
    ok(await market.requester.post(`/shifts/${id}/start`, { startedAt: '2026-01-19T12:20:00Z' }));
    ok(await market.requester.post(`/shifts/${id}/complete`, { endsAt: '2026-01-19T23:00:00Z' }));
    expect((await notes(id)).toSorted()).toEqual(['late -10', 'left_early -10']);
    expect(await score(ben)).toEqual([{ vendorId: agency.id, score: -20, counted: 2, excused: 0 }]);
    expect(await score(ben, ben.client)).toMatchObject([{ score: -20 }]);
    expect(await notes(id, rival.recruiter)).toEqual([]);
    const spoken = await agency.recruiter.get(`/attendance-scores?representationId=${ben.representationId}`);
    expect(ok(spoken).scores).toMatchObject([{ score: -20 }]);
    const [late] = ok(await market.manager.get(`/attendance-events?shiftId=${id}&kind=late`)).data;
    const excuse = (client: Client) =>
      client.post(`/attendance-events/${late.id}/excuse`, { reason: 'A snow emergency.' });
    expect((await excuse(market.requester)).status).toBe(403);
    expect((await excuse(agency.recruiter)).status).toBe(403);
    expect(ok(await excuse(market.manager))).toMatchObject({
      state: 'excused',
      excuseReason: 'A snow emergency.',
    });
    expect((await excuse(market.manager)).body.code).toBe('step_not_allowed');
    expect(await score(ben)).toEqual([{ vendorId: agency.id, score: -10, counted: 1, excused: 1 }]);
    await service.moveClock(market.tenantId, '2026-01-20T02:00:00Z');
  });

  test('is overdue where nobody said that it began, and no no-show by itself', async () => {
    const id = await booked('2026-01-21');
    await service.moveClock(market.tenantId, '2026-01-22T00:00:00Z');
    const shift = ok(await market.manager.get(`/shifts/${id}`));
    expect(shift).toMatchObject({ state: 'scheduled', overdueAt: '2026-01-22T00:00:00Z' });
    const told = ok(await market.manager.get('/events?types=shift.overdue_noted&limit=200')).events;
    expect(told.map(({ subject }: any) => subject.id)).toContain(id);
  });
});

describe('a shift that is given back', () => {
  test('is open again for others; below a day of notice it counts', async () => {
    const cleo = await shifts.nurse(agency);
    const dee = await shifts.nurse(rival);
    const id = await booked('2026-02-02', cleo);
    const foreign = await rival.recruiter.post(`/shifts/${id}/release`, {});
    expect(foreign.status).toBe(404);
    const early = ok(await cleo.agency.recruiter.post(`/shifts/${id}/release`, {}));
    expect(early).toMatchObject({ state: 'open', points: null });
    expect(ok(await rival.recruiter.get(`/shifts/${id}`))).toMatchObject({ state: 'open', vendorId: null });
    expect(await score(cleo)).toEqual([]);

    const { representationId } = cleo;
    ok(await agency.recruiter.post(`/shifts/${id}/book`, { representationId }));
    await service.moveClock(market.tenantId, '2026-02-02T09:00:00Z');
    const late = ok(await cleo.client.post(`/shifts/${id}/release`, { cause: 'called_off' }));
    expect(late).toMatchObject({ state: 'open', noticeMinutes: 180, points: -50 });
    expect(await score(cleo)).toMatchObject([{ score: -50 }]);
    const told = ok(await rival.recruiter.get('/events?limit=200')).events.map(({ type }: any) => type);
    expect(told).not.toContain('shift.released');
    expect(told).not.toContain('attendance_event.recorded');
    ok(await rival.recruiter.post(`/shifts/${id}/book`, { representationId: dee.representationId }));
    await service.moveClock(market.tenantId, '2026-02-02T12:30:00Z');
    const begun = await dee.client.post(`/shifts/${id}/release`, {});
    expect(begun.body.code).toBe('shift_has_begun');
  });
});

describe('a no-show', () => {
  test('costs 100 points, proposes a do-not-return, and what is left is posted again (Lakeshore, step 11)', async () => {
    const eve = await shifts.nurse(agency);
    const id = await booked('2026-02-05', eve);
    const report = (client: Client, more: object = {}) => client.post(`/shifts/${id}/no-show`, more);
    expect((await report(market.requester)).body.code).toBe('shift_not_due');
    await service.moveClock(market.tenantId, '2026-02-05T13:00:00Z');
    expect((await report(agency.recruiter)).status).toBe(403);
    const missed = ok(await report(market.requester, { reopen: true }));
    expect(missed).toMatchObject({ state: 'no_show', dnrProposed: true, workerId: eve.workerId });
    expect(await score(eve)).toEqual([{ vendorId: agency.id, score: -100, counted: 1, excused: 0 }]);
    const [backfill] = ok(await market.manager.get(`/shifts?replacesShiftId=${id}`)).data;
    expect(backfill).toMatchObject({
      state: 'open',
      startsAt: '2026-02-05T14:00:00Z',
      endsAt: '2026-02-06T00:00:00Z',
    });
    const shown = ok(await rival.recruiter.get(`/shifts/${backfill.id}`));
    expect(shown).not.toHaveProperty('replacesShiftId');
    const [event] = ok(await market.manager.get('/events?types=shift.missed&limit=200')).events;
    expect(event).toMatchObject({ subject: { id }, data: { doNotReturnProposed: true } });
    const vendors = ok(
      await agency.recruiter.get('/events?types=shift.missed,shift.no_show&limit=200'),
    ).events;
    expect(vendors.map(({ type }: any) => type)).toEqual(['shift.no_show']);
    expect((await report(market.requester)).body.code).toBe('step_not_allowed');
  });

  test('leaves a proposal that is dismissed with a reason, or followed by a do-not-return there', async () => {
    const credentialing = await market.member('credentialing');
    const gus = await shifts.nurse(agency);
    const first = await booked('2026-02-06', gus);
    const second = await booked('2026-02-07', gus);
    const plain = await booked('2026-02-08', gus);
    await service.moveClock(market.tenantId, '2026-02-08T13:00:00Z');
    for (const id of [first, second]) ok(await market.requester.post(`/shifts/${id}/no-show`, {}));
    ok(await market.requester.post(`/shifts/${plain}/no-show`, { proposeDoNotReturn: false }));
    const waiting = async (client: Client): Promise<any> =>
      ok(await client.get('/work-lists/what-needs-me?limit=100')).groups.find(
        ({ group }: { group: string }) => group === 'do_not_return_proposals',
      );
    const items = (await waiting(credentialing)).items.filter(({ id }: any) =>
      [first, second, plain].includes(id),
    );
    expect(items).toMatchObject([first, second].map((id) => ({ noun: 'shift', id })));
    expect(items[0].verbs).toEqual(['dismissDoNotReturnProposal', 'placeDoNotReturn']);
    expect(await waiting(market.requester)).toBeUndefined();

    const dismiss = (id: string, client: Client, body: object = { reason: 'A crash on I-71.' }) =>
      client.post(`/shifts/${id}/dismiss-do-not-return-proposal`, body);
    for (const client of [market.requester, agency.recruiter, gus.client])
      expect((await dismiss(first, client)).status).toBe(403);
    expect((await dismiss(first, credentialing, {})).body.errors[0].pointer).toBe('/reason');
    expect((await dismiss(plain, credentialing)).body.code).toBe('do_not_return_not_proposed');
    const stale = await credentialing.post(
      `/shifts/${first}/dismiss-do-not-return-proposal`,
      { reason: 'No.' },
      { 'if-match': '"1"' },
    );
    expect(stale.status, stale.text).toBe(412);
    const asked = `mutation ($id: ID!) { dismissDoNotReturnProposal(input: { shiftId: $id, reason: "A crash on I-71." })
      { shift { state dnrProposed } events { type reason } } }`;
    const answer = await credentialing.graphql(asked, { id: first });
    expect(answer.body.data?.dismissDoNotReturnProposal, answer.text).toEqual({
      shift: { state: 'NO_SHOW', dnrProposed: false },
      events: [{ type: 'shift.do_not_return_dismissed', reason: 'A crash on I-71.' }],
    });
    expect((await dismiss(first, credentialing)).body.code).toBe('do_not_return_not_proposed');

    const closed = { workerId: gus.workerId, kind: 'professional', reason: 'Twice in a week.' };
    const facilityId = market.id('facilities');
    ok(await market.manager.post('/do-not-returns', { ...closed, facilityId }), 201);
    const settled = ok(await market.manager.get(`/shifts/${second}?fields=dnrProposed,blockedActions`));
    expect(settled.dnrProposed).toBe(false);
    expect(settled.blockedActions).toContainEqual(
      expect.objectContaining({
        action: 'dismissDoNotReturnProposal',
        code: 'do_not_return_not_proposed',
      }),
    );
    const types = 'shift.do_not_return_followed,shift.do_not_return_dismissed';
    const told = ok(await market.manager.get(`/events?types=${types}&limit=200`)).events;
    expect(told.map(({ type, subject }: any) => [type, subject.id])).toEqual([
      ['shift.do_not_return_dismissed', first],
      ['shift.do_not_return_followed', second],
    ]);
    expect(ok(await agency.recruiter.get(`/events?types=${types}&limit=200`)).events).toEqual([]);
  });

  test('and the points of a program are its own', async () => {
    const admin = await market.member('tenant_admin');
    const program = ok(await market.manager.get(`/programs/${market.id('programs')}`));
    const points = { ...program.attendancePoints, noShow: -70 };
    ok(
      await admin.patch(
        `/programs/${program.id}`,
        { attendancePoints: points, attendanceWindowDays: 30 },
        { 'if-match': `"${program.version}"` },
      ),
    );
    const finn = await shifts.nurse(agency);
    const id = await booked('2026-02-09', finn);
    await service.moveClock(market.tenantId, '2026-02-09T13:00:00Z');
    ok(await market.requester.post(`/shifts/${id}/no-show`, { proposeDoNotReturn: false }));
    expect(await score(finn)).toMatchObject([{ score: -70 }]);
    await service.moveClock(market.tenantId, '2026-03-20T13:00:00Z');
    expect(await score(finn)).toEqual([]);
  });
});
