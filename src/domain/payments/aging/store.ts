import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import type { AgingBy, AgingRow, AgingSide } from './model.ts';

/** What is asked: of a program's documents of one side, as of the end of a day. */
export interface Question {
  programId: string;
  side: AgingSide;
  by: AgingBy;
  on: string;
}

const kindsOf = (side: AgingSide): SQL =>
  side === 'receivable' ? sql`('client_invoice', 'credit_memo')` : sql`('vendor_statement', 'vendor_credit')`;

/** The documents of one side that had been issued by the day, of those that the caller sees. */
async function visibleDocuments({ programId, side, on }: Question, { tx, actor }: Context): Promise<string> {
  const found = await tx.rows<{ id: string }>(sql`select d.id from invoices d
    where d.tenant_id = ${actor.tenantId} and d.program_id = ${programId} and d.state <> 'draft'
      and d.issued_on <= ${on} and d.kind in ${kindsOf(side)}
      ${actor.side === 'vendor' ? sql`and d.vendor_id = ${actor.vendorId}` : sql``}
      and (d.total <> d.paid_amount + d.credited_amount
        or exists (select from payment_applications a where a.tenant_id = d.tenant_id and a.invoice_id = d.id and a.applied_on > ${on})
        or exists (select from credit_applications a where a.tenant_id = d.tenant_id and a.invoice_id = d.id and a.applied_on > ${on})
        or exists (select from credit_applications a where a.tenant_id = d.tenant_id and a.credit_id = d.id and a.applied_on > ${on}))`);
  return `{${found.map(({ id }) => id).join(',')}}`;
}

// Documents from before terms were kept are due thirty days after their issue; what is owed back is owed at once.
const openDocuments = (ids: string, on: string, tenantId: string): SQL => sql`
  select d.id, d.number, d.kind, d.vendor_id, d.issued_on, due.on as due_on, ${on}::date - due.on as late,
    d.total
      - coalesce((select sum(a.amount) from payment_applications a where a.tenant_id = d.tenant_id and a.invoice_id = d.id and a.applied_on <= ${on}), 0)
      - coalesce((select sum(a.amount) from credit_applications a where a.tenant_id = d.tenant_id and a.invoice_id = d.id and a.applied_on <= ${on}), 0)
      + coalesce((select sum(a.amount) from credit_applications a where a.tenant_id = d.tenant_id and a.credit_id = d.id and a.applied_on <= ${on}), 0) as open
  from invoices d
  cross join lateral (select coalesce(d.due_on, d.issued_on + case when d.total < 0 then 0 else 30 end) as on) due
  where d.tenant_id = ${tenantId} and d.id = any (${ids}::uuid[])`;

// By the lines' shares of it; what rounding leaves is the largest's, so that the parts sum to what is open.
const shared = (key: SQL, tenantId: string): SQL => sql`
  select p.id, p.late, p.key, p.share + case when p.place = 1 then p.open - sum(p.share) over (partition by p.id) else 0 end as open
  from (
    select o.id, o.late, o.open, k.key,
      coalesce(round(o.open * k.weight / nullif(sum(k.weight) over (partition by o.id), 0), 2), 0) as share,
      row_number() over (partition by o.id order by abs(k.weight) desc, k.key) as place
    from opened o cross join lateral (
      select ${key} as key, sum(case l.side when 'client' then l.amount else l.net_amount end) as weight
      from invoice_lines l where l.tenant_id = ${tenantId} and l.invoice_id = o.id group by 1) k) p`;

const byAge = sql`
  coalesce(sum(a.open) filter (where a.late <= 0), 0.00) as current,
  coalesce(sum(a.open) filter (where a.late between 1 and 30), 0.00) as "days1To30",
  coalesce(sum(a.open) filter (where a.late between 31 and 60), 0.00) as "days31To60",
  coalesce(sum(a.open) filter (where a.late between 61 and 90), 0.00) as "days61To90",
  coalesce(sum(a.open) filter (where a.late > 90), 0.00) as over90,
  sum(a.open) as open, count(distinct a.id)::int as documents`;

const none = (...keys: string[]): SQL =>
  sql.join(
    keys.map((key) => sql`null as ${sql.identifier(key)}`),
    sql`, `,
  );

function grouped(by: AgingBy, tenantId: string): SQL {
  if (by === 'document')
    return sql`select a.id as "invoiceId", a.number, a.kind, a.vendor_id as "vendorId", null as "facilityId",
        a.issued_on::text as "issuedOn", a.due_on::text as "dueOn", a.late as "daysPastDue", ${byAge}
      from opened a group by a.id, a.number, a.kind, a.vendor_id, a.issued_on, a.due_on, a.late order by a.due_on, a.number, a.id`;
  const key = by === 'vendor' ? sql`l.vendor_id` : sql`l.facility_id`;
  const keys =
    by === 'vendor'
      ? sql`a.key as "vendorId", null as "facilityId"`
      : sql`null as "vendorId", a.key as "facilityId"`;
  return sql`select ${none('invoiceId', 'number', 'kind', 'issuedOn', 'dueOn', 'daysPastDue')}, ${keys}, ${byAge}
    from (${shared(key, tenantId)}) a where a.open <> 0 group by a.key order by a.key`;
}

/** What was open at the end of the day by age, told by documents or by what their lines are of; every side's own. */
export async function agedRows(question: Question, context: Context): Promise<AgingRow[]> {
  const ids = await visibleDocuments(question, context);
  const { tenantId } = context.actor;
  // Whoever sees a document sees what is open of it, also where the payment concerns others too.
  return asTenant(context.tx, () =>
    context.tx.rows<AgingRow>(sql`with opened as materialized (
        select o.id, o.number, o.kind, o.vendor_id, o.issued_on, o.due_on, o.late, o.open
        from (${openDocuments(ids, question.on, tenantId)}) o where o.open <> 0)
      ${grouped(question.by, tenantId)}`),
  );
}

/** What of payments between the two settled no document at the end of the day; what was paid back counts against it. */
export async function unappliedOn(
  { programId, side, on }: Question,
  { tx, actor }: Context,
): Promise<string> {
  const [found] = await tx.rows<{ amount: string }>(sql`
    select coalesce(sum(case when p.direction in ('received', 'paid') then 1 else -1 end * p.amount
        - coalesce((select sum(a.amount) from payment_applications a
          where a.tenant_id = p.tenant_id and a.payment_id = p.id and a.applied_on <= ${on}), 0)), 0.00) as amount
    from payments p where p.tenant_id = ${actor.tenantId} and p.program_id = ${programId}
      and p.direction in ${side === 'receivable' ? sql`('received', 'refunded')` : sql`('paid', 'recovered')`}
      ${actor.side === 'vendor' ? sql`and p.vendor_id = ${actor.vendorId}` : sql``}
      and p.paid_on <= ${on} and (p.reversed_on is null or p.reversed_on > ${on})`);
  return found!.amount;
}
