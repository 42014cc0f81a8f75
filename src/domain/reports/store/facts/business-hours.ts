import { sql, type SQL } from 'drizzle-orm';
import { weekdays } from '../../../../kernel/week.ts';
import { defaultHours } from '../../../programs/index.ts';
import type { From } from '../../metrics/fact.ts';
import { instantOf } from './hiring.ts';

const weekdayNames = sql.raw(`(array[${weekdays.map((day) => `'${day}'`).join(', ')}])`);

/** A program and a day of it, as one value: two would be joined by the program first, each opening with every day. */
const keyOf = (program: SQL, day: SQL): SQL =>
  sql`${program}::text || ' ' || (${day} - date '2000-01-01')::text`;

/**
 * Every day of each program since its first opening, with the working spans of the day as instants and the seconds worked
 * on all days before: between two instants so is a subtraction, however many days lie between them.
 */
export const workingDays = (from: From, then?: SQL): SQL => sql`
  select ${keyOf(sql`p.id`, sql`d.day`)} as key, array_agg(s.starts_at) as starts, array_agg(s.ends_at) as ends,
    sum(coalesce(sum(extract(epoch from s.ends_at - s.starts_at)), 0)) over (partition by p.id order by d.day)
      - coalesce(sum(extract(epoch from s.ends_at - s.starts_at)), 0) as before
  from ${from('programs', 'p')}
  join ${from('tenants', 't')} on t.tenant_id = p.tenant_id
  left join ${from('business_calendars', 'c')} on c.tenant_id = p.tenant_id and c.program_id = p.id
  cross join lateral (select g::date as day from generate_series(
    (select min(b.created_at) from ${from('positions', 'b')} where b.tenant_id = p.tenant_id)::date - 1,
    ${instantOf(then)}::date + 2, interval '1 day') g) d
  left join lateral (
    select (d.day + h."from"::time) at time zone p.time_zone as starts_at, (d.day + h."to"::time) at time zone p.time_zone as ends_at
    from jsonb_to_recordset(coalesce(c.hours, ${JSON.stringify(defaultHours)}::jsonb)) as h (weekday text, "from" text, "to" text)
    where h.weekday = ${weekdayNames}[extract(dow from d.day)::integer + 1]
      and not coalesce(c.holidays, '[]') @> jsonb_build_array(jsonb_build_object('on', d.day::text))
  ) s on s.ends_at > s.starts_at
  group by p.id, d.day`;

/** The working day (of the CTE `days`) on which an instant lies, by the program's zone (`g`), under the alias. */
export const workingDay = (alias: string, instant: SQL): SQL => {
  const as = sql.identifier(alias);
  return sql`left join days ${as} on ${as}.key = ${keyOf(sql`r.program_id`, sql`(${instant} at time zone g.time_zone)::date`)}`;
};

/** Seconds of business up to an instant, since the first of the days. */
const secondsUntil = (alias: string, instant: SQL): SQL => {
  const as = sql.identifier(alias);
  return sql`(${as}.before + coalesce((select sum(greatest(extract(epoch from least(e.ends_at, ${instant}) - e.starts_at), 0))
    from unnest(${as}.starts, ${as}.ends) as e (starts_at, ends_at)), 0))`;
};

/** Business hours of the program between two instants, whose days stand under the aliases. */
export const businessHours = (
  start: readonly [alias: string, at: SQL],
  end: readonly [alias: string, at: SQL],
): SQL => sql`((${secondsUntil(...end)} - ${secondsUntil(...start)}) / 3600)::numeric`;
