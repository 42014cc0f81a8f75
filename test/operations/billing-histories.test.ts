import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { startService, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, type Placed, type Supplier, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let suppliers: Supplier[];

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  suppliers = [
    weeks.atlas,
    await weeks.supplier({ fee_percent: '2.75', fee_basis: 'line' }),
    await weeks.supplier({ fee_percent: '3.33', fee_model: 'client_funded', fee_basis: 'invoice' }),
    await weeks.supplier({ fee_percent: '1.75', fee_model: 'client_funded' }),
  ];
});

const days = ['2026-02-02', '2026-02-03', '2026-02-04', '2026-02-05', '2026-02-06'];
const hour = (value: number) => `${String(value).padStart(2, '0')}:00`;
const shifts = fc
  .uniqueArray(fc.record({ day: fc.constantFrom(...days), hours: fc.integer({ min: 1, max: 14 }) }), {
    selector: ({ day }) => day,
    minLength: 1,
    maxLength: 5,
  })
  .map((worked) => worked.map(({ day, hours }) => shift(day, hour(8), hour(8 + hours))));
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('work' as const), vendor: fc.nat(3), entries: shifts }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('agree' as const), which: fc.nat(9), entries: shifts }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('adjust' as const), which: fc.nat(9), entries: shifts }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('run' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('credit' as const), which: fc.nat(9) }) },
);

interface Standing extends Placed {
  path: string;
  supplier: Supplier;
}

async function take(chosen: typeof step extends fc.Arbitrary<infer T> ? T : never, sheets: Standing[]) {
  if (chosen.kind === 'work') {
    const supplier = suppliers[chosen.vendor]!;
    const placed = await weeks.placed(supplier);
    sheets.push({ ...placed, supplier, path: await weeks.approved(placed, chosen.entries) });
  } else if (chosen.kind === 'agree' && sheets.length > 0) {
    const { path, supplier } = sheets[chosen.which % sheets.length]!;
    await weeks.agreed(path, chosen.entries, supplier);
  } else if (chosen.kind === 'adjust' && sheets.length > 0) {
    const { path } = sheets[chosen.which % sheets.length]!;
    ok(await weeks.manager.post(`${path}/adjust`, { entries: chosen.entries, reason: 'Kiosk clock' }));
  } else if (chosen.kind === 'run') {
    const between = { programId: weeks.programId, periodStart: '2026-02-01', periodEnd: '2026-02-07' };
    expect([201, 409]).toContain((await weeks.manager.post('/invoice-runs', between)).status);
  } else if (chosen.kind === 'credit') {
    const invoices = ok(await weeks.finance.get('/invoices?kind=client_invoice&limit=200')).data;
    if (invoices.length === 0) return;
    const invoiceId = invoices[chosen.which % invoices.length].id;
    const answer = await weeks.manager.post('/credit-memos', { invoiceId, reason: 'As agreed' });
    expect([201, 409]).toContain(answer.status);
  }
}

/** What must hold of every bill, whatever came before: no row answers where all does. */
const broken = sql`
  select 'hours billed otherwise than approved' as what, t.id from timesheets t
  left join lateral (select coalesce(sum(case i.fee_model when 'client_funded' then i.vendor_amount else i.amount end), 0) as amount, coalesce(sum(i.minutes) filter (where i.hour_type <> 'differential'), 0) as minutes
    from billing_items i where i.source_id = t.id and i.state <> 'void') billed on true
  where t.approved_at is not null and (billed.amount <> t.gross or billed.minutes <> t.minutes)
  union all
  select 'a fee other than the agreement''s', t.id from timesheets t
  join agreements a on a.vendor_id = t.vendor_id and a.fee_basis = 'timesheet'
  join lateral (select sum(i.fee_amount) as fee from billing_items i where i.source_id = t.id and i.state <> 'void') billed on true
  where t.approved_at is not null and billed.fee <> round(t.gross * a.fee_percent / 100, 2)
  union all
  select 'an item on other than one document of each side', i.id from billing_items i
  where i.source_noun = 'timesheet' and (select count(*) from invoice_lines l where l.billing_item_id = i.id and l.side = 'client')
    + (select count(*) from invoice_lines l where l.billing_item_id = i.id and l.side = 'vendor') * 10
    <> case when i.state = 'invoiced' then 11 else 0 end and i.state <> 'void'
  union all
  select 'shares that are not the line', i.id from billing_items i
  where i.state <> 'void' and i.source_noun = 'timesheet' and i.amount <>
    (select coalesce(sum((share ->> 'amount')::numeric), 0) from jsonb_array_elements(i.allocation) share)
  union all
  select 'a timesheet that is not invoiced though its items are', t.id from timesheets t
  where t.state = 'approved' and exists (select from billing_items i where i.source_id = t.id and i.state <> 'void')
    and not exists (select from billing_items i where i.source_id = t.id and i.state = 'approved')
  union all
  select 'client less vendors other than the fee', null from (
    select coalesce(sum(total) filter (where kind in ('client_invoice', 'credit_memo')), 0)
      - coalesce(sum(total) filter (where kind in ('vendor_statement', 'vendor_credit')), 0) as difference,
      coalesce(sum(fee) filter (where kind in ('client_invoice', 'credit_memo')), 0) as fee
    from invoices where state <> 'draft') sums where difference <> fee
  union all
  select 'more credited on a line than it was billed for', l.id from invoice_lines l
  join billing_items billed on billed.id = l.billing_item_id and billed.corrects_id is null
  join lateral (select coalesce(sum(c.amount), 0) as amount, coalesce(sum(c.net_amount), 0) as net from billing_items i
    join invoice_lines c on c.billing_item_id = i.id and c.side = l.side where i.corrects_id = l.billing_item_id) credited on true
  where l.amount + credited.amount < 0 or l.net_amount + credited.net < least(l.net_amount, 0) or credited.amount > 0
  union all
  select 'more credited than was invoiced', d.id from invoices d
  join lateral (select coalesce(sum(c.total), 0) as total from invoices c where c.corrects_id = d.id and c.state <> 'draft') credited on true
  where d.state <> 'draft' and d.corrects_id is null and d.total + credited.total < least(d.total, 0)
  union all
  select 'a credit of a line on another document', c.id from invoice_lines c join billing_items i on i.id = c.billing_item_id
  join invoices m on m.id = c.invoice_id
  where i.corrects_id is not null and not exists (select from invoice_lines l where l.billing_item_id = i.corrects_id
    and l.side = c.side and l.invoice_id = m.corrects_id)
  union all
  select 'a gap in a series', null from (
    select series, count(*) as documents, max(split_part(number, '-', 3)::int) as last from invoices where number is not null group by series
  ) numbered where documents <> last`;

test('whatever is worked, agreed, run and credited, every approved minute is billed once and all ties', async () => {
  const sheets: Standing[] = [];
  // A week under each fee model to begin with, so that no history is idle.
  for (const vendor of suppliers.keys()) {
    await take({ kind: 'work', vendor, entries: [shift(days[vendor]!, hour(8), hour(20))] }, sheets);
  }
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
      for (const chosen of steps) {
        await take(chosen, sheets);
        const faults = await service.as(systemActor(weeks.tenantId), (tx) => tx.rows(broken));
        expect(faults, JSON.stringify(steps)).toEqual([]);
      }
    }),
    // Each history goes on from the one before, so a shrunk one would not be the one that failed.
    { numRuns: 5, endOnFailure: true },
  );
  expect(sheets.length).toBeGreaterThanOrEqual(suppliers.length);
}, 60_000);

test('runs, credits and agreements at once keep the bill whole', async () => {
  const entries = [shift('2026-02-02', '08:00', '16:00')];
  const fewer = [shift('2026-02-02', '08:00', '15:00')];
  const more = [shift('2026-02-02', '08:00', '17:00')];
  const sheets = await Promise.all(
    Array.from({ length: 6 }, async (_, at) => {
      const supplier = suppliers[at % 2]!;
      return { supplier, path: await weeks.approved(await weeks.placed(supplier), entries) };
    }),
  );
  const between = { programId: weeks.programId, periodStart: '2026-02-01', periodEnd: '2026-02-07' };
  const answers = await Promise.all([
    ...sheets.map(({ path, supplier }, at) => weeks.agreed(path, at % 2 ? fewer : more, supplier)),
    ...Array.from({ length: 6 }, () => weeks.manager.post('/invoice-runs', between)),
  ]);
  for (const answer of answers) if (answer) expect([201, 409]).toContain(answer.status);
  expect(await service.as(systemActor(weeks.tenantId), (tx) => tx.rows(broken))).toEqual([]);
});
