import { multiplyRate, parseRate } from '../../../kernel/money.ts';
import type { Rate } from '../../../kernel/money.ts';
import type { PayPolicy } from './policy.ts';
import type { HourType } from './rated-week.ts';
import { revisionsOn } from './revisions.ts';
import type { WorkedSpan } from './split.ts';
import type { BillRevision, WeekInput } from './week-input.ts';

/** What an hour is billed at, and what that came from. */
export interface HourlyBill {
  readonly rate: Rate;
  readonly baseRate: Rate | null;
  /** What the base was multiplied by; null where the rate is the base, or is agreed by name. */
  readonly multiplier: string | null;
}

/** The types of hours that the parties may agree a rate for by name. */
export type AgreedType = 'overtime' | 'double_time' | 'holiday' | 'callback' | 'orientation' | 'on_call';

const agreedRate = (type: AgreedType, revision: BillRevision): Rate | null =>
  ({
    overtime: revision.overtimeBillRate,
    double_time: revision.doubleTimeBillRate,
    holiday: revision.holidayBillRate,
    callback: revision.callbackBillRate,
    orientation: revision.orientationBillRate,
    on_call: revision.onCallBillRate,
  })[type] ?? null;

/** The policy's multiple of the bill rate for a type; null where it makes no category of it. */
const multiplierOf = (type: Exclude<AgreedType, 'on_call'>, policy: PayPolicy): string | null =>
  ({
    overtime: policy.billOvertimeMultiplier,
    double_time: policy.bill?.doubleTimeMultiplier ?? '2',
    holiday: policy.bill?.holidayMultiplier ?? null,
    callback: policy.callback?.billMultiplier ?? null,
    orientation: policy.bill?.orientationMultiplier ?? null,
  })[type];

/** The revision in force on the day of minutes; throws a RangeError where there is none. */
export function revisionAt({ workDate }: { workDate: string }, { revisions }: Pick<WeekInput, 'revisions'>) {
  const [revision] = revisionsOn(workDate, revisions);
  if (!revision) throw new RangeError(`no rate is in force on ${workDate}`);
  return revision;
}

type Minutes = { readonly workDate: string; readonly interval: WorkedSpan['interval'] | null };

/** The bill rate that everything else is a multiple of: the interval's own, or that of the revision in force. */
export const baseRateOf = (minutes: Minutes, input: Pick<WeekInput, 'revisions'>): Rate =>
  minutes.interval?.billRate ?? revisionAt(minutes, input).billRate;

/**
 * What an hour of a type is billed at: the rate agreed by name on the day, else the policy's multiple of the base; null
 * where the parties made no type of its own of it.
 */
export function hourlyBill(
  type: Exclude<AgreedType, 'on_call'>,
  minutes: Minutes,
  input: WeekInput,
): HourlyBill | null {
  const baseRate = baseRateOf(minutes, input);
  const agreed = agreedRate(type, revisionAt(minutes, input));
  if (agreed) return { rate: agreed, baseRate, multiplier: null };
  const multiplier = multiplierOf(type, input.policy);
  return multiplier === null ? null : { rate: multiplyRate(baseRate, multiplier), baseRate, multiplier };
}

/** What an hour on call is billed at: the rate agreed by name, else the policy's; null where it is not billed. */
export function onCallBill({ workDate }: { workDate: string }, input: WeekInput): HourlyBill | null {
  const [revision] = revisionsOn(workDate, input.revisions);
  const agreed = revision && agreedRate('on_call', revision);
  const billed = agreed ?? (input.policy.onCall?.billRate ? parseRate(input.policy.onCall.billRate) : null);
  return billed && { rate: billed, baseRate: null, multiplier: null };
}

/** The types that each worked minute may be billed as, the first that applies: HOLIDAY > CALLBACK > DOUBLE TIME > OVERTIME > ORIENTATION > REGULAR. */
export type BilledType = Extract<
  HourType,
  'holiday' | 'callback' | 'double_time' | 'overtime' | 'orientation' | 'regular'
>;
