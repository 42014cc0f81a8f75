import { beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../support/service.ts';
import { at, keepTime, ok, week, type Opened } from '../support/timesheets.ts';

const keeping = keepTime();
let placed: Opened;
let clientFinance: Client;

beforeAll(async () => {
  placed = await keeping.submitted();
  const programIds = [keeping.id('programs')];
  clientFinance = await keeping.service.member(keeping.world.tenantId, {
    role: 'client_finance',
    programIds,
  });
});

const paid = (client: Client, path = placed.path) =>
  client.get(`/timesheet-pay-lines?timesheetId=${path.split('/')[2]}&limit=100`);
const totalOf = (lines: { amount: string }[]) =>
  (lines.reduce((cents, { amount }) => cents + Math.round(Number(amount) * 100), 0) / 100).toFixed(2);

/** As the row security of the program says: its people read pay, or the vendor is its own float pool. */
const setting = (table: 'programs' | 'vendors', differences: Record<string, unknown>) =>
  keeping.inWorld(() => keeping.world.change(table, differences));

describe('what a week is paid', () => {
  test('is listed by day for its vendor, its worker and the MSP, and sums to the cent', async () => {
    for (const reader of [keeping.manager, keeping.recruiter, placed.worker]) {
      const { data } = ok(await paid(reader));
      // 40 h and 1.25 h at 60, and half of the regular rate for the 1.25.
      expect(totalOf(data)).toBe('2512.50');
      expect(data.find((line: any) => line.earning === 'overtime_premium')).toMatchObject({
        workDate: '2026-02-07',
        minutes: 75,
        rate: '30.0000',
        amount: '37.50',
        citation: '29 CFR 778.107, 778.109',
      });
      expect(ok(await reader.get(placed.path)).payTotal).toBe('2512.50');
    }
    const nested = await placed.worker.graphql(
      `{ timesheet(id: "${placed.sheet.id}") { payTotal gross payLines(first: 50) { nodes { earning amount } } } }`,
    );
    expect(nested.body.data.timesheet).toMatchObject({ payTotal: '2512.50', gross: null });
    expect(totalOf(nested.body.data.timesheet.payLines.nodes)).toBe('2512.50');
  });

  test('is nothing to a rival, to analysts and to the client, but where the program shows it or the pool is its own', async () => {
    const hidden = async (client: Client) => {
      expect(ok(await paid(client)).data).toEqual([]);
      expect(ok(await client.get(placed.path)).payTotal).toBeUndefined();
      const explained = ok(await client.get(`${placed.path}/explain`));
      expect([explained.pay, explained.rates[0].payRate]).toEqual([undefined, undefined]);
      expect(explained.gross).toBe('4264.75');
    };
    await hidden(keeping.requester);
    await hidden(clientFinance);
    expect(ok(await paid(keeping.rival)).data).toEqual([]);
    const analyst = await keeping.service.member(keeping.world.tenantId, { role: 'analyst' });
    expect((await paid(analyst)).status).toBe(403);
    expect(ok(await analyst.get(placed.path)).payTotal).toBeUndefined();
    await setting('programs', { requester_sees_pay: true });
    expect(totalOf(ok(await paid(keeping.requester)).data)).toBe('2512.50');
    await setting('programs', { requester_sees_pay: false });
    await setting('vendors', { kind: 'internal_pool' });
    expect(totalOf(ok(await paid(clientFinance)).data)).toBe('2512.50');
    expect(ok(await clientFinance.get(`${placed.path}/explain`)).pay.total).toBe('2512.50');
    await hidden(keeping.requester);
    await setting('vendors', { kind: 'agency' });
  });

  test('is explained line by line, on both sides of the week', async () => {
    const line = ok(await paid(keeping.recruiter)).data.find(
      ({ earning }: any) => earning === 'overtime_premium',
    );
    const explained = ok(await placed.worker.get(`/timesheet-pay-lines/${line.id}/explain`));
    expect(explained).toMatchObject({
      workDate: '2026-02-07',
      regularRate: '60.0000',
      policy: { name: 'Lakeshore Columbus', number: 1 },
      rates: [{ payRate: '60.0000' }],
      pay: {
        steps: [
          'regular rate 60.0000 = 2475.00 / 41.25 h worked',
          'half of it for 1.25 h of overtime = 37.50',
        ],
      },
    });
    expect(explained.intervals).toMatchObject([
      { from: at('2026-02-07T00:00'), to: at('2026-02-07T07:30') },
      { from: at('2026-02-07T19:00'), to: at('2026-02-08T00:00') },
    ]);
    const lines = ok(
      await keeping.manager.get(`/timesheet-lines?timesheetId=${placed.sheet.id}&limit=100`),
    ).data;
    const night = lines.find((one: any) => one.differentialCode === 'night' && one.workDate === '2026-02-07');
    const charged = ok(await keeping.requester.get(`/timesheet-lines/${night.id}/explain`));
    expect(charged).toMatchObject({
      rates: [{ billRate: '98.0000' }],
      charge: { hourType: 'differential', rate: '3.0000', window: { from: '19:00', to: '07:00' } },
    });
    expect(charged.intervals).toMatchObject([
      { from: at('2026-02-07T00:00'), to: at('2026-02-07T07:00') },
      { from: at('2026-02-07T19:00'), to: at('2026-02-08T00:00') },
    ]);
    const told = await placed.worker.get(`/timesheet-lines/${night.id}/explain`);
    expect(told.text).not.toMatch(/98\.0000|"rate"|"billRate"/);
    const asked = `{ explainTimesheetLine(timesheetLineId: "${night.id}") { charge { rate amount } pay: policy { name } } }`;
    const both = await keeping.manager.graphql(asked);
    expect(both.body.data?.explainTimesheetLine, both.text).toEqual({
      charge: { rate: '3.0000', amount: '118.50' },
      pay: { name: 'Lakeshore Columbus' },
    });
    for (const path of [`/timesheet-lines/${night.id}/explain`, `/timesheet-pay-lines/${line.id}/explain`]) {
      const foreign = await keeping.rival.get(path);
      expect([foreign.status, foreign.body.code]).toEqual([404, 'not_found']);
    }
    expect((await keeping.requester.get(`/timesheet-pay-lines/${line.id}/explain`)).status).toBe(404);
  });

  test('is kept of each version, and gone from a week that is stated anew', async () => {
    const adjusted = await keeping.approved();
    const shorter = { entries: week('07:30'), reason: 'Left at 07:30' };
    ok(await keeping.manager.post(`${adjusted.path}/adjust`, shorter));
    const { data } = ok(await paid(keeping.manager, adjusted.path));
    expect(totalOf(data.filter((line: any) => line.revision === 1))).toBe('2512.50');
    expect(totalOf(data.filter((line: any) => line.revision === 2))).toBe('2490.00');
    const again = await keeping.submitted();
    ok(await keeping.approver.post(`${again.path}/reject`, { reason: 'Wednesday' }));
    ok(await again.worker.put(`${again.path}/entries`, { entries: week('07:30') }));
    expect(ok(await paid(again.worker, again.path)).data).toEqual([]);
    expect(ok(await again.worker.get(again.path)).payTotal).toBeNull();
  });
});

describe('other pay', () => {
  const bonus = { code: 'retention_bonus', amount: '82.50', day: '2026-02-06', treatment: 'include' };

  test('is stated by the employer for an open week, counts as it says, and stays from the client', async () => {
    const opened = await keeping.opened();
    const items = [bonus, { ...bonus, code: 'housing', amount: '500', treatment: 'exclude', note: 'March' }];
    const asked = `mutation ($input: RecordOtherPayInput!) { recordOtherPay(input: $input) { timesheet { id } } }`;
    const input = {
      timesheetId: opened.sheet.id,
      items: items.map((item) => ({ ...item, treatment: item.treatment.toUpperCase() })),
    };
    const stated = await keeping.recruiter.graphql(asked, { input });
    expect(stated.body.errors, stated.text).toBeUndefined();
    const same = await keeping.recruiter.put(`${opened.path}/other-pay`, {
      items: [
        { ...bonus, amount: '82.50' },
        { ...items[1], amount: '500.00' },
      ],
    });
    expect(ok(same).version).toBe(opened.sheet.version + 1);
    await keeping.submitted(week(), opened);
    const { pay } = ok(await opened.worker.get(`${opened.path}/explain`));
    // 41.25 h × 60 and 82.50 are 62 an hour: half of it for 1.25 h is 38.75.
    expect(pay).toMatchObject({ regularRate: '62.0000', total: '3096.25' });
    const listed = (client: Client) => client.get(`/other-pay-items?timesheetId=${opened.sheet.id}`);
    expect(ok(await listed(opened.worker)).data).toHaveLength(2);
    expect(ok(await listed(keeping.requester)).data).toEqual([]);
    const feed = await keeping.requester.get('/events?limit=500');
    expect(feed.text).not.toContain('other_pay_recorded');
    const late = await keeping.recruiter.put(`${opened.path}/other-pay`, { items: [] });
    expect([late.status, late.body.code]).toEqual([409, 'step_not_allowed']);
  });

  test('of an approved week is the manager’s to change, as its next version', async () => {
    const approved = await keeping.approved();
    const put = (client: Client, items: object[], more?: object) =>
      client.put(`${approved.path}/other-pay`, { items }, more as never);
    expect((await put(keeping.recruiter, [bonus])).body.code).toBe('step_not_allowed');
    expect((await put(keeping.approver, [bonus])).status).toBe(403);
    const changed = ok(await put(keeping.manager, [bonus]));
    expect(changed).toMatchObject({ revision: 2, state: 'approved', payTotal: '2596.25', gross: '4264.75' });
    const told = async (client: Client) => (await client.get('/events?limit=200')).body.events;
    const ofWeek = ({ subject, type }: any) => subject.id === approved.sheet.id && /adjusted|pay/.test(type);
    const seen = (await told(keeping.requester)).filter(ofWeek);
    expect(seen.map(({ type, reason }: any) => [type, reason ?? null])).toEqual([
      ['timesheet.adjusted', null],
    ]);
    expect((await told(keeping.recruiter)).filter(ofWeek).map(({ type }: any) => type)).toContain(
      'timesheet.other_pay_recorded',
    );
    const moved = { entries: week('07:30'), reason: 'Left at 07:30' };
    const next = ok(await keeping.manager.post(`${approved.path}/adjust`, moved));
    // The next version keeps it: 41 h × 60, the bonus, and half of 62.0122 for the hour beyond 40.
    expect(next).toMatchObject({ revision: 3, payTotal: '2573.51' });
  });

  test('is refused outside the week, to others, and for a week that is not one’s own', async () => {
    const opened = await keeping.opened();
    const path = `${opened.path}/other-pay`;
    const outside = await keeping.recruiter.put(path, { items: [{ ...bonus, day: '2026-02-20' }] });
    expect([outside.status, outside.body.code]).toEqual([422, 'other_pay_outside_week']);
    const none = await keeping.recruiter.put(path, { items: [{ ...bonus, amount: '0' }] });
    expect(none.body.errors[0]).toMatchObject({ pointer: '/items/0/amount' });
    const much = await keeping.recruiter.put(path, { items: [{ ...bonus, amount: '100000000.00' }] });
    expect(much.body.errors[0]).toMatchObject({ pointer: '/items/0/amount' });
    expect((await opened.worker.put(path, { items: [bonus] })).status).toBe(403);
    const foreign = await keeping.rival.put(path, { items: [bonus] });
    const missing = await keeping.rival.put('/timesheets/0198c0de-0000-7000-8000-00000000dead/other-pay', {
      items: [bonus],
    });
    expect([foreign.status, foreign.body.code]).toEqual([missing.status, missing.body.code]);
    expect(foreign.status).toBe(404);
    const stale = await keeping.recruiter.put(path, { items: [bonus] }, { 'if-match': '"99"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'stale_version']);
  });
});
