import { beforeAll, describe, expect, test } from 'vitest';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, type Placed, type Supplier, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  admin = await service.member(weeks.tenantId, { role: 'tenant_admin' });
});

const moveTo = (to: string) => service.moveClock(weeks.tenantId, to);
const drained = () => service.drain(weeks.tenantId);
const list = async (path: string, client: Client = weeks.manager): Promise<any[]> =>
  ok(await client.get(`${path}&limit=200`)).data;
const agreementOf = async ({ id }: Supplier): Promise<any> => (await list(`/agreements?vendorId=${id}`))[0];
const measured = async (agreementId: string): Promise<any[]> =>
  (await list(`/agreement-utilizations?agreementId=${agreementId}`)).toSorted(
    (one, other) => one.monthStart.localeCompare(other.monthStart) || one.revision - other.revision,
  );
const volumeItems = async ({ id }: Supplier): Promise<any[]> =>
  (await list(`/billing-items?vendorId=${id}&kind=volume_adjustment`)).filter(
    ({ state }) => state !== 'void',
  );
const bandsFor = (measure: string, ...bands: [string, string | null, string, string][]) => ({
  volumeBands: bands.map(([volumeFrom, volumeUnder, stepKind, stepValue]) => ({
    measure,
    volumeFrom,
    volumeUnder,
    stepKind,
    stepValue,
  })),
});

const byText = (one: unknown, other: unknown) => (String(one) < String(other) ? -1 : 1);
const runOf = (periodEnd: string) => ({
  programId: weeks.programId,
  periodStart: '2026-01-01',
  periodEnd,
});

/** A week of two shifts of eight hours at 98: 1,568.00. */
const worked = (placed: Placed, weekStartsOn: string, ...days: string[]) =>
  weeks.approved(
    placed,
    days.map((day) => shift(day, '08:00', '16:00')),
    weekStartsOn,
  );

/** A vendor with bands, one placed worker, and sixteen hours approved in February. */
async function february(bands: object, terms: Record<string, unknown> = {}) {
  const supplier = await weeks.supplier({ ...terms });
  const agreement = await agreementOf(supplier);
  const set = ok(await admin.post(`/agreements/${agreement.id}/set-volume-bands`, bands));
  expect(set.version).toBe(2);
  const placed = await weeks.placed(supplier);
  await drained();
  await worked(placed, '2026-02-01', '2026-02-03', '2026-02-04');
  await drained();
  return { supplier, placed, agreementId: agreement.id as string };
}

describe('a month’s volume', () => {
  test('sets the step of the month after, which its charges then have; nothing before', async () => {
    const { supplier, placed, agreementId } = await february(
      bandsFor(
        'monthly_hours',
        ['0', '16', 'discount_percent', '0'],
        ['16', '100', 'discount_percent', '2'],
        ['100', null, 'discount_percent', '5'],
      ),
    );
    // The month that ran when the bands were set has the step of January, in which nobody worked.
    expect(await measured(agreementId)).toMatchObject([
      { monthStart: '2026-01-01', volume: '0.00', stepValue: '0.0000' },
    ]);
    expect(await volumeItems(supplier)).toEqual([]);
    const path = `/agreements/${agreementId}/utilization`;
    expect(ok(await supplier.recruiter.get(path))).toMatchObject({
      monthStart: '2026-02-01',
      asOfDate: '2026-02-16',
      measure: 'monthly_hours',
      volume: '16.00',
      projectedVolume: '28.00',
      nextThreshold: '100.00',
      missingVolume: '84.00',
      stepInForce: { stepKind: 'discount_percent', stepValue: '0.0000', monthStart: '2026-01-01' },
    });
    // In New York March begins at 05:00Z.
    await moveTo('2026-03-01T04:59:00Z');
    expect(await measured(agreementId)).toHaveLength(1);
    await moveTo('2026-03-09T12:00:00Z');
    expect((await measured(agreementId)).at(-1)).toMatchObject({
      monthStart: '2026-02-01',
      revision: 1,
      volume: '16.00',
      stepKind: 'discount_percent',
      stepValue: '2.0000',
      state: 'in_force',
    });
    const applied = async () =>
      ok(await supplier.recruiter.get('/events?types=agreement.band_applied')).events.findLast(
        ({ subject }: any) => subject.id === agreementId,
      )?.data;
    // The feed waits for whatever transaction began before.
    await expect.poll(applied).toMatchObject({ month: '2026-02-01' });
    const sheet = await worked(placed, '2026-03-01', '2026-03-03', '2026-03-04');
    const [item] = await volumeItems(supplier);
    // 2 % of 1,568.00; the fee is 3 % of 1,536.64 less 3 % of 1,568.00: 46.10 − 47.04.
    expect(item).toMatchObject({
      amount: '-31.36',
      feeAmount: '-0.94',
      vendorAmount: '-30.42',
      minutes: null,
      state: 'approved',
      sourceNoun: 'agreement_utilization',
      workDateFrom: '2026-03-03',
      workDateTo: '2026-03-04',
      description: 'Volume of 2026-02: 2.0000 percent off',
    });
    const explained = ok(await supplier.recruiter.get(`/billing-items/${item.id}/explain`));
    expect(explained.steps.map(({ name, result }: any) => [name, result])).toEqual([
      ['volume_step', '-31.36'],
      ['fee', '-0.94'],
      ['vendor_amount', '-30.42'],
    ]);
    expect(explained.steps[0].detail).toContain(sheet.split('/')[2]);
    expect(ok(await supplier.recruiter.get(path))).toMatchObject({
      monthStart: '2026-03-01',
      stepInForce: { stepValue: '2.0000', volume: '16.00' },
    });
  });

  test('of a week over two months steps each day by its own month', async () => {
    const { supplier, placed } = await february(
      bandsFor('headcount', ['1', '2', 'rate_step', '-2.5'], ['2', null, 'rate_step', '-5']),
    );
    await weeks.placed(supplier);
    await moveTo('2026-04-06T12:00:00Z');
    await worked(placed, '2026-03-29', '2026-03-30', '2026-03-31', '2026-04-01');
    const items = await volumeItems(supplier);
    const said = items.map(({ amount, workDateFrom, workDateTo }) => [workDateFrom, workDateTo, amount]);
    expect(said.toSorted(byText)).toEqual([
      ['2026-03-30', '2026-03-31', '-40.00'],
      ['2026-04-01', '2026-04-01', '-40.00'],
    ]);
  });

  test('measured anew after a correction bills again what the other band changes, once', async () => {
    const { supplier, placed, agreementId } = await february(
      bandsFor('spend', ['0', '1000', 'discount_percent', '0'], ['1000', null, 'discount_percent', '2']),
    );
    await moveTo('2026-04-13T12:00:00Z');
    // March had no hours: April has no discount.
    const april = await worked(placed, '2026-04-05', '2026-04-07');
    expect(await volumeItems(supplier)).toEqual([]);
    // The hours of late March are approved only now.
    const march = await worked(placed, '2026-03-15', '2026-03-17', '2026-03-18');
    await drained();
    expect((await measured(agreementId)).slice(-2)).toMatchObject([
      { monthStart: '2026-03-01', revision: 1, volume: '0.00', state: 'superseded' },
      { monthStart: '2026-03-01', revision: 2, volume: '1568.00', state: 'in_force' },
    ]);
    const [item, ...others] = await volumeItems(supplier);
    expect(others).toEqual([]);
    expect(item).toMatchObject({ amount: '-15.68', workDateFrom: '2026-04-07', state: 'approved' });
    ok(await weeks.manager.post('/invoice-runs', runOf('2026-04-30')), 201);
    expect((await volumeItems(supplier)).map(({ state }) => state)).toEqual(['invoiced']);
    // March is put right: eight hours less, under the band again; what was invoiced is given back.
    await weeks.agreed(march, [shift('2026-03-17', '08:00', '16:00')], supplier);
    await drained();
    expect((await measured(agreementId)).at(-1)).toMatchObject({ revision: 3, volume: '784.00' });
    const items = await volumeItems(supplier);
    expect(items.map(({ amount, state }) => [amount, state]).toSorted(byText)).toEqual([
      ['-15.68', 'invoiced'],
      ['15.68', 'approved'],
    ]);
    await drained();
    expect(await volumeItems(supplier)).toHaveLength(2);
    expect(ok(await weeks.manager.get(april)).state).toBe('invoiced');
    const balance = items.every(
      ({ amount, feeAmount, vendorAmount }) =>
        Math.round(amount * 100) === Math.round(feeAmount * 100) + Math.round(vendorAmount * 100),
    );
    expect(balance).toBe(true);
  });

  test('counts the hours that were worked, not what is billed besides them', async () => {
    const { supplier, placed, agreementId } = await february(
      bandsFor('monthly_hours', ['0', '50', 'rate_step', '0'], ['50', null, 'rate_step', '-3']),
    );
    const own = { programId: weeks.programId, agreementId, name: 'Surgery', effectiveFrom: '2026-01-01' };
    const rules = {
      overtime: { system: 'california' },
      workweekStart: { day: 'sunday', time: '00:00' },
      rounding: { minutes: 0 },
      attribution: 'split_at_midnight',
      meals: { system: 'california' },
      differentials: [{ code: 'charge', rate: '2.0000', roles: ['charge'] }],
      onCall: { billRate: '8.0000', continuesDuringCallback: true },
      callback: { minimumMinutes: 120, multiplier: '1.5', billMultiplier: '1.5', from: 'punch' },
      billOvertimeMultiplier: '1.5',
      bill: { doubleTimeMultiplier: '2', passesThrough: ['meal_premium'] },
    };
    ok(await weeks.manager.post('/pay-policies', { ...own, rules }), 201);
    const long = {
      ...shift('2026-04-07', '07:00', '20:15'),
      meals: [{ startsAt: '2026-04-07T16:30:00Z', endsAt: '2026-04-07T17:00:00Z' }],
      roles: ['charge'],
    };
    const waited = { startsAt: '2026-04-08T19:00:00Z', endsAt: '2026-04-09T11:00:00Z', kind: 'on_call' };
    const called = { ...shift('2026-04-08', '22:10', '23:05'), kind: 'callback' };
    const { assignmentId, worker } = placed;
    const sheet = ok(await worker.post('/timesheets', { assignmentId, weekStartsOn: '2026-04-05' }), 201);
    const path = `/timesheets/${sheet.id}`;
    ok(await worker.put(`${path}/entries`, { entries: [long, waited, called] }));
    ok(await worker.post(`${path}/submit`));
    expect((await weeks.approver.post(`${path}/approve`)).body.code).toBe('time_exceptions_open');
    for (const { id } of await list(`/time-exceptions?timesheetId=${sheet.id}&state=open`))
      ok(await supplier.recruiter.post(`/time-exceptions/${id}/attest`, { text: 'A code blue' }));
    ok(await weeks.approver.post(`${path}/approve`));
    const items = (await list(`/billing-items?vendorId=${supplier.id}&state=approved`)).filter(
      ({ workDateFrom }) => workDateFrom >= '2026-04-01',
    );
    // The long day 480 at 98, 240 at 147 and 45 minutes at 196; called back 55 of 120 minutes at 147.
    expect(
      items.map(({ hourType, minutes, amount }) => [hourType, minutes, amount]).toSorted(byText),
    ).toEqual([
      ['callback', 55, '134.75'],
      ['callback_minimum', 65, '159.25'],
      ['differential', 765, '25.50'],
      ['double_time', 45, '147.00'],
      ['meal_premium', 60, '98.00'],
      ['on_call', 960, '128.00'],
      ['overtime', 240, '588.00'],
      ['regular', 480, '784.00'],
    ]);
    // 820 minutes were worked.
    expect(ok(await supplier.recruiter.get(`/agreements/${agreementId}/utilization`))).toMatchObject({
      monthStart: '2026-04-01',
      volume: '13.67',
    });
    ok(await weeks.manager.post('/invoice-runs', runOf('2026-04-29')), 201);
    for (const basis of ['accrued', 'invoiced']) {
      const path = `/reports/spend?by=vendor&from=2026-04-01&to=2026-04-29&basis=${basis}`;
      const { rows } = ok(await weeks.manager.get(path));
      expect(rows.filter(({ vendorId }: any) => vendorId === supplier.id)).toMatchObject([
        { amount: '2064.50', hours: '13.6667' },
      ]);
    }
  });

  test('follows an adjusted week, and waits with one that is disputed', async () => {
    const { supplier, placed } = await february(
      bandsFor('monthly_hours', ['0', null, 'discount_percent', '10']),
      { fee_model: 'client_funded', fee_percent: '5' },
    );
    const path = await worked(placed, '2026-04-05', '2026-04-07', '2026-04-08');
    expect(await volumeItems(supplier)).toMatchObject([
      { amount: '-164.64', feeAmount: '-7.84', vendorAmount: '-156.80' },
    ]);
    const proposedEntries = [shift('2026-04-07', '08:00', '16:00')];
    ok(await weeks.approver.post(`${path}/dispute`, { reason: 'One day', proposedEntries }));
    await weeks.manager.post('/invoice-runs', runOf('2026-04-30'));
    expect((await volumeItems(supplier)).map(({ state }) => state)).toEqual(['approved']);
    ok(await supplier.recruiter.post(`${path}/resolve-dispute`, { decision: 'accept' }));
    expect(await volumeItems(supplier)).toMatchObject([{ amount: '-82.32', state: 'approved' }]);
  });

  test('of a document that is void is billed again in the next round, and follows the week as before', async () => {
    const { supplier, placed } = await february(
      bandsFor('monthly_hours', ['0', null, 'discount_percent', '10']),
    );
    const path = await worked(placed, '2026-04-05', '2026-04-07', '2026-04-08');
    const ofMonth = async () =>
      (await list(`/billing-items?vendorId=${supplier.id}&sourceNoun=agreement_utilization`)).filter(
        ({ state }) => state !== 'void',
      );
    const total = async () => {
      const amounts = (await ofMonth()).map(({ amount }) => Number(amount));
      return amounts.reduce((all, amount) => all + amount, 0).toFixed(2);
    };
    const run = ok(await weeks.manager.post('/invoice-runs', runOf('2026-05-31')), 201);
    const [invoice] = await list(`/invoices?runId=${run.id}&kind=client_invoice`);
    ok(await weeks.manager.post(`/invoices/${invoice.id}/void`, { reason: 'Wrong buyer' }));
    expect((await ofMonth()).map(({ amount, round, state }) => [amount, round, state])).toEqual([
      ['-156.80', 1, 'invoiced'],
      ['156.80', 1, 'invoiced'],
      ['-156.80', 2, 'approved'],
    ]);
    const proposedEntries = [shift('2026-04-07', '08:00', '16:00')];
    ok(await weeks.approver.post(`${path}/dispute`, { reason: 'One day', proposedEntries }));
    ok(await supplier.recruiter.post(`${path}/resolve-dispute`, { decision: 'accept' }));
    expect(await total()).toBe('-78.40');
    const hours = (await list(`/billing-items?sourceId=${path.split('/')[2]}`)).filter(
      ({ state }) => state !== 'void',
    );
    expect(hours.reduce((all, { amount }) => all + Number(amount), 0)).toBe(784);
    expect(hours.reduce((all, { minutes }) => all + minutes, 0)).toBe(480);
  });

  test('goes on through an amendment, whose own bands judge it', async () => {
    const { supplier, placed, agreementId } = await february(
      bandsFor('monthly_hours', ['0', null, 'discount_percent', '1']),
    );
    await worked(placed, '2026-04-05', '2026-04-07');
    const amended = ok(
      await admin.post(`/agreements/${agreementId}/amend`, {
        effectiveFrom: '2026-05-01',
        ...bandsFor('monthly_hours', ['0', '8', 'discount_percent', '0'], ['8', null, 'rate_step', '-3']),
      }),
    );
    await moveTo('2026-05-11T12:00:00Z');
    expect(await measured(amended.id)).toMatchObject([
      { monthStart: '2026-04-01', volume: '8.00', stepKind: 'rate_step', stepValue: '-3.0000' },
    ]);
    expect((await measured(agreementId)).map(({ monthStart }) => monthStart)).not.toContain('2026-04-01');
    await worked(placed, '2026-04-26', '2026-05-01');
    const amounts = (await volumeItems(supplier)).map(({ amount }) => amount);
    expect(amounts.toSorted(byText)).toEqual(['-24.00', '-7.84']);
  });

  test('is reported month by month beside the running one, to each its own', async () => {
    await moveTo('2026-05-11T12:00:00Z');
    const mine = await february(
      bandsFor(
        'monthly_hours',
        ['0', '16', 'discount_percent', '0'],
        ['16', '64', 'discount_percent', '2'],
        ['64', null, 'discount_percent', '5'],
      ),
    );
    const rival = await february(bandsFor('headcount', ['0', null, 'discount_percent', '1']));
    await worked(mine.placed, '2026-04-26', '2026-04-28', '2026-04-29', '2026-05-01');
    await drained();
    const asked = `/volume-utilization?from=2026-02-14&to=2026-05-31&vendorId=${mine.supplier.id}`;
    const rows = ok(await weeks.manager.get(asked)).rows;
    expect(rows.map(({ monthStart, volume }: any) => [monthStart, volume])).toEqual([
      ['2026-04-01', '16.00'],
      ['2026-05-01', '8.00'],
    ]);
    expect(rows[0]).toMatchObject({
      isClosed: true,
      measure: 'monthly_hours',
      stepValue: '2.0000',
      utilization: '0.2500',
      missingVolume: '48.00',
      projectedVolume: null,
    });
    // Eleven of thirty-one days are gone: 8 × 31 ÷ 11.
    expect(rows[1]).toMatchObject({ isClosed: false, projectedVolume: '22.55', missingVolume: '8.00' });
    const own = ok(await mine.supplier.recruiter.get('/volume-utilization?from=2026-02-01&to=2026-05-31'));
    expect(own.rows).toEqual(rows);
    const csv = await weeks.manager.get(asked, { accept: 'text/csv' });
    expect(csv.text.trim().split('\n')).toHaveLength(3);
    const theirs = await mine.supplier.recruiter.get(
      `${asked.split('&vendorId')[0]}&vendorId=${rival.supplier.id}`,
    );
    expect(theirs.status).toBe(422);
    expect(theirs.text).not.toContain(rival.agreementId);
    expect((await mine.placed.worker.get(asked)).status).toBe(403);
  });

  test('is told to nobody else', async () => {
    const [mine, rival] = [
      await february(bandsFor('headcount', ['0', null, 'discount_percent', '1'])),
      await february(bandsFor('headcount', ['0', null, 'discount_percent', '1'])),
    ];
    const own = mine.supplier.recruiter;
    const theirs = await measured(rival.agreementId);
    expect(theirs).toHaveLength(1);
    expect((await own.get(`/agreement-utilizations/${theirs[0].id}`)).status).toBe(404);
    expect(await list(`/agreement-utilizations?agreementId=${rival.agreementId}`, own)).toEqual([]);
    const measurements = ok(await own.get('/events?wait=10&types=agreement_utilization.measured')).events;
    expect(measurements.length).toBeGreaterThan(0);
    expect((await own.get('/events?limit=200')).text).not.toContain(rival.agreementId);
    const nurse = rival.placed.worker;
    expect((await nurse.get(`/agreements/${rival.agreementId}/utilization`)).status).toBe(403);
  });
});
