import type { OvertimeSystem } from './policy.ts';
import { rules } from './rules.ts';
import type { Rule } from './rules.ts';
import type { WorkedSpan } from './split.ts';

/** Worked minutes of one hour type, and the rule that made them so. */
export interface HourSpan extends WorkedSpan {
  readonly hourType: 'regular' | 'overtime';
  readonly rule: Rule;
  /** The minutes of the workweek that stay regular, if the system sets any. */
  readonly limitMinutes: number | null;
}

type Classify = (worked: readonly WorkedSpan[]) => HourSpan[];

const weeklyOver =
  (limitMinutes: number): Classify =>
  (worked) => {
    let soFar = 0;
    return worked.flatMap((span): HourSpan[] => {
      const turn = Math.min(span.end, Math.max(span.start, span.start + limitMinutes - soFar));
      soFar += span.end - span.start;
      const regular = {
        ...span,
        end: turn,
        hourType: 'regular',
        rule: rules.weeklyRegular,
        limitMinutes,
      } as const;
      const over = {
        ...span,
        start: turn,
        hourType: 'overtime',
        rule: rules.weeklyOvertime,
        limitMinutes,
      } as const;
      return [regular, over].filter(({ start, end }) => start < end);
    });
  };

const systems: Partial<Record<OvertimeSystem, Classify>> = {
  none: (worked) =>
    worked.map((span) => ({ ...span, hourType: 'regular', rule: rules.agreedHours, limitMinutes: null })),
  flsa_40: weeklyOver(40 * 60),
};

/**
 * Puts every worked minute of a workweek, given in order, into exactly one hour type. Weekly overtime is what
 * exceeds 40 hours, the chronologically last minutes (29 USC 207(a)(1); 29 CFR 778.101).
 */
export const classifyHours = (worked: readonly WorkedSpan[], system: OvertimeSystem): HourSpan[] =>
  systems[system]!(worked);
