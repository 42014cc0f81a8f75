import { sql, type SQL } from 'drizzle-orm';
import { spanOf } from '../../../kernel/day-range.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { PlacedLine } from '../model/placing.ts';

const nullable = ['card_id', 'vendor_id', 'facility_id', 'unit_id', 'specialty', 'shift'];

// An equality, so that thousands are met by their hash; `is not distinct from` compares each with each.
const alike = (column: string): SQL => {
  const name = sql.identifier(column);
  return sql`coalesce(l.${name}::text, '') = coalesce(a.${name}::text, '')`;
};

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
      and l.hour_type = a.hour_type and lower(l.effective) = a.first_day and ${sql.join(nullable.map(alike), sql` and `)}`);
  return new Map(found.map(({ place, id }) => [place, id]));
}
