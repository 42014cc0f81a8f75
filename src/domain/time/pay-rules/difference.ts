import { subtract, sum, zeroAmount } from '../../../kernel/money.ts';
import type { Amount } from '../../../kernel/money.ts';
import type { ChargeLine } from './price.ts';

/** What identifies a charge line within a workweek, and its figures. */
export type Charge = Pick<ChargeLine, 'hourType' | 'differentialCode' | 'rate' | 'minutes' | 'amount'>;

/** How one charge line changed; what stood in only one of the two versions changed from or to nothing. */
export interface ChargeChange extends Pick<Charge, 'hourType' | 'differentialCode' | 'rate'> {
  readonly before: { readonly minutes: number; readonly amount: Amount };
  readonly after: { readonly minutes: number; readonly amount: Amount };
  readonly minutes: number;
  readonly amount: Amount;
}

const keyOf = ({ hourType, differentialCode, rate }: Charge) =>
  `${hourType}/${differentialCode ?? ''}/${rate}`;
const nothing = { minutes: 0, amount: zeroAmount };

/**
 * What an adjustment bills or credits: the charge lines that changed, `after − before`, and their sum, which
 * is the difference of the two grosses.
 */
export function difference(before: readonly Charge[], after: readonly Charge[]) {
  const old = new Map(before.map((charge) => [keyOf(charge), charge]));
  const now = new Map(after.map((charge) => [keyOf(charge), charge]));
  const changes: ChargeChange[] = [...new Map([...old, ...now])].flatMap(([key, charge]) => {
    const was = old.get(key) ?? nothing;
    const is = now.get(key) ?? nothing;
    if (was.minutes === is.minutes && was.amount === is.amount) return [];
    const { hourType, differentialCode, rate } = charge;
    return {
      hourType,
      differentialCode,
      rate,
      before: { minutes: was.minutes, amount: was.amount },
      after: { minutes: is.minutes, amount: is.amount },
      minutes: is.minutes - was.minutes,
      amount: subtract(is.amount, was.amount),
    };
  });
  return { changes, amount: sum(changes.map(({ amount }) => amount)) };
}
