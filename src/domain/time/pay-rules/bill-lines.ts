import { allocate, chargeFor, subtract } from '../../../kernel/money.ts';
import type { Amount } from '../../../kernel/money.ts';
import { hourTypes } from './rated-week.ts';
import type { ChargeLine } from './rated-week.ts';
import { rulesTogether } from './rules.ts';
import type { Rule } from './rules.ts';

/** Minutes of one day that are billed at a rate, and what the rate came from. */
export type PricedMinutes = Pick<ChargeLine, 'hourType' | 'differentialCode' | 'rate' | 'inputs'> &
  Rule & { readonly workDate: string; readonly minutes: number };

const minutesOf = (all: readonly { minutes: number }[]) =>
  all.reduce((total, { minutes }) => total + minutes, 0);

function byDay(priced: readonly PricedMinutes[]) {
  const days = new Map<string, number>();
  for (const { workDate, minutes } of priced) days.set(workDate, (days.get(workDate) ?? 0) + minutes);
  return [...days].toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function toChargeLine(priced: readonly [PricedMinutes, ...PricedMinutes[]], amount: Amount): ChargeLine {
  const { workDate: _, ...first } = priced[0];
  const days = byDay(priced);
  const shares = allocate(
    amount,
    days.map(([, minutes]) => minutes),
  );
  const { rule, citation } = rulesTogether(priced);
  const hasOneLimit = priced.every(({ inputs }) => inputs.limitMinutes === first.inputs.limitMinutes);
  return {
    ...first,
    rule,
    citation,
    inputs: hasOneLimit ? first.inputs : { ...first.inputs, limitMinutes: null },
    minutes: minutesOf(priced),
    amount,
    days: days.map(([workDate, minutes], position) => ({ workDate, minutes, amount: shares[position]! })),
  };
}

const keyOf = ({ hourType, differentialCode, rate }: PricedMinutes) =>
  `${hourType}/${differentialCode ?? ''}/${rate}`;

/**
 * One line of each type, differential and rate, in the order of the types: exact minutes × rate ÷ 60, rounded once, half
 * away from zero. A callback's minimum is what its worked minutes lack of the rounded price of the whole.
 */
export function chargeLinesOf(priced: readonly PricedMinutes[]): ChargeLine[] {
  const groups = Map.groupBy(priced, keyOf);
  const amountOf = ([first, ...rest]: readonly PricedMinutes[]): Amount => {
    const minutes = minutesOf([first!, ...rest]);
    if (first!.hourType !== 'callback_minimum') return chargeFor(minutes, first!.rate);
    const worked = minutesOf(groups.get(keyOf({ ...first!, hourType: 'callback' })) ?? []);
    return subtract(chargeFor(worked + minutes, first!.rate), chargeFor(worked, first!.rate));
  };
  const lines = [...groups.values()].map((all) =>
    toChargeLine(all as [PricedMinutes, ...PricedMinutes[]], amountOf(all)),
  );
  return lines.toSorted((one, other) => hourTypes.indexOf(one.hourType) - hourTypes.indexOf(other.hourType));
}
