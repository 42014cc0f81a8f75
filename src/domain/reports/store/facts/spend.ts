import { sql, type SQL } from 'drizzle-orm';
import { fact, type From, type Totals } from '../../metrics/fact.ts';
import { asked, orderColumns, placeColumns, tiered, vendorColumns } from './hiring.ts';

const money = (description: string) => ({ type: 'numeric', description }) as const;

/** What is summed of charges. */
const amounts = {
  accrued_amount: money('What the client is charged for it, approved, invoiced or paid, in `currency`.'),
  invoiced_amount: money('The same as far as it stands on a document, in `currency`.'),
};
const shares = {
  accrued_fee: money('The MSP’s part of what is accrued, in `currency`; on one row of a charge.'),
  invoiced_fee: money('The MSP’s part of what is invoiced, in `currency`; on one row of a charge.'),
  credited_amount: money('What service credits take off, above 0, in `currency`; on one row of a charge.'),
};
const diverse = {
  diverse_amount: money(
    'What is accrued with a vendor of which a diversity certificate was in force on a day of the month, in `currency`.',
  ),
};
const currency = { currency: { type: 'text', description: 'ISO 4217.' } } as const;
const tenant = { tenant_id: { type: 'uuid', description: 'The tenant.' } } as const;
const month = { date: { type: 'date', description: 'The first day of the month.' } } as const;
const summed = [...Object.keys(amounts), ...Object.keys(shares)];

const sums = (names: readonly string[]): SQL => sql.raw(names.map((name) => `t.${name}`).join(', '));

/** Whether a certificate of the vendor `r` was in force on a day of the month of the day. */
const isCertified = (from: From, day: SQL): SQL => sql`exists (
  select from ${from('vendor_documents', 'd')} where d.tenant_id = r.tenant_id and d.vendor_id = r.vendor_id
    and d.kind = 'diversity_certificate' and d.state in ('accepted', 'expiring', 'expired', 'superseded')
    and d.effective_on < date_trunc('month', ${day}) + interval '1 month'
    and (d.expires_on is null or d.expires_on >= date_trunc('month', ${day})))`;

const cube = (from: From, name: string): SQL =>
  sql`(select * from ${from('spend_totals', 's')} where s.cube = ${name}) t`;

/** Spend by vendor and month. */
export const spendByVendor: Totals = {
  name: 'spend_by_vendor',
  summary: 'What was charged for the work of a vendor in a program in a calendar month of the last day worked.',
  columns: {
    ...tenant,
    ...month,
    program_id: placeColumns.program_id,
    ...vendorColumns,
    ...currency,
    ...amounts,
    ...shares,
    ...diverse,
  },
  grain: 'month',
  rows: (from) => sql`
    select r.tenant_id, r.month, r.program_id, r.vendor_id, m.tier, r.currency::text, r.accrued_amount, r.invoiced_amount,
      r.accrued_fee, r.invoiced_fee, -r.credited_amount, case when ${isCertified(from, sql`r.month`)} then r.accrued_amount else 0 end
    from ${from('spend_totals', 'r')} ${tiered(from)} where r.cube = 'vendor'`,
};
