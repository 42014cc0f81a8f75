import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let manager: Client;
let finance: Client;
let calendarId: string;

const without = ({ requestId: _, ...body }: any) => body;
const periodOf = async (name: string): Promise<any> => {
  const { data } = ok(await finance.get(`/fiscal-periods?programId=${weeks.programId}&name=${name}`));
  return data[0];
};
const close = async (name: string, as = finance, body = {}) =>
  as.post(`/fiscal-periods/${(await periodOf(name)).id}/close`, body);
const run = (periodEnd: string) =>
  manager.post('/invoice-runs', { programId: weeks.programId, periodStart: '2026-01-01', periodEnd });
const tieOut = async (onDay: string, as = finance) =>
  ok(await as.get(`/programs/${weeks.programId}/tie-out?onDay=${onDay}`));

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  ({ manager, finance } = weeks);
  const id = (table: string) => String(weeks.world.rows[table]!['id']);
  calendarId = id('fiscal_calendars');
  // The world's own rows are none of these weeks'.
  await weeks.rows(async () => {
    const { world } = weeks;
    await world.change('charges', { state: 'waived', waived_because: 'Not this test’s' });
    await world.change('expenses', { state: 'withdrawn', approved_at: null, approved_by: null });
    await world.change('timesheets', { week_starts_on: '2030-01-06' });
    await world.change('gl_mappings', { effective: '[2020-01-01,2020-01-02)' });
    await world.change('fiscal_periods', {
      state: 'closed',
      closed_at: '2025-02-01T00:00:00Z',
      closed_by: id('memberships'),
    });
  });
});

describe('a fiscal calendar', () => {
  const years = (body: object, as = finance) => as.post(`/fiscal-calendars/${calendarId}/years`, body);

  test('gives a year its periods once, by its rule', async () => {
    ok(await years({ fiscalYear: 2026 }), 200);
    const { data } = ok(
      await finance.get(`/fiscal-periods?programId=${weeks.programId}&fiscalYear=2026&sort=number`),
    );
    expect(data).toHaveLength(12);
    expect(data[1]).toMatchObject({
      name: '2026-02',
      startsOn: '2026-02-01',
      endsOn: '2026-02-28',
      state: 'open',
      allowedActions: ['close'],
    });
    expect((await years({ fiscalYear: 2026 })).body).toMatchObject({ status: 409, code: 'periods_overlap' });
    expect(
      (
        await years({
          fiscalYear: 2027,
          periods: [{ name: 'A', startsOn: '2027-01-01', endsOn: '2027-01-31' }],
        })
      ).body,
    ).toMatchObject({ status: 422, errors: [{ pointer: '/periods', code: 'not_custom' }] });
  });

  test('is one a program, and says all that its pattern needs', async () => {
    const program = await weeks.rows(() => weeks.world.copy('programs', { name: 'Retail' }));
    const make = (terms: object) =>
      manager.post('/fiscal-calendars', { programId: program['id'], name: 'Weeks', ...terms });
    expect((await make({ pattern: 'weeks_445', yearEndsIn: 1 })).body).toMatchObject({
      status: 422,
      code: 'calendar_incomplete',
    });
    expect((await make({ pattern: 'custom', yearEndsIn: 1 })).status).toBe(422);
    const made = ok(
      await make({ pattern: 'weeks_445', yearEndsIn: 1, weekEndsOn: 'saturday', yearEndsBy: 'nearest' }),
      201,
    );
    expect((await make({ pattern: 'months', yearEndsIn: 12 })).body).toMatchObject({
      status: 409,
      code: 'calendar_exists',
    });
    const opened = await manager.graphql(
      `mutation($input: OpenFiscalYearInput!) { openFiscalYear(input: $input) { fiscalCalendar { periods { nodes { name } } } } }`,
      { input: { fiscalCalendarId: made.id, fiscalYear: 2024 } },
    );
    expect(opened.body.errors).toBeUndefined();
    expect(opened.body.data.openFiscalYear.fiscalCalendar.periods.nodes).toHaveLength(12);
    const { data } = ok(await manager.get(`/fiscal-periods?calendarId=${made.id}&sort=number`));
    expect(data.at(-1)).toMatchObject({ name: '2024 P12', endsOn: '2024-02-03' });
  });

  test('of stated periods has them as they are stated, without gaps', async () => {
    const program = await weeks.rows(() => weeks.world.copy('programs', { name: 'Custom' }));
    const made = ok(
      await manager.post('/fiscal-calendars', {
        programId: program['id'],
        name: 'Stated',
        pattern: 'custom',
      }),
      201,
    );
    const open = (periods?: object[]) =>
      manager.post(`/fiscal-calendars/${made.id}/years`, { fiscalYear: 2026, ...(periods && { periods }) });
    const half = (name: string, startsOn: string, endsOn: string) => ({ name, startsOn, endsOn });
    expect((await open()).body.errors).toMatchObject([{ pointer: '/periods', code: 'missing' }]);
    expect(
      (await open([half('H1', '2026-01-01', '2026-06-30'), half('H2', '2026-07-02', '2026-12-31')])).body
        .errors,
    ).toMatchObject([{ pointer: '/periods/1/startsOn', code: 'gap' }]);
    ok(await open([half('H1', '2026-01-01', '2026-06-30'), half('H2', '2026-07-01', '2026-12-31')]));
  });

  test('is no business of a vendor’s, of another program’s, or of whoever is bound to facilities', async () => {
    const facilityIds = [weeks.world.rows['facilities']!['id']];
    const bound = await service.member(weeks.tenantId, {
      role: 'client_finance',
      programIds: [weeks.programId],
      facilityIds: facilityIds as string[],
    });
    expect((await years({ fiscalYear: 2027 }, bound)).body).toMatchObject({
      status: 403,
      code: 'ledger_of_whole_program',
    });
    expect((await years({ fiscalYear: 2027 }, weeks.approver)).status).toBe(403);
    const stranger = await service.member(weeks.tenantId, {
      role: 'client_finance',
      programIds: [randomUUID()],
    });
    const foreign = await years({ fiscalYear: 2027 }, stranger);
    const missing = await stranger.post(`/fiscal-calendars/${randomUUID()}/years`, { fiscalYear: 2027 });
    expect(foreign.status).toBe(404);
    expect(without(foreign.body)).toEqual(without(missing.body));
  });
});

describe('a period', () => {
  test('is closed when it is over, the earlier ones first, and keeps what it accrued', async () => {
    expect((await close('2026-02')).body).toMatchObject({ status: 409, code: 'period_not_ended' });
    const placed = await weeks.placed();
    await weeks.approved(placed);
    await service.moveClock(weeks.tenantId, '2026-03-02T12:00:00Z');
    const refused = await close('2026-02');
    expect(refused.body).toMatchObject({
      status: 409,
      code: 'period_has_faults',
      faults: [{ code: 'earlier_period_open', subject: '2026-01' }],
    });
    ok(await close('2026-01'));
    const closed = ok(await close('2026-02'));
    expect(closed).toMatchObject({
      state: 'closed',
      allowedActions: ['reopen'],
      closedAt: '2026-03-02T12:00:00Z',
    });
    const [closing] = ok(await finance.get(`/period-closings?periodId=${closed.id}&include=accruals`)).data;
    expect(closing).toMatchObject({
      number: 1,
      state: 'stands',
      isForced: false,
      faults: [],
      amount: '4264.75',
      feeAmount: '127.94',
      vendorAmount: '4136.81',
      lineCount: 3,
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(closing.checks.every(({ isTied }: any) => isTied)).toBe(true);
    expect(
      closing.accruals.data
        .map(({ basis, costCenterCode, hourType, amount }: any) => [basis, costCenterCode, hourType, amount])
        .toSorted(),
    ).toEqual([
      ['approved', '6010', 'differential', '161.00'],
      ['approved', '6010', 'overtime', '183.75'],
      ['approved', '6010', 'regular', '3920.00'],
    ]);
    expect((await close('2026-02')).body).toMatchObject({ status: 409, code: 'step_not_allowed' });
  });

  test('that is closed takes no document dated in it; one that is not takes what it accrued', async () => {
    const march = await periodOf('2026-03');
    // March closed while it runs: what would be dated in it is refused.
    await service.as(systemActor(weeks.tenantId), async (tx) => {
      await tx.rows(
        sql`update fiscal_periods set state = 'closed', closed_at = now(), closed_by = ${String(weeks.world.rows['memberships']!['id'])} where id = ${march.id}`,
      );
    });
    const refused = await run('2026-02-28');
    expect(refused.body).toMatchObject({ status: 409, code: 'period_is_closed' });
    expect(refused.body.detail).toContain('2026-03');
    expect(ok(await manager.get(`/invoices?programId=${weeks.programId}&state=issued`)).data).toEqual([]);
    await service.as(systemActor(weeks.tenantId), async (tx) => {
      await tx.rows(
        sql`update fiscal_periods set state = 'open', closed_at = null, closed_by = null where id = ${march.id}`,
      );
    });
    ok(await run('2026-02-28'), 201);
  });

  test('ties out: time, items, lines, documents, taxes, both sides, payments', async () => {
    const report = await tieOut('2026-03-31');
    expect(report).toMatchObject({ isTied: true, faults: [], currency: 'USD' });
    const of = (code: string) => report.checks.find((check: any) => check.code === code);
    expect(of('time_is_billed_or_waits')).toMatchObject({
      left: '4264.75',
      right: '4264.75',
      difference: '0.00',
    });
    expect(of('client_less_vendors_is_fee')).toMatchObject({ left: '127.94', right: '127.94' });
    expect(of('documents_are_lines')).toMatchObject({ left: '8401.56' });
    expect(of('items_are_invoiced_or_accrued').parts).toEqual([
      { name: 'invoiced', amount: '4264.75' },
      { name: 'accrued', amount: '0.00' },
      { name: 'later_days', amount: '0.00' },
    ]);
    // As of February's end it was accrued, and is told so at any day between.
    const then = await tieOut('2026-02-28');
    expect(
      then.checks.find((check: any) => check.code === 'items_are_invoiced_or_accrued').parts,
    ).toMatchObject([{ amount: '0.00' }, { amount: '4264.75' }, { amount: '0.00' }]);
    const within = await tieOut('2026-02-03');
    expect(within).toMatchObject({ isTied: true });
    expect(
      (await weeks.atlas.recruiter.get(`/programs/${weeks.programId}/tie-out?onDay=2026-03-31`)).status,
    ).toBe(403);
  });

  test('is reopened with a reason, the latest first, and closed anew; each closing is kept', async () => {
    const january = await periodOf('2026-01');
    const february = await periodOf('2026-02');
    expect(
      (await finance.post(`/fiscal-periods/${january.id}/reopen`, { reason: 'Late' })).body,
    ).toMatchObject({
      status: 409,
      code: 'later_period_closed',
    });
    expect((await finance.post(`/fiscal-periods/${february.id}/reopen`)).status).toBe(422);
    const stale = await finance.post(
      `/fiscal-periods/${february.id}/reopen`,
      { reason: 'Late' },
      { 'if-match': '"1"' },
    );
    expect(stale.status).toBe(412);
    const reopened = ok(
      await finance.post(`/fiscal-periods/${february.id}/reopen`, { reason: 'A week came late' }),
    );
    expect(reopened).toMatchObject({ state: 'open', closedAt: null, closedBy: null });
    const late = await weeks.approved(
      await weeks.placed(),
      [shift('2026-02-10', '07:00', '15:00')],
      '2026-02-08',
    );
    expect(late).toBeTruthy();
    ok(await close('2026-02'));
    const closings = ok(await finance.get(`/period-closings?periodId=${february.id}&sort=number`)).data;
    expect(
      closings.map(({ number, state, amount, reopenedReason }: any) => [
        number,
        state,
        amount,
        reopenedReason,
      ]),
    ).toEqual([
      [1, 'reopened', '4264.75', 'A week came late'],
      [2, 'stands', '5048.75', null],
    ]);
  });

  test('with faults is closed by a program manager’s force alone, who says why', async () => {
    await service.moveClock(weeks.tenantId, '2026-04-02T12:00:00Z');
    ok(
      await manager.post('/gl-accounts', {
        programId: weeks.programId,
        ledger: 'operator',
        number: '1200',
        name: 'Receivable',
        type: 'asset',
      }),
      201,
    );
    const [account] = ok(await manager.get(`/gl-accounts?number=1200`)).data;
    ok(
      await manager.post('/gl-mappings', {
        accountId: account.id,
        purpose: 'receivable',
        effectiveFrom: '2026-01-01',
      }),
      201,
    );
    const refused = await close('2026-03');
    expect(refused.body).toMatchObject({ status: 409, code: 'period_has_faults' });
    expect(refused.body.faults).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'unmapped', subject: 'vendor_payable', amount: '4236.81' }),
      ]),
    );
    expect((await close('2026-03', finance, { force: true, reason: 'Month end' })).body).toMatchObject({
      status: 403,
      code: 'forced_by_program_managers',
    });
    expect((await close('2026-03', manager, { force: true })).body.errors).toMatchObject([
      { pointer: '/reason' },
    ]);
    expect((await close('2026-03', manager, { reason: 'Why' })).body.errors).toMatchObject([
      { code: 'not_forced' },
    ]);
    ok(await close('2026-03', manager, { force: true, reason: 'Accounts come next week' }));
    const [closing] = ok(
      await finance.get(`/period-closings?periodId=${(await periodOf('2026-03')).id}`),
    ).data;
    expect(closing).toMatchObject({ isForced: true, reason: 'Accounts come next week' });
    expect(closing.faults.length).toBeGreaterThan(0);
  });

  test('whose sums were changed behind the service’s back is refused, and the difference has a name', async () => {
    // A week billed for less than it was approved at.
    await service.as(systemActor(weeks.tenantId), async (tx) => {
      await tx.rows(
        sql`update billing_items set state = 'void', version = version + 1 where source_noun = 'timesheet' and state = 'approved'`,
      );
    });
    const report = await tieOut('2026-04-30');
    expect(report.isTied).toBe(false);
    expect(report.faults).toMatchObject([{ code: 'time_not_billed', amount: '784.00' }]);
    expect(report.faults[0].subject).toMatch(/^timesheet [0-9a-f-]{36}$/);
  });
});
