import { sql, type SQL } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { someoneWaits } from '../support/lock-waits.ts';
import { startService, type Answer, type Service } from '../support/service.ts';
import { createWeeks, ok, week, type Placed, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
});

const revise = (placed: Placed, effectiveFrom: string, terms: object) =>
  weeks.manager.post(`/assignments/${placed.assignmentId}/revise`, {
    effectiveFrom,
    reason: 'Agreed at 96',
    ...terms,
  });
const seen = async (path: string) => ok(await weeks.manager.get(path));
const itemsOf = async (path: string): Promise<any[]> =>
  ok(await weeks.manager.get(`/billing-items?sourceId=${path.split('/')[2]}&limit=200`)).data;
const cents = (rows: readonly any[], key = 'amount') =>
  rows.filter(({ state }) => state !== 'void').reduce((all, row) => all + Math.round(row[key] * 100), 0);

async function submitted(placed: Placed): Promise<string> {
  const { assignmentId, worker } = placed;
  const sheet = ok(await worker.post('/timesheets', { assignmentId, weekStartsOn: '2026-02-01' }), 201);
  const path = `/timesheets/${sheet.id}`;
  ok(await worker.put(`${path}/entries`, { entries: week() }));
  ok(await worker.post(`${path}/submit`));
  return path;
}

describe('terms revised from a day that was worked', () => {
  test('price a submitted week anew where it stands, and leave days before at their price', async () => {
    const placed = await weeks.placed();
    const path = await submitted(placed);
    ok(await revise(placed, '2026-02-06', { billRate: '96' }));
    // Monday to Wednesday 24.25 h at 98, then 15.75 h at 96 and 1.25 h at 144, and 161.00 of differentials.
    expect(await seen(path)).toMatchObject({ state: 'submitted', revision: 1, gross: '4229.50' });
    const { rates } = await seen(`${path}/explain`);
    expect(rates.map(({ billRate, effectiveTo }: any) => [billRate, effectiveTo])).toEqual([
      ['98.0000', '2026-02-05'],
      ['96.0000', null],
    ]);
  });

  test('adjust an approved week, whose bill follows', async () => {
    const placed = await weeks.placed();
    const path = await weeks.approved(placed);
    ok(await revise(placed, '2026-02-01', { billRate: '96' }));
    expect(await seen(path)).toMatchObject({
      state: 'approved',
      revision: 2,
      gross: '4181.00',
      minutes: 2475,
    });
    const items = await itemsOf(path);
    expect([cents(items), cents(items, 'feeAmount')]).toEqual([418_100, 12_543]);
    expect(items.filter(({ state }) => state === 'approved').every((item) => item.kind === 'hours')).toBe(
      true,
    );
    const feed = ok(await placed.worker.get('/events?wait=10&types=timesheet.adjusted')).events;
    expect(feed.map(({ data }: any) => data)).toEqual([{ revision: 2, replaces: 1 }]);
    expect(feed.map(({ reason }: any) => reason)).toEqual([
      'Other terms of the assignment are in force on days of it',
    ]);
  });

  test('credit and bill an invoiced week by its difference', async () => {
    const placed = await weeks.placed();
    const path = await weeks.approved(placed);
    const period = { programId: weeks.programId, periodStart: '2026-02-01', periodEnd: '2026-02-07' };
    const run = ok(await weeks.manager.post('/invoice-runs', period), 201);
    const [invoice] = ok(await weeks.manager.get(`/invoices?runId=${run.id}&kind=client_invoice`)).data;
    ok(await revise(placed, '2026-02-01', { billRate: '96' }));
    expect(await seen(path)).toMatchObject({ state: 'approved', revision: 2, gross: '4181.00' });
    const waiting = (await itemsOf(path)).filter(({ state }) => state === 'approved');
    expect(new Set(waiting.map(({ lineKey, amount }) => `${lineKey} ${amount}`))).toEqual(
      new Set([
        'regular:98.0000 -3920.00',
        'overtime:147.0000 -183.75',
        'regular:96.0000 3840.00',
        'overtime:144.0000 180.00',
      ]),
    );
    ok(await weeks.manager.post('/credit-memos', { invoiceId: invoice.id, reason: 'Agreed at 96' }), 201);
    ok(await weeks.manager.post('/invoice-runs', period), 201);
    const items = await itemsOf(path);
    expect([cents(items), cents(items, 'feeAmount')]).toEqual([418_100, 12_543]);
    expect(await seen(path)).toMatchObject({ state: 'invoiced', revision: 2 });
    // The memo settles what it takes back; nothing else of the document moves.
    expect(await seen(`/invoices/${invoice.id}`)).toEqual({
      ...invoice,
      creditedAmount: '4103.75',
      balance: '4342.00',
      version: invoice.version + 1,
    });
  });

  test('that charge the same make no version', async () => {
    const placed = await weeks.placed();
    const path = await weeks.approved(placed);
    const { version } = await seen(path);
    ok(await revise(placed, '2026-02-01', { hoursPerWeek: '40' }));
    ok(await revise(placed, '2026-02-10', { billRate: '96' }));
    expect(await seen(path)).toMatchObject({ version, revision: 1, gross: '4264.75' });
  });

  test('count for a disputed week from the end of its dispute', async () => {
    const placed = await weeks.placed();
    const path = await weeks.approved(placed);
    ok(await weeks.approver.post(`${path}/dispute`, { reason: 'Not here', proposedEntries: [] }));
    ok(await revise(placed, '2026-02-01', { billRate: '96' }));
    expect(await seen(path)).toMatchObject({ state: 'disputed', revision: 1 });
    ok(await weeks.manager.post(`${path}/resolve-dispute`, { decision: 'uphold' }));
    expect(await seen(path)).toMatchObject({ state: 'approved', revision: 2, gross: '4181.00' });
    expect(cents(await itemsOf(path))).toBe(418_100);
  });
});

describe('while another transaction replaces them', () => {
  /** Starts the call once the change is made but not committed; it must wait for the commit. */
  async function during(
    change: (rows: (statement: SQL) => Promise<object[]>) => Promise<void>,
    call: () => Promise<Answer>,
  ) {
    let answer: Promise<Answer> | undefined;
    await service.as(systemActor(weeks.tenantId), async (tx) => {
      await change((statement) => tx.rows(statement));
      answer = call();
      await someoneWaits(tx);
    });
    return ok((await answer)!);
  }

  test('terms that are being revised do not price a week', async () => {
    const placed = await weeks.placed();
    const { assignmentId, worker } = placed;
    const sheet = ok(await worker.post('/timesheets', { assignmentId, weekStartsOn: '2026-02-01' }), 201);
    const path = `/timesheets/${sheet.id}`;
    ok(await worker.put(`${path}/entries`, { entries: week() }));
    await during(
      async (rows) => {
        await rows(sql`select from assignments where id = ${assignmentId} for update`);
        await rows(
          sql`update assignment_revisions set bill_rate = 96, version = version + 1 where assignment_id = ${assignmentId}`,
        );
      },
      () => worker.post(`${path}/submit`),
    );
    expect(await seen(path)).toMatchObject({ gross: '4181.00' });
  });

  test('a split that is being replaced does not divide a bill', async () => {
    const placed = await weeks.placed();
    const [one, other] = [await weeks.costCenter('8001'), await weeks.costCenter('8002')];
    const split = { effectiveFrom: '2026-02-01', shares: [{ costCenterId: one, percent: '100' }] };
    ok(await weeks.finance.post(`/assignments/${placed.assignmentId}/allocations`, split));
    const path = await submitted(placed);
    const shares = JSON.stringify([{ costCenterId: other, percent: '100' }]);
    await during(
      async (rows) => {
        await rows(sql`select from assignments where id = ${placed.assignmentId} for update`);
        await rows(
          sql`update allocations set shares = ${shares}::jsonb, version = version + 1 where assignment_id = ${placed.assignmentId}`,
        );
      },
      () => weeks.approver.post(`${path}/approve`),
    );
    const codes = (await itemsOf(path)).flatMap(({ allocation }) => allocation.map(({ code }: any) => code));
    expect(new Set(codes)).toEqual(new Set(['8002']));
  });

  test('an agreement that is being ended takes no fee', async () => {
    const supplier = await weeks.supplier();
    const path = await submitted(await weeks.placed(supplier));
    await during(
      async (rows) => {
        await rows(
          sql`update agreements set effective = daterange(lower(effective), '2026-01-31'), version = version + 1 where vendor_id = ${supplier.id}`,
        );
      },
      () => weeks.approver.post(`${path}/approve`),
    );
    expect(cents(await itemsOf(path), 'feeAmount')).toBe(0);
  });
});
