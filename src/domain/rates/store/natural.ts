import { sql } from 'drizzle-orm';
import { spanOf } from '../../../kernel/day-range.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { PlacedLine } from '../model/placing.ts';

/** The lines that are for the same as the given from the same first day, by their place among the given. */
export async function sameLines(
  lines: readonly PlacedLine[],
  { tx, actor }: Context,
): Promise<Map<number, string>> {
  const asked = lines.map((line, place) => ({
    place,
    program_id: line.programId,
    card_id: line.cardId,
    vendor_id: line.vendorId,
    facility_id: line.facilityId,
    unit_id: line.unitId,
    profession: line.profession,
    specialty: line.specialty,
    shift: line.shift,
    hour_type: line.hourType,
    first_day: spanOf(line.effective).from,
  }));
  const found = await tx.rows<{ place: number; id: string }>(sql`select a.place, l.id
    from json_to_recordset(${JSON.stringify(asked)}::json) as a (place integer, program_id uuid, card_id uuid, vendor_id uuid,
      facility_id uuid, unit_id uuid, profession text, specialty text, shift text, hour_type text, first_day date)
    join rate_lines l on l.tenant_id = ${actor.tenantId} and l.program_id = a.program_id and l.profession = a.profession
      and l.hour_type = a.hour_type and l.card_id is not distinct from a.card_id
      and l.vendor_id is not distinct from a.vendor_id and l.facility_id is not distinct from a.facility_id
      and l.unit_id is not distinct from a.unit_id and l.specialty is not distinct from a.specialty
      and l.shift is not distinct from a.shift and lower(l.effective) = a.first_day`);
  return new Map(found.map(({ place, id }) => [place, id]));
}
