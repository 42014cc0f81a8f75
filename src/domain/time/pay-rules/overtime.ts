import type { Rate } from '../../../kernel/money.ts';
import type { OvertimeRule } from './policy.ts';
import type { z } from 'zod';
import type { Rule } from './rules.ts';
import type { Bounds, WorkedSpan } from './split.ts';

/** Worked minutes of one hour type, and the rule that made them so. */
export interface HourSpan extends WorkedSpan {
  readonly hourType: 'regular' | 'overtime' | 'double_time';
  readonly rule: Rule;
  /** The minutes after which they are of this type, of the workday or the week; of regular ones, the week's. */
  readonly limitMinutes: number | null;
}

/** What a system needs to tell which minutes are overtime. */
export interface Accrual extends Bounds {
  /** All worked minutes that were given, in order, also some before and after the period. */
  readonly worked: readonly WorkedSpan[];
  readonly rule: z.infer<typeof OvertimeRule>;
  /** `HH:MM` by the wall clock. */
  readonly workdayStart: string;
  readonly zone: string;
  /** The base rate a minute is paid at; null where it is not known. */
  readonly baseRateOf: (span: WorkedSpan) => Rate | null;
}

/** Puts every worked minute of the workweek (of 8-and-80: of the period) into exactly one hour type. */
export type System = (accrual: Accrual) => HourSpan[];
