import { invalidInput, type FieldFault } from '../../../kernel/errors.ts';
import { fitWeek, minutesOf, parseHours } from '../../../kernel/hours.ts';
import { chargeFor, compare, parseRate, type Amount } from '../../../kernel/money.ts';

/** What an order asks for, as far as its cost and its checks go; rates per hour, days inclusive. */
export interface Terms {
  positions: number;
  startsOn: string;
  endsOn: string;
  hoursPerWeek: string;
  guaranteedHours: string | null;
  billRate: string;
  maxBillRate: string | null;
  payRateFrom: string | null;
  payRateTo: string | null;
  postedRateFrom: string | null;
  postedRateTo: string | null;
  respondBy: string | null;
}

const rateKeys = [
  'billRate',
  'maxBillRate',
  'payRateFrom',
  'payRateTo',
  'postedRateFrom',
  'postedRateTo',
] as const;
const hourKeys = ['hoursPerWeek', 'guaranteedHours'] as const;

/** The same terms with their decimals as the database shows them: `98` is `98.0000`, 36 hours are `36.00`. */
export function canonical<T extends Terms>(terms: T): T {
  const shown: Terms = { ...terms };
  for (const key of rateKeys) shown[key] = (terms[key] && parseRate(terms[key])) as string;
  for (const key of hourKeys) shown[key] = (terms[key] && parseHours(terms[key])) as string;
  return shown as T;
}

/** Weeks from the first day to the last, a begun one counting whole. */
export function weeksOf(startsOn: string, endsOn: string): number {
  const days = Temporal.PlainDate.from(startsOn).until(endsOn, { largestUnit: 'days' }).days + 1;
  return Math.ceil(days / 7);
}

/** Positions × weeks × hours × rate, rounded once to cents; undefined where it is more than an amount can be. */
export function estimatedCostOf(
  positions: number,
  weeks: number,
  hoursPerWeek: string,
  billRate: string,
): Amount | undefined {
  try {
    return chargeFor(positions * weeks * minutesOf(hoursPerWeek)!, parseRate(billRate));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const fault = (pointer: string, code: string, message: string): FieldFault => ({ pointer, code, message });

const below = (low: string | null, high: string | null) =>
  low !== null && high !== null && compare(parseRate(high), parseRate(low)) < 0;

function faultsOf(terms: Terms): FieldFault[] {
  const faults: FieldFault[] = [];
  const weekHours = minutesOf(terms.hoursPerWeek);
  if (Temporal.PlainDate.compare(terms.endsOn, terms.startsOn) < 0)
    faults.push(fault('/endsOn', 'before_start', 'The end is before the start.'));
  else if (weeksOf(terms.startsOn, terms.endsOn) > 520)
    faults.push(fault('/endsOn', 'too_long', 'An order is at most 520 weeks.'));
  if (weekHours === undefined || !fitWeek(terms.hoursPerWeek))
    faults.push(
      fault('/hoursPerWeek', 'invalid_value', 'Hours a week are whole minutes, over 0 and at most 168.00.'),
    );
  if (terms.guaranteedHours !== null && (minutesOf(terms.guaranteedHours) ?? Infinity) > (weekHours ?? 0))
    faults.push(
      fault(
        '/guaranteedHours',
        'invalid_value',
        'Guaranteed hours are whole minutes, at most the hours a week.',
      ),
    );
  if (below(terms.billRate, terms.maxBillRate))
    faults.push(fault('/maxBillRate', 'below_bill_rate', 'The maximum is below the bill rate.'));
  if (below(terms.payRateFrom, terms.payRateTo))
    faults.push(fault('/payRateTo', 'below_start', 'The range ends below its start.'));
  if (below(terms.postedRateFrom, terms.postedRateTo))
    faults.push(fault('/postedRateTo', 'below_start', 'The range ends below its start.'));
  return faults;
}

/** The weeks and the estimated cost that follow from terms; `invalid_input` names every rule that they break. */
export function priced(terms: Terms): { weeks: number; estimatedCost: Amount } {
  const faults = faultsOf(terms);
  if (faults.length > 0) throw invalidInput({ errors: faults });
  const weeks = weeksOf(terms.startsOn, terms.endsOn);
  const estimatedCost = estimatedCostOf(terms.positions, weeks, terms.hoursPerWeek, terms.billRate);
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
