import type { Context } from '../../../kernel/operation.ts';
import { centersOf, chargedByDay, type Centers } from '../../time/index.ts';
import type { Share } from '../charging/allocation.ts';
import { sameProportions, sharesOver } from '../charging/week-shares.ts';
import type { BilledWeek } from './terms.ts';

/** A version of a timesheet and its week. */
export interface BilledVersion {
  source: { id: string; revision: number };
  week: BilledWeek;
}

const borneOf = ({ source, week }: BilledVersion) => ({
  ...week,
  timesheetId: source.id,
  revision: source.revision,
});

// A shift that begins on the last day of a week reaches into the day after it.
function daysOf({ week: { weekStartsOn } }: BilledVersion): string[] {
  const first = Temporal.PlainDate.from(weekStartsOn);
  return Array.from({ length: 8 }, (_, days) => first.add({ days }).toString());
}

function differs(version: BilledVersion, { weightsOn }: Centers): boolean {
  const [first, ...others] = daysOf(version).map((day) => weightsOn(borneOf(version), day));
  return others.some((weights) => !sameProportions(first!, weights));
}

/**
 * Where versions are charged, in the order asked: each day to the cost centers that its intervals name and by the shares
 * in force on it, else to the unit's cost center; in cents once over the week.
 */
export async function sharesOfVersions(
  versions: readonly BilledVersion[],
  context: Context,
): Promise<Share[][]> {
  const centers = await centersOf(versions.map(borneOf), context);
  const differing = versions.filter((version) => differs(version, centers));
  const charged = await chargedByDay(
    differing.map(({ source: { id, revision } }) => ({ timesheetId: id, revision })),
    context,
  );
  return versions.map((version) => {
    const days = differing.includes(version) ? (charged.get(version.source.id) ?? []) : [];
    const told = days.length > 0 ? days : [{ workDate: version.week.weekStartsOn, amount: '0' }];
    return sharesOver(
      told.map(({ workDate, amount }) => ({
        amount,
        weights: centers.weightsOn(borneOf(version), workDate),
      })),
      centers.codeOf,
    );
  });
}
