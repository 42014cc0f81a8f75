import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';

/** The last day through which hours at a facility are locked, `YYYY-MM-DD`; every side may know that much. */
export async function lockedThrough(
  programId: string,
  facilityId: string | null,
  { tx }: Context,
): Promise<string | undefined> {
  const [found] = await tx.rows<{ through: string | null }>(
    sql`select app.time_locked_through(${programId}::uuid, ${facilityId}::uuid)::text as through`,
  );
  return found?.through ?? undefined;
}

/** The same of many facilities at once, by facility; of one where nothing is locked, nothing. */
export async function lockedThroughAt(
  places: readonly { programId: string; facilityId: string }[],
  { tx }: Context,
): Promise<Map<string, string>> {
  if (places.length === 0) return new Map();
  const asked = new Map(places.map(({ programId, facilityId }) => [facilityId, { programId, facilityId }]));
  const found = await tx.rows<{ facilityId: string; through: string }>(sql`
    select l."facilityId", l.through from (
      select p."facilityId", app.time_locked_through(p."programId", p."facilityId")::text as through
      from json_to_recordset(${JSON.stringify([...asked.values()])}::json) as p ("programId" uuid, "facilityId" uuid)) l
    where l.through is not null`);
  return new Map(found.map(({ facilityId, through }) => [facilityId, through]));
}
