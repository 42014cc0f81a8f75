import { weekdayOf } from '../../kernel/week.ts';
import type { WorkweekStart } from '../../kernel/week.ts';
import { epochDay } from '../../kernel/zone.ts';
import type { LaborCase } from './labor-case.ts';
import { weekdayNamed } from './weekday-named.ts';

/** Where a case begins its workweeks and workdays; under 8 and 80 both begin with the period. */
export function weekStartOf({ ruleset, workweekStart, payPeriodStart }: LaborCase): WorkweekStart {
  if (ruleset === 'flsa-8-80' && payPeriodStart)
    return { day: weekdayOf(epochDay(payPeriodStart.slice(0, 10))), time: payPeriodStart.slice(11) };
  return { day: weekdayNamed(workweekStart.day), time: workweekStart.time };
}
