import { negate, parseAmount } from '../../../kernel/money.ts';
import type { GlPurpose, Ledger } from '../model/account.ts';
import type { Posting } from '../posting/entries.ts';
import type { AccrualRow } from '../store/accruals.ts';

const purposesOf: Record<Ledger, readonly [GlPurpose, 'amount' | 'feeAmount' | 'vendorAmount', 1 | -1][]> = {
  client: [
    ['expense', 'amount', 1],
    ['accrued_payable', 'amount', -1],
  ],
  operator: [
    ['accrued_receivable', 'amount', 1],
    ['accrued_vendor_payable', 'vendorAmount', -1],
    ['accrued_fee_revenue', 'feeAmount', -1],
  ],
};

/** What a ledger would be told of accruals on the last day of a period. */
export const accrualPostings = (
  ledger: Ledger,
  rows: readonly AccrualRow[],
  { name, endsOn }: { name: string; endsOn: string },
): Posting[] =>
  rows.flatMap((row) =>
    purposesOf[ledger]
      .map(([purpose, of, sign]) => ({
        entryNumber: 1,
        reference: name,
        postedOn: endsOn,
        purpose,
        amount: sign === 1 ? row[of] : negate(parseAmount(row[of])),
        itemKind: row.itemKind,
        hourType: row.hourType,
        costCenterId: row.costCenterId,
        costCenterCode: row.costCenterCode,
      }))
      .filter(({ amount }) => /[1-9]/.test(amount)),
  );
