import {
  add,
  allocate,
  compare,
  negate,
  percentOf,
  subtract,
  sum,
  zeroAmount,
  type Amount,
} from '../../../kernel/money.ts';

/** What an agreement says of the MSP's fee, as it was when a charge was priced. */
export interface FeeTerms {
  agreementId: string | null;
  feeModel: 'vendor_funded' | 'client_funded' | 'none';
  feeBasis: 'timesheet' | 'line' | 'invoice';
  /** A decimal string, at most 4 places. */
  feePercent: string;
}

/** A charge divided: the client's amount is the MSP's fee and the vendor's amount, to the cent. */
export interface Division {
  amount: Amount;
  feeAmount: Amount;
  vendorAmount: Amount;
}

/** The terms where no agreement is in force: no fee. */
export const noFee: FeeTerms = {
  agreementId: null,
  feeModel: 'none',
  feeBasis: 'timesheet',
  feePercent: '0',
};

const size = (value: Amount) => (compare(value, zeroAmount) < 0 ? negate(value) : value);

/** Divides a charge: a vendor-funded fee comes out of it, a client-funded one on top of it. */
export const divide = (charge: Amount, fee: Amount, { feeModel }: Pick<FeeTerms, 'feeModel'>): Division =>
  feeModel === 'client_funded'
    ? { amount: add(charge, fee), feeAmount: fee, vendorAmount: charge }
    : { amount: charge, feeAmount: fee, vendorAmount: subtract(charge, fee) };

/** The charge that was divided so. */
export const chargeOf = (
  { amount, vendorAmount }: Pick<Division, 'amount' | 'vendorAmount'>,
  { feeModel }: Pick<FeeTerms, 'feeModel'>,
): Amount => (feeModel === 'client_funded' ? vendorAmount : amount);

/** A fee shared out over charges of one sign by largest remainder; the shares sum to it. */
export const shareFee = (fee: Amount, charges: readonly Amount[]): Amount[] =>
  charges.some((charge) => compare(charge, zeroAmount) !== 0)
    ? allocate(fee, charges.map(size))
    : charges.map(() => zeroAmount);

/** The fee of all charges of a timesheet's version together; none yet where the basis is the invoice. */
export function versionFee(charges: readonly Amount[], { feeModel, feeBasis, feePercent }: FeeTerms): Amount {
  if (feeModel === 'none' || feeBasis === 'invoice') return zeroAmount;
  if (feeBasis === 'line') return sum(charges.map((charge) => percentOf(charge, feePercent)));
  return percentOf(sum(charges), feePercent);
}

/** The fee of each charge of a version, summing to the version's fee. */
export function lineFees(charges: readonly Amount[], terms: FeeTerms): Amount[] {
  if (terms.feeModel !== 'none' && terms.feeBasis === 'line')
    return charges.map((charge) => percentOf(charge, terms.feePercent));
  return shareFee(versionFee(charges, terms), charges);
}
