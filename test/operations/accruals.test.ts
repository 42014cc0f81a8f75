import { beforeAll, describe, expect, test } from 'vitest';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, week, type Placed, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let manager: Client;
let finance: Client;

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  ({ manager, finance } = weeks);
  // The world's own rows are none of these weeks'.
  await weeks.rows(async () => {
    await weeks.world.change('charges', { state: 'waived', waived_because: 'Not this test’s' });
    await weeks.world.change('expenses', { state: 'withdrawn', approved_at: null, approved_by: null });
    await weeks.world.change('timesheets', { week_starts_on: '2030-01-06' });
  });
});

const accrued = async (onDay: string, more = '', as = finance): Promise<any> =>
  ok(await as.get(`/programs/${weeks.programId}/accruals?onDay=${onDay}${more}`));
const byBasis = async (onDay: string, more = '') =>
  Object.fromEntries((await accrued(onDay, more)).rows.map((row: any) => [row.basis, row.amount]));
const cents = (amount: string) => BigInt(amount.replace('.', ''));
const total = (rows: readonly any[], of = 'amount') => rows.reduce((sum, row) => sum + cents(row[of]), 0n);
const run = async () =>
  ok(
    await manager.post('/invoice-runs', {
      programId: weeks.programId,
      periodStart: '2026-02-01',
      periodEnd: '2026-02-07',
    }),
    201,
  );

describe('a week on its way to an invoice', () => {
  let placed: Placed;
  let path: string;
  const answers = new Map<string, any>();
  const clock = (at: string) => service.moveClock(weeks.tenantId, at);
  const keep = async (at: string, onDay = '2026-02-04') => {
    const told = await accrued(onDay, '&by=cost_center&by=hour_type');
    answers.set(`${at} ${onDay}`, told);
    return told;
  };

  test('is accrued as it was stated, handed in, approved, and no more once it is invoiced', async () => {
    expect((await accrued('2026-02-28')).rows).toEqual([]);
    placed = await weeks.placed();
    const sheet = ok(
      await placed.worker.post('/timesheets', {
        assignmentId: placed.assignmentId,
        weekStartsOn: '2026-02-01',
      }),
      201,
    );
    path = `/timesheets/${sheet.id}`;
    ok(await placed.worker.put(`${path}/entries`, { entries: week() }));
    // 12, 12.25, 12 and 12 hours at 98; the last night begins in this week.
    expect(await byBasis('2026-02-28')).toEqual({ recorded: '4728.50' });
    expect(await byBasis('2026-02-02')).toEqual({ recorded: '1176.00' });
    await keep('2026-02-16T12:00:00Z');

    await clock('2026-02-16T13:00:00Z');
    ok(await placed.worker.post(`${path}/submit`));
    expect(await byBasis('2026-02-28')).toEqual({ submitted: '4264.75' });
    await keep('2026-02-16T13:00:00Z');

    await clock('2026-02-16T14:00:00Z');
    ok(await weeks.approver.post(`${path}/approve`));
    const whole = await accrued('2026-02-28');
    expect(whole).toMatchObject({
      amount: '4264.75',
      feeAmount: '127.94',
      vendorAmount: '4136.81',
      currency: 'USD',
      rows: [{ basis: 'approved', amount: '4264.75', costCenterId: null, itemKind: null }],
    });
    await keep('2026-02-16T14:00:00Z');

    await clock('2026-02-16T15:00:00Z');
    await run();
    expect((await accrued('2026-02-28')).rows).toEqual([]);
    // On a day before the document's it was worked and not invoiced, as it still is as of that day.
    expect(await byBasis('2026-02-14')).toEqual({ approved: '4264.75' });
  });

  test('is cut at any day by its day lines, to the cent', async () => {
    const lines: any[] = ok(
      await manager.get(`/timesheet-lines?timesheetId=${path.split('/')[2]}&limit=200`),
    ).data;
    for (const onDay of [
      '2026-02-01',
      '2026-02-02',
      '2026-02-03',
      '2026-02-04',
      '2026-02-06',
      '2026-02-07',
    ]) {
      const worked = lines.filter(({ workDate }) => workDate <= onDay);
      const told = await accrued(onDay, '&by=hour_type');
      expect([onDay, total(told.rows)]).toEqual([onDay, total(worked)]);
    }
  });

  test('reads as of each instant as it read then, whatever was approved and invoiced since', async () => {
    for (const [key, then] of answers) {
      const [at, onDay] = key.split(' ') as [string, string];
      expect(await accrued(onDay, `&by=cost_center&by=hour_type&asOf=${at}`)).toEqual({ ...then, asOf: at });
    }
    expect(await byBasis('2026-02-28', '&asOf=2026-02-16T11:59:59Z')).toEqual({});
    expect(
      (await finance.get(`/programs/${weeks.programId}/accruals?onDay=2026-02-28&asOf=2026-02-17T00:00:00Z`))
        .body,
    ).toMatchObject({ status: 422, errors: [{ pointer: '/asOf', code: 'in_future' }] });
  });

  test('is accrued by what was agreed since, less what was invoiced', async () => {
    await clock('2026-02-17T12:00:00Z');
    await weeks.agreed(path, week('07:30'));
    expect(await byBasis('2026-02-28')).toEqual({ approved: '-36.75' });
    // The quarter hour was Wednesday's.
    expect(await byBasis('2026-02-03')).toEqual({
      approved: (await byBasis('2026-02-03', '&asOf=2026-02-17T11:59:59Z'))['approved'],
    });
    expect(total((await accrued('2026-02-14')).rows)).toBe(422_800n);
  });
});

test('parts by cost center sum to the whole, by what is agreed or else the unit’s', async () => {
  await service.moveClock(weeks.tenantId, '2026-02-18T12:00:00Z');
  const placed = await weeks.placed();
  const [one, two, three] = [
    await weeks.costCenter('7101'),
    await weeks.costCenter('7102'),
    await weeks.costCenter('7103'),
  ];
  ok(
    await finance.post(`/assignments/${placed.assignmentId}/allocations`, {
      effectiveFrom: '2026-02-01',
      shares: [
        { costCenterId: one, percent: '33.33' },
        { costCenterId: two, percent: '33.33' },
        { costCenterId: three, percent: '33.34' },
      ],
    }),
  );
  await weeks.approved(
    placed,
    [shift('2026-02-10', '07:00', '15:00'), shift('2026-02-12', '07:00', '08:01')],
    '2026-02-08',
  );
  for (const onDay of ['2026-02-10', '2026-02-11', '2026-02-12']) {
    const whole = await accrued(onDay);
    const parts = await accrued(onDay, '&by=cost_center&by=vendor&by=facility&by=unit&by=item_kind');
    expect(total(parts.rows)).toBe(cents(whole.amount));
    expect(total(parts.rows, 'feeAmount')).toBe(cents(whole.feeAmount));
    expect(parts.rows.map(({ costCenterCode }: any) => costCenterCode)).toEqual(
      expect.arrayContaining(['7101', '7102', '7103']),
    );
  }
});

test('a vendor and a requester read no accruals; whoever is bound to another facility sees none of these', async () => {
  const path = `/programs/${weeks.programId}/accruals?onDay=2026-02-28`;
  expect((await weeks.atlas.recruiter.get(path)).status).toBe(403);
  const elsewhere = await weeks.rows(() => weeks.world.copy('facilities', { name: 'Elsewhere' }));
  const bound = await service.member(weeks.tenantId, {
    role: 'client_finance',
    programIds: [weeks.programId],
    facilityIds: [String(elsewhere['id'])],
  });
  expect(ok(await bound.get(path)).rows).toEqual([]);
  expect(ok(await finance.get(path)).rows).not.toEqual([]);
});
