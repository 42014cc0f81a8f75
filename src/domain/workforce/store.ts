import { sql } from 'drizzle-orm';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { workforceMeasures } from './tables.ts';

export type MeasureRow = Row<typeof workforceMeasures>;

/** What a measure is of. */
export interface MeasureKey {
  facilityId: string;
  profession: string;
  workedOn: string;
}

export const keyOf = ({ facilityId, profession, workedOn }: MeasureKey): string =>
  JSON.stringify([facilityId, profession, workedOn]);

/** The programs of facilities, each with its currency, by facility. */
export async function programsOf(
  facilityIds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, { programId: string; currency: string }>> {
  const found = await tx.rows<{ id: string; programId: string; currency: string }>(sql`
    select f.id, f.program_id as "programId", p.currency from facilities f
    join programs p on p.tenant_id = f.tenant_id and p.id = f.program_id
    where f.tenant_id = ${actor.tenantId} and f.id = any(${`{${facilityIds.join(',')}}`}::uuid[])`);
  return new Map(found.map(({ id, ...program }) => [id, program]));
}

/** The measures that there are of those asked for, held until the transaction ends, by `keyOf`. */
export async function measuresOf(
  keys: readonly MeasureKey[],
  { tx, actor }: Context,
): Promise<Map<string, MeasureRow>> {
  const asked = JSON.stringify(
    keys.map(({ facilityId, profession, workedOn }) => ({ facilityId, profession, workedOn })),
  );
  const found = await tx.rows<{ id: string }>(sql`
    select m.id from json_to_recordset(${asked}::json) as k ("facilityId" uuid, profession text, "workedOn" date)
    join workforce_measures m on m.tenant_id = ${actor.tenantId} and m.facility_id = k."facilityId" and m.profession = k.profession and m.worked_on = k."workedOn"`);
  const rows = await tx.takeAll(
    workforceMeasures,
    found.map(({ id }) => id),
  );
  return new Map([...rows.values()].map((row) => [keyOf(row), row]));
}
