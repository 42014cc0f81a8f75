import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import type { Workweek } from '../checking/schedule.ts';

/** Where a shift is, its day there, and who would work it. */
interface Worked {
  programId: string;
  facilityId: string;
  localDate: string;
  vendorId: string;
  workerId: string;
}

/** Of a map of workweeks the key of a shift for somebody. */
export const workweekKey = ({
  facilityId,
  localDate,
  vendorId,
  workerId,
}: Omit<Worked, 'programId'>): string => [facilityId, localDate, vendorId, workerId].join(' ');

/**
 * The workweeks that hold for shifts, by their facility and day and who would work them, in one statement: as the pay
 * policy in force for them says, where there is one. As the tenant: what else a policy says is the client's, and nobody
 * is told of it here.
 */
export async function workweeksOf(
  shifts: readonly Worked[],
  { tx }: Context,
): Promise<Map<string, Workweek>> {
  const asked = shifts.map(({ programId, facilityId, localDate, vendorId, workerId }) => ({
    programId,
    facilityId,
    localDate,
    vendorId,
    workerId,
  }));
  const found = await asTenant(tx, () =>
    tx.rows<Worked & { day: Workweek['day']; time: string; system: string }>(
      sql`select a."programId", a."facilityId", a."localDate", a."vendorId", a."workerId", w.weekday as day, w.time_of_day as time, p.rules #>> '{overtime,system}' as system
        from (select distinct s."programId", s."facilityId", s."localDate", s."vendorId", s."workerId" from json_to_recordset(${JSON.stringify(asked)}::json)
          as s ("programId" uuid, "facilityId" uuid, "localDate" date, "vendorId" uuid, "workerId" uuid)) a,
          app.pay_policy_on(a."programId", a."facilityId", a."vendorId", a."workerId", a."localDate") w join pay_policies p on p.tenant_id = app.tenant() and p.id = w.pay_policy_id`,
    ),
  );
  return new Map(
    found.map(({ day, time, system, ...worked }) => [
      workweekKey(worked),
      { day, time, limitMinutes: system === 'none' ? null : 40 * 60 },
    ]),
  );
}

/** The same of one shift. */
export const workweekOf = async (shift: Worked, context: Context): Promise<Workweek | undefined> =>
  (await workweeksOf([shift], context)).get(workweekKey(shift));
