import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { TimesheetRow } from '../store.ts';
import type { Weekday } from '../../../kernel/week.ts';
import type { PolicyWorkweek } from '../policies/store.ts';
import { timesheets } from '../tables.ts';

/** The timesheet of an assignment in whose week an instant lies. */
export async function sheetHolding(
  assignmentId: string,
  instant: string,
  { tx, actor }: Context,
): Promise<TimesheetRow | undefined> {
  const [found] = await tx.db
    .select()
    .from(timesheets)
    .where(
      and(
        eq(timesheets.tenantId, actor.tenantId),
        eq(timesheets.assignmentId, assignmentId),
        sql`${timesheets.weekStartsAt} <= ${instant}::timestamptz and ${timesheets.weekEndsAt} > ${instant}::timestamptz`,
      ),
    );
  return found;
}

/** Where workers’ workweeks begin on days, by the policy in force for each; as many answers as asked, in order. */
export async function workweeksOn(
  asked: readonly {
    programId: string;
    facilityId: string;
    vendorId: string;
    workerId: string;
    day: string;
  }[],
  { tx }: Context,
): Promise<(PolicyWorkweek | undefined)[]> {
  if (asked.length === 0) return [];
  const places = JSON.stringify(asked.map((one, place) => ({ place, ...one })));
  const found = await tx.rows<{ place: number; payPolicyId: string; day: Weekday; time: string }>(
    sql`select a.place, p.pay_policy_id as "payPolicyId", p.weekday as day, p.time_of_day as time
      from json_to_recordset(${places}::json)
        as a (place integer, "programId" uuid, "facilityId" uuid, "vendorId" uuid, "workerId" uuid, day date)
      cross join lateral app.pay_policy_on(a."programId", a."facilityId", a."vendorId", a."workerId", a.day) p`,
  );
  const byPlace = new Map(
    found.map(({ place, payPolicyId, day, time }) => [place, { payPolicyId, start: { day, time } }]),
  );
  return asked.map((_, place) => byPlace.get(place));
}
