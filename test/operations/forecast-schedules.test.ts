import { beforeAll, describe, expect, test } from 'vitest';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let finance: Client;
let requester: Client;
let elsewhere: Client;
let analyst: Client;

const rowsOf = async (client: Client, path: string): Promise<any[]> => ok(await client.get(path)).data;
const clock = (at: string) => service.moveClock(weeks.tenantId, at);

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  const programIds = [weeks.programId];
  const facilityIds = [ok(await weeks.manager.get(`/units/${weeks.unitId}`)).facilityId];
  finance = await service.member(weeks.tenantId, { role: 'client_finance', programIds });
  requester = await service.member(weeks.tenantId, {
    role: 'requester',
    programIds,
    facilityIds,
    unitIds: [weeks.unitId],
  });
  elsewhere = await service.member(weeks.tenantId, {
    role: 'client_finance',
    programIds,
    facilityIds,
    unitIds: [crypto.randomUUID()],
  });
  analyst = await service.member(weeks.tenantId, { role: 'analyst' });
});

describe('a forecast each week', () => {
  const asked = () => ({
    programId: weeks.programId,
    unitId: weeks.unitId,
    profession: 'surgical_tech',
    basis: 'imported',
  });

  test('is made by the program’s clocks, tested on its history, and compared with what came', async () => {
    const { profession } = asked();
    // Fifty-two weeks to 2026-02-14.
    const items = Array.from({ length: 52 }, (_, week) => ({
      unitId: weeks.unitId,
      profession,
      localDate: Temporal.PlainDate.from('2025-02-16').add({ weeks: week }).toString(),
      hours: '200',
    }));
    ok(await requester.post('/demand-observations/bulk', { items }));
    const made = ok(await finance.post('/forecast-schedules', { ...asked(), horizonWeeks: 2 }), 201);
    expect(made).toMatchObject({ state: 'active', weekday: 'monday', time: '06:00' });
    const first = Temporal.Instant.from(made.nextRunAt);
    const zone = ok(await weeks.manager.get(`/programs/${weeks.programId}`)).timeZone;
    const local = first.toZonedDateTimeISO(zone);
    expect([local.dayOfWeek, local.hour, local.minute]).toEqual([1, 6, 0]);
    expect((await finance.post('/forecast-schedules', asked())).body.code).toBe('forecast_scheduled_already');
    const made1 = async () =>
      rowsOf(finance, `/forecasts?scheduleId=${made.id}&sort=firstWeekStart&include=schedule`);
    await clock(made.nextRunAt);
    const [one, ...none] = await made1();
    expect(none).toEqual([]);
    const sundays = local.toPlainDate().subtract({ days: 1 });
    expect(one).toMatchObject({
      state: 'ready',
      lines: 1,
      firstWeekStart: sundays.toString(),
      lastScoredWeekStartsOn: null,
      schedule: { id: made.id },
    });
    expect(
      (await rowsOf(finance, `/forecast-lines?forecastId=${one.id}&include=backtests`))[0].backtests.data
        .length,
    ).toBeGreaterThan(0);
    // 250 hours came where 200 were expected.
    const [week] = await rowsOf(finance, `/forecast-weeks?forecastId=${one.id}&sort=weekStartsOn`);
    const actual = (Number(week.value) * 1.25).toFixed(2);
    const told = { unitId: weeks.unitId, profession, localDate: one.firstWeekStart, hours: actual };
    ok(await requester.post('/demand-observations', told), 201);
    await clock(first.add({ hours: 24 * 7 }).toString());
    const [scored, next] = await made1();
    expect(next).toMatchObject({ state: 'ready', firstWeekStart: sundays.add({ weeks: 1 }).toString() });
    expect(scored).toMatchObject({ lastScoredWeekStartsOn: one.firstWeekStart, scoredPoints: 1 });
    for (const [name, percent] of [
      ['scoredMape', 20],
      ['scoredWape', 20],
      ['scoredBias', -20],
    ] as const)
      expect(Number(scored[name])).toBeCloseTo(percent, 1);
    const { served } = ok(await finance.get(`/forecasts/${one.id}/accuracy`));
    expect([served.points, served.wape]).toEqual([1, scored.scoredWape]);
    const admin = await service.member(weeks.tenantId, { role: 'tenant_admin' });
    ok(await admin.post(`/memberships/${finance.actor.membershipId}/end`));
    await clock(first.add({ hours: 24 * 21 }).toString());
    expect(ok(await weeks.manager.get(`/forecast-schedules/${made.id}`))).toMatchObject({
      state: 'stopped',
      nextRunAt: null,
    });
    const all = await rowsOf(weeks.manager, `/forecasts?scheduleId=${made.id}`);
    expect(all).toHaveLength(2);
  });

  test('is ended by whoever forecasts there, on either surface, and by nobody else', async () => {
    const made = ok(await weeks.manager.post('/forecast-schedules', { ...asked(), weekday: 'sunday' }), 201);
    const path = `/forecast-schedules/${made.id}/end`;
    for (const other of [weeks.atlas.recruiter, requester, analyst])
      expect((await other.post(path)).status).toBe(403);
    expect((await elsewhere.post(path)).status).toBe(404);
    expect((await weeks.manager.post(path, {}, { 'if-match': '"9"' })).body.code).toBe('stale_version');
    expect((await elsewhere.post('/forecast-schedules', { ...asked(), unitId: null })).body.code).toBe(
      'forecast_beyond_scope',
    );
    const { body } = await weeks.manager.graphql(
      `mutation($id: ID!) { endForecastSchedule(input: { forecastScheduleId: $id }) { forecastSchedule { state nextRunAt } } }`,
      { id: made.id },
    );
    expect(body.data?.endForecastSchedule.forecastSchedule, JSON.stringify(body)).toEqual({
      state: 'ENDED',
      nextRunAt: null,
    });
    expect((await weeks.manager.post(path)).body.code).toBe('step_not_allowed');
  });
});
