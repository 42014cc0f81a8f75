import type { FieldFault } from '../../../kernel/errors.ts';
import { fitWeek, minutesOf } from '../../../kernel/hours.ts';
import { compare, parseAmount, parseRate } from '../../../kernel/money.ts';
import type { Terms } from './terms.ts';

export const fault = (pointer: string, code: string, message: string): FieldFault => ({
  pointer,
  code,
  message,
});

/** Weeks from the first day to the last, a begun one counting whole. */
export function weeksOf(startsOn: string, endsOn: string): number {
  const days = Temporal.PlainDate.from(startsOn).until(endsOn, { largestUnit: 'days' }).days + 1;
  return Math.ceil(days / 7);
}

const below = (low: string | null, high: string | null) =>
  low !== null && high !== null && compare(parseRate(high), parseRate(low)) < 0;

const words = { contract: 'a contract', per_diem: 'a per-diem order', direct_hire: 'a direct hire' };

// A direct hire is paid a salary by the client; a per-diem order ends with its last day and is filled shift by shift.
const notOf = {
  contract: ['salaryFrom', 'salaryTo', 'placementFeeEstimate'],
  per_diem: ['salaryFrom', 'salaryTo', 'placementFeeEstimate', 'respondBy'],
  direct_hire: [
    'billRate',
    'maxBillRate',
    'guaranteedHours',
    'payRateFrom',
    'payRateTo',
    'postedRateFrom',
    'postedRateTo',
  ],
} as const satisfies Record<Terms['type'], readonly (keyof Terms)[]>;

function* byType(terms: Terms): Generator<FieldFault> {
  const { type } = terms;
  for (const key of notOf[type])
    if (terms[key] !== null) yield fault(`/${key}`, 'not_of_type', `It is no term of ${words[type]}.`);
  if (type !== 'direct_hire' && terms.billRate === null)
    yield fault('/billRate', 'required', 'A bill rate is expected.');
  if (type === 'direct_hire' && (terms.salaryFrom === null || terms.salaryTo === null))
    yield fault(
      terms.salaryFrom === null ? '/salaryFrom' : '/salaryTo',
      'required',
      'A direct hire has a salary range.',
    );
}

function* ranges(terms: Terms): Generator<FieldFault> {
  if (below(terms.billRate, terms.maxBillRate))
    yield fault('/maxBillRate', 'below_bill_rate', 'The maximum is below the bill rate.');
  if (below(terms.payRateFrom, terms.payRateTo))
    yield fault('/payRateTo', 'below_start', 'The range ends below its start.');
  if (below(terms.postedRateFrom, terms.postedRateTo))
    yield fault('/postedRateTo', 'below_start', 'The range ends below its start.');
  const { salaryFrom, salaryTo } = terms;
  if (salaryFrom !== null && salaryTo !== null && compare(parseAmount(salaryTo), parseAmount(salaryFrom)) < 0)
    yield fault('/salaryTo', 'below_start', 'The range ends below its start.');
}

function* hours(terms: Terms): Generator<FieldFault> {
  const weekHours = minutesOf(terms.hoursPerWeek);
  if (weekHours === undefined || !fitWeek(terms.hoursPerWeek))
    yield fault(
      '/hoursPerWeek',
      'invalid_value',
      'Hours a week are whole minutes, over 0 and at most 168.00.',
    );
  if (terms.guaranteedHours !== null && (minutesOf(terms.guaranteedHours) ?? Infinity) > (weekHours ?? 0))
    yield fault(
      '/guaranteedHours',
      'invalid_value',
      'Guaranteed hours are whole minutes, at most the hours a week.',
    );
}

/** Every rule that terms break, each with its pointer. */
export function faultsOf(terms: Terms): FieldFault[] {
  const days: FieldFault[] = [];
  if (Temporal.PlainDate.compare(terms.endsOn, terms.startsOn) < 0)
    days.push(fault('/endsOn', 'before_start', 'The end is before the start.'));
  else if (weeksOf(terms.startsOn, terms.endsOn) > 520)
    days.push(fault('/endsOn', 'too_long', 'An order is at most 520 weeks.'));
  return [...days, ...byType(terms), ...hours(terms), ...ranges(terms)];
}
