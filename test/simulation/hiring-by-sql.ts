import { sql, type SQL } from 'drizzle-orm';
import { expect } from 'vitest';
import type { Client } from '../support/service.ts';
import { ok } from '../support/weeks.ts';
import { fields, type Dimension } from './recounting.ts';
import type { Chance } from './seeded.ts';

interface Asked {
  metric: string;
  by: Dimension;
  /** Answers key, numerator and denominator of the days from `$from` to `$to`. */
  text: (span: { from: string; to: string }) => SQL;
}

const within = (day: SQL, { from, to }: { from: string; to: string }) =>
  sql`${day} between ${from}::date and ${to}::date`;
const created = sql`(x.created_at at time zone f.time_zone)::date`;

/** Everybody who accepted an offer: placements by the week or the month, and hires by the client itself. */
const accepted = sql`(
  select tenant_id, order_id, facility_id, program_id, vendor_id, created_at, state, ended_on, end_kind from assignments where kind = 'placement'
  union all
  select tenant_id, order_id, facility_id, program_id, vendor_id, created_at, state, null, null from placements)`;

/** Questions as somebody would write them who has the tables and the product's definitions, and has not read the views. */
const questions: readonly Asked[] = [
  {
    metric: 'fill_rate_gross',
    by: 'profession',
    text: (
      span,
    ) => sql`select o.profession as key, count(*) filter (where x.state = 'filled') as numerator, count(*) as denominator
      from positions x join orders o on o.id = x.order_id join facilities f on f.id = x.facility_id
      where ${within(created, span)} group by 1`,
  },
  {
    metric: 'positions_filled',
    by: 'order_type',
    text: (
      span,
    ) => sql`select o.type as key, count(*) filter (where x.state = 'filled') as numerator, null as denominator
      from positions x join orders o on o.id = x.order_id join facilities f on f.id = x.facility_id
      where ${within(created, span)} group by 1`,
  },
  {
    metric: 'time_to_fill',
    by: 'facility',
    text: (span) => sql`select x.facility_id as key, count(*) as denominator,
        sum((x.filled_at at time zone f.time_zone)::date - (greatest(x.opened_at, o.released_at) at time zone f.time_zone)::date) as numerator
      from positions x join orders o on o.id = x.order_id join facilities f on f.id = x.facility_id
      where x.state = 'filled' and (x.opened_at = x.created_at or not exists (
        select from events e where e.subject_id = x.id and e.type = 'position.closed')) and ${within(created, span)} group by 1`,
  },
  {
    metric: 'placements_accepted',
    by: 'vendor',
    text: (span) => sql`select x.vendor_id as key, count(*) as numerator, null as denominator
      from ${accepted} x join facilities f on f.id = x.facility_id where ${within(created, span)} group by 1`,
  },
  {
    metric: 'fall_off_rate',
    by: 'tier',
    text: (span) => sql`select m.tier::text as key, count(*) as denominator,
        count(*) filter (where x.state in ('canceled', 'no_show', 'fell_off')) as numerator
      from ${accepted} x join facilities f on f.id = x.facility_id
      join panel_memberships m on m.program_id = x.program_id and m.vendor_id = x.vendor_id where ${within(created, span)} group by 1`,
  },
  {
    metric: 'offer_acceptance',
    by: 'unit',
    text: (
      span,
    ) => sql`select x.unit_id as key, count(*) filter (where e.state = 'accepted') as numerator, count(*) as denominator
      from submissions x join offers e on e.submission_id = x.id and e.extended_at is not null join facilities f on f.id = x.facility_id
      where ${within(created, span)} group by 1`,
  },
  {
    metric: 'submission_to_start',
    by: 'specialty',
    text: (span) => sql`select o.specialty as key, count(*) as denominator, count(*) filter (where x.id in (
        select submission_id from assignments where started_on is not null
        union select submission_id from placements where started_on is not null)) as numerator
      from submissions x join orders o on o.id = x.order_id join facilities f on f.id = x.facility_id
      where ${within(created, span)} group by 1`,
  },
  {
    metric: 'coverage',
    by: 'vendor',
    text: (span) => sql`select v.vendor_id as key, count(*) as denominator, count(*) filter (where exists (
        select from submissions s where s.order_id = v.order_id and s.vendor_id = v.vendor_id)) as numerator
      from order_visibilities v join facilities f on f.id = v.facility_id
      where ${within(sql`(v.visible_from at time zone f.time_zone)::date`, span)} group by 1`,
  },
  {
    metric: 'early_termination_rate',
    by: 'requester',
    text: (
      span,
    ) => sql`select o.authors[1] as key, count(*) filter (where x.end_kind = 'early') as numerator, count(*) as denominator
      from ${accepted} x join orders o on o.id = x.order_id where x.end_kind is not null and ${within(sql`x.ended_on`, span)} group by 1`,
  },
  {
    metric: 'spend_accrued',
    by: 'engagement_kind',
    text: (span) => sql`select case o.type when 'direct_hire' then 'direct_hire' else 'staffing' end as key,
        sum(i.amount) as numerator, null as denominator
      from billing_items i join charges c on c.id = i.source_id join orders o on o.id = c.order_id
      where i.state in ('approved', 'invoiced', 'paid') and ${within(sql`i.work_date_to`, span)} group by 1`,
  },
];

interface Row extends Record<string, unknown> {
  key: string | null;
  numerator: string | null;
  denominator: string | null;
}

/** Asks each question of the tables and of the service, for days drawn by chance; answers how many figures there were. */
export async function compareBySql(
  client: Client,
  rowsOf: (text: SQL) => Promise<Row[]>,
  chance: Chance,
  days: readonly [string, string],
): Promise<number> {
  let compared = 0;
  const [first, last] = days.map((day) => Temporal.PlainDate.from(day));
  const length = first!.until(last!, { largestUnit: 'days' }).days;
  for (const { metric, by, text } of questions) {
    const from = first!.add({ days: chance.whole(length >> 1) }).toString();
    const to = last!.subtract({ days: chance.whole(length >> 2) }).toString();
    const rows = await rowsOf(text({ from, to }));
    const path = `/reports/query?metrics=${metric}&by=${by}&from=${from}&to=${to}`;
    const answered = ok(await client.get(path)).rows as any[];
    const told = new Map(
      answered
        .filter(({ numerator, denominator }) => Number(numerator) !== 0 || Number(denominator) !== 0)
        .map((row) => [
          row[fields[by]]?.toString() ?? null,
          [Number(row.numerator), Number(row.denominator)],
        ]),
    );
    const right = new Map(
      rows
        .filter(({ numerator, denominator }) => Number(numerator) !== 0 || Number(denominator) !== 0)
        .map(({ key, numerator, denominator }) => [key, [Number(numerator), Number(denominator)]]),
    );
    expect(told, path).toEqual(right);
    compared += right.size;
  }
  return compared;
}
