import { beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../support/service.ts';
import { keepTime, ok } from '../support/timesheets.ts';

const keeping = keepTime();
let otherUnit: string;
let elsewhere: Client;
let analyst: Client;
let finance: Client;

const unitId = () => keeping.id('units');
const programId = () => keeping.id('programs');
const drain = () => keeping.service.drain(keeping.world.tenantId);
const sunday = (week: number) => Temporal.PlainDate.from('2025-03-02').add({ weeks: week }).toString();
const missing = '0198c0de-0000-7000-8000-000000000999';
const rowsOf = async (client: Client, path: string) => ok(await client.get(path)).data as any[];

/** Tells weekly hours of a unit from 2025-03-02 on, in one bulk call. */
const tell = async (hours: readonly number[], profession = 'rn', unit = unitId()) => {
  const items = hours.map((value, week) => ({
    unitId: unit,
    profession,
    localDate: sunday(week),
    hours: String(value),
  }));
  return ok(await keeping.manager.post('/demand-observations/bulk', { items }));
};

beforeAll(async () => {
  const { service, world, inWorld } = keeping;
  await inWorld(async () => {
    // What every world has told already is of others than nurses.
    await world.change('demand_observations', { profession: 'lpn' });
    otherUnit = String((await world.copy('units', { name: 'Elsewhere' }))['id']);
  });
  const scope = { programIds: [programId()], facilityIds: [keeping.id('facilities')] };
  elsewhere = await service.member(world.tenantId, {
    role: 'client_finance',
    ...scope,
    unitIds: [otherUnit],
  });
  analyst = await service.member(world.tenantId, { role: 'analyst' });
  finance = await service.member(world.tenantId, { role: 'client_finance', ...scope });
});

describe('demand that another system counted', () => {
  test('is recorded once, corrected when told otherwise, and no version when told the same', async () => {
    const told = { unitId: unitId(), profession: 'cna', localDate: '2026-01-05', hours: '96' };
    const first = ok(await keeping.requester.post('/demand-observations', told), 201);
    expect(first).toMatchObject({ hours: '96.00', positions: null, version: 1 });
    const again = ok(await keeping.requester.post('/demand-observations', { ...told, hours: '96.00' }), 201);
    expect(again).toMatchObject({ id: first.id, version: 1 });
    const corrected = await keeping.manager.graphql(
      `mutation ($input: RecordDemandInput!) { recordDemand(input: $input) { demandObservation { id hours version } } }`,
      { input: { ...told, hours: '84.5' } },
    );
    expect(corrected.body.data?.recordDemand, corrected.text).toEqual({
      demandObservation: { id: first.id, hours: '84.50', version: 2 },
    });
  });

  test('is refused without a figure, told twice in one call, by vendors, and of a unit that one does not see', async () => {
    const told = { unitId: unitId(), profession: 'lpn', localDate: '2026-01-05' };
    const { status, body } = await keeping.manager.post('/demand-observations', told);
    expect([status, body.errors?.[0]?.code]).toEqual([422, 'nothing_told']);
    const twice = ok(
      await keeping.manager.post('/demand-observations/bulk?mode=best_effort', {
        items: [
          { ...told, hours: '1' },
          { ...told, hours: '2' },
        ],
      }),
    );
    expect(JSON.stringify(twice)).toContain('told_twice');
    expect((await keeping.recruiter.post('/demand-observations', { ...told, hours: '1' })).status).toBe(403);
    const foreign = await keeping.requester.post('/demand-observations', {
      ...told,
      hours: '1',
      unitId: otherUnit,
    });
    const none = await keeping.requester.post('/demand-observations', {
      ...told,
      hours: '1',
      unitId: missing,
    });
    expect([foreign.status, foreign.body.errors]).toEqual([none.status, none.body.errors]);
    expect(foreign.status).toBe(422);
  });
});

describe('what is taken back', () => {
  test('counts no more, stays for whoever looks back, and counts again once it is told again', async () => {
    const unit = unitId();
    const told = (week: number, hours: string) => ({
      unitId: unit,
      profession: 'cna',
      localDate: Temporal.PlainDate.from('2024-06-02').add({ weeks: week }).toString(),
      hours,
    });
    const items = Array.from({ length: 30 }, (_, week) => told(week, '100'));
    ok(await keeping.manager.post('/demand-observations/bulk', { items }));
    const wrong = ok(await keeping.requester.post('/demand-observations', told(30, '9000')), 201);
    const mean = async () => {
      const body = { programId: programId(), unitId: unit, profession: 'cna', basis: 'imported' };
      const weeks = { firstWeekStart: '2025-01-05', historyWeeks: 31 };
      const { id } = ok(await keeping.manager.post('/forecasts', { ...body, ...weeks }), 201);
      await drain();
      return (await rowsOf(keeping.manager, `/forecast-lines?forecastId=${id}`))[0].historyMean;
    };
    expect(await mean()).toBe('387.10');
    const path = `/demand-observations/${wrong.id}/withdraw`;
    const reason = { reason: 'Typed twice' };
    expect((await keeping.recruiter.post(path, reason)).status).toBe(403);
    expect((await finance.post(path, reason)).status).toBe(403);
    const unseen = await elsewhere.get(`/demand-observations/${wrong.id}`);
    expect(unseen.status).toBe(404);
    expect((await keeping.requester.post(path, {})).status).toBe(422);
    expect((await keeping.requester.post(path, reason, { 'if-match': '"9"' })).body.code).toBe(
      'stale_version',
    );
    const { body } = await keeping.requester.graphql(
      `mutation($id: ID!) { withdrawDemandObservation(input: { demandObservationId: $id, reason: "Typed twice" })
        { demandObservation { hours withdrawnAt version } } }`,
      { id: wrong.id },
    );
    expect(body.data?.withdrawDemandObservation.demandObservation, JSON.stringify(body)).toEqual({
      hours: '9000.00',
      withdrawnAt: expect.any(String),
      version: 2,
    });
    expect(await mean()).toBe('100.00');
    expect((await keeping.requester.post(path, reason)).body.code).toBe('step_not_allowed');
    const versions = ok(await keeping.manager.get(`/demand-observations/${wrong.id}/history`));
    expect(JSON.stringify(versions)).toContain('Typed twice');
    const again = ok(await keeping.requester.post('/demand-observations', told(30, '131')), 201);
    expect(again).toMatchObject({ id: wrong.id, withdrawnAt: null, hours: '131.00', version: 3 });
    expect(await mean()).toBe('101.00');
  });
});

describe('a forecast', () => {
  // Forty-seven weeks to 2026-01-18, rising by six hours a week.
  const rising = Array.from({ length: 47 }, (_, week) => 400 + 6 * week + (week % 3));
  let id: string;
  const asked = () => ({
    programId: programId(),
    unitId: unitId(),
    basis: 'imported',
    firstWeekStart: '2026-01-25',
  });

  test('is made in the background, with interval, baseline, backtests and the reason for what serves', async () => {
    await tell(rising);
    const created = ok(await keeping.manager.post('/forecasts', { ...asked(), profession: 'rn' }), 201);
    expect(created).toMatchObject({
      state: 'preparing',
      horizonWeeks: 4,
      measure: 'hours',
      kind: 'computed',
    });
    await drain();
    id = created.id;
    expect(ok(await keeping.manager.get(`/forecasts/${id}`))).toMatchObject({ state: 'ready', lines: 1 });
    const [line] = await rowsOf(keeping.manager, `/forecast-lines?forecastId=${id}`);
    expect(line).toMatchObject({
      model: 'combined',
      historyWeeks: 47,
      filledWeeks: 0,
      historyFrom: '2025-03-02',
    });
    expect(line.why).toContain('The models win against the baseline');
    const tests = await rowsOf(keeping.manager, `/forecast-backtests?forecastId=${id}`);
    expect(tests.map(({ model }) => String(model)).toSorted((one, other) => (one < other ? -1 : 1))).toEqual([
      'combined',
      'ets',
      'seasonal_naive',
    ]);
    expect(tests.filter(({ serves }) => serves).map(({ model }) => model)).toEqual(['combined']);
    expect(tests.map(({ origins, points }) => [origins, points])).toEqual(Array(3).fill([12, 48]));
    const weeks = await rowsOf(keeping.manager, `/forecast-weeks?forecastId=${id}&sort=weekStartsOn`);
    expect(weeks.map(({ weekStartsOn }) => weekStartsOn)).toEqual([47, 48, 49, 50].map(sunday));
    // The mean of the last four: 658 + 1, 664 + 2, 670, 676 + 1.
    expect(weeks[0].baselineValue).toBe('668.00');
    expect(Math.abs(Number(weeks[0].value) - 683)).toBeLessThan(5);
    expect(Number(weeks[0].lowerValue)).toBeLessThan(Number(weeks[0].value));
    expect(Number(weeks[0].upperValue)).toBeGreaterThan(Number(weeks[0].value));
  });

  test('is compared with what came, week by week as it comes', async () => {
    const accuracy = async () => ok(await keeping.manager.get(`/forecasts/${id}/accuracy`));
    expect(await accuracy()).toMatchObject({ weeks: [], served: { points: 0, wape: null } });
    await keeping.manager.post('/demand-observations', {
      unitId: unitId(),
      profession: 'rn',
      localDate: sunday(47),
      hours: '683',
    });
    const { weeks, served, baseline } = await accuracy();
    expect(weeks).toMatchObject([{ weekStartsOn: sunday(47), actual: '683.00', baselineValue: '668.00' }]);
    expect(served).toMatchObject({ points: 1, coverage: '100.0000', coveredPoints: 1 });
    // 15 ÷ 683.
    expect(baseline).toMatchObject({ points: 1, wape: '2.1962', bias: '-2.1962' });
    const file = await keeping.manager.get(`/forecasts/${id}/accuracy`, { accept: 'text/csv' });
    expect(file.text.split('\r\n')[0]).toContain('weekStartsOn');
  });

  test('fails, and says so, where there is no history', async () => {
    const { id: empty } = ok(
      await keeping.manager.post('/forecasts', { ...asked(), unitId: otherUnit, horizonWeeks: 13 }),
      201,
    );
    await drain();
    const failed = ok(await keeping.manager.get(`/forecasts/${empty}`));
    expect(failed).toMatchObject({ state: 'failed', lines: 0 });
    expect(failed.failedBecause).toContain('There is no history');
  });

  test('is made of what the service itself counts: positions in force, shifts, and approved hours', async () => {
    await keeping.approved();
    const of = async (basis: string, measure = 'hours') => {
      const body = { programId: programId(), basis, measure, firstWeekStart: '2026-02-08' };
      const made = await keeping.manager.graphql(
        `mutation ($input: CreateForecastInput!) { createForecast(input: $input) { forecast { id state } } }`,
        { input: { ...body, basis: basis.toUpperCase(), measure: measure.toUpperCase() } },
      );
      expect(made.body.data?.createForecast, made.text).toBeTruthy();
      await drain();
      const found = await rowsOf(
        keeping.manager,
        `/forecast-lines?forecastId=${made.body.data.createForecast.forecast.id}`,
      );
      return found.map(({ unitId: unit, profession, historyMean }) => [unit, profession, historyMean]);
    };
    // Clinician A's week: 41.25 hours by Saturday, of which three shifts of 12, 12.25 and 12 and five hours of a fourth.
    expect(await of('approved_time')).toEqual([[unitId(), 'rn', '41.25']]);
    expect(await of('approved_time', 'positions')).toEqual([[unitId(), 'rn', '1.00']]);
    const [[, , positions]] = (await of('orders', 'positions')) as [[string, string, string]];
    const [[, , hours]] = (await of('orders')) as [[string, string, string]];
    expect(Number(positions)).toBeGreaterThan(0);
    expect(Number(hours)).toBe(Number(positions) * 36);
  });

  test('is refused from a day that is no Sunday or not begun, of the wrong roles, and beyond one’s units', async () => {
    const code = async (client: Client, more: object) => {
      const { status, body } = await client.post('/forecasts', { ...asked(), ...more });
      return [status, body.errors?.[0]?.code ?? body.code];
    };
    expect(await code(keeping.manager, { firstWeekStart: '2026-01-26' })).toEqual([422, 'not_a_sunday']);
    expect(await code(keeping.manager, { firstWeekStart: '2030-01-06' })).toEqual([422, 'not_begun']);
    expect(await code(keeping.manager, { basis: 'census', measure: 'positions' })).toEqual([
      422,
      'hours_only',
    ]);
    expect(await code(keeping.requester, {})).toEqual([403, 'permission_missing']);
    expect(await code(keeping.recruiter, {})).toEqual([403, 'permission_missing']);
    expect(await code(finance, { unitId: null })).toEqual([403, 'forecast_beyond_scope']);
    expect((await code(elsewhere, {}))[0]).toBe(422);
  });

  test('is the client’s and the operator’s to read, within scope; analysts read none from worked hours', async () => {
    for (const stranger of [keeping.recruiter, keeping.rival])
      expect((await stranger.get(`/forecasts/${id}`)).status).toBe(403);
    const [foreign, none] = [
      await elsewhere.get(`/forecasts/${id}`),
      await elsewhere.get(`/forecasts/${missing}`),
    ];
    expect([foreign.status, foreign.body.code]).toEqual([none.status, none.body.code]);
    expect(foreign.status).toBe(404);
    expect(await rowsOf(elsewhere, '/forecast-weeks')).toEqual([]);
    expect((await elsewhere.get(`/forecasts/${id}/accuracy`)).status).toBe(404);
    const open = new Set((await rowsOf(keeping.manager, '/forecasts?limit=100')).map(({ basis }) => basis));
    expect(open).toContain('approved_time');
    const seen = await rowsOf(analyst, '/forecasts?limit=100');
    expect(seen.map((row) => row.id)).toContain(id);
    expect(seen.map(({ basis }) => basis)).not.toContain('approved_time');
    const worked = (await rowsOf(keeping.manager, '/forecasts?basis=approved_time'))[0].id;
    for (const path of ['forecast-lines', 'forecast-weeks', 'forecast-backtests'])
      expect(await rowsOf(analyst, `/${path}?forecastId=${worked}`)).toEqual([]);
    expect((await analyst.get(`/forecasts/${worked}/accuracy`)).status).toBe(404);
  });
});

test('a forecast that was stated errs as Lakeshore’s did', async () => {
  const stated = {
    unitId: otherUnit,
    profession: 'rn',
    basis: 'imported',
    firstWeekStart: '2025-12-28',
    weeks: [1200, 1150, 1300, 1250].map((value) => ({ value: String(value) })),
  };
  const { id, state } = ok(await keeping.manager.post('/stated-forecasts', stated), 201);
  expect(state).toBe('ready');
  const items = [1180, 1210, 1275, 1330].map((hours, week) => ({
    unitId: otherUnit,
    profession: 'rn',
    localDate: Temporal.PlainDate.from('2025-12-30').add({ weeks: week }).toString(),
    hours: String(hours),
  }));
  ok(await keeping.manager.post('/demand-observations/bulk', { items }));
  const answer = await keeping.manager.graphql(
    `query ($id: ID!) { forecastAccuracy(forecastId: $id) { served { points mape wape bias coverage } baseline { points } } }`,
    { id },
  );
  expect(answer.body.data?.forecastAccuracy, answer.text).toEqual({
    served: { points: 4, mape: '3.6574', wape: '3.7037', bias: '-1.9019', coverage: null },
    baseline: { points: 0 },
  });
  const half = { ...stated, weeks: [{ value: '5', lowerValue: '4' }] };
  expect((await keeping.manager.post('/stated-forecasts', half)).body.errors[0].code).toBe(
    'half_an_interval',
  );
  const outside = { ...stated, weeks: [{ value: '5', lowerValue: '6', upperValue: '7' }] };
  expect((await keeping.manager.post('/stated-forecasts', outside)).body.errors[0].code).toBe(
    'outside_interval',
  );
  expect((await keeping.requester.post('/stated-forecasts', stated)).status).toBe(403);
});

describe('patients and the law', () => {
  const ofUnit = () =>
    `/regulatory-demand?programId=${programId()}&unitId=${otherUnit}&from=2026-03-07&to=2026-03-09`;
  const census = (date: string, more: object = {}) => ({
    unitId: otherUnit,
    localDate: date,
    shift: 'night',
    startTime: '19:00',
    endTime: '07:00',
    patients: 17,
    ...more,
  });

  test('a kind holds from its day on; what was said before ends there, and nothing is said into the past of another', async () => {
    const said = { unitId: otherUnit, unitType: 'medical_surgical', effectiveFrom: '2026-01-01' };
    const first = ok(await keeping.manager.post('/unit-standards', said), 201);
    const plan = { patientsPerNurse: '4', profession: 'rn', citation: 'Staffing plan 2026' };
    const next = { ...said, effectiveFrom: '2026-03-08', ...plan };
    expect(ok(await keeping.manager.post('/unit-standards', next), 201)).toMatchObject({ effectiveTo: null });
    expect(ok(await keeping.manager.get(`/unit-standards/${first.id}`)).effectiveTo).toBe('2026-03-07');
    const late = await keeping.manager.post('/unit-standards', { ...said, effectiveFrom: '2026-02-01' });
    expect([late.status, late.body.code]).toEqual([409, 'unit_standard_overlaps']);
    const half = await keeping.manager.post('/unit-standards', { ...next, citation: null });
    expect(half.body.errors[0].code).toBe('half_a_ratio');
    expect((await keeping.requester.post('/unit-standards', said)).status).toBe(403);
  });

  test('whom they need is reckoned by shift, beside who is scheduled; the spring night is an hour shorter', async () => {
    // Ohio has no ratio by law; the unit has one of its own from 8 March on.
    const items = [
      census('2026-03-07'),
      census('2026-03-08', { employedHours: '36' }),
      census('2026-03-08', { kind: 'projected', patients: 30 }),
      census('2026-03-09', { kind: 'projected', patients: 8, employedHours: '24' }),
    ];
    ok(await keeping.manager.post('/census-counts/bulk', { items }));
    const { rows } = ok(await keeping.manager.get(ofUnit()));
    expect(
      rows.map((row: any) => [
        row.date,
        row.kind,
        row.shiftHours,
        row.requiredNurses,
        row.requiredHours,
        row.missingHours,
      ]),
    ).toEqual([
      ['2026-03-07', 'actual', '11.00', null, null, null],
      ['2026-03-08', 'actual', '12.00', 5, '60.00', '24.00'],
      ['2026-03-09', 'projected', '12.00', 2, '24.00', '0.00'],
    ]);
    expect(rows[1]).toMatchObject({
      citation: 'Staffing plan 2026',
      ratioCode: null,
      contingentHours: '0.00',
    });
    const answer = await keeping.manager.graphql(
      `query ($program: ID!, $unit: ID!) { regulatoryDemand(programId: $program, unitId: $unit, from: "2026-03-08", to: "2026-03-08") { rows { requiredHours scheduledHours } } }`,
      { program: programId(), unit: otherUnit },
    );
    expect(answer.body.data?.regulatoryDemand.rows, answer.text).toEqual([
      { requiredHours: '60.00', scheduledHours: '36.00' },
    ]);
  });

  test('booked shifts count by the part of them that lies within', async () => {
    const { world, inWorld } = keeping;
    await inWorld(async () => {
      await world.copy('shifts', {
        unit_id: otherUnit,
        starts_at: '2026-03-08T22:00:00Z',
        ends_at: '2026-03-09T10:00:00Z',
        local_date: '2026-03-08',
      });
    });
    const { rows } = ok(await keeping.manager.get(ofUnit()));
    // The shift is 18:00 to 06:00 in Columbus: eleven hours of it lie in the night.
    expect(rows[1]).toMatchObject({
      contingentHours: '11.00',
      scheduledHours: '47.00',
      missingHours: '13.00',
    });
  });

  test('by California’s rule where the facility lies there; a forecast of what is owed is made of it', async () => {
    const { world, inWorld, manager } = keeping;
    let unit = '';
    await inWorld(async () => {
      const facility = await world.copy('facilities', { state: 'CA', time_zone: 'America/Los_Angeles' });
      unit = String((await world.copy('units', { facility_id: facility['id'] }))['id']);
    });
    ok(
      await manager.post('/unit-standards', {
        unitId: unit,
        unitType: 'critical_care',
        effectiveFrom: '2026-01-01',
      }),
      201,
    );
    ok(await manager.post('/census-counts', { ...census('2026-01-20'), unitId: unit }), 201);
    const { rows } = ok(
      await manager.get(
        `/regulatory-demand?programId=${programId()}&unitId=${unit}&from=2026-01-20&to=2026-01-20`,
      ),
    );
    expect(rows).toMatchObject([
      {
        ratioCode: 'ca_critical_care',
        patientsPerNurse: '2.00',
        requiredNurses: 9,
        requiredHours: '108.00',
        missingHours: null,
      },
    ]);
    const body = { programId: programId(), unitId: unit, basis: 'census', firstWeekStart: '2026-01-25' };
    const { id } = ok(await manager.post('/forecasts', body), 201);
    await drain();
    const [line] = await rowsOf(manager, `/forecast-lines?forecastId=${id}`);
    expect(line).toMatchObject({ profession: 'rn', historyMean: '108.00', model: 'seasonal_naive' });
  });

  test('what was counted and is taken back leaves what was expected, or nothing', async () => {
    const asked = ofUnit().replace('2026-03-07', '2026-03-08').replace('2026-03-09', '2026-03-08');
    const kinds = async () =>
      ok(await keeping.manager.get(asked)).rows.map((row: any) => [row.kind, row.patients]);
    expect(await kinds()).toEqual([['actual', 17]]);
    for (const left of [[['projected', 30]], []]) {
      const [first] = (
        await rowsOf(keeping.manager, `/census-counts?unitId=${otherUnit}&localDate=2026-03-08`)
      )
        .filter((count) => count.withdrawnAt === null)
        .toSorted((one, other) => (one.kind < other.kind ? -1 : 1));
      const path = `/census-counts/${first.id}/withdraw`;
      expect((await keeping.requester.post(path, { reason: 'Not that unit' })).status).toBe(404);
      const taken = ok(await keeping.manager.post(path, { reason: 'Not that unit' }));
      expect(taken.withdrawnAt).not.toBeNull();
      expect(await kinds()).toEqual(left);
    }
  });

  test('are refused a shift without length, too long a question, and vendors', async () => {
    const none = await keeping.manager.post('/census-counts', census('2026-03-01', { endTime: '19:00' }));
    expect(none.body.errors[0].code).toBe('no_length');
    const long = await keeping.manager.get(ofUnit().replace('2026-03-09', '2026-06-09'));
    expect(long.body.errors[0].code).toBe('too_long');
    expect((await keeping.recruiter.get(ofUnit())).status).toBe(403);
    expect((await keeping.recruiter.get('/census-counts')).status).toBe(403);
    const ratios = await rowsOf(keeping.recruiter, '/staffing-ratios?state=CA&unitType=telemetry');
    expect(
      ratios
        .map(({ code, patientsPerNurse }) => [code, patientsPerNurse])
        .toSorted(([one], [other]) => (one < other ? -1 : 1)),
    ).toEqual([
      ['ca_telemetry', '4.00'],
      ['ca_telemetry_2004', '5.00'],
    ]);
  });
});
