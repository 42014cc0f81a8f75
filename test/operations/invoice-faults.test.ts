import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { FailingWrites } from '../support/failing-writes.ts';
import { startService, type Answer, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, type Supplier, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let manager: Client;
let faults: FailingWrites;

beforeAll(async () => {
  // Every failure that is meant would be logged.
  service = await startService({ LOG_LEVEL: 'silent' });
  weeks = await createWeeks(service);
  ({ manager } = weeks);
  faults = new FailingWrites([service.app.pools.requests, service.app.pools.jobs]);
  ok(
    await manager.post('/tax-rules', {
      programId: weeks.programId,
      name: 'Ohio sales tax',
      jurisdiction: 'OH',
      percent: '5.75',
      effectiveFrom: '2026-01-01',
    }),
    201,
  );
});

const rows = <Row extends object>(statement: ReturnType<typeof sql>): Promise<Row[]> =>
  service.as(systemActor(weeks.tenantId), (tx) => tx.rows<Row>(statement));

/** All that money has written, but for counters of what was only tried: the same before a failure and after it. */
async function written(): Promise<string> {
  const [found] = await rows<{ all: string }>(sql`select json_build_object(
    'runs', (select json_agg(r.* order by r.id) from invoice_runs r),
    'items', (select json_agg(i.* order by i.id) from billing_items i),
    'documents', (select json_agg(d.* order by d.id) from invoices d),
    'lines', (select json_agg(l.* order by l.id) from invoice_lines l),
    'taxes', (select json_agg(t.* order by t.id) from invoice_taxes t),
    'series', (select json_agg(s.* order by s.series) from invoice_series s),
    'credits', (select json_agg(c.* order by c.id) from credit_applications c),
    'weeks', (select json_agg(t.* order by t.id) from timesheets t),
    'events', (select count(*) from events), 'owed', (select count(*) from reaction_runs))::text as all`);
  return found!.all;
}

/** Numbers of each series run from 1 to the last without a gap. */
async function gapless(): Promise<void> {
  const found = await rows<{ series: string; count: number; next: number; last: number }>(sql`
    select s.series, count(d.id)::int as count, (s.next_number - 1)::int as next, max(right(d.number, 6))::int as last
    from invoice_series s join invoices d on d.tenant_id = s.tenant_id and d.series = s.series and d.number is not null group by s.series, s.next_number`);
  for (const { series, count, next, last } of found)
    expect([series, count, last]).toEqual([series, next, next]);
}

/** Does it with each of its writes failing in turn, each time leaving nothing behind, until it fails no more. */
async function failingEverywhere(act: () => Promise<Answer>): Promise<{ answer: Answer; failed: number }> {
  const before = await written();
  for (let n = 1; ; n += 1) {
    faults.failAt(n);
    const answer = await act();
    if (!faults.end()) return { answer, failed: n - 1 };
    expect([n, answer.status]).toEqual([n, 500]);
    expect(await written()).toBe(before);
    if (n > 200) throw new Error('it never ends');
  }
}

const waits = async () => {
  const worked = (supplier: Supplier) =>
    weeks.placed(supplier).then((placed) => weeks.approved(placed, [shift('2026-02-02', '08:07', '12:14')]));
  await worked(await weeks.supplier());
  return worked(weeks.atlas);
};
const period = () => ({
  programId: weeks.programId,
  periodStart: '2026-02-01',
  periodEnd: '2026-02-07',
});
const documentsOf = async (runId: string): Promise<any[]> =>
  ok(await manager.get(`/invoices?runId=${runId}&include=lines&limit=200`)).data;

test('a run, its void, the run after it and a memo leave nothing half-made, whichever of their writes fails', async () => {
  const path = await waits();
  const run = await failingEverywhere(() => manager.post('/invoice-runs', period()));
  const made = ok(run.answer, 201);
  expect(run.failed).toBeGreaterThan(8);
  const documents = await documentsOf(made.id);
  expect(documents.map(({ kind }: any) => String(kind)).toSorted()).toEqual([
    'client_invoice',
    'vendor_statement',
    'vendor_statement',
  ]);
  expect(made).toMatchObject({ state: 'completed', itemCount: documents[0].lines.data.length });
  await gapless();

  const invoice = documents.find(({ kind }: any) => kind === 'client_invoice');
  const voided = await failingEverywhere(() =>
    manager.post(`/invoices/${invoice.id}/void`, { reason: 'The wrong month.' }),
  );
  expect(ok(voided.answer)).toMatchObject({ state: 'voided' });
  expect(voided.failed).toBeGreaterThan(8);
  await gapless();

  const again = await failingEverywhere(() => manager.post('/invoice-runs', period()));
  const anew = ok(again.answer, 201);
  expect(anew).toMatchObject({ itemCount: made.itemCount });
  await gapless();

  await weeks.agreed(path, [shift('2026-02-02', '08:07', '11:14')]);
  const { id: invoiceId } = (await documentsOf(anew.id)).find(({ kind }: any) => kind === 'client_invoice');
  const memo = await failingEverywhere(() =>
    manager.post('/credit-memos', { invoiceId, reason: 'An hour less' }),
  );
  expect(ok(memo.answer, 201)).toMatchObject({ kind: 'credit_memo', gross: '-98.00', balance: '0.00' });
  expect(memo.failed).toBeGreaterThan(8);
  await gapless();
});
