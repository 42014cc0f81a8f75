import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { accrualDimensions } from '../model/accrual.ts';
import { ledgers } from '../model/account.ts';
import type { LedgerFault } from '../model/fault.ts';
import { linesOf } from '../posting/entries.ts';
import { holdsOn } from '../posting/mapping-match.ts';
import { accrualsBy, type AccrualRow } from '../store/accruals.ts';
import { rulesOf } from '../store/gl-writing.ts';
import { neighborsOf } from '../store/periods.ts';
import { postingsOf } from '../store/postings.ts';
import type { fiscalPeriods } from '../tables.ts';
import { accrualPostings } from './accrual-postings.ts';
import { tieOutOf } from './tie-out.ts';

type PeriodRow = Row<typeof fiscalPeriods>;

// A ledger that maps nothing is told nothing: none of its accounts is missing.
async function unmappedOf(
  { programId, startsOn, endsOn, name }: PeriodRow,
  accruals: readonly AccrualRow[],
  context: Context,
): Promise<LedgerFault[]> {
  const faults: LedgerFault[] = [];
  for (const ledger of ledgers) {
    const rules = await rulesOf(programId, ledger, context);
    if (!rules.some((rule) => holdsOn(rule, endsOn))) continue;
    const documents = await postingsOf({ programId, ledger, startsOn, endsOn }, context);
    faults.push(...linesOf(documents, rules).faults);
    faults.push(...linesOf(accrualPostings(ledger, accruals, { name, endsOn }), rules).faults);
  }
  return faults;
}

/** What a period accrues and what stands against closing it now; read as the tenant's own hand. */
export async function judgePeriod(period: PeriodRow, context: Context) {
  const { programId, endsOn } = period;
  const question = { programId, onDay: endsOn, at: context.now, facilityIds: null, unitIds: null };
  const { earlierOpen } = await neighborsOf(period, context);
  const { checks, faults } = await tieOutOf(question, context);
  const accruals = await accrualsBy(question, accrualDimensions, context);
  const earlier = earlierOpen.map((subject): LedgerFault => ({
    code: 'earlier_period_open',
    subject,
    detail: 'An earlier period is open.',
    amount: null,
  }));
  return {
    accruals,
    checks,
    faults: [...earlier, ...faults, ...(await unmappedOf(period, accruals, context))],
  };
}
