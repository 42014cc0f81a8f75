import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { daysOf } from '../../src/domain/saved-reports/model/period.ts';
import { frequencies, nextRun } from '../../src/domain/saved-reports/model/schedule.ts';
import { weekdays } from '../../src/kernel/week.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { localDate } from '../../src/kernel/zone.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, type Weeks } from '../support/weeks.ts';

interface Sleepy {
  query(...asked: unknown[]): Promise<unknown>;
  release(fault?: unknown): void;
}

let service: Service;
let weeks: Weeks;
let rival: Client;
const terms = { metrics: ['spend_accrued', 'hours_worked'], by: ['vendor'], grain: 'month' };
const asked = {
  name: 'Spend of the month',
  terms,
  period: 'this_month',
  timeZone: 'America/New_York',
  isShared: true,
};

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  await weeks.approved(await weeks.placed());
  rival = (await weeks.supplier()).recruiter;
});

const runsOf = async (client: Client, id: string): Promise<any[]> =>
  ok(await client.get(`/report-runs?savedReportId=${id}&sort=answeredAt&include=savedReport`)).data;

describe('the days of a period', () => {
  test.each([
    ['yesterday', '2026-02-28', '2026-02-28'],
    ['last_week', '2026-02-22', '2026-02-28'],
    ['last_4_weeks', '2026-02-01', '2026-02-28'],
    ['last_13_weeks', '2025-11-30', '2026-02-28'],
    ['this_month', '2026-03-01', '2026-03-01'],
    ['last_month', '2026-02-01', '2026-02-28'],
    ['last_3_months', '2025-12-01', '2026-02-28'],
    ['last_12_months', '2025-03-01', '2026-02-28'],
    ['this_quarter', '2026-01-01', '2026-03-01'],
    ['last_quarter', '2025-10-01', '2025-12-31'],
    ['this_year', '2026-01-01', '2026-03-01'],
    ['last_year', '2025-01-01', '2025-12-31'],
  ] as const)('%s, on Sunday 2026-03-01, are %s to %s', (period, from, to) => {
    expect(daysOf(period, '2026-03-01')).toEqual({ from, to });
  });
});

describe('a schedule', () => {
  test('runs at its time by the clocks of its zone, through a change of them', () => {
    const weekly = { every: 'week', weekday: 'sunday', time: '02:30', timeZone: 'America/New_York' } as const;
    // At 02:00 on that Sunday clocks go to 03:00: there is no 02:30.
    expect(nextRun(weekly, '2026-03-01T12:00:00Z')).toBe('2026-03-08T07:30:00Z');
    expect(nextRun(weekly, '2026-03-08T07:30:00Z')).toBe('2026-03-15T06:30:00Z');
    const quarterly = { every: 'quarter', weekday: null, time: '06:00', timeZone: 'UTC' } as const;
    expect(nextRun(quarterly, '2026-01-01T06:00:00Z')).toBe('2026-04-01T06:00:00Z');
  });

  test('is always ahead, at most a frequency away, on a day of its own', () => {
    const longest = { day: 1, week: 7, month: 31, quarter: 92 };
    fc.assert(
      fc.property(
        fc.constantFrom(...frequencies),
        fc.constantFrom(...weekdays),
        fc.integer({ min: 0, max: 23 }),
        fc.constantFrom('UTC', 'America/New_York', 'America/Los_Angeles', 'Asia/Kolkata'),
        fc.date({ min: new Date('2024-01-01'), max: new Date('2028-12-31'), noInvalidDate: true }),
        (every, weekday, hour, timeZone, date) => {
          const after = date.toISOString();
          const schedule = {
            every,
            weekday: every === 'week' ? weekday : null,
            time: `${String(hour).padStart(2, '0')}:00`,
            timeZone,
          };
          const next = nextRun(schedule, after);
          const ahead = Date.parse(next) - date.getTime();
          expect(ahead).toBeGreaterThan(-60_000);
          expect(ahead).toBeLessThanOrEqual((longest[every] + 1) * 86_400_000);
          const day = Temporal.PlainDate.from(localDate(next, timeZone));
          if (every === 'week') expect(weekdays[day.dayOfWeek % 7]).toBe(weekday);
          if (every === 'month' || every === 'quarter') expect(day.day).toBe(1);
          if (every === 'quarter') expect(day.month % 3).toBe(1);
        },
      ),
    );
  });
});

describe('a saved report', () => {
  test('is asked on request, by one’s own rights, and what was answered stays as it was', async () => {
    const saved = ok(await weeks.manager.post('/saved-reports', asked), 201);
    expect(saved).toMatchObject({ period: 'this_month', every: null, nextRunAt: null });
    const { body } = await weeks.manager.graphql(
      `mutation($id: ID!) { runSavedReport(input: { savedReportId: $id }) { reportRun { id state rowCount fromOn toOn trigger } } }`,
      { id: saved.id },
    );
    const run = body.data.runSavedReport.reportRun;
    expect(run).toMatchObject({
      state: 'COMPLETED',
      fromOn: '2026-02-01',
      toOn: '2026-02-16',
      trigger: 'REQUEST',
    });
    const direct = ok(
      await weeks.manager.get(
        '/reports/query?metrics=spend_accrued,hours_worked&by=vendor&grain=month&from=2026-02-01&to=2026-02-16',
      ),
    );
    const kept = ok(await weeks.manager.get(`/report-runs/${run.id}/rows`));
    expect(kept.rows).toEqual(direct.rows);
    expect(kept.rows).toHaveLength(run.rowCount);
    expect(kept.rows).toContainEqual(expect.objectContaining({ metric: 'spend_accrued', value: '4264.75' }));
    const csv = await weeks.manager.get(`/report-runs/${run.id}/rows`, { accept: 'text/csv' });
    expect(csv.text.split('\r\n')).toHaveLength(run.rowCount + 2);
    await weeks.approved(await weeks.placed());
    expect(ok(await weeks.manager.get(`/report-runs/${run.id}/rows`))).toEqual(kept);
  });

  test('is shared as a question: each is answered by rights of their own, and sees runs of their own', async () => {
    const saved = ok(await weeks.manager.post('/saved-reports', { ...asked, name: 'Shared' }), 201);
    const other = await service.member(weeks.tenantId, {
      role: 'program_manager',
      programIds: [crypto.randomUUID()],
    });
    expect((await other.get(`/saved-reports/${saved.id}`)).status).toBe(200);
    const run = ok(await other.post(`/saved-reports/${saved.id}/run`));
    expect(run).toMatchObject({ state: 'completed', rowCount: 0 });
    expect((await weeks.manager.get(`/report-runs/${run.id}`)).status).toBe(404);
    expect((await weeks.manager.get(`/report-runs/${run.id}/rows`)).status).toBe(404);
    expect(
      (await other.patch(`/saved-reports/${saved.id}`, { name: 'Mine now' }, { 'if-match': '"1"' })).body
        .code,
    ).toBe('report_not_yours');
    for (const stranger of [rival, weeks.finance])
      expect((await stranger.get(`/saved-reports/${saved.id}`)).status).toBe(404);
    ok(await weeks.manager.post(`/saved-reports/${saved.id}/archive`));
    expect((await weeks.manager.post(`/saved-reports/${saved.id}/run`)).body.code).toBe('step_not_allowed');
  });

  test('whose owner is gone is handed to another, who runs it on, or put away, by who looks after it alone', async () => {
    const program = { programIds: [weeks.programId] };
    const owner = await service.member(weeks.tenantId, { role: 'client_finance', ...program });
    const kept = { ...asked, programId: weeks.programId, schedule: { every: 'week', time: '06:00' } };
    const left = ok(await owner.post('/saved-reports', { ...kept, name: 'Left' }), 201);
    const unseen = ok(await owner.post('/saved-reports', { ...asked, name: 'Own', isShared: false }), 201);
    const loose = ok(await owner.post('/saved-reports', { ...asked, name: 'Of no program' }), 201);
    const admin = await service.member(weeks.tenantId, { role: 'tenant_admin' });
    const elsewhere = await service.member(weeks.tenantId, {
      role: 'program_manager',
      programIds: [crypto.randomUUID()],
    });
    ok(await admin.post(`/memberships/${owner.actor.membershipId}/end`));
    await service.drain(weeks.tenantId);
    expect(ok(await weeks.manager.get(`/saved-reports/${left.id}`))).toMatchObject({
      version: 2,
      nextRunAt: null,
      archivedAt: null,
    });
    const [gone] = await service.as(systemActor(weeks.tenantId), (tx) =>
      tx.rows<{ gone: boolean }>(
        sql`select archived_at is not null as gone from saved_reports where id = ${unseen.id}`,
      ),
    );
    expect(gone).toEqual({ gone: true });
    const path = `/saved-reports/${left.id}/reassign`;
    const to = (client: Client) => ({ membershipId: client.actor.membershipId });
    expect((await elsewhere.post(path, to(weeks.finance))).status).toBe(404);
    expect(
      (await elsewhere.post(`/saved-reports/${crypto.randomUUID()}/reassign`, to(weeks.finance))).status,
    ).toBe(404);
    expect((await weeks.finance.post(path, to(weeks.finance))).body.code).toBe('report_not_yours');
    expect((await weeks.finance.post(`/saved-reports/${left.id}/archive`)).body.code).toBe(
      'report_not_yours',
    );
    // A manager is of the other side; an approver may not ask for spend; a program elsewhere is another.
    const distant = await service.member(weeks.tenantId, {
      role: 'client_finance',
      programIds: [crypto.randomUUID()],
    });
    for (const other of [weeks.manager, weeks.approver, distant])
      expect([other.actor.role, (await weeks.manager.post(path, to(other))).body.code]).toEqual([
        other.actor.role,
        'cannot_own_report',
      ]);
    expect((await weeks.manager.post(path, to(weeks.finance), { 'if-match': '"1"' })).body.code).toBe(
      'stale_version',
    );
    const { body } = await weeks.manager.graphql(
      `mutation($id: ID!, $to: ID!) { reassignSavedReport(input: { savedReportId: $id, membershipId: $to })
        { savedReport { membershipId nextRunAt version } } }`,
      { id: left.id, to: weeks.finance.actor.membershipId },
    );
    expect(body.data.reassignSavedReport.savedReport).toEqual({
      membershipId: weeks.finance.actor.membershipId,
      nextRunAt: left.nextRunAt,
      version: 3,
    });
    expect((await weeks.manager.post(`/saved-reports/${loose.id}/archive`)).status).toBe(404);
    expect(ok(await admin.post(`/saved-reports/${loose.id}/archive`)).archivedAt).not.toBeNull();
    ok(await admin.post(`/saved-reports/${left.id}/archive`));
    expect((await admin.post(path, to(weeks.finance))).body.code).toBe('step_not_allowed');
  });

  test('of a vendor goes with its owner, whom nobody there looks after', async () => {
    const { recruiter } = await weeks.supplier();
    const report = { ...asked, name: 'Ours', terms: { metrics: ['hours_worked'] } };
    const saved = ok(await recruiter.post('/saved-reports', report), 201);
    const admin = await service.member(weeks.tenantId, { role: 'tenant_admin' });
    expect((await admin.get(`/saved-reports/${saved.id}`)).status).toBe(404);
    ok(await admin.post(`/users/${recruiter.actor.userId}/deactivate`));
    await service.drain(weeks.tenantId);
    const told = await weeks.manager.get('/events?types=saved_report.archived');
    expect(told.body.events.map(({ subject }: any) => subject.id)).toContain(saved.id);
  });

  test('keeps its answers once, as long as it says, and lets none go before', async () => {
    const saved = ok(
      await weeks.manager.post('/saved-reports', { ...asked, name: 'Brief', keepDays: 30 }),
      201,
    );
    const run = ok(await weeks.manager.post(`/saved-reports/${saved.id}/run`));
    const system = systemActor(weeks.tenantId);
    const [version] = await service.as(system, (tx) =>
      tx.rows<{ row: object }>(
        sql`select "row" from row_versions where table_name = 'report_runs' and row_id = ${run.id}`,
      ),
    );
    expect(version!.row).not.toHaveProperty('rows');
    expect(version!.row).toMatchObject({ rows_digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const aged = (days: number) =>
      service.as(system, async (tx) => {
        const [row] = await tx.rows<{ id: string }>(sql`insert into report_runs
            select (jsonb_populate_record(r, jsonb_build_object('id', uuidv7(make_interval(days => ${-days}::int))))).* from report_runs r
            where r.tenant_id = ${weeks.tenantId} and r.id = ${run.id} returning id`);
        return row!.id;
      });
    const [young, old] = [await aged(29), await aged(31)];
    const early = (id: string) =>
      service.as(system, (tx) => tx.rows(sql`delete from report_runs where id = ${id} returning id`));
    await expect(early(young)).rejects.toMatchObject({ code: '42501' });
    await service.app.worker.hands.keeper.tidy(weeks.tenantId);
    expect(new Set((await runsOf(weeks.manager, saved.id)).map(({ id }) => id))).toEqual(
      new Set([young, run.id]),
    );
    expect((await weeks.manager.get(`/report-runs/${old}/rows`)).status).toBe(404);
    ok(await weeks.manager.patch(`/saved-reports/${saved.id}`, { keepDays: 7 }, { 'if-match': '"1"' }));
    await service.app.worker.hands.keeper.tidy(weeks.tenantId);
    expect((await runsOf(weeks.manager, saved.id)).map(({ id }) => id)).toEqual([run.id]);
  });

  test('that takes longer than one may is kept as failed, and its schedule goes on', async () => {
    const made = ok(
      await weeks.manager.post('/saved-reports', {
        ...asked,
        name: 'Slow',
        schedule: { every: 'day', time: '06:00' },
      }),
      201,
    );
    const { reports } = service.app.pools;
    const { connect } = reports;
    // What a report takes is beyond what a test may take: the statement sleeps past a limit of its own.
    reports.connect = (async (...given: [never]) => {
      const client = await (connect.apply(reports, given) as unknown as Promise<Sleepy>);
      const { query } = client;
      client.query = (...asked) =>
        JSON.stringify(asked[0]).includes('from reporting.')
          ? query
              .call(client, `set local statement_timeout = '20ms'`)
              .then(() => query.call(client, 'select pg_sleep(1)'))
          : query.apply(client, asked);
      const { release } = client;
      client.release = (fault) => {
        Object.assign(client, { query, release });
        release.call(client, fault);
      };
      return client;
    }) as never;
    try {
      await service.moveClock(weeks.tenantId, made.nextRunAt);
    } finally {
      reports.connect = connect;
    }
    const [cut] = await runsOf(weeks.manager, made.id);
    expect(cut).toMatchObject({ state: 'failed', rowCount: 0, problemCode: 'took_too_long' });
    const [first, second] = [
      made.nextRunAt,
      ok(await weeks.manager.get(`/saved-reports/${made.id}`)).nextRunAt,
    ];
    expect(Date.parse(second) - Date.parse(first)).toBe(86_400_000);
    ok(await weeks.manager.post(`/saved-reports/${made.id}/archive`));
  });

  test('that whoever runs it may not ask is kept as failed, and says what was not theirs', async () => {
    const saved = ok(await weeks.finance.post('/saved-reports', { ...asked, name: 'By vendor' }), 201);
    expect(ok(await weeks.approver.post(`/saved-reports/${saved.id}/run`))).toMatchObject({
      state: 'failed',
      rowCount: 0,
      problemCode: 'field_not_available',
      problemDetail: '/terms/metrics: There is no metric spend_accrued that you may ask for.',
    });
  });

  test('of a metric, a dimension or days that cannot be asked is refused by name', async () => {
    const refused = async (as: Client, change: object) => {
      const { status, body } = await as.post('/saved-reports', {
        ...asked,
        name: 'No',
        isShared: false,
        ...change,
      });
      expect(status).toBe(422);
      return body.errors.map(({ pointer, code }: any) => `${pointer} ${code}`);
    };
    const unavailable = ['/terms/metrics field_not_available'];
    expect(await refused(weeks.manager, { terms: { metrics: ['no_such'] } })).toEqual(unavailable);
    expect(await refused(rival, { terms: { metrics: ['fill_rate_gross'] } })).toEqual(unavailable);
    const analyst = await service.member(weeks.tenantId, { role: 'analyst' });
    expect(await refused(analyst, { terms: { metrics: ['hours_worked'] }, period: 'last_week' })).toEqual([
      '/period not_a_month',
    ]);
    expect(await refused(weeks.manager, { period: 'fixed' })).toEqual(['/days required']);
    const days = { from: '2026-02-01', to: '2026-01-31' };
    expect(await refused(weeks.manager, { period: 'fixed', days })).toEqual(['/days/to before_start']);
    expect(await refused(weeks.manager, { days })).toEqual(['/days not_fixed']);
    const schedule = { every: 'month', weekday: 'monday', time: '06:00' };
    expect(await refused(weeks.manager, { schedule })).toEqual(['/schedule/weekday not_weekly']);
    expect(
      (await weeks.manager.post('/saved-reports', { ...asked, name: 'spend OF the month' })).body.code,
    ).toBe('report_exists');
  });

  test('runs by itself by the rights that its owner has by then, and stops without any', async () => {
    const owner = await service.member(weeks.tenantId, {
      role: 'client_finance',
      programIds: [weeks.programId],
    });
    const made = ok(
      await owner.post('/saved-reports', {
        ...asked,
        name: 'Each Monday',
        schedule: { every: 'week', time: '06:00' },
      }),
      201,
    );
    expect(made).toMatchObject({ every: 'week', weekday: 'monday', nextRunAt: '2026-02-23T11:00:00Z' });
    await service.moveClock(weeks.tenantId, '2026-03-03T12:00:00Z');
    const [first, second, ...others] = await runsOf(owner, made.id);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      answeredAt: '2026-02-23T11:00:00Z',
      trigger: 'schedule',
      fromOn: '2026-02-01',
      toOn: '2026-02-23',
    });
    expect(second).toMatchObject({ answeredAt: '2026-03-02T11:00:00Z', fromOn: '2026-03-01', rowCount: 0 });
    const notices = ok(await owner.get('/notifications?topic=report_ready')).data;
    expect(new Set(notices.map(({ subjectId }: any) => subjectId))).toEqual(new Set([first.id, second.id]));
    expect(notices).toHaveLength(2);
    expect(ok(await weeks.finance.get('/notifications?topic=report_ready')).data).toEqual([]);
    const { rows } = ok(await owner.get(`/report-runs/${first.id}/rows`));
    expect(rows.length).toBeGreaterThan(0);
    const admin = await service.member(weeks.tenantId, { role: 'tenant_admin' });
    ok(await admin.post(`/memberships/${owner.actor.membershipId}/end`));
    await service.moveClock(weeks.tenantId, '2026-03-17T12:00:00Z');
    const told = await weeks.manager.get('/events?types=saved_report.stopped');
    expect(told.body.events.map(({ subject }: any) => subject.id).at(-1)).toBe(made.id);
  });

  test('runs no more once its schedule is taken from it, and anew once it has another', async () => {
    const made = ok(
      await weeks.manager.post('/saved-reports', {
        ...asked,
        name: 'Daily',
        schedule: { every: 'day', time: '06:00' },
      }),
      201,
    );
    const none = ok(
      await weeks.manager.patch(`/saved-reports/${made.id}`, { schedule: null }, { 'if-match': '"1"' }),
    );
    expect(none).toMatchObject({ every: null, time: null, nextRunAt: null });
    const other = { schedule: { every: 'week', weekday: 'friday', time: '07:15' } };
    const anew = ok(await weeks.manager.patch(`/saved-reports/${made.id}`, other, { 'if-match': '"2"' }));
    expect(anew.nextRunAt).toBe('2026-03-20T11:15:00Z');
    await service.moveClock(weeks.tenantId, '2026-03-21T12:00:00Z');
    expect((await runsOf(weeks.manager, made.id)).map(({ answeredAt }) => answeredAt)).toEqual([
      '2026-03-20T11:15:00Z',
    ]);
  });
});
