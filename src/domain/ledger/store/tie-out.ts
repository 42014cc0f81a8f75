import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Found } from '../closing/checks.ts';
import { accrualsBy } from './accruals.ts';
import { itemsBy } from './items-accrued.ts';
import { asked, invoicedBy, type LedgerQuestion } from './known.ts';

const mostNamed = 100;
const money = (value: SQL) => sql`coalesce(${value}, 0)::numeric(14, 2)::text`;
const charge = sql`(i.amount - case i.fee_model when 'client_funded' then i.fee_amount else 0 end)`;

// Each row of `kept` is one thing that two sums are of: its left, its right, and by what parts of it.
async function compared(kept: SQL, noun: string, { tx }: Context): Promise<Omit<Found, 'parts'>> {
  const [sums] = await tx.rows<{ left: string; right: string }>(
    sql`select ${money(sql`sum(k.left)`)} as left, ${money(sql`sum(k.right)`)} as right from (${kept}) k`,
  );
  const named = await tx.rows<{
    id: string;
    amount: string;
  }>(sql`select k.id, (k.left - k.right)::numeric(14, 2)::text as amount
    from (${kept}) k where k.left <> k.right order by abs(k.left - k.right) desc, k.id limit ${mostNamed}`);
  return { ...sums!, faults: named.map(({ id, amount }) => ({ subject: `${noun} ${id}`, amount })) };
}

/** Hours approved, week by week, against what of them is billed or waits, with what was conceded of it. */
export async function timeBilled(question: LedgerQuestion, context: Context): Promise<Found> {
  const { actor, tx } = context;
  const sheets = sql`select t.id, t.left, coalesce(b.right, 0) + coalesce(b.conceded, 0) as right, b.billed, b.waits, b.conceded
    from (select t.tenant_id, t.id, coalesce((select sum(l.amount) from timesheet_lines l
          where l.tenant_id = t.tenant_id and l.timesheet_id = t.id and l.revision = t.revision), 0) as left
        from timesheets t where ${asked('t', question, actor)} and t.week_starts_on <= ${question.onDay}::date
          and t.approved_at is not null and t.state in ('approved', 'invoiced', 'disputed')) t
    left join lateral (select sum(${charge}) as right, sum(${charge}) filter (where ${invoicedBy('i', question)}) as billed,
        sum(${charge}) filter (where not ${invoicedBy('i', question)}) as waits, -sum(${charge}) filter (where i.correction = 'concession') as conceded
      from billing_items i where i.tenant_id = t.tenant_id and i.source_id = t.id and i.source_noun = 'timesheet' and i.state <> 'void') b on true`;
  const found = await compared(sheets, 'timesheet', context);
  const [parts] = await tx.rows<
    Record<'billed' | 'waits' | 'conceded', string>
  >(sql`select ${money(sql`sum(k.billed)`)} as billed,
    ${money(sql`sum(k.waits)`)} as waits, ${money(sql`sum(k.conceded)`)} as conceded from (${sheets}) k`);
  return { ...found, parts: parts! };
}

/** All billing items against the lines of documents, what is accrued of them, and the days of theirs yet to come. */
export async function itemsAccounted(question: LedgerQuestion, context: Context): Promise<Found> {
  const { tx, actor } = context;
  const open = itemsBy(question, actor, sql`not ${invoicedBy('i', question)}`);
  const [sums] = await tx.rows<Record<'left' | 'invoiced' | 'later', string>>(sql`select
    (select ${money(sql`sum(i.amount)`)} from billing_items i where ${asked('i', question, actor)} and i.state <> 'void'
      and i.work_date_from <= ${question.onDay}::date) as left,
    (select ${money(sql`sum(l.amount)`)} from invoice_lines l join invoices d on d.tenant_id = l.tenant_id and d.id = l.invoice_id
      join billing_items i on i.tenant_id = l.tenant_id and i.id = l.billing_item_id
      where ${asked('i', question, actor)} and l.side = 'client' and d.issued_on <= ${question.onDay}::date and i.work_date_from <= ${question.onDay}::date) as invoiced,
    (select ${money(sql`sum(o.whole_amount - o.amount)`)} from (${open}) o) as later`);
  const accrued = await accrualsBy(question, [], context);
  const [total] = await tx.rows<{
    right: string;
    accrued: string;
  }>(sql`select (${sums!.invoiced}::numeric + ${sums!.later}::numeric + a.amount)::numeric(14, 2)::text as right,
    a.amount::numeric(14, 2)::text as accrued from (select ${accrued.find(({ basis }) => basis === 'approved')?.amount ?? '0.00'}::numeric as amount) a`);
  const { left, invoiced, later } = sums!;
  return {
    left,
    right: total!.right,
    parts: { invoiced, accrued: total!.accrued, later_days: later },
    faults: [],
  };
}

const documents = ({ programId, onDay }: LedgerQuestion, { actor }: Context): SQL =>
  sql`d.tenant_id = ${actor.tenantId} and d.program_id = ${programId} and d.state <> 'draft' and d.issued_on <= ${onDay}::date`;

/** Lines of documents, on both sides, against the items that they bill. */
export const linesAreItems = async (question: LedgerQuestion, context: Context): Promise<Found> => ({
  ...(await compared(
    sql`select l.id, case l.side when 'client' then l.amount else l.net_amount end as left,
        case l.side when 'client' then i.amount else i.vendor_amount end as right
      from invoices d join invoice_lines l on l.tenant_id = d.tenant_id and l.invoice_id = d.id
      join billing_items i on i.tenant_id = l.tenant_id and i.id = l.billing_item_id where ${documents(question, context)}`,
    'invoice_line',
    context,
  )),
  parts: {},
});

/** Totals of documents without their taxes against their lines. */
export const documentsAreLines = async (question: LedgerQuestion, context: Context): Promise<Found> => ({
  ...(await compared(
    sql`select d.id, d.total - d.tax as left, coalesce((select sum(case when d.vendor_id is null then l.amount else l.net_amount end)
        from invoice_lines l where l.tenant_id = d.tenant_id and l.invoice_id = d.id), 0) as right
      from invoices d where ${documents(question, context)}`,
    'invoice',
    context,
  )),
  parts: {},
});

/** Taxes of documents against the taxes that they list. */
export const taxesAreDocuments = async (question: LedgerQuestion, context: Context): Promise<Found> => ({
  ...(await compared(
    sql`select d.id, d.tax as left, coalesce((select sum(x.amount) from invoice_taxes x where x.tenant_id = d.tenant_id and x.invoice_id = d.id), 0) as right
      from invoices d where ${documents(question, context)}`,
    'invoice',
    context,
  )),
  parts: {},
});

/** What the client was charged for each item less what its vendor was granted, against the fee. */
export const sidesDifferByFee = async (question: LedgerQuestion, context: Context): Promise<Found> => ({
  ...(await compared(
    sql`select l.billing_item_id as id, sum(case l.side when 'client' then l.amount else -l.net_amount end) as left,
        coalesce(sum(l.fee_amount) filter (where l.side = 'client'), 0) as right
      from invoices d join invoice_lines l on l.tenant_id = d.tenant_id and l.invoice_id = d.id where ${documents(question, context)}
      group by l.billing_item_id`,
    'billing_item',
    context,
  )),
  parts: {},
});

/** Payments against what of them was applied to documents, and what was left. */
export async function paymentsApplied(
  { programId, onDay }: LedgerQuestion,
  context: Context,
): Promise<Found> {
  const { actor, tx } = context;
  const payments = sql`select p.id, p.amount as left, abs(coalesce(a.applied, 0)) + (p.amount - p.applied_amount) as right,
      abs(coalesce(a.applied, 0)) as applied, p.amount - p.applied_amount as unapplied
    from payments p left join lateral (select sum(a.amount) as applied from payment_applications a
      where a.tenant_id = p.tenant_id and a.payment_id = p.id) a on true
    where p.tenant_id = ${actor.tenantId} and p.program_id = ${programId} and p.state = 'recorded' and p.paid_on <= ${onDay}::date`;
  const found = await compared(payments, 'payment', context);
  const [parts] = await tx.rows<Record<'applied' | 'unapplied', string>>(
    sql`select ${money(sql`sum(k.applied)`)} as applied, ${money(sql`sum(k.unapplied)`)} as unapplied from (${payments}) k`,
  );
  return { ...found, parts: parts! };
}
