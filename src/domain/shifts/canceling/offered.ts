import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { weekIn } from './period.ts';
import { settlePeriod } from './settle.ts';
import { settledPeriodsWith, type CallOffPeriodRow } from './store.ts';
import { callOffPeriods } from './tables.ts';

/** The minutes that were worked on an assignment on days from a first to a last one, by the day on which work began. */
export type MinutesWorked = (
  assignmentId: string,
  days: { first: string; last: string },
) => Promise<readonly { day: string; minutes: number }[]>;

async function settle(period: CallOffPeriodRow, worked: MinutesWorked, context: Context): Promise<Fact[]> {
  const days = { first: period.startsOn, last: period.endsOn };
  const weeks: number[] = Array.from({ length: period.periodWeeks }, () => 0);
  for (const { day, minutes } of await worked(period.assignmentId, days))
    weeks[weekIn(period, day)]! += minutes;
  return settlePeriod(period, weeks, context);
}

/** Charges what the calls off of a period cost that is over, by the time that is stated for it; as the tenant's own hand. */
export async function settleCallOffs(
  periodId: string,
  worked: MinutesWorked,
  context: Context,
): Promise<Fact[]> {
  const period = await context.tx.find(callOffPeriods, periodId, { lock: true });
  return period ? settle(period, worked, context) : [];
}

/** The same anew for the periods that were reckoned and hold one of the days of assignments, because their hours changed. */
export async function resettleCallOffs(
  weeks: readonly { assignmentId: string; first: string; last: string }[],
  worked: MinutesWorked,
  context: Context,
): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const period of await settledPeriodsWith(weeks, context))
    facts.push(...(await settle(period, worked, context)));
  return facts;
}
