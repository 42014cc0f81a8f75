import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { InvoiceFault } from './model.ts';

const most = 100;

/** What of a line is a charge: without a fee that the client pays on top. */
const chargeOf = sql`case i.fee_model when 'client_funded' then i.vendor_amount else i.amount end`;

const lines = sql`invoice_lines l join billing_items i on i.tenant_id = l.tenant_id and i.id = l.billing_item_id
  join invoices d on d.tenant_id = l.tenant_id and d.id = l.invoice_id`;

/** The day lines of the version and the charge line that an item bills. */
const versionLines = sql`timesheet_lines t where t.tenant_id = i.tenant_id and t.timesheet_id = i.source_id
  and t.revision = i.source_revision and concat_ws(':', t.hour_type, t.differential_code, t.bill_rate) = i.line_key`;

/** Each look answers the faults of one kind; of all the lines of the document at once. */
const looks: Record<Exclude<InvoiceFault['code'], 'content_differs'>, (of: SQL) => SQL> = {
  totals_differ: (of) => sql`
    select null::int as "lineNumber", format('lines: gross %s, fee %s; document: gross %s, fee %s, net %s, tax %s, total %s',
      s.gross, s.fee, d.gross, d.fee, d.net, d.tax, d.total) as detail
    from invoices d cross join lateral (select coalesce(sum(l.amount), 0) as gross, coalesce(sum(l.fee_amount), 0) as fee
      from invoice_lines l where l.tenant_id = d.tenant_id and l.invoice_id = d.id) s
    where ${of} and ((d.gross, d.fee, d.net) is distinct from (s.gross, s.fee, s.gross - s.fee)
      or d.total <> d.tax + case when d.kind in ('client_invoice', 'credit_memo') then s.gross else s.gross - s.fee end)`,
  // The taxes of a document and of its credits together are reckoned of what stands: a credit brings them to that.
  taxes_differ: (of) => sql`
    select null::int as "lineNumber", format('%s: %s, with what was credited before %s, over lines of %s that leave %s', x.name, x.amount,
      s.amount, l.base, s.base) as detail
    from invoices d join invoice_taxes x on x.tenant_id = d.tenant_id and x.invoice_id = d.id
    cross join lateral (select coalesce(sum(l.amount), 0) as base from invoice_lines l
      where l.tenant_id = d.tenant_id and l.invoice_id = d.id and l.tax_rule_id = x.tax_rule_id) l
    cross join lateral (select sum(y.base) as base, sum(y.amount) as amount from invoices o
      join invoice_taxes y on y.tenant_id = o.tenant_id and y.invoice_id = o.id and y.tax_rule_id = x.tax_rule_id
      where o.tenant_id = d.tenant_id and (o.id in (d.id, d.corrects_id)
        or (o.corrects_id = d.corrects_id and (o.issued_at, o.number) < (d.issued_at, d.number)))) s
    where ${of} and (x.base <> l.base or s.amount <> round(s.base * x.percent / 100, 2))
    union all
    select null, format('the document charges %s, its taxes %s', d.tax, s.tax)
    from invoices d cross join lateral (select coalesce(sum(x.amount), 0) as tax from invoice_taxes x
      where x.tenant_id = d.tenant_id and x.invoice_id = d.id) s
    where ${of} and d.tax <> s.tax`,
  line_differs_from_item: (of) => sql`
    select l.number as "lineNumber", format('line: %s, fee %s, %s minutes; item: %s, fee %s, %s minutes', l.amount, l.fee_amount,
      l.minutes, i.amount, i.fee_amount, i.minutes) as detail
    from ${lines} where ${of} and ((l.amount, l.fee_amount, l.minutes, l.rate, l.description, l.vendor_id, l.program_id)
      is distinct from (i.amount, i.fee_amount, i.minutes, i.rate, i.description, i.vendor_id, i.program_id)
      or i.state not in ('invoiced', 'paid'))`,
  allocation_differs: (of) => sql`
    select l.number as "lineNumber", format('%s in cost centers, of %s', s.amount, l.amount) as detail
    from ${lines} cross join lateral (select coalesce(sum((part ->> 'amount')::numeric), 0) as amount from jsonb_array_elements(l.allocation) part) s
    -- What no cost center bears is left; a correction may move it from one to another.
    where ${of} and l.side = 'client' and (l.allocation <> i.allocation
      or (i.kind <> 'adjustment' and s.amount not between least(l.amount, 0) and greatest(l.amount, 0)))`,
  source_differs: (of) => sql`
    select l.number as "lineNumber", format('%s and %s minutes; the source has %s and %s minutes', ${chargeOf}, i.minutes, s.amount, s.minutes) as detail
    from ${lines} cross join lateral (select case i.source_noun
        when 'timesheet' then (select sum(t.amount) from ${versionLines})
        when 'charge' then (select c.amount from charges c where c.tenant_id = i.tenant_id and c.id = i.source_id)
        when 'expense' then (select e.amount from expenses e where e.tenant_id = i.tenant_id and e.id = i.source_id) end as amount,
      case i.source_noun when 'timesheet' then (select sum(t.minutes)::int from ${versionLines}) end as minutes) s
    -- What is billed again after a concession is less than its source by that.
    where ${of} and i.corrects_id is null and i.round = 1 and i.kind <> 'adjustment' and i.source_noun in ('timesheet', 'charge', 'expense')
      and (${chargeOf}, case i.source_noun when 'timesheet' then i.minutes end) is distinct from (s.amount, s.minutes)`,
  fee_differs: (of) => sql`
    select min(l.number) as "lineNumber", format('a fee of %s over the version, which at %s %% of %s is %s', sum(i.fee_amount), i.fee_percent,
      sum(${chargeOf}), round(sum(${chargeOf}) * i.fee_percent / 100, 2)) as detail
    from ${lines} where ${of} and i.kind = 'hours' and i.source_noun = 'timesheet' and i.round = 1
      and i.fee_basis in ('timesheet', 'line') and i.fee_model <> 'none'
    group by i.source_id, i.source_revision, i.fee_basis, i.fee_percent, case i.fee_basis when 'line' then i.id end
    having sum(i.fee_amount) <> round(sum(${chargeOf}) * i.fee_percent / 100, 2)
      -- A version that is billed in parts shares its fee over all of them.
      and (i.fee_basis = 'line' or not exists (select from billing_items other where other.tenant_id = (array_agg(i.tenant_id))[1]
        and other.source_noun = 'timesheet' and other.source_id = i.source_id and other.source_revision = i.source_revision
        and other.kind = 'hours' and other.state <> 'void' and other.round = 1 and other.id <> all (array_agg(i.id))))`,
  sides_differ: (of) => sql`
    select l.number as "lineNumber", 'what the client is charged and what the vendor is paid for it differ by other than the fee' as detail
    from ${lines} where ${of} and not exists (select from invoice_lines o where o.tenant_id = l.tenant_id
      and o.billing_item_id = l.billing_item_id and o.side <> l.side
      and (o.amount, o.fee_amount, o.minutes) is not distinct from (l.amount, l.fee_amount, l.minutes))`,
};

/** Every way in which a document is not what its lines, its items and their sources make it; to be asked as the tenant. */
export async function faultsOf(invoiceId: string, { tx, actor }: Context): Promise<InvoiceFault[]> {
  const of = sql`d.tenant_id = ${actor.tenantId} and d.id = ${invoiceId}`;
  const faults: InvoiceFault[] = [];
  for (const [code, look] of Object.entries(looks) as [keyof typeof looks, (of: SQL) => SQL][]) {
    const found = await tx.rows<Omit<InvoiceFault, 'code'>>(
      sql`select "lineNumber", detail from (${look(of)}) found order by "lineNumber" nulls first, detail limit ${most}`,
    );
    faults.push(...found.map((fault) => ({ code, ...fault })));
  }
  return faults;
}

/** How many lines a document has. */
export async function lineCountOf(invoiceId: string, { tx, actor }: Context): Promise<number> {
  const [found] = await tx.rows<{
    lineCount: number;
  }>(sql`select count(*)::int as "lineCount" from invoice_lines l
    where l.tenant_id = ${actor.tenantId} and l.invoice_id = ${invoiceId}`);
  return found!.lineCount;
}
