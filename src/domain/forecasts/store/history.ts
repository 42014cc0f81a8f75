import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { workedTypes } from '../../time/index.ts';
import type { ForecastBasis, ForecastMeasure } from '../words.ts';
import type { ToldWeek } from '../models/weeks.ts';
import { censusDemand } from './census-demand.ts';

/** Whose weekly demand is asked for: weeks that begin on the Sundays from one up to but not including another. */
export interface DemandAsked {
  basis: ForecastBasis;
  measure: ForecastMeasure;
  unitIds: readonly string[];
  /** Null is every one. */
  profession: string | null;
  from: string;
  until: string;
}

/** The demand of a unit for a profession in a week: hours or positions. */
export interface WeeklyDemand extends ToldWeek {
  unitId: string;
  profession: string;
}

const sundayOf = (day: SQL): SQL => sql`(${day} - extract(dow from ${day})::integer)`;

/** The statement by basis: `unit`, `profession`, `week`, `value`, of what is told `days` too. Days are the facility's. */
const statements: Record<
  Exclude<ForecastBasis, 'census'>,
  (asked: DemandAsked, tenantId: string, units: SQL) => SQL
> = {
  /** Positions of contract orders that were approved, in each week that holds a day of their term, unless canceled; their hours by the share of the week's days. */
  orders: ({ measure, from, until }, tenantId, units) => sql`
    select o.unit_id as unit, o.profession, w.week::date as week, sum(${
      measure === 'positions'
        ? sql`1`
        : sql`o.hours_per_week * (least(o.ends_on, w.week::date + 6) - greatest(o.starts_on, w.week::date) + 1) / 7.0`
    }) as value
    from orders o join positions p on p.tenant_id = o.tenant_id and p.order_id = o.id and p.state <> 'canceled'
    cross join lateral generate_series(greatest(${sundayOf(sql`o.starts_on`)}, ${from}::date)::timestamp,
      least(o.ends_on, ${until}::date - 1)::timestamp, '7 days') w (week)
    where o.tenant_id = ${tenantId} and o.unit_id = any(${units}) and o.type = 'contract'
      and o.state not in ('draft', 'pending_approval', 'approval_paused', 'rejected')
      and o.starts_on < ${until}::date and o.ends_on >= ${from}::date
    group by 1, 2, 3`,
  /** Shifts by the day on which they begin, unless canceled; hours without meals. */
  shifts: ({ measure, from, until }, tenantId, units) => sql`
    select s.unit_id as unit, o.profession, ${sundayOf(sql`s.local_date`)} as week, sum(${
      measure === 'positions'
        ? sql`1`
        : sql`extract(epoch from s.ends_at - s.starts_at) / 3600.0 - s.meal_minutes / 60.0`
    }) as value
    from shifts s join orders o on o.tenant_id = s.tenant_id and o.id = s.order_id
    where s.tenant_id = ${tenantId} and s.unit_id = any(${units}) and s.canceled_at is null
      and s.local_date >= ${from}::date and s.local_date < ${until}::date
    group by 1, 2, 3`,
  /** Hours that stand approved by the day worked; positions are the people who worked. */
  approved_time: ({ measure, from, until }, tenantId, units) => sql`
    select l.unit_id as unit, o.profession, ${sundayOf(sql`l.work_date`)} as week, ${
      measure === 'positions' ? sql`count(distinct l.worker_id)` : sql`sum(l.minutes) / 60.0`
    } as value
    from timesheet_lines l
    join timesheets t on t.tenant_id = l.tenant_id and t.id = l.timesheet_id and t.revision = l.revision
    join assignments a on a.tenant_id = t.tenant_id and a.id = t.assignment_id
    join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id
    where l.tenant_id = ${tenantId} and l.unit_id = any(${units}) and l.hour_type = any(${`{${workedTypes.join(',')}}`}::text[])
      and l.work_date >= ${from}::date and l.work_date < ${until}::date and l.minutes > 0
      and t.approved_at is not null and t.state in ('approved', 'invoiced', 'disputed')
    group by 1, 2, 3`,
  /** As it was told: hours of a week summed, positions the mean of the days told. */
  imported: ({ measure, from, until }, tenantId, units) => sql`
    select d.unit_id as unit, d.profession, ${sundayOf(sql`d.date`)} as week, ${
      measure === 'positions' ? sql`avg(d.positions)` : sql`sum(d.hours)`
    } as value, count(*)::integer as days
    from demand_observations d
    where d.tenant_id = ${tenantId} and d.unit_id = any(${units})
      and ${measure === 'positions' ? sql`d.positions` : sql`d.hours`} is not null
      and d.date >= ${from}::date and d.date < ${until}::date and d.withdrawn_at is null
    group by 1, 2, 3`,
};

/** What was demanded, by unit, profession and week, in that order; weeks without any are absent. */
export async function weeklyDemand(asked: DemandAsked, context: Context): Promise<WeeklyDemand[]> {
  const { basis, unitIds, profession } = asked;
  if (basis === 'census') {
    const owed = await censusDemand(asked, context);
    return owed.filter((one) => profession === null || one.profession === profession);
  }
  const units = sql`${`{${unitIds.join(',')}}`}::uuid[]`;
  const statement = statements[basis](asked, context.actor.tenantId, units);
  const found = await context.tx.rows<Omit<WeeklyDemand, 'value'> & { value: string }>(sql`
    select d.unit as "unitId", d.profession, d.week::text as week, round(d.value::numeric, 2)::text as value,
      ${basis === 'imported' ? sql`d.days` : sql`null::integer`} as days
    from (${statement}) d where ${profession}::text is null or d.profession = ${profession}::text
    order by 1, 2, 3`);
  return found.map((row) => ({ ...row, value: Number(row.value) }));
}

/** The next units of a place behind an id, in the order of their ids, so many at most. */
export const nextUnits = (
  place: { programId: string; facilityId: string | null; unitId: string | null },
  after: string | null,
  most: number,
  { tx, actor }: Context,
): Promise<{ id: string; facilityId: string; programId: string }[]> =>
  tx.rows(sql`
    select u.id, u.facility_id as "facilityId", u.program_id as "programId" from units u
    where u.tenant_id = ${actor.tenantId} and u.program_id = ${place.programId}
      and (${place.facilityId}::uuid is null or u.facility_id = ${place.facilityId}::uuid)
      and (${place.unitId}::uuid is null or u.id = ${place.unitId}::uuid)
      and (${after}::uuid is null or u.id > ${after}::uuid)
    order by u.id limit ${most}::integer`);
