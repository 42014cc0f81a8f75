import { weekdayOf } from '../../../kernel/week.ts';
import { epochDay, minuteOfDay } from '../../../kernel/zone.ts';
import type { Differential, PayPolicy, Premium } from './policy.ts';

/** Why rules do not fit together; the pointer leads into the rules. */
export interface PolicyFault {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

const fault = (pointer: string, code: string, message: string): PolicyFault => ({ pointer, code, message });

function* overtimeFaults({ overtime, workweekStart }: PayPolicy): Generator<PolicyFault> {
  const { system, alsoSystems, payPeriodStartsOn, nevadaMinimumWage, fourTenAgreement } = overtime;
  const all = [system, ...(alsoSystems ?? [])];
  if (new Set(all).size < all.length)
    yield fault('/overtime/alsoSystems', 'repeated', 'A system stands once.');
  if (all.includes('flsa_8_80')) {
    const pointer = '/overtime/payPeriodStartsOn';
    if (!payPeriodStartsOn) yield fault(pointer, 'required', '8 and 80 needs the first day of a period.');
    else if (weekdayOf(epochDay(payPeriodStartsOn)) !== workweekStart.day)
      yield fault(
        pointer,
        'not_a_workweek_start',
        `A period begins on ${workweekStart.day}, as workweeks do.`,
      );
    if (all.includes('flsa_40'))
      yield fault(
        '/overtime/alsoSystems',
        'systems_exclude',
        'An employee is on 40 hours or on 8 and 80, never on both (29 USC 207(j)).',
      );
  } else if (payPeriodStartsOn) {
    yield fault('/overtime/payPeriodStartsOn', 'not_applicable', 'Only 8 and 80 has periods of 14 days.');
  }
  if (all.includes('nevada')) {
    if (!nevadaMinimumWage)
      yield fault('/overtime/nevadaMinimumWage', 'required', 'Nevada needs its minimum wage.');
    return;
  }
  if (nevadaMinimumWage)
    yield fault('/overtime/nevadaMinimumWage', 'not_applicable', 'Only Nevada compares a minimum wage.');
  if (fourTenAgreement)
    yield fault('/overtime/fourTenAgreement', 'not_applicable', 'Only Nevada asks for the agreement.');
}

function* differentialFaults(all: readonly Differential[]): Generator<PolicyFault> {
  for (const [place, { rate, percent, payRate, payPercent }] of all.entries()) {
    const at = `/differentials/${place}`;
    if (rate && percent) yield fault(`${at}/percent`, 'either', 'It is a rate or a percentage, not both.');
    if (payRate && payPercent)
      yield fault(`${at}/payPercent`, 'either', 'It is a rate or a percentage, not both.');
    if (!rate && !percent && !payRate && !payPercent)
      yield fault(at, 'required', 'A differential says what is billed or what is paid for it.');
  }
}

const conditions = ({ dailyAfterMinutes, window, onHolidays, onCallback }: Premium) =>
  [dailyAfterMinutes != null, window != null, onHolidays, onCallback].filter(Boolean).length;

function* premiumFaults(all: readonly Premium[]): Generator<PolicyFault> {
  const seen = new Set<string>();
  for (const [place, premium] of all.entries()) {
    const at = `/premiums/${place}`;
    if (seen.has(premium.code)) yield fault(`${at}/code`, 'repeated', 'Each code stands once.');
    seen.add(premium.code);
    if (conditions(premium) !== 1)
      yield fault(
        at,
        'one_condition',
        'A premium is for daily minutes, a window, holidays or callbacks: one of them.',
      );
    if (
      premium.treatment === 'credit' &&
      premium.dailyAfterMinutes == null &&
      Number(premium.multiplier) < 1.5
    )
      yield fault(
        `${at}/multiplier`,
        'not_creditable',
        'Below 1.5 only a premium for hours beyond a daily number is credited (29 USC 207(e)(5)-(7)); include it.',
      );
  }
}

function* breakFaults({ meals, overtime, rounding }: PayPolicy): Generator<PolicyFault> {
  if ((meals?.autoDeductMinutes == null) !== (meals?.autoDeductAfterMinutes == null))
    yield fault(
      '/meals/autoDeductAfterMinutes',
      'both',
      'A deduction has its minutes and what it comes after.',
    );
  const isCalifornian =
    meals?.system === 'california' ||
    [overtime.system, ...(overtime.alsoSystems ?? [])].some((system) => system.startsWith('california'));
  if (rounding.roundsMeals && isCalifornian)
    yield fault(
      '/rounding/roundsMeals',
      'meals_not_rounded',
      'Meals are not rounded in California (Donohue v. AMN Services, 11 Cal.5th 58).',
    );
}

function* holidayFaults({ holidays }: PayPolicy): Generator<PolicyFault> {
  if (!holidays || holidays.fromEve || holidays.endsOn !== 'holiday' || holidays.to === '00:00') return;
  if (minuteOfDay(holidays.to) <= minuteOfDay(holidays.from))
    yield fault('/holidays/to', 'before_start', 'It ends on the holiday before it begins on it.');
}

/** All that keeps rules which are well formed each from standing together. */
export const policyFaults = (policy: PayPolicy): PolicyFault[] => [
  ...overtimeFaults(policy),
  ...breakFaults(policy),
  ...holidayFaults(policy),
  ...differentialFaults(policy.differentials),
  ...premiumFaults(policy.premiums ?? []),
];
