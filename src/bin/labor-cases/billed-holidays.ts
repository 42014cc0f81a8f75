import { dayText, epochDay } from '../../kernel/zone.ts';
import type { PayPolicy } from '../../domain/time/pay-rules/policy.ts';
import { CaseError } from './labor-case.ts';
import type { LaborCase } from './labor-case.ts';
import { daysOfSpan } from './premiums-in.ts';

interface BilledHolidays {
  /** Null: from midnight to midnight. */
  readonly rule: NonNullable<PayPolicy['holidays']> | null;
  readonly days: readonly string[];
}

function holidayOf(one: LaborCase, from: string, to: string): BilledHolidays {
  const [fromTime, toTime] = [from.slice(11), to.slice(11)];
  if (fromTime === '00:00' && toTime === '00:00') return { rule: null, days: daysOfSpan({ from, to }) };
  const first = epochDay(from.slice(0, 10));
  const apart = epochDay(to.slice(0, 10)) - first;
  if (apart > 2)
    throw new CaseError(`case ${one.id}: premiumPay: a holiday lasts two days and an eve at the most`);
  const endsOn = apart === 0 ? 'holiday' : 'day_after';
  return {
    rule: { from: fromTime, fromEve: apart === 2, to: toTime, endsOn },
    days: [dayText(apart === 2 ? first + 1 : first)],
  };
}

/** When hours are billed as HOL: in the spans of the premiums whose code begins so; throws a CaseError where their times differ. */
export function billedHolidays(one: LaborCase): BilledHolidays {
  const found = (one.premiumPay ?? []).flatMap(({ code, from, to }) =>
    code.startsWith('HOL') && from && to ? [holidayOf(one, from, to)] : [],
  );
  if (new Set(found.map(({ rule }) => JSON.stringify(rule))).size > 1)
    throw new CaseError(`case ${one.id}: premiumPay: billed holidays begin and end at the same times`);
  return { rule: found[0]?.rule ?? null, days: found.flatMap(({ days }) => days) };
}
