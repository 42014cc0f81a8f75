import { sql, type SQL } from 'drizzle-orm';
import type { FactColumn, From } from '../../metrics/fact.ts';

const money = (description: string): FactColumn => ({ type: 'numeric', description });

/** What is summed of charges and of their shares by cost center. */
export const amountColumns = {
  accrued_amount: money('What the client is charged, approved, invoiced or paid, in `currency`.'),
  invoiced_amount: money('The same as far as it stands on a document, in `currency`.'),
};

/** What is summed of charges alone: it is not split over cost centers. */
export const feeColumns = {
  accrued_fee: money('The MSP’s part of what is accrued, in `currency`; on one row of a charge.'),
  invoiced_fee: money('The MSP’s part of what is invoiced, in `currency`; on one row of a charge.'),
  credited_amount: money('What accrued service credits take off, in `currency`; on one row of a charge.'),
};

export const diverseColumn = {
  diverse_amount: money(
    'The accrued amount where a diversity certificate of the vendor was in force on a day of the month, else 0, in `currency`.',
  ),
};

/** Whether a certificate of the vendor of a row `r` was in force on a day of the month of the day. */
export const isCertified = (from: From, day: SQL): SQL => sql`exists (
  select from ${from('vendor_documents', 'd')} where d.tenant_id = r.tenant_id and d.vendor_id = r.vendor_id
    and d.kind = 'diversity_certificate' and d.state in ('accepted', 'expiring', 'expired', 'superseded')
    and d.effective_on < date_trunc('month', ${day}::timestamp) + interval '1 month'
    and (d.expires_on is null or d.expires_on >= date_trunc('month', ${day}::timestamp)))`;
