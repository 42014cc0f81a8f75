import type pg from 'pg';
import { demands, hiring } from './hiring-data.ts';

/**
 * How much there is: a year of tier M is 88,000 weeks, 415,000 lines, 264,000 charges, 150,000 shifts, 5,000 orders and
 * 17,000 submissions.
 */
export interface Amount {
  /** Years of it, one after the other, to the end of 2026. */
  years: number;
  /** How many times a year's rows there are in each, at the same 60 facilities, 900 units and 120 vendors. */
  density: number;
}

const place = `
  insert into programs (tenant_id, id, name, time_zone, state, created_at, updated_at)
    values ($1, uuidv7(), 'Network', 'America/New_York', 'active', now(), now());
  create temp table the as select id as program from programs where tenant_id = $1 and name = 'Network';
  insert into facilities (tenant_id, program_id, name, state, time_zone, created_at, updated_at)
    select $1, program, 'Hospital ' || n, (array['OH','CA','NY','TX','FL'])[1 + n % 5], 'America/New_York', now(), now() from the, generate_series(1, 60) n;
  create temp table f as select id, row_number() over (order by id) - 1 as n from facilities where tenant_id = $1 and name like 'Hospital %';
  insert into cost_centers (tenant_id, program_id, facility_id, code, name, created_at, updated_at)
    select $1, program, f.id, 'C' || f.n || '-' || k, 'Center', now(), now() from the, f, generate_series(1, 5) k;
  create temp table c as select id, code, facility_id, row_number() over (partition by facility_id order by id) - 1 as n from cost_centers where tenant_id = $1;
  insert into units (tenant_id, program_id, facility_id, name, cost_center_id, created_at, updated_at)
    select $1, program, f.id, 'Unit ' || k, c.id, now(), now() from the, f, generate_series(1, 15) k, c where c.facility_id = f.id and c.n = k % 5;
  create temp table u as select id, facility_id, cost_center_id, row_number() over (order by facility_id, id) - 1 as n from units where tenant_id = $1 and name like 'Unit %';
  insert into vendors (tenant_id, name, kind, state, created_at, updated_at)
    select $1, 'Agency ' || n, 'agency', 'active', now(), now() from generate_series(1, 120) n;
  create temp table v as select id, row_number() over (order by id) - 1 as n from vendors where tenant_id = $1 and name like 'Agency %';
  insert into panel_memberships (tenant_id, program_id, vendor_id, tier, standing, created_at, updated_at)
    select $1, program, v.id, 1 + v.n % 3, 'good', now(), now() from the, v;
`;

// Each assignment lasts 13 weeks at one unit by one vendor, and as many begin in each quarter of a year. Of four orders one is
// per diem; of the others two people are hired.
const rows = (years: number, density: number) => `
  create temp table o as
    select uuidv7() as id, n, abs(hashint8(n) % 900) as unit, y.year_start + 91 * (n % ${5000 * density} / ${1250 * density})::int as starts_on
    from generate_series(0, ${5000 * density * years - 1}::bigint) n, lateral (select make_date(${2027 - years} + (n / ${5000 * density})::int, 1, 4) as year_start) y;
  analyze o;
  insert into orders (tenant_id, id, program_id, facility_id, unit_id, type, title, profession, specialty, positions, starts_on, ends_on, weeks, hours_per_week,
      bill_rate, estimated_cost, reason, currency, state, released_at, authors, created_at, updated_at)
    select $1, o.id, program, u.facility_id, u.id, case when o.n % 4 = 3 then 'per_diem' else 'contract' end, 'Nights', (array['rn','lpn','cna','rt'])[1 + abs(hashint8(o.n + 7) % 4)], null, 2,
      o.starts_on, o.starts_on + 90, 13, 36, 98, 1000, 'vacancy', 'USD', 'filled', o.starts_on - interval '29 days', array[uuidv7()], o.starts_on - interval '30 days', now()
    from the, o join u on u.n = o.unit;
  create temp table a as
    select uuidv7() as id, uuidv7() as worker_id, o.id as order_id, o.unit, abs(hashint8(o.n * 31 + s) % 120) as vendor, o.n * 2 + s as n, s, o.starts_on,
      case when o.n % 4 <> 3 then uuidv7() end as position_id, case when o.n % 4 <> 3 then uuidv7() end as submission_id, case when o.n % 4 <> 3 then uuidv7() end as offer_id
    from o, generate_series(0, 1) s where o.n % 4 <> 3 or s = 0;
  analyze a;
  insert into assignments (tenant_id, id, order_id, position_id, submission_id, offer_id, program_id, facility_id, unit_id, vendor_id, worker_id, starts_on, ends_on,
      started_on, ended_on, end_kind, state, kind, created_at, updated_at)
    select $1, a.id, a.order_id, a.position_id, a.submission_id, a.offer_id, program, u.facility_id, u.id, v.id, a.worker_id, a.starts_on, a.starts_on + 90,
      a.starts_on, case when w.is_over then a.starts_on + 90 end, case when w.is_over then 'completed' end, case when w.is_over then 'ended' else 'active' end,
      case when a.position_id is null then 'per_diem' else 'placement' end, now(), now()
    from the, a join u on u.n = a.unit join v on v.n = a.vendor, lateral (select a.starts_on < date '2026-10-01' as is_over) w;
  create temp table t as
    select uuidv7() as id, a.id as assignment_id, a.worker_id, a.unit, a.vendor, a.starts_on + 7 * w as week, a.n * 13 + w as n
    from a, generate_series(0, 12) w where (a.n * 13 + w) % 78 < 78 and w < 10 + a.n % 2;
  analyze t;
  insert into timesheets (tenant_id, id, assignment_id, program_id, facility_id, unit_id, vendor_id, worker_id, week_starts_on, time_zone, week_starts_at, week_ends_at,
      pay_policy_id, minutes, gross, state, submitted_at, approved_at, approved_through, created_at, updated_at)
    select $1, t.id, t.assignment_id, program, u.facility_id, u.id, v.id, t.worker_id, t.week, 'America/New_York', t.week::timestamp at time zone 'America/New_York',
      (t.week + 7)::timestamp at time zone 'America/New_York', '00000000-0000-7000-8000-000000000001', 2250, 4000,
      case when t.n % 20 = 0 then 'submitted' else 'invoiced' end, t.week::timestamptz + interval '8 days' + (t.n % 97) * interval '1 hour',
      case when t.n % 20 = 0 then null else t.week::timestamptz + interval '9 days' + (t.n % 211) * interval '47 minutes' end, 'person', now(), now()
    from the, t join u on u.n = t.unit join v on v.n = t.vendor;
  insert into timesheet_lines (tenant_id, timesheet_id, program_id, facility_id, unit_id, vendor_id, worker_id, revision, work_date, hour_type, differential_code, minutes,
      bill_rate, amount, rule, created_at, updated_at)
    select $1, t.id, program, u.facility_id, u.id, v.id, t.worker_id, 1, t.week + d, case d when 4 then 'overtime' when 5 then 'differential' else 'regular' end,
      case d when 5 then 'night' end, case d when 4 then 90 else 720 end, 98, 1176, 'plain', now(), now()
    from the, t join u on u.n = t.unit join v on v.n = t.vendor, generate_series(1, 5) d where d < 5 or t.n % 4 <> 0;
  insert into billing_items (tenant_id, program_id, facility_id, unit_id, vendor_id, worker_id, kind, source_noun, source_id, source_revision, line_key, hour_type, description,
      work_date_from, work_date_to, minutes, rate, currency, amount, fee_amount, vendor_amount, fee_model, fee_basis, fee_percent, allocation, state, assignment_id, created_at, updated_at)
    select $1, program, u.facility_id, u.id, v.id, t.worker_id, 'hours', 'timesheet', t.id, 1, 'line:' || d, case d when 1 then 'overtime' else 'regular' end, 'Hours',
      t.week, t.week + 3 + d, 720, 98, 'USD', 1000 + t.n % 500, 30, 970 + t.n % 500, 'vendor_funded', 'timesheet', 3,
      jsonb_build_array(jsonb_build_object('costCenterId', u.cost_center_id, 'code', 'C', 'amount', (1000 + t.n % 500)::text || '.00')),
      case when t.n % 20 = 1 then 'approved' else 'invoiced' end, t.assignment_id, now(), now()
    from the, t join u on u.n = t.unit join v on v.n = t.vendor, generate_series(1, 3) d where t.n % 20 <> 0;
  create temp table s as
    select n, make_date(${2027 - years} + (n / ${150_000 * density})::int, 1, 1) + ((n % ${150_000 * density}) * 365 / ${150_000 * density})::int as day,
      (n / ${150_000 * density}) * ${5000 * density} + 4 * abs(hashint8(n) % ${1250 * density}) + 3 as ordered
    from generate_series(0, ${150_000 * density * years - 1}::bigint) n;
  analyze s;
  insert into shifts (tenant_id, order_id, assignment_id, program_id, facility_id, unit_id, vendor_id, worker_id, starts_at, ends_at, time_zone, local_date, meal_minutes, currency,
      base_rate, bill_rate, instant_book, posted_at, broadcast, at_risk, called_off, dnr_proposed, actual_starts_at, actual_ends_at, state, created_at, updated_at)
    select $1, o.id, case when s.n % 10 < 8 then a.id end, program, u.facility_id, u.id, case when s.n % 10 < 8 then v.id end, case when s.n % 10 < 8 then a.worker_id end,
      s.day + interval '12 hours', s.day + interval '24 hours', 'America/New_York', s.day, 30, 'USD', 90, 90, false, now(), false, false, false, false,
      case when s.n % 10 < 7 then s.day + interval '12 hours' end, case when s.n % 10 < 7 then s.day + interval '24 hours' end,
      case when s.n % 10 < 7 then 'reported' when s.n % 10 = 7 then 'no_show' else 'unfilled' end, now(), now()
    from the, s join a on a.n = s.ordered * 2 join o on o.n = s.ordered join u on u.n = a.unit join v on v.n = a.vendor;
`;

// Indexes are made once of all rows, which takes half as long as adding to them row by row.
const unindexed = `
  create temp table made as
    select format('%I.%I', i.schemaname, i.indexname) as name, i.indexdef as text from pg_indexes i
    where i.tablename in ('orders', 'assignments', 'positions', 'submissions', 'offers', 'interviews', 'order_visibilities', 'timesheets', 'timesheet_lines',
        'billing_items', 'shifts', 'credentials')
      and not exists (select from pg_constraint c where c.conindid = format('%I.%I', i.schemaname, i.indexname)::regclass);
  do $$ declare one record; begin for one in table made loop execute 'drop index ' || one.name; end loop; end $$;
`;
const indexed = `
  do $$ declare one record; begin for one in table made loop execute one.text; end loop; end $$;
`;

/** Counts in what was written past the triggers, as the migration does for what was there before it. */
const counted = (migration: string): string => {
  const [, block] = /(do \$\$\ndeclare\n {2}tenant uuid;[\s\S]*)$/.exec(migration)!;
  return block!;
};

// What facts are made of, and since when a row was as it is.
const sinces = {
  programs: `'2015-01-01'::timestamptz`,
  facilities: `'2015-01-01'::timestamptz`,
  units: `'2015-01-01'::timestamptz`,
  cost_centers: `'2015-01-01'::timestamptz`,
  vendors: `'2015-01-01'::timestamptz`,
  panel_memberships: `'2015-01-01'::timestamptz`,
  credential_types: `'2015-01-01'::timestamptz`,
  requirements: `'2015-01-01'::timestamptz`,
  orders: 'r.created_at',
  positions: 'r.created_at',
  submissions: 'r.created_at',
  interviews: 'r.created_at',
  offers: 'r.created_at',
  order_visibilities: 'r.visible_from',
  assignments: 'r.starts_on::timestamptz',
  credentials: 'r.issued_on::timestamptz',
  timesheets: 'coalesce(r.approved_at, r.submitted_at)',
  timesheet_lines: `r.work_date + interval '10 days'`,
  billing_items: `r.work_date_to + interval '10 days'`,
  shifts: `r.local_date - interval '30 days'`,
};

/** Keeps one version of each row, for questions as of a past; answers the milliseconds it took. */
export async function writeVersions(client: pg.Client): Promise<number> {
  const begun = performance.now();
  for (const [table, since] of Object.entries(sinces))
    await client.query(`insert into row_versions (tenant_id, table_name, row_id, valid_from, program_id, facility_id, unit_id, vendor_id, worker_id, "row")
      select r.tenant_id, '${table}', r.id, ${since}, (j ->> 'program_id')::uuid, (j ->> 'facility_id')::uuid, (j ->> 'unit_id')::uuid,
        (j ->> 'vendor_id')::uuid, (j ->> 'worker_id')::uuid, j
      from ${table} r cross join lateral (select to_jsonb(r) as j) kept
      where not exists (select from row_versions v where v.tenant_id = r.tenant_id and v.table_name = '${table}' and v.row_id = r.id)`);
  await client.query('vacuum analyze row_versions');
  return performance.now() - begun;
}

/** Writes the rows by hand, past triggers, and counts them in; answers the milliseconds that each took. */
export async function writeRows(
  client: pg.Client,
  tenantId: string,
  { years, density }: Amount,
  migration: string,
): Promise<{ written: number; counted: number }> {
  const text = `${place}${rows(years, density)}${hiring}${demands}`.replaceAll('$1', `'${tenantId}'::uuid`);
  const begun = performance.now();
  const large = `set local work_mem = '128MB'; set local maintenance_work_mem = '256MB';`;
  await client.query(
    `begin; set local session_replication_role = replica; ${large} ${unindexed} ${text} ${indexed} commit`,
  );
  await client.query('analyze');
  const written = performance.now();
  await client.query(`begin; set local role requisite_owner; ${large} ${counted(migration)}
    select set_config('app.tenant', '${tenantId}', true); select app.recount_people(); select app.fold_totals(1);
    select app.tell_progress(array_agg(id)) from submissions; commit`);
  const done = performance.now();
  await client.query('vacuum analyze');
  return { written: written - begun, counted: done - written };
}
