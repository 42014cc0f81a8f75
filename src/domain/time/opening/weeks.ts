import type { Context } from '../../../kernel/operation.ts';
import { weekdayOnOrBefore, workweekStartingOn, type WorkSpan } from '../../../kernel/week.ts';
import { dayText, epochDay, localDate } from '../../../kernel/zone.ts';
import type { AssignmentRow } from '../../assignments/index.ts';
import { timesheetLife } from '../lifecycle.ts';
import { noPayPolicy } from '../model.ts';
import type { PolicyWorkweek } from '../policies/store.ts';
import type { TimesheetRow } from '../store.ts';
import { workweeksOn } from './store.ts';

/** A week that is there, or one that is to be opened: no row has its id yet. */
export type Sheet = TimesheetRow & { isNew?: true };

/** Time of an assignment that looks for its week. */
export interface Unplaced {
  assignment: AssignmentRow;
  timeZone: string;
  startsAt: string;
}

const begins = (sheet: Pick<Sheet, 'weekStartsAt'>, instant: string) =>
  Temporal.Instant.compare(sheet.weekStartsAt, instant) <= 0;

/** The week of an assignment in which an instant lies, of those known. */
export const weekHolding = (sheets: readonly Sheet[] | undefined, instant: string): Sheet | undefined =>
  sheets?.find((sheet) => begins(sheet, instant) && Temporal.Instant.compare(instant, sheet.weekEndsAt) < 0);

/** A week of an assignment that is to be opened, as the policy begins its workweeks. */
export function plannedWeek(
  { id: assignmentId, programId, facilityId, unitId, vendorId, workerId }: AssignmentRow,
  { startsOn, start, end }: WorkSpan,
  { timeZone, payPolicyId }: { timeZone: string; payPolicyId: string },
  { newId, now, actor }: Context,
): Sheet {
  return {
    id: newId(),
    tenantId: actor.tenantId,
    version: 1,
    createdAt: now,
    updatedAt: now,
    assignmentId,
    programId,
    facilityId,
    unitId,
    vendorId,
    workerId,
    weekStartsOn: startsOn,
    timeZone,
    weekStartsAt: start,
    weekEndsAt: end,
    payPolicyId,
    state: timesheetLife.initial,
    revision: 1,
    minutes: 0,
    gross: null,
    submittedAt: null,
    isNew: true,
  } as Sheet;
}

function weekWith(
  { assignment, timeZone, startsAt }: Unplaced,
  { start, payPolicyId }: PolicyWorkweek,
  context: Context,
): Sheet {
  const first = weekdayOnOrBefore(start.day, epochDay(localDate(startsAt, timeZone)));
  const span = workweekStartingOn(dayText(first), start, timeZone);
  // A week that begins at an hour of its day has begun a week before until then.
  const week = begins({ weekStartsAt: span.start }, startsAt)
    ? span
    : workweekStartingOn(dayText(first - 7), start, timeZone);
  return plannedWeek(assignment, week, { timeZone, payPolicyId }, context);
}

/**
 * Plans the weeks that time needs and that are not there, by the policy in force on the day of the first interval of
 * each: added to the known ones of its assignment. Answers the assignments on which a day has no policy, by start.
 */
export async function planWeeks(
  wanted: readonly Unplaced[],
  known: Map<string, Sheet[]>,
  context: Context,
): Promise<Map<Unplaced, ReturnType<typeof noPayPolicy>>> {
  const refused = new Map<Unplaced, ReturnType<typeof noPayPolicy>>();
  const lacking = ({ assignment, startsAt }: Unplaced) => !weekHolding(known.get(assignment.id), startsAt);
  let open = wanted.filter(lacking).toSorted((one, other) => (one.startsAt < other.startsAt ? -1 : 1));
  while (open.length > 0) {
    // The first of each assignment: the others may lie in the week that it opens.
    const firsts = [...Map.groupBy(open, ({ assignment }) => assignment.id).values()].map(
      ([first]) => first!,
    );
    const policies = await workweeksOn(
      firsts.map(({ assignment, timeZone, startsAt }) => ({
        programId: assignment.programId,
        facilityId: assignment.facilityId,
        vendorId: assignment.vendorId,
        workerId: assignment.workerId,
        day: localDate(startsAt, timeZone),
      })),
      context,
    );
    for (const [place, first] of firsts.entries()) {
      const policy = policies[place];
      if (!policy) refused.set(first, noPayPolicy());
      else
        known.set(first.assignment.id, [
          ...(known.get(first.assignment.id) ?? []),
          weekWith(first, policy, context),
        ]);
    }
    open = open.filter((one) => !refused.has(one) && lacking(one));
  }
  return refused;
}
