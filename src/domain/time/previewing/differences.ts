import {
  add,
  parseAmount,
  percentOf,
  subtract,
  sum,
  zeroAmount,
  type Amount,
} from '../../../kernel/money.ts';
import { lineKeyOf } from '../charge-lines.ts';
import type { RatingAccount } from '../model.ts';
import type { PreviewedFee } from './store.ts';

type Charge = RatingAccount['charges'][number];
type PayLine = NonNullable<RatingAccount['pay']>['lines'][number];

interface Counted {
  minutes: number;
  amount: Amount;
}

const totalOf = (lines: readonly Counted[]): Counted => ({
  minutes: lines.reduce((total, { minutes }) => total + minutes, 0),
  amount: sum(lines.map(({ amount }) => amount)),
});

function compared<Line extends Counted>(
  before: readonly Line[],
  after: readonly Line[],
  keyOf: (line: Line) => string,
) {
  const sides = [Map.groupBy(before, keyOf), Map.groupBy(after, keyOf)] as const;
  const keys = [...new Set([...sides[0].keys(), ...sides[1].keys()])];
  return keys.map((key) => {
    const [one, other] = sides.map((side) => side.get(key) ?? []) as [Line[], Line[]];
    const [was, is] = [totalOf(one), totalOf(other)];
    return {
      line: (one[0] ?? other[0])!,
      minutesBefore: was.minutes,
      minutesAfter: is.minutes,
      amountBefore: was.amount,
      amountAfter: is.amount,
      difference: subtract(is.amount, was.amount),
    };
  });
}

const chargeKey = (charge: Charge) =>
  lineKeyOf({ hourType: charge.hourType, differentialCode: charge.differentialCode, rate: charge.rate });

/** By which charge lines two ratings differ: the lines of either, at one rate each. */
export const chargeDifferences = (before: RatingAccount, after: RatingAccount) =>
  compared<Charge>(before.charges, after.charges, chargeKey).map(({ line, ...figures }) => ({
    lineKey: chargeKey(line),
    hourType: line.hourType,
    differentialCode: line.differentialCode,
    ...figures,
  }));

/** By which earnings two ratings differ. */
export const payDifferences = (before: RatingAccount, after: RatingAccount) =>
  compared<PayLine>(
    before.pay?.lines ?? [],
    after.pay?.lines ?? [],
    ({ earning, code }) => `${earning} ${code ?? ''}`,
  ).map(({ line: { earning, code }, ...figures }) => ({ earning, code, ...figures }));

/** What the MSP, the client and the vendor would have of a week's charges by an agreement's terms. */
export function feeOf(charges: RatingAccount['charges'], { feeBasis, ...terms }: PreviewedFee) {
  const amounts = charges.map(({ amount }) => parseAmount(amount));
  const gross = sum(amounts);
  const { feeModel, feePercent } = terms;
  const byLine = () => sum(amounts.map((amount) => percentOf(amount, feePercent)));
  const charged = feeBasis === 'line' ? byLine() : percentOf(gross, feePercent);
  const fee = feeModel === 'none' ? zeroAmount : charged;
  return {
    ...terms,
    fee,
    clientTotal: feeModel === 'client_funded' ? add(gross, fee) : gross,
    vendorNet: feeModel === 'client_funded' ? gross : subtract(gross, fee),
  };
}
