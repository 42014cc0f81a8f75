import type { Context } from '../../../kernel/operation.ts';
import type { LedgerFault } from '../model/fault.ts';
import type { TieOutCheck } from '../model/tie-out.ts';
import type { LedgerQuestion } from '../store/known.ts';
import * as sums from '../store/tie-out.ts';
import { checkOf, type Found } from './checks.ts';

type Check = [
  TieOutCheck['code'],
  LedgerFault['code'],
  (question: LedgerQuestion, context: Context) => Promise<Found>,
];

const checks: readonly Check[] = [
  ['time_is_billed_or_waits', 'time_not_billed', sums.timeBilled],
  ['items_are_invoiced_or_accrued', 'items_not_accounted', sums.itemsAccounted],
  ['lines_are_items', 'lines_not_items', sums.linesAreItems],
  ['documents_are_lines', 'document_not_lines', sums.documentsAreLines],
  ['taxes_are_documents', 'tax_not_taxes', sums.taxesAreDocuments],
  ['client_less_vendors_is_fee', 'sides_differ', sums.sidesDifferByFee],
  ['payments_are_applied_or_left', 'payment_not_applications', sums.paymentsApplied],
];

/** Whether all that was worked, billed, documented and paid up to a day is the same money; every difference by name. */
export async function tieOutOf(
  question: LedgerQuestion,
  context: Context,
): Promise<{ checks: TieOutCheck[]; faults: LedgerFault[] }> {
  const found = [];
  for (const [code, fault, sumsOf] of checks)
    found.push(checkOf(code, fault, await sumsOf(question, context)));
  return { checks: found.map(({ check }) => check), faults: found.flatMap(({ faults }) => faults) };
}
