import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { dayText, boundaryAt, epochDay, instantAt } from '../../../kernel/zone.ts';
import { weekdayOnOrBefore } from '../../../kernel/week.ts';
import { requirementOf, type LawOfUnit, type OwnRatio, type Requirement } from '../model/staffing.ts';
import { boundTo } from '../policy.ts';
import type { WeeklyDemand } from './history.ts';

/** Patients of a unit in a shift, and whom they need. */
export interface CensusShiftDemand {
  unitId: string;
  facilityId: string;
  date: string;
  shift: string;
  kind: 'actual' | 'projected';
  patients: number;
  employedHours: string | null;
  unitType: string | null;
  startsAt: string;
  endsAt: string;
  /** Minutes of the epoch. */
  start: number;
  end: number;
  requirement: Requirement | null;
}

interface Found {
  unitId: string;
  facilityId: string;
  date: string;
  shift: string;
  kind: 'actual' | 'projected';
  patients: number;
  employedHours: string | null;
  startTime: string;
  endTime: string;
  timeZone: string;
  unitType: string | null;
  own: OwnRatio | null;
  law: LawOfUnit | null;
}

const columns = {
  programId: sql`c.program_id`,
  facilityId: sql`c.facility_id`,
  unitId: sql`c.unit_id`,
};

function judged({ startTime, endTime, timeZone, own, law, ...row }: Found): CensusShiftDemand {
  const day = epochDay(row.date);
  const start = boundaryAt(day, startTime, timeZone);
  const end = boundaryAt(endTime > startTime ? day : day + 1, endTime, timeZone);
  return {
    ...row,
    startsAt: instantAt(start),
    endsAt: instantAt(end),
    start,
    end,
    requirement: requirementOf(row.patients, end - start, law, own),
  };
}

/** The shifts of some days whose patients were told, each with whom they need; what was counted goes before what was expected. In the order of unit, day and start. */
export async function censusShifts(
  asked: { unitIds: readonly string[]; from: string; until: string },
  { tx, actor }: Context,
): Promise<CensusShiftDemand[]> {
  const found = await tx.rows<Found>(sql`
    select distinct on (c.unit_id, c.date, c.shift) c.unit_id as "unitId", c.facility_id as "facilityId", c.date::text as date,
      c.shift, c.kind, c.patients, c.employed_hours::text as "employedHours", c.start_time as "startTime", c.end_time as "endTime",
      f.time_zone as "timeZone", s.unit_type as "unitType",
      case when s.patients_per_nurse is not null then jsonb_build_object('patientsPerNurse', s.patients_per_nurse::text,
        'profession', s.profession, 'citation', s.citation) end as own,
      case when r.code is not null then jsonb_build_object('code', r.code, 'professions', to_jsonb(r.professions), 'citation', r.citation,
        'patientsPerNurse', r.patients_per_nurse::text, 'hoursPerPatientDay', r.hours_per_patient_day::text) end as law
    from census_counts c join facilities f on f.tenant_id = c.tenant_id and f.id = c.facility_id
    left join unit_standards s on s.tenant_id = c.tenant_id and s.unit_id = c.unit_id and s.effective @> c.date
    left join staffing_ratios r on r.state = f.state and r.unit_type = s.unit_type and r.effective @> c.date
    where ${sql.join(
      [
        sql`c.tenant_id = ${actor.tenantId}`,
        sql`c.unit_id = any(${`{${asked.unitIds.join(',')}}`}::uuid[])`,
        sql`c.date >= ${asked.from}::date`,
        sql`c.date < ${asked.until}::date`,
        sql`c.withdrawn_at is null`,
        ...boundTo(actor, columns),
      ],
      sql` and `,
    )}
    order by c.unit_id, c.date, c.shift, c.kind`);
  return found
    .map(judged)
    .toSorted((one, other) =>
      one.unitId === other.unitId
        ? one.startsAt < other.startsAt
          ? -1
          : 1
        : one.unitId < other.unitId
          ? -1
          : 1,
    );
}

/** Hours that patients were owed, by unit, profession asked for, and week. */
export async function censusDemand(
  asked: { unitIds: readonly string[]; from: string; until: string },
  context: Context,
): Promise<WeeklyDemand[]> {
  const weeks = new Map<string, WeeklyDemand & { days: number }>();
  const counted = new Set<string>();
  for (const { unitId, date, requirement } of await censusShifts(asked, context)) {
    if (!requirement) continue;
    const week = dayText(weekdayOnOrBefore('sunday', epochDay(date)));
    const profession = requirement.professions[0]!;
    const key = `${unitId} ${profession} ${week}`;
    const held = weeks.get(key) ?? { unitId, profession, week, value: 0, days: 0 };
    const day = `${key} ${date}`;
    const days = counted.has(day) ? held.days : held.days + 1;
    counted.add(day);
    weeks.set(key, { ...held, value: held.value + Number(requirement.requiredHours), days });
  }
  return [...weeks.values()];
}

/** A booked shift of somebody at a unit, whom the order asked for, and when: minutes of the epoch. */
export interface BookedShift {
  unitId: string;
  profession: string;
  start: number;
  end: number;
}

/** The shifts of units that contingent people are booked for and that touch the time between two instants. */
export const bookedShifts = (
  { unitIds, from, until }: { unitIds: readonly string[]; from: string; until: string },
  { tx, actor }: Context,
): Promise<BookedShift[]> =>
  tx.rows(sql`
    select s.unit_id as "unitId", o.profession, (extract(epoch from s.starts_at) / 60)::integer as start,
      (extract(epoch from s.ends_at) / 60)::integer as "end"
    from shifts s join orders o on o.tenant_id = s.tenant_id and o.id = s.order_id
    where s.tenant_id = ${actor.tenantId} and s.unit_id = any(${`{${unitIds.join(',')}}`}::uuid[]) and s.worker_id is not null
      and s.canceled_at is null and s.starts_at < ${until}::timestamptz and s.ends_at > ${from}::timestamptz`);
