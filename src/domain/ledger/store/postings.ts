import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { entryKinds, GlPurpose, Ledger } from '../model/account.ts';
import type { Posting } from '../posting/entries.ts';
import { postedKind } from './known.ts';

/** What is to be told of one document, payment or closing. */
export interface FoundPosting extends Posting {
  kind: (typeof entryKinds)[number];
  sourceNoun: string;
  sourceId: string;
  facilityId: string | null;
  vendorId: string | null;
  purpose: GlPurpose;
}

/** Which postings of a ledger are asked for. */
export interface PostingQuestion {
  programId: string;
  ledger: Ledger;
  startsOn: string;
  endsOn: string;
}

const none = sql`null::text as item_kind, null::text as hour_type, null::uuid as cost_center_id, null::uuid as facility_id`;

// Each arm: kind, source_noun, source_id, posted_on, reference, purpose, amount, vendor_id, then the columns of `none`.
const head = (purpose: GlPurpose, amount: SQL, kinds: SQL) => sql`
  select 'document' as kind, 'invoice' as source_noun, d.id as source_id, d.issued_on as posted_on, d.number as reference,
    ${purpose} as purpose, ${amount} as amount, d.vendor_id, ${none} from document d where d.kind in ${kinds}`;

// By cost center, and what no cost center bears.
const sharesOf = (line: SQL) => sql`
  select s."costCenterId", s.amount from jsonb_to_recordset(${line}.allocation) as s ("costCenterId" uuid, amount numeric)
  union all select null, ${line}.amount - coalesce(sum(s.amount), 0) from jsonb_to_recordset(${line}.allocation) as s (amount numeric)`;

const lines = (purpose: GlPurpose, amount: SQL, side: 'client' | 'vendor', isSplit: boolean) => sql`
  select 'document', 'invoice', d.id, d.issued_on, d.number, ${purpose}, sum(${amount}), l.vendor_id,
    ${postedKind('i')}, i.hour_type, ${isSplit ? sql`share."costCenterId"` : sql`null::uuid`}, l.facility_id
  from document d join invoice_lines l on l.tenant_id = d.tenant_id and l.invoice_id = d.id and l.side = ${side}
  join billing_items i on i.tenant_id = l.tenant_id and i.id = l.billing_item_id
  ${isSplit ? sql`cross join lateral (${sharesOf(sql`l`)}) share` : sql``}
  group by d.id, d.issued_on, d.number, l.vendor_id, 9, i.hour_type, 11, l.facility_id`;

const client = sql`('client_invoice', 'credit_memo')`;
const vendor = sql`('vendor_statement', 'vendor_credit')`;

const documents: Record<Ledger, SQL> = {
  client: sql`${head('payable', sql`-d.total`, client)}
    union all ${head('tax_expense', sql`d.tax`, client)}
    union all ${lines('expense', sql`share.amount`, 'client', true)}`,
  operator: sql`${head('receivable', sql`d.total`, client)}
    union all ${head('tax_payable', sql`-d.tax`, client)}
    union all ${lines('vendor_clearing', sql`-l.net_amount`, 'client', false)}
    union all ${lines('fee_revenue', sql`-l.fee_amount`, 'client', false)}
    union all ${lines('vendor_clearing', sql`l.net_amount`, 'vendor', false)}
    union all ${head('vendor_payable', sql`-d.total`, vendor)}`,
};

const accrued = (purpose: GlPurpose, amount: SQL) => sql`
  select e.kind, 'period_closing', c.id, e.posted_on, p.name, ${purpose}, e.sign * sum(${amount}), a.vendor_id, a.item_kind, a.hour_type, a.cost_center_id, a.facility_id
  from closing e join period_closings c on c.tenant_id = e.tenant_id and c.id = e.id
  join fiscal_periods p on p.tenant_id = c.tenant_id and p.id = c.period_id
  join period_accruals a on a.tenant_id = c.tenant_id and a.closing_id = c.id
  group by e.kind, e.sign, c.id, e.posted_on, p.name, a.vendor_id, a.item_kind, a.hour_type, a.cost_center_id, a.facility_id`;

const accruals: Record<Ledger, SQL> = {
  client: sql`${accrued('expense', sql`a.amount`)} union all ${accrued('accrued_payable', sql`-a.amount`)}`,
  operator: sql`${accrued('accrued_receivable', sql`a.amount`)} union all ${accrued('accrued_vendor_payable', sql`-a.vendor_amount`)}
    union all ${accrued('accrued_fee_revenue', sql`-a.fee_amount`)}`,
};

// Money that comes to the operator, or goes back to it, is a debit of its cash.
const paid = (purpose: SQL, sign: SQL) => sql`
  select p.kind, 'payment', p.id, p.posted_on, p.reference, ${purpose}, ${sign} * p.sign * p.amount, p.vendor_id, ${none} from payment p`;
const payments: Record<Ledger, SQL> = {
  client: sql`select null::text, null::text, null::uuid, null::date, null::text, null::text, null::numeric, null::uuid, ${none} where false`,
  operator: sql`${paid(sql`'cash'`, sql`case when p.direction in ('received', 'recovered') then 1 else -1 end`)}
    union all ${paid(
      sql`case when p.direction in ('received', 'refunded') then 'receivable' else 'vendor_payable' end`,
      sql`case when p.direction in ('received', 'recovered') then -1 else 1 end`,
    )}`,
};

const told = (ledger: Ledger, kind: SQL, source: SQL) =>
  sql`exists (select from gl_entries t where t.tenant_id = ${source}.tenant_id and t.ledger = ${ledger} and t.kind = ${kind} and t.source_id = ${source}.id and t.stands)`;

/** What was posted on some days and the ledger was not told, entry by entry in the order of their days; read as the tenant's own hand. */
export function postingsOf(
  { programId, ledger, startsOn, endsOn }: PostingQuestion,
  { tx, actor }: Context,
): Promise<FoundPosting[]> {
  const between = (day: SQL) => sql`${day} between ${startsOn}::date and ${endsOn}::date`;
  const of = (row: SQL) => sql`${row}.tenant_id = ${actor.tenantId} and ${row}.program_id = ${programId}`;
  // What takes back is told where what it takes back was, or is now.
  const isTold = (kind: string, source = sql`c`) => told(ledger, sql`${kind}`, source);
  return tx.rows(sql`
    with document as (
      select d.tenant_id, d.id, d.kind, d.number, d.issued_on, d.vendor_id, d.total, d.tax from invoices d
      where ${of(sql`d`)} and d.state <> 'draft' and ${between(sql`d.issued_on`)} and ${ledger === 'client' ? sql`d.kind in ${client}` : sql`true`}
        and not ${isTold('document', sql`d`)}),
    payment as (
      select p.tenant_id, p.id, p.direction, p.reference, p.amount, p.vendor_id, k.kind, k.posted_on, k.sign from payments p
      cross join lateral (values ('payment', p.paid_on, 1), ('payment_reversal', p.reversed_on, -1)) k (kind, posted_on, sign)
      where ${of(sql`p`)} and ${between(sql`k.posted_on`)} and not ${told(ledger, sql`k.kind`, sql`p`)}
        and (k.kind = 'payment' or ${between(sql`p.paid_on`)} or ${isTold('payment', sql`p`)})),
    closing as (
      select c.tenant_id, c.id, k.kind, k.posted_on, k.sign from period_closings c
      cross join lateral (values
        ('accrual', c.ends_on, 1, c.state = 'stands'),
        ('accrual_reversal', c.ends_on + 1, -1, c.state = 'stands' and (${between(sql`c.ends_on`)} or ${isTold('accrual')})),
        ('accrual_withdrawal', c.ends_on, -1, c.state = 'reopened' and ${isTold('accrual')}),
        ('reversal_withdrawal', c.ends_on + 1, 1, c.state = 'reopened' and ${isTold('accrual_reversal')})) k (kind, posted_on, sign, is_due)
      where ${of(sql`c`)} and ${between(sql`k.posted_on`)} and k.is_due and not ${told(ledger, sql`k.kind`, sql`c`)})
    select dense_rank() over (order by u.posted_on, u.kind, u.reference, u.source_id)::int as "entryNumber", u.kind, u.source_noun as "sourceNoun",
      u.source_id as "sourceId", u.posted_on as "postedOn", u.reference, u.purpose, u.amount::numeric(14, 2)::text as amount,
      u.vendor_id as "vendorId", u.item_kind as "itemKind", u.hour_type as "hourType", u.cost_center_id as "costCenterId",
      center.code as "costCenterCode", u.facility_id as "facilityId"
    from (${documents[ledger]} union all ${accruals[ledger]} union all ${payments[ledger]}) u
    left join cost_centers center on center.tenant_id = ${actor.tenantId} and center.id = u.cost_center_id
    where u.amount <> 0
    order by 1, array_position(array['expense', 'tax_expense', 'receivable', 'accrued_receivable', 'cash'], u.purpose), u.purpose, center.code, u.vendor_id, u.item_kind, u.hour_type, u.facility_id`);
}
