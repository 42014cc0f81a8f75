import { billRules } from './bill-rules.ts';
import { baseRateOf, hourlyBill, type BilledType, type HourlyBill } from './bill-rates.ts';
import type { HourSpan } from './overtime.ts';
import type { Rule } from './rules.ts';
import { overlap, without } from './span.ts';
import type { Span } from './span.ts';
import type { WeekInput } from './week-input.ts';

/** Worked minutes as they are billed: in one category, at one rate. */
export interface BilledSpan extends HourSpan {
  readonly category: BilledType;
  readonly bill: HourlyBill;
  readonly billedBy: Rule;
}

const billed = (span: HourSpan, category: BilledType, bill: HourlyBill, billedBy: Rule): BilledSpan => ({
  ...span,
  category,
  bill,
  billedBy,
});

/** Minutes that are on no holiday: CALLBACK > DOUBLE TIME > OVERTIME > ORIENTATION > REGULAR. */
function categorize(span: HourSpan, input: WeekInput): BilledSpan {
  const { kind } = span.interval;
  const callback = kind === 'callback' ? hourlyBill('callback', span, input) : null;
  if (callback) return billed(span, 'callback', callback, billRules.callback);
  if (span.hourType !== 'regular')
    return billed(span, span.hourType, hourlyBill(span.hourType, span, input)!, span.rule);
  const orientation = kind === 'orientation' ? hourlyBill('orientation', span, input) : null;
  if (orientation) return billed(span, 'orientation', orientation, billRules.orientation);
  const baseRate = baseRateOf(span, input);
  return billed(span, 'regular', { rate: baseRate, baseRate, multiplier: null }, span.rule);
}

/**
 * Puts each worked minute into the one category that it is billed in, a holiday before all others; what the parties made
 * no category of is billed as the hours it is by law.
 */
export const categorizeHours = (
  hours: readonly HourSpan[],
  holidays: readonly Span[],
  input: WeekInput,
): BilledSpan[] =>
  hours.flatMap((span) => {
    const onHoliday = holidays.flatMap((holiday) => overlap(span, holiday));
    const bill = onHoliday.length > 0 ? hourlyBill('holiday', span, input) : null;
    if (!bill) return [categorize(span, input)];
    return [
      ...onHoliday.map((part) => billed({ ...span, ...part }, 'holiday', bill, billRules.holiday)),
      ...without(span, onHoliday).map((part) => categorize({ ...span, ...part }, input)),
    ];
  });
