import type { Fact } from '../../../kernel/event.ts';
import { parseAmount } from '../../../kernel/money.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant, type Row } from '../../../kernel/transaction.ts';
import { chargeOnce, isWaived } from '../../charges/index.ts';
import {
  agreementOn,
  placementFee,
  placementRefund,
  placementTermsOf,
  type PlacementTerms,
  type TermStep,
} from '../../vendors/index.ts';
import { salaryUnknown } from '../model/placement.ts';
import type { placements } from '../tables.ts';

export type PlacementRow = Row<typeof placements>;

/** What a placement's columns say of its fee and its refund; none where nothing was agreed. */
type FeeColumns = Pick<
  PlacementRow,
  'agreementId' | 'feeKind' | 'feeValue' | 'fee' | 'guaranteeDays' | 'refundKind' | 'refundSteps'
>;

const none: FeeColumns = {
  agreementId: null,
  feeKind: null,
  feeValue: null,
  fee: null,
  guaranteeDays: null,
  refundKind: null,
  refundSteps: [],
};

/** The fee of a placement that begins on a day, by the terms of the agreement of that day; `salary_unknown` where it goes by one that is not known. */
export const feeOf = (
  { programId, vendorId, annualSalary }: PlacementRow,
  startedOn: string,
  context: Context,
): Promise<{ columns: FeeColumns; steps: TermStep[] }> =>
  asTenant(context.tx, async () => {
    const agreement = await agreementOn(programId, vendorId, startedOn, context);
    const terms = agreement && (await placementTermsOf(agreement.id, context));
    if (!terms) return { columns: none, steps: [] };
    const { feeKind, feeValue, guaranteeDays, refundKind, refundSteps } = terms;
    if (feeKind === 'percent_of_salary' && annualSalary === null) throw salaryUnknown();
    const { amount, steps } = placementFee(terms, annualSalary ?? '0');
    const agreed = { feeKind, feeValue, guaranteeDays, refundKind, refundSteps };
    return { columns: { ...agreed, agreementId: agreement.id, fee: amount }, steps };
  });

const owed = (
  row: PlacementRow,
  kind: 'placement_fee' | 'placement_refund',
  dueOn: string,
  reckoned: { amount: string; steps: TermStep[] },
  context: Context,
): Promise<Fact[]> => {
  const { id, programId, facilityId, unitId, vendorId, workerId, orderId, agreementId, currency } = row;
  return chargeOnce(
    {
      kind,
      sourceNoun: 'placement',
      sourceId: id,
      lineKey: kind,
      programId,
      facilityId,
      unitId,
      vendorId,
      workerId,
      orderId,
      assignmentId: null,
      agreementId,
      dueOn,
      currency,
      hours: null,
      rate: null,
      amount: reckoned.amount,
      explanation: reckoned.steps,
    },
    context,
  );
};

/** Charges the fee of a placement that began; nothing where none is agreed. */
export const chargeFee = (row: PlacementRow, steps: TermStep[], context: Context): Promise<Fact[]> =>
  row.fee === null || parseAmount(row.fee) === parseAmount('0')
    ? Promise.resolve([])
    : owed(row, 'placement_fee', row.startedOn!, { amount: row.fee, steps }, context);

/** Charges what comes back of the fee where the person left within the guarantee: an amount below zero, once; nothing of a fee that was waived. */
export async function chargeRefund(row: PlacementRow, context: Context): Promise<Fact[]> {
  const { fee, feeKind, feeValue, guaranteeDays, refundKind, refundSteps, startedOn, leftOn } = row;
  if (fee === null || feeKind === null || refundKind === null) return [];
  const charged = { kind: 'placement_fee', sourceId: row.id, lineKey: 'placement_fee' } as const;
  if (await isWaived(charged, context)) return [];
  const terms: PlacementTerms = {
    feeKind,
    feeValue: feeValue!,
    guaranteeDays: guaranteeDays!,
    refundKind,
    refundSteps,
  };
  const days = { startedOn: startedOn!, leftOn: leftOn! };
  const { amount, steps } = placementRefund(terms, parseAmount(fee), days);
  return amount.startsWith('-') ? owed(row, 'placement_refund', leftOn!, { amount, steps }, context) : [];
}
