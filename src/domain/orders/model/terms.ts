import { invalidInput } from '../../../kernel/errors.ts';
import { minutesOf, parseHours } from '../../../kernel/hours.ts';
import { chargeFor, parseAmount, parseRate, sum, zeroAmount, type Amount } from '../../../kernel/money.ts';
import { fault, faultsOf, weeksOf } from './term-rules.ts';

export { weeksOf } from './term-rules.ts';

/** What an order asks for, as far as its cost and its checks go; rates per hour, salaries a year, days inclusive. */
export interface Terms {
  type: 'contract' | 'per_diem' | 'direct_hire';
  positions: number;
  startsOn: string;
  endsOn: string;
  hoursPerWeek: string;
  guaranteedHours: string | null;
  billRate: string | null;
  maxBillRate: string | null;
  payRateFrom: string | null;
  payRateTo: string | null;
  postedRateFrom: string | null;
  postedRateTo: string | null;
  salaryFrom: string | null;
  salaryTo: string | null;
  placementFeeEstimate: string | null;
  respondBy: string | null;
}

type ToldTerms = { [Key in keyof Terms]?: Terms[Key] | undefined };

const rateKeys = [
  'billRate',
  'maxBillRate',
  'payRateFrom',
  'payRateTo',
  'postedRateFrom',
  'postedRateTo',
] as const;
const amountKeys = ['salaryFrom', 'salaryTo', 'placementFeeEstimate'] as const;
const hourKeys = ['hoursPerWeek', 'guaranteedHours'] as const;

/** The same terms with their decimals as the database shows them: `98` is `98.0000`, 36 hours are `36.00`. */
export function canonical<T extends ToldTerms>(terms: T): T {
  const shown: ToldTerms = { ...terms };
  for (const key of rateKeys) if (terms[key]) shown[key] = parseRate(terms[key]);
  for (const key of amountKeys) if (terms[key]) shown[key] = parseAmount(terms[key]);
  for (const key of hourKeys) if (terms[key]) shown[key] = parseHours(terms[key]);
  return shown as T;
}

const orUndefined = <T>(compute: () => T): T | undefined => {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};

/** Positions × weeks × hours × rate, rounded once to cents; undefined where it is more than an amount can be. */
export const estimatedCostOf = (
  positions: number,
  weeks: number,
  hoursPerWeek: string,
  billRate: string,
): Amount | undefined =>
  orUndefined(() => chargeFor(positions * weeks * minutesOf(hoursPerWeek)!, parseRate(billRate)));

/** What direct hires are expected to cost: the placement fee told for one, times the positions; nothing if none is. */
const feesOf = ({ positions, placementFeeEstimate }: Terms): Amount | undefined =>
  placementFeeEstimate === null
    ? zeroAmount
    : orUndefined(() => sum(Array.from({ length: positions }, () => parseAmount(placementFeeEstimate))));

/** The weeks and the estimated cost that follow from terms; `invalid_input` names every rule that they break. */
export function priced(terms: Terms): { weeks: number; estimatedCost: Amount } {
  const faults = faultsOf(terms);
  if (faults.length > 0) throw invalidInput({ errors: faults });
  const weeks = weeksOf(terms.startsOn, terms.endsOn);
  const estimatedCost =
    terms.type === 'direct_hire'
      ? feesOf(terms)
      : estimatedCostOf(terms.positions, weeks, terms.hoursPerWeek, terms.billRate!);
  if (estimatedCost === undefined)
    throw invalidInput({
      errors: [fault('/positions', 'too_large', 'The order costs more than can be told.')],
    });
  return { weeks, estimatedCost };
}

const spoken = (code: string | null | undefined) => (code ? [code.replaceAll('_', ' ').toUpperCase()] : []);

/** What an order is called where nobody named it: `RN ICU nights`. */
export const titleOf = (
  profession: string,
  specialty?: string | null,
  shiftPattern?: string | null,
): string =>
  [...spoken(profession), ...spoken(specialty), ...(shiftPattern ? [shiftPattern] : [])]
    .join(' ')
    .slice(0, 200);
