import { beforeAll, describe, expect, test } from 'vitest';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, week, type Supplier, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let rival: Supplier;
let first: string;
let second: string;

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  rival = await weeks.supplier({ fee_percent: '5' });
  first = await weeks.costCenter('7001');
  second = await weeks.costCenter('7002');
  const placed = await weeks.placed();
  ok(
    await weeks.finance.post(`/assignments/${placed.assignmentId}/allocations`, {
      effectiveFrom: '2026-02-01',
      shares: [
        { costCenterId: first, percent: '60' },
        { costCenterId: second, percent: '40' },
      ],
    }),
  );
  await weeks.approved(placed);
  await weeks.approved(await weeks.placed(rival), [shift('2026-02-09', '08:00', '12:00')], '2026-02-08');
  ok(
    await weeks.manager.post('/invoice-runs', {
      programId: weeks.programId,
      periodStart: '2026-02-01',
      periodEnd: '2026-02-07',
    }),
    201,
  );
});

const spend = async (as: Client, query: string): Promise<any> => ok(await as.get(`/reports/spend?${query}`));

describe('spend', () => {
  test('is what was approved, and of it what was invoiced, with hours counted once', async () => {
    const accrued = await spend(weeks.manager, 'by=vendor');
    expect(accrued).toMatchObject({ basis: 'accrued', by: ['vendor'], asOf: '2026-02-16T12:00:00Z' });
    expect(accrued.rows).toHaveLength(2);
    expect(accrued.rows).toContainEqual({
      vendorId: weeks.atlas.id,
      vendorName: 'Atlas Staffing',
      currency: 'USD',
      amount: '4264.75',
      fee: '127.94',
      vendorAmount: '4136.81',
      hours: '41.25',
    });
    expect(accrued.rows).toContainEqual({
      vendorId: rival.id,
      vendorName: 'Supplier',
      currency: 'USD',
      amount: '392.00',
      fee: '19.60',
      vendorAmount: '372.40',
      hours: '4.00',
    });
    const invoiced = await spend(weeks.manager, 'by=vendor&basis=invoiced');
    expect(invoiced.rows.map(({ vendorId }: any) => vendorId)).toEqual([weeks.atlas.id]);
    expect((await spend(weeks.finance, '')).rows).toEqual([
      { currency: 'USD', amount: '4656.75', fee: '147.54', vendorAmount: '4509.21', hours: '45.25' },
    ]);
  });

  test('by cost center is the shares of each line, which sum to the whole', async () => {
    const { rows } = await spend(weeks.finance, `by=cost_center,month&programId=${weeks.programId}`);
    expect(
      rows.map(({ costCenterCode, month, amount }: any) => [costCenterCode, month, amount]).toSorted(),
    ).toEqual([
      ['6010', '2026-02', '392.00'],
      ['7001', '2026-02', '2558.85'],
      ['7002', '2026-02', '1705.90'],
    ]);
    expect(rows[0]).toMatchObject({ fee: null, hours: null });
  });

  test('is bounded by days and by unit', async () => {
    const { rows } = await spend(weeks.manager, 'by=unit,month&from=2026-02-08&to=2026-02-28');
    expect(rows).toMatchObject([
      { unitId: weeks.unitId, unitName: 'ICU 4 East', month: '2026-02', amount: '392.00' },
    ]);
    expect((await weeks.manager.get('/reports/spend?from=2026-02-08&to=2026-02-01')).status).toBe(422);
    expect((await weeks.manager.get('/reports/spend?by=worker')).status).toBe(422);
  });

  test('is given as CSV and NDJSON, and over GraphQL with the same figures', async () => {
    const csv = await weeks.manager.get('/reports/spend?by=month', { accept: 'text/csv' });
    expect(csv.text.replaceAll('\r\n', '\n')).toBe(
      'month,currency,amount,fee,vendorAmount,hours\n2026-02,USD,4656.75,147.54,4509.21,45.25\n',
    );
    const lines = await weeks.manager.get('/reports/spend?by=month', { accept: 'application/x-ndjson' });
    const rest = await spend(weeks.manager, 'by=month');
    expect(JSON.parse(lines.text)).toEqual(rest.rows[0]);
    const { body } = await weeks.manager.graphql(
      '{ spendReport(by: [MONTH, COST_CENTER], basis: INVOICED) { basis rows { month costCenterCode amount fee vendorName } } }',
    );
    expect(body.errors).toBeUndefined();
    expect(body.data.spendReport.rows).toContainEqual({
      month: '2026-02',
      costCenterCode: '7001',
      amount: '2558.85',
      fee: null,
      vendorName: null,
    });
  });

  test('of a vendor is its own, and knows no cost centers', async () => {
    const { rows } = await spend(weeks.atlas.recruiter, 'by=vendor');
    expect(rows.map(({ vendorId, amount }: any) => [vendorId, amount])).toEqual([
      [weeks.atlas.id, '4264.75'],
    ]);
    const refused = await weeks.atlas.recruiter.get('/reports/spend?by=cost_center');
    expect(refused.body.code).toBe('field_not_available');
  });

  test('of somebody narrowed is theirs; is refused to others, and to analysts, whose small cells are hidden', async () => {
    const analyst = await service.member(weeks.tenantId, { role: 'analyst' });
    expect((await analyst.get('/reports/spend?by=vendor')).status).toBe(403);
    expect(ok(await analyst.get('/reports/query?metrics=spend_accrued&by=vendor')).rows).toMatchObject([
      { isSuppressed: true },
      { isSuppressed: true },
    ]);
    const elsewhere = await service.member(weeks.tenantId, {
      role: 'client_finance',
      unitIds: ['0198c0de-0000-7000-8000-000000000001'],
    });
    expect((await spend(elsewhere, 'by=vendor')).rows).toEqual([]);
    expect((await weeks.approver.get('/reports/spend')).status).toBe(403);
  });
});

describe('a billing item', () => {
  const itemsOf = async (path: string) =>
    ok(await weeks.manager.get(`/billing-items?sourceId=${path.split('/')[2]}`)).data;

  test('is explained step by step, before and after it is corrected', async () => {
    const path = await weeks.approved(await weeks.placed());
    const regular = (await itemsOf(path)).find(({ hourType }: any) => hourType === 'regular');
    const explained = ok(await weeks.finance.get(`/billing-items/${regular.id}/explain`));
    expect(explained).toMatchObject({ amount: '3920.00', agreementId: regular.agreementId });
    expect(explained.steps).toEqual([
      {
        name: 'charge',
        detail: '2400 minutes × 98.0000 ÷ 60, rounded once to cents, half away from zero',
        result: '3920.00',
      },
      {
        name: 'fee',
        detail:
          '3.0000 % of the version’s gross 4264.75 is 127.94; shared over its lines by largest remainder',
        result: '117.60',
      },
      { name: 'vendor_amount', detail: 'the charge less the fee', result: '3802.40' },
    ]);
    ok(
      await weeks.manager.post('/invoice-runs', {
        programId: weeks.programId,
        periodStart: '2026-02-01',
        periodEnd: '2026-02-07',
      }),
      201,
    );
    await weeks.agreed(path, week('07:30'));
    const credit = (await itemsOf(path)).find(({ kind }: any) => kind === 'adjustment');
    const { body } = await weeks.atlas.recruiter.graphql(
      'query($id: ID!) { explainBillingItem(billingItemId: $id) { steps { name result detail } allocation { code } } }',
      { id: credit.id },
    );
    expect(body.errors).toBeUndefined();
    expect(body.data.explainBillingItem).toEqual({
      steps: [
        {
          name: 'charge',
          result: '147.00',
          detail:
            'version 2 of the line: 60 minutes × 147.0000 ÷ 60, rounded once to cents, half away from zero',
        },
        {
          name: 'invoiced_before',
          result: '183.75',
          detail: '75 minutes of the line, which stand as they were invoiced',
        },
        {
          name: 'difference',
          result: '-36.75',
          detail: 'the version less what was invoiced before',
        },
        {
          name: 'fee',
          result: '-1.10',
          detail:
            '3.0000 % of the version’s gross 4228.00 is 126.84, less 127.94 invoiced before: -1.10 over the version’s differences',
        },
        { name: 'vendor_amount', result: '-35.65', detail: 'the charge less the fee' },
      ],
      allocation: null,
    });
  });

  test('goes to the cost center that its unit is given while it waits', async () => {
    const path = await weeks.approved(await weeks.placed(), [shift('2026-02-02', '08:00', '12:00')]);
    const { version } = ok(await weeks.manager.get(`/units/${weeks.unitId}`));
    ok(
      await weeks.manager.patch(
        `/units/${weeks.unitId}`,
        { costCenterId: second },
        { 'if-match': `"${version}"` },
      ),
    );
    await service.drain(weeks.tenantId);
    const [item] = await itemsOf(path);
    expect(item.allocation).toEqual([{ costCenterId: second, code: '7002', amount: '392.00' }]);
  });
});
