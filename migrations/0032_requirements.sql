-- Why: what a place demands of whom, the dated membership of the nurses' compact, and the facts that judge a worker.

create table compact_memberships (
  code text primary key check (code ~ '^[a-z][a-z0-9_]{0,62}$'),
  compact text not null check (compact = 'nlc'),
  state char(2) not null references states (code),
  -- `partial`: it takes the others' multistate licenses and issues none yet; `enacted_pending`: not a member yet.
  status text not null check (status in ('active', 'partial', 'enacted_pending')),
  effective daterange not null check (app.on_calendar(effective)),
  source text not null check (length(source) between 1 and 200)
);
comment on table compact_memberships is 'reference: shared by all tenants';
revoke insert, update on compact_memberships from requisite_service;

-- A day before 2021-07-28 is not known of here. Where no day of effect was published, it is that of the survey that found it.
insert into compact_memberships (code, compact, state, status, effective, source) values
  ('nlc_al_20210728', 'nlc', 'AL', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_az_20210728', 'nlc', 'AZ', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_ar_20210728', 'nlc', 'AR', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_co_20210728', 'nlc', 'CO', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_ct_20240530', 'nlc', 'CT', 'enacted_pending', '[2024-05-30,2025-10-01)', 'Connecticut: enacted 2024-05-30'),
  ('nlc_ct_20251001', 'nlc', 'CT', 'active', '[2025-10-01,)', 'Connecticut: implemented 2025-10-01'),
  ('nlc_de_20210728', 'nlc', 'DE', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_fl_20210728', 'nlc', 'FL', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_ga_20210728', 'nlc', 'GA', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_id_20210728', 'nlc', 'ID', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_in_20210728', 'nlc', 'IN', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_ia_20210728', 'nlc', 'IA', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_ks_20210728', 'nlc', 'KS', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_ky_20210728', 'nlc', 'KY', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_la_20210728', 'nlc', 'LA', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_me_20210728', 'nlc', 'ME', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_md_20210728', 'nlc', 'MD', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_ma_20241120', 'nlc', 'MA', 'enacted_pending', '[2024-11-20,)', 'Massachusetts: enacted in November 2024; not implemented as of July 2026'),
  ('nlc_ms_20210728', 'nlc', 'MS', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_mo_20210728', 'nlc', 'MO', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_mt_20210728', 'nlc', 'MT', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_ne_20210728', 'nlc', 'NE', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_nh_20210728', 'nlc', 'NH', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_nj_20210728', 'nlc', 'NJ', 'enacted_pending', '[2021-07-28,2021-11-15)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_nj_20211115', 'nlc', 'NJ', 'active', '[2021-11-15,)', 'New Jersey Board of Nursing: implemented 2021-11-15'),
  ('nlc_nm_20210728', 'nlc', 'NM', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_nc_20210728', 'nlc', 'NC', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_nd_20210728', 'nlc', 'ND', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_oh_20210728', 'nlc', 'OH', 'enacted_pending', '[2021-07-28,2023-01-01)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_oh_20230101', 'nlc', 'OH', 'active', '[2023-01-01,)', 'Ohio Board of Nursing: implemented 2023-01-01'),
  ('nlc_ok_20210728', 'nlc', 'OK', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_pa_20210728', 'nlc', 'PA', 'enacted_pending', '[2021-07-28,2023-09-05)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_pa_20230905', 'nlc', 'PA', 'partial', '[2023-09-05,2025-07-07)', 'Pennsylvania State Board of Nursing: others’ multistate licenses from 2023-09-05'),
  ('nlc_pa_20250707', 'nlc', 'PA', 'active', '[2025-07-07,)', 'Pennsylvania State Board of Nursing: implemented 2025-07-07'),
  ('nlc_ri_20240101', 'nlc', 'RI', 'active', '[2024-01-01,)', 'Rhode Island Department of Health: implemented 2024-01-01'),
  ('nlc_sc_20210728', 'nlc', 'SC', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_sd_20210728', 'nlc', 'SD', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_tn_20210728', 'nlc', 'TN', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_tx_20210728', 'nlc', 'TX', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_ut_20210728', 'nlc', 'UT', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_vt_20210728', 'nlc', 'VT', 'enacted_pending', '[2021-07-28,2022-02-01)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_vt_20220201', 'nlc', 'VT', 'active', '[2022-02-01,)', 'Vermont Office of Professional Regulation: implemented 2022-02-01'),
  ('nlc_va_20210728', 'nlc', 'VA', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_wa_20230724', 'nlc', 'WA', 'partial', '[2023-07-24,2025-04-30)', 'Washington State Board of Nursing: others’ multistate licenses from 2023-07-24'),
  ('nlc_wa_20250430', 'nlc', 'WA', 'active', '[2025-04-30,)', 'thetravelnursingacademy, as of April 2025'),
  ('nlc_wv_20210728', 'nlc', 'WV', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_wi_20210728', 'nlc', 'WI', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_wy_20210728', 'nlc', 'WY', 'active', '[2021-07-28,)', 'Becker’s Hospital Review, as of 2021-07-28'),
  ('nlc_gu_20240630', 'nlc', 'GU', 'partial', '[2024-06-30,)', 'triagestaff.com, as of June 2024'),
  ('nlc_vi_20250430', 'nlc', 'VI', 'enacted_pending', '[2025-04-30,)', 'thetravelnursingacademy, as of April 2025');

create table requirements (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  -- Where it holds: null is every one.
  program_id uuid,
  facility_id uuid,
  unit_id uuid,
  type_id uuid not null,
  profession text references professions (code),
  specialty text references specialties (code),
  state char(2) references states (code),
  -- `none` relaxes what a wider place demands.
  severity text not null constraint requirements_severity check (severity in ('hard', 'warn', 'none')),
  proof text not null constraint requirements_proof check (proof in ('attestation', 'document', 'primary_source')),
  grace_days integer not null default 0 check (grace_days between 0 and 365),
  lead_days integer not null default 0 check (lead_days between 0 and 365),
  required_at text not null constraint requirements_required_at check (required_at in ('submission', 'offer', 'start')),
  effective daterange not null check (app.on_calendar(effective)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, type_id) references credential_types (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint requirements_place check ((facility_id is null or program_id is not null) and (unit_id is null or facility_id is not null)),
  -- On a day one place says one thing of a type for the same people, so that the most specific is always one.
  constraint requirements_no_overlap exclude using gist (
    tenant_id with =, coalesce(unit_id, facility_id, program_id, tenant_id) with =, type_id with =, coalesce(profession, '') with =,
    coalesce(specialty, '') with =, coalesce(state, '') with =, effective with &&
  ) where (archived_at is null)
);
create index requirements_type on requirements (tenant_id, type_id);
create index requirements_program on requirements (tenant_id, program_id);
create index requirements_facility on requirements (tenant_id, facility_id);
create index requirements_unit on requirements (tenant_id, unit_id);
create index requirements_created on requirements (tenant_id, created_at, id);
-- A vendor knows what the programs on whose panel it stands demand.
select app.protect('requirements', vendor_writes => 'none', vendor =>
  'program_id is null or program_id in (select p.program_id from panel_memberships p where p.tenant_id = (select app.tenant()) and p.vendor_id = (select app.vendor()))');

-- The days on which a placement stood still, the last without an end while it does; the time of the others is kept.
alter table assignments add column suspended_days datemultirange not null default '{}';
alter table assignments add column suspended_for text constraint assignments_suspended_for check (suspended_for in ('decision', 'eligibility'));
-- Since when nothing stands in the way of going on.
alter table assignments add column eligible_again_on date check (app.on_calendar(eligible_again_on));

/* All that decides whether workers may work at a facility on a day (the facility's own today where none is given): what
   is demanded there, who is a member of the compact, and of each worker what it holds of that and what blocks it. It
   reads what the caller may not: the caller's side bounds of whom it tells, and a vendor is told of its own proofs and,
   once it has placed the worker, of the worker's own. Possible matches and reasons are told to nobody.
   plpgsql, since the tables of screening come in a later file. */
create function app.eligibility_facts(p_facility_id uuid, p_worker_ids uuid[], p_day date) returns json
language plpgsql stable security definer set search_path = pg_catalog, public, app, pg_temp as $$
begin
  return (
    with place as materialized (
      select f.program_id, f.id, f.state, (app.now() at time zone f.time_zone)::date as today,
        coalesce(p_day, (app.now() at time zone f.time_zone)::date) as day
      from facilities f where f.tenant_id = app.tenant() and f.id = p_facility_id
    ), demanded as materialized (
      select r.*, t.code, t.name, t.kind, t.data_class, t.warn_days
      from place p join requirements r on r.tenant_id = app.tenant() and r.archived_at is null and r.effective @> p.day
        and (r.program_id is null or r.program_id = p.program_id) and (r.facility_id is null or r.facility_id = p.id)
        and (r.state is null or r.state = p.state)
      join credential_types t on t.tenant_id = r.tenant_id and t.id = r.type_id
    ), asked as materialized (
      select w.id from unnest(p_worker_ids) w (id)
      where case app.side()
        when 'vendor' then exists (select from representations r
          where r.tenant_id = app.tenant() and r.worker_id = w.id and r.vendor_id = app.vendor())
        when 'worker' then w.id = app.worker()
        when 'client' then exists (select from submissions s where s.tenant_id = app.tenant() and s.worker_id = w.id
            and s.presented_at is not null and (app.programs() is null or s.program_id = any (app.programs()))
            and (app.facilities() is null or s.facility_id = any (app.facilities())))
          or exists (select from assignments a where a.tenant_id = app.tenant() and a.worker_id = w.id
            and a.state <> 'canceled' and (app.programs() is null or a.program_id = any (app.programs()))
            and (app.facilities() is null or a.facility_id = any (app.facilities())))
        when 'operator' then app.programs() is null or app.is_known_here(w.id)
        else app.side() = 'system' end
    ), own as materialized (
      select a.id from asked a where app.side() <> 'vendor' or exists (select from assignments s
        where s.tenant_id = app.tenant() and s.worker_id = a.id and s.vendor_id = app.vendor() and s.state <> 'canceled')
    ), held as (
      -- Text put together here is read several times as fast as JSON built here; none of it has these separators in it.
      select c.worker_id, string_agg(concat(c.type_id, '|', c.state, '|', c.proof, '|', c.issued_on, '|', c.expires_on, '|', c.waived_until,
        '|', c.profession, '|', c.issuing_state, '|', c.multistate, '|', c.primary_state, '|', c.disciplined, '|', c.facility_id), ';') as credentials
      from credentials c
      where c.tenant_id = app.tenant() and c.worker_id in (select a.id from asked a)
        and c.type_id in (select d.type_id from demanded d)
        and (c.facility_id is null or c.facility_id = p_facility_id)
        and (app.side() <> 'vendor' or c.vendor_id = app.vendor()
          or (c.vendor_id is null and c.worker_id in (select o.id from own o)))
      group by c.worker_id
    ), excluded as (
      select distinct m.worker_id from exclusion_matches m
      where m.tenant_id = app.tenant() and m.state = 'confirmed' and m.worker_id in (select a.id from asked a)
    ), unwanted as (
      select distinct d.worker_id from place p join do_not_returns d on d.tenant_id = app.tenant() and d.state = 'active'
        and d.program_id = p.program_id and (d.facility_id is null or d.facility_id = p.id)
      where d.worker_id in (select a.id from asked a)
    )
    select json_build_object(
      'programId', p.program_id, 'facilityId', p.id, 'state', p.state, 'day', p.day, 'today', p.today,
      'requirements', (select coalesce(json_agg(json_build_object('id', d.id, 'programId', d.program_id, 'facilityId', d.facility_id,
        'unitId', d.unit_id, 'profession', d.profession, 'specialty', d.specialty, 'state', d.state, 'severity', d.severity,
        'proof', d.proof, 'graceDays', d.grace_days, 'leadDays', d.lead_days, 'requiredAt', d.required_at,
        'type', json_build_object('id', d.type_id, 'code', d.code, 'name', d.name, 'kind', d.kind, 'isHealth', d.data_class = 'health',
          'warnDays', d.warn_days)) order by d.code, d.id), '[]') from demanded d),
      'compact', (select coalesce(json_object_agg(c.state, c.status), '{}') from compact_memberships c
        where c.compact = 'nlc' and c.effective @> p.day),
      'licensed', (select json_agg(f.code) from professions f where f.licensed),
      'multistate', (select json_agg(f.code) from professions f where f.compact),
      'excludedVendors', (select coalesce(json_agg(distinct m.vendor_id), '[]') from exclusion_matches m
        where m.tenant_id = app.tenant() and m.state = 'confirmed' and m.vendor_id is not null
          and (app.side() <> 'vendor' or m.vendor_id = app.vendor())),
      'workers', (select coalesce(json_agg(json_build_object('workerId', a.id, 'excluded', x.worker_id is not null,
        'unwanted', u.worker_id is not null, 'credentials', coalesce(h.credentials, '')) order by a.id), '[]')
        from asked a left join held h on h.worker_id = a.id left join excluded x on x.worker_id = a.id left join unwanted u on u.worker_id = a.id)
    ) from place p);
end $$;

/* Holds what a worker holds as it is until the transaction ends, also what the caller does not read: a revocation waits
   for the gate that looked, or the gate for it. */
create function app.hold_credentials(p_worker_id uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, app, pg_temp as $$
begin
  perform from credentials c where c.tenant_id = app.tenant() and c.worker_id = p_worker_id order by c.id for share;
end $$;
revoke execute on function app.eligibility_facts, app.hold_credentials from public;
grant execute on function app.eligibility_facts, app.hold_credentials to requisite_service;

-- Facilities where people are placed already are watched from now on.
do $$
declare
  tenant record;
begin
  for tenant in select t.id, coalesce(t.clock_at, clock_timestamp()) as now from tenants t loop
    perform set_config('app.tenant', tenant.id::text, true);
    insert into timers (tenant_id, name, subject_id, due_at)
      select distinct tenant.id, 'judgeFacility', a.facility_id, tenant.now from assignments a
      where a.tenant_id = tenant.id and a.state in ('pending', 'active', 'suspended');
  end loop;
  perform set_config('app.tenant', '', true);
end $$;
