import type { Actor } from '../../kernel/actor.ts';
import { weekdayOnOrBefore } from '../../kernel/week.ts';
import { dayText, epochDay, localDate } from '../../kernel/zone.ts';
import type { Place } from '../programs/index.ts';
import { forecastBeyondScope } from './model/happened.ts';

/** Refuses whoever is bound to less than what is forecast. */
export function assertReaches({ facilityIds, unitIds }: Actor, { facilityId, unitId }: Place): void {
  if ((unitIds !== null && unitId === null) || (facilityIds !== null && facilityId === null))
    throw forecastBeyondScope();
}

/** The Sunday of the week that runs in a zone. */
export const runningWeek = (now: string, zone: string): string =>
  dayText(weekdayOnOrBefore('sunday', epochDay(localDate(now, zone))));
