import { compare, multiplyRate, parseRate } from '../../../../kernel/money.ts';
import type { System } from '../overtime.ts';
import type { WorkedSpan } from '../split.ts';
import { accrue } from './accrue.ts';
import type { Tier } from './accrue.ts';

const citation = 'NRS 608.018(1)';
const minutesPerDay = 1_440;

/** NRS 608.0126: a workday is the 24 hours from when work begins; the next begins with the first work after it. */
function byRollingDay(worked: readonly WorkedSpan[]): { span: WorkedSpan; workday: number }[] {
  let workday = -Infinity;
  return worked.flatMap((span) => {
    const parts: { span: WorkedSpan; workday: number }[] = [];
    for (let { start } = span; start < span.end;) {
      if (start >= workday + minutesPerDay) workday = start;
      const end = Math.min(span.end, workday + minutesPerDay);
      parts.push({ span: { ...span, start, end }, workday });
      start = end;
    }
    return parts;
  });
}

/**
 * Over 40 hours of the workweek; over 8 hours of a workday too where it is paid below 1.5 times the minimum wage and
 * four days of ten hours are not agreed. The lowest base rate of the workday is what is compared, since the law leaves
 * open which; one that is not known is taken to be above.
 */
export const nevada: System = ({ worked, week, rule, baseRateOf }) => {
  const parts = byRollingDay(worked);
  const { nevadaMinimumWage, fourTenAgreement } = rule;
  const threshold = nevadaMinimumWage ? multiplyRate(parseRate(nevadaMinimumWage), '1.5') : null;
  const isBelow = (span: WorkedSpan) => {
    const base = baseRateOf(span);
    return threshold !== null && base !== null && compare(base, threshold) < 0;
  };
  const protectedDays = new Set(
    fourTenAgreement ? [] : parts.filter(({ span }) => isBelow(span)).map(({ workday }) => workday),
  );
  const tiers: Tier[] = [
    {
      afterMinutes: 480,
      hourType: 'overtime',
      rule: { rule: 'eight_hour_workday', citation: `${citation}; NRS 608.0126` },
    },
  ];
  return accrue(
    parts.map((part) => ({ ...part, tiers: protectedDays.has(part.workday) ? tiers : [] })),
    {
      base: week,
      minutes: 2_400,
      regular: { rule: 'weekly_regular', citation },
      overtime: { rule: 'weekly_overtime', citation },
    },
  );
};
