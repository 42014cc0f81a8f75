// Beside the rows of reporting-data.ts, of its orders `o`, assignments `a`, units `u` and vendors `v`: how people came to be hired.

/** Openings, whom they were shown to, who was proposed, interviewed and offered. */
export const hiring = `
  insert into positions (tenant_id, id, order_id, program_id, facility_id, unit_id, number, state, opened_at, filled_at, created_at, updated_at)
    select $1, a.position_id, a.order_id, program, u.facility_id, u.id, a.s + 1, 'filled', x.opened_at, x.opened_at + (4 + a.n % 18) * interval '25 hours', x.opened_at, x.opened_at
    from the, a join u on u.n = a.unit, lateral (select a.starts_on - interval '29 days' + a.n % 11 * interval '1 hour' as opened_at) x where a.position_id is not null
    union all
    select $1, uuidv7(), o.id, program, u.facility_id, u.id, 3, case when o.n % 16 = 0 then 'canceled' else 'open' end, x.opened_at, null, x.opened_at, x.opened_at
    from the, o join u on u.n = o.unit, lateral (select o.starts_on - interval '29 days' as opened_at) x where o.n % 8 = 0;
  insert into order_visibilities (tenant_id, order_id, program_id, facility_id, unit_id, vendor_id, tier, visible_from, visible_to, origin, created_at, updated_at)
    select $1, o.id, program, u.facility_id, u.id, v.id, 1 + v.n % 3, o.starts_on - interval '29 days', o.starts_on::timestamptz, 'tier', now(), now()
    from the, o join u on u.n = o.unit, generate_series(0, 7) k, v where v.n = (abs(hashint8(o.n) % 120) + 13 * k) % 120;
  create temp table p as
    select a.submission_id as id, a.order_id, a.worker_id, a.unit, a.vendor, a.starts_on, a.n, true as is_hired, a.offer_id, a.position_id from a where a.position_id is not null
    union all
    select uuidv7(), o.id, uuidv7(), o.unit, abs(hashint8(o.n * 17 + k) % 120), o.starts_on, o.n * 5 + k, false, uuidv7(), null
    from o, generate_series(1, 3) k where o.n % 4 <> 3 and k <= 2 + o.n % 2;
  analyze p;
  insert into submissions (tenant_id, id, order_id, program_id, facility_id, unit_id, vendor_id, worker_id, representation_id, bill_rate, available_on, currency, over_max,
      above_range, right_to_represent_until, state, presented_at, created_at, updated_at)
    select $1, p.id, p.order_id, program, u.facility_id, u.id, v.id, p.worker_id, uuidv7(), 97, p.starts_on, 'USD', false, false, p.starts_on + interval '1 year',
      case when p.is_hired then 'hired' else 'rejected' end, x.at + interval '5 hours', x.at, x.at
    from the, p join u on u.n = p.unit join v on v.n = p.vendor, lateral (select p.starts_on - interval '28 days' + (p.n % 60) * interval '1 hour' as at) x;
  insert into interviews (tenant_id, submission_id, order_id, program_id, facility_id, unit_id, vendor_id, worker_id, kind, proposed_times, proposed_by, time_zone,
      facility_time_zone, worker_time_zone, starts_at, ends_at, state, outcome, created_at, updated_at)
    select $1, p.id, p.order_id, program, u.facility_id, u.id, v.id, p.worker_id, 'phone', jsonb_build_array(jsonb_build_object('startsAt', x.at, 'endsAt', x.at + interval '1 hour')), 'client', 'America/New_York', 'America/New_York', 'America/New_York',
      x.at, x.at + interval '1 hour', case when p.n % 6 = 0 then 'canceled' else 'completed' end, case when p.n % 6 <> 0 then 'recommend' end, x.at, x.at
    from the, p join u on u.n = p.unit join v on v.n = p.vendor, lateral (select p.starts_on - interval '25 days' as at) x where p.is_hired or p.n % 2 = 0;
  insert into offers (tenant_id, id, submission_id, order_id, position_id, program_id, facility_id, unit_id, vendor_id, worker_id, bill_rate, currency, starts_on, ends_on,
      hours_per_week, state, extended_at, vendor_accepted_at, accepted_at, confirmed_by, created_at, updated_at)
    select $1, p.offer_id, p.id, p.order_id, p.position_id, program, u.facility_id, u.id, v.id, p.worker_id, 97, 'USD', p.starts_on, p.starts_on + 90, 36,
      case when p.is_hired then 'accepted' else 'declined' end, x.at, case when p.is_hired then x.at + interval '9 hours' end, case when p.is_hired then x.at + interval '12 hours' end,
      case when p.is_hired then 'client' end, x.at, x.at
    from the, p join u on u.n = p.unit join v on v.n = p.vendor, lateral (select p.starts_on - interval '24 days' as at) x where p.is_hired or p.n % 7 = 0;
`;

/** What is demanded of everybody at work, and what is on record of it, of whoever worked ever. */
export const demands = `
  create temp table k as select uuidv7() as id, n from generate_series(1, 5) n;
  insert into credential_types (tenant_id, id, code, name, kind, created_at, updated_at)
    select $1, k.id, 'bench_' || k.n, 'Certificate ' || k.n, 'certification', now(), now() from k;
  insert into requirements (tenant_id, program_id, type_id, severity, proof, required_at, effective, created_at, updated_at)
    select $1, program, k.id, 'hard', 'document', 'start', daterange('2010-01-01', null), now(), now() from the, k;
  insert into credentials (tenant_id, worker_id, type_id, kind, issued_on, expires_on, proof, state, created_at, updated_at)
    select $1, a.worker_id, k.id, 'certification', a.starts_on - 100, a.starts_on + (30 + a.n % 600)::int, 'document', 'verified', now(), now()
    from a, k where (a.n + k.n) % 23 <> 0;
`;
