import type pg from 'pg';

/** How much a benchmark's tenant holds; M is a large health network for a year (a tenant of S beside it, always). */
export interface Size {
  facilities: number;
  units: number;
  vendors: number;
  workers: number;
  orders: number;
  submissionsPerOrder: number;
  timesheets: number;
}

export const sizes: Readonly<Record<string, Size>> = {
  s: {
    facilities: 6,
    units: 60,
    vendors: 25,
    workers: 1_000,
    orders: 450,
    submissionsPerOrder: 4,
    timesheets: 7_800,
  },
  m: {
    facilities: 60,
    units: 900,
    vendors: 120,
    workers: 10_000,
    orders: 5_000,
    submissionsPerOrder: 10,
    timesheets: 88_000,
  },
  '10m': {
    facilities: 60,
    units: 900,
    vendors: 120,
    workers: 100_000,
    orders: 50_000,
    submissionsPerOrder: 10,
    timesheets: 880_000,
  },
};

const stamps = `1, '2026-01-01T00:00:00Z'::timestamptz + n * interval '1 second', '2026-01-01T00:00:00Z'::timestamptz + n * interval '1 second'`;
const stamped = 'version, created_at, updated_at';

const pick = (table: string, n: string) =>
  `(array(select id from ${table} where tenant_id = $1 order by id))[1 + (${n}) % (select count(*)::int from ${table} where tenant_id = $1)]`;

// Each array is made once in a CTE; a row then picks by its number.
const lists = (...tables: string[]) =>
  tables
    .map(
      (table) =>
        `${table}_ids as materialized (select array(select id from ${table} where tenant_id = $1 order by id) as ids)`,
    )
    .join(', ');
const from = (table: string, n: string) => `(select ids[1 + (${n}) % cardinality(ids)] from ${table}_ids)`;

/** Fills a tenant; triggers and foreign keys rest meanwhile, and one vacuum follows. */
export async function fill(admin: pg.Client, tenantId: string, size: Size): Promise<void> {
  const run = (text: string, ...values: unknown[]) => admin.query(text, [tenantId, ...values]);
  await admin.query(`set session_replication_role = replica; set timezone = 'UTC'`);
  await run(`insert into programs (tenant_id, id, name, time_zone, state, ${stamped})
    select $1, uuidv7(), 'Lakeshore Health', 'America/New_York', 'active', ${stamps} from generate_series(1, 1) n`);
  await run(
    `insert into facilities (tenant_id, program_id, name, state, time_zone, ${stamped})
    select $1, ${pick('programs', '0')}, 'Hospital ' || n, 'OH', 'America/New_York', ${stamps} from generate_series(1, $2::int) n`,
    size.facilities,
  );
  await run(
    `insert into units (tenant_id, program_id, facility_id, name, ${stamped})
    select $1, f.program_id, f.id, 'Unit ' || n, ${stamps} from generate_series(1, $2::int) n
    join (select id, program_id, row_number() over (order by id) as r from facilities where tenant_id = $1) f on f.r = 1 + n % $3::int`,
    size.units,
    size.facilities,
  );
  await run(
    `insert into vendors (tenant_id, name, kind, state, ${stamped})
    select $1, 'Vendor ' || n, 'agency', 'active', ${stamps} from generate_series(1, $2::int) n`,
    size.vendors,
  );
  await run(
    `insert into workers (tenant_id, display_name, home_state, profession, specialties, ${stamped})
    select $1, 'N. Nurse ' || n, 'OH', 'rn', '{icu}', ${stamps} from generate_series(1, $2::int) n`,
    size.workers,
  );
  await run(`with ${lists('vendors')} insert into representations (tenant_id, vendor_id, worker_id, first_name, last_name, home_state, profession, right_to_represent_from, right_to_represent_until, state, ${stamped})
    select $1, ${from('vendors', 'w.n::int')}, w.id, 'Nora', 'Nurse' || w.n, 'OH', 'rn', '2026-01-01', '2027-01-01', 'active', 1, w.created_at, w.created_at
    from (select id, created_at, row_number() over (order by id) as n from workers where tenant_id = $1) w`);
  await run(
    `insert into orders (tenant_id, program_id, facility_id, unit_id, type, title, profession, specialty, positions, starts_on, ends_on, weeks,
      hours_per_week, bill_rate, max_bill_rate, pay_rate_from, pay_rate_to, posted_rate_from, posted_rate_to, estimated_cost, reason, description, state, released_at, ${stamped})
    select $1, u.program_id, u.facility_id, u.id, 'contract', 'RN ICU nights ' || n, 'rn', 'icu', 2, date '2026-02-01' + n % 300, date '2026-05-01' + n % 300, 13,
      36, 98, 102, 55, 60, 90, 98, 91728.00, 'vacancy', 'Thirteen weeks of nights in a medical intensive care unit of 24 beds.',
      (array['open','open','filled','closed','draft'])[1 + n % 5], '2026-01-02T00:00:00Z', ${stamps}
    from generate_series(1, $2::int) n join (select id, facility_id, program_id, row_number() over (order by id) as r from units where tenant_id = $1) u on u.r = 1 + n % $3::int`,
    size.orders,
    size.units,
  );
  await run(
    `insert into submissions (tenant_id, order_id, program_id, facility_id, unit_id, vendor_id, worker_id, representation_id, bill_rate, pay_rate, available_on,
      over_max, above_range, right_to_represent_until, state, presented_at, ${stamped})
    select $1, o.id, o.program_id, o.facility_id, o.unit_id, r.vendor_id, r.worker_id, r.id, 97, 58, '2026-02-01', false, false, '2027-01-01',
      (array['submitted','presented','shortlisted','rejected'])[1 + k % 4], case when k % 4 > 0 then timestamptz '2026-01-05' end, 1, o.created_at + k * interval '1 minute', o.created_at + k * interval '1 minute'
    from (select *, row_number() over (order by id) as n from orders where tenant_id = $1) o cross join generate_series(1, $2::int) k
    join (select *, row_number() over (order by id) as m from representations where tenant_id = $1) r on r.m = 1 + (o.n * 7 + k * 13) % $3::int`,
    size.submissionsPerOrder,
    size.workers,
  );
  await run(
    `insert into timesheets (tenant_id, assignment_id, program_id, facility_id, unit_id, vendor_id, worker_id, week_starts_on, time_zone, week_starts_at, week_ends_at,
      pay_policy_id, minutes, gross, state, submitted_at, ${stamped})
    select $1, uuidv7(), u.program_id, u.facility_id, u.id, r.vendor_id, r.worker_id, date '2026-01-04' + 7 * (n % 52), 'America/New_York',
      timestamptz '2026-01-04T05:00:00Z' + n % 52 * interval '7 days', timestamptz '2026-01-11T05:00:00Z' + n % 52 * interval '7 days',
      uuidv7(), 2160, 3528.00, 'submitted', '2026-02-01', ${stamps}
    from generate_series(1, $2::int) n join (select id, facility_id, program_id, row_number() over (order by id) as r from units where tenant_id = $1) u on u.r = 1 + n % $3::int
    join (select *, row_number() over (order by id) as m from representations where tenant_id = $1) r on r.m = 1 + n % $4::int`,
    size.timesheets,
    size.units,
    size.workers,
  );
  await run(`insert into timesheet_lines (tenant_id, timesheet_id, program_id, facility_id, unit_id, vendor_id, worker_id, revision, work_date, hour_type, minutes, bill_rate, amount, rule, citation, ${stamped})
    select $1, t.id, t.program_id, t.facility_id, t.unit_id, t.vendor_id, t.worker_id, 1, t.week_starts_on + d, 'regular', 432, 98, 705.60, 'flsa.straight_time', '29 CFR 778.110', 1, t.created_at, t.created_at
    from timesheets t cross join generate_series(0, 4) d where t.tenant_id = $1`);
  await admin.query('reset session_replication_role');
}
