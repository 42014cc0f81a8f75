import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import type { CalendarEntry } from './ical.ts';
import { calendarLinks } from './tables.ts';

export type CalendarLinkRow = Row<typeof calendarLinks>;

/** The link with the token; undefined where there is none. */
export async function linkBy(
  token: string,
  { tx, actor, digest }: Context,
): Promise<CalendarLinkRow | undefined> {
  const [found] = await tx.db
    .select()
    .from(calendarLinks)
    .where(and(eq(calendarLinks.tenantId, actor.tenantId), eq(calendarLinks.secretHash, digest(token))));
  return found;
}

interface ShiftShown extends Omit<CalendarEntry, 'summary' | 'location' | 'description'> {
  facility: string;
  unit: string;
  profession: string;
  address: string | null;
  mealMinutes: number;
}

/** At most so many shifts stand in a feed: those that lie nearest. */
const most = 1_000;

/** The shifts of a worker that a link shows: held or canceled ones from sixty days back to a year ahead. */
export const shiftsShown = (
  { workerId, vendorId }: Pick<CalendarLinkRow, 'workerId' | 'vendorId'>,
  { tx, actor, now }: Context,
): Promise<ShiftShown[]> =>
  tx.rows<ShiftShown>(sql`
    select s.id, app.instant(s.starts_at) as "startsAt", app.instant(s.ends_at) as "endsAt", app.instant(s.created_at) as "createdAt",
      app.instant(s.updated_at) as "updatedAt", s.version as sequence, s.state = 'canceled' as canceled, f.name as facility,
      u.name as unit, p.name as profession, concat_ws(', ', f.address, f.city, f.state) as address, s.meal_minutes as "mealMinutes"
    from shifts s
    join facilities f on f.tenant_id = s.tenant_id and f.id = s.facility_id
    join units u on u.tenant_id = s.tenant_id and u.id = s.unit_id
    join orders o on o.tenant_id = s.tenant_id and o.id = s.order_id
    join professions p on p.code = o.profession
    where s.tenant_id = ${actor.tenantId} and s.worker_id = ${workerId} and (${vendorId}::uuid is null or s.vendor_id = ${vendorId}::uuid)
      and s.state in ('scheduled', 'in_progress', 'completed', 'reported', 'canceled')
      and s.starts_at > ${now}::timestamptz - interval '60 days' and s.starts_at < ${now}::timestamptz + interval '366 days'
    order by s.starts_at, s.id limit ${most}`);
