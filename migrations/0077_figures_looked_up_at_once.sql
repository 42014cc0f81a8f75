-- Why: the funnel of a year asked three times for each submission what had become of it, which is kept beside it now; and a report as of
-- a past made two whole rows of every version there was, to judge it and to read it, which took minutes at size.

-- How far each submission came, a row each. No foreign keys: a submission is never deleted.
create table submission_progress (
  tenant_id uuid not null,
  submission_id uuid not null,
  order_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  submitted_at timestamptz not null,
  -- From then on the client sees it.
  presented_at timestamptz,
  is_interviewed boolean not null,
  is_interview_held boolean not null,
  offers_extended integer not null,
  offers_accepted integer not null,
  is_started boolean not null,
  primary key (tenant_id, submission_id)
);
create index submission_progress_submitted on submission_progress (tenant_id, submitted_at);
select app.protect('submission_progress', history => false, vendor => 'scoped', vendor_writes => 'none',
  client => 'presented_at is not null and ((select app.programs()) is null or program_id = any ((select app.programs())::uuid[])) '
  'and ((select app.facilities()) is null or facility_id = any ((select app.facilities())::uuid[])) '
  'and ((select app.units()) is null or unit_id = any ((select app.units())::uuid[]))');
revoke insert, update on submission_progress from requisite_service;

/* Tells anew how far submissions of the tenant that is named came. Whoever changes the same one meanwhile is waited for first,
   so that what it wrote counts. */
create function app.tell_progress(touched uuid[]) returns void language sql
set search_path = pg_catalog, public, app, pg_temp as $$
  select from submission_progress p where p.tenant_id = (select app.tenant()) and p.submission_id = any (touched) order by p.submission_id for update;
  insert into submission_progress (tenant_id, submission_id, order_id, program_id, facility_id, unit_id, vendor_id, worker_id, submitted_at, presented_at,
    is_interviewed, is_interview_held, offers_extended, offers_accepted, is_started)
  select r.tenant_id, r.id, r.order_id, r.program_id, r.facility_id, r.unit_id, r.vendor_id, r.worker_id, r.created_at, r.presented_at,
    i.asked > 0, i.held > 0, e.extended, e.accepted,
    exists (select from assignments a where a.tenant_id = r.tenant_id and a.submission_id = r.id and a.started_on is not null)
      or exists (select from placements h where h.tenant_id = r.tenant_id and h.submission_id = r.id and h.started_on is not null)
  from submissions r
  cross join lateral (select count(*) as asked, count(*) filter (where i.state = 'completed') as held
    from interviews i where i.tenant_id = r.tenant_id and i.submission_id = r.id) i
  cross join lateral (select count(*) filter (where e.extended_at is not null) as extended, count(*) filter (where e.state = 'accepted') as accepted
    from offers e where e.tenant_id = r.tenant_id and e.submission_id = r.id) e
  where r.tenant_id = (select app.tenant()) and r.id = any (touched)
  on conflict (tenant_id, submission_id) do update set order_id = excluded.order_id, program_id = excluded.program_id,
    facility_id = excluded.facility_id, unit_id = excluded.unit_id, vendor_id = excluded.vendor_id, worker_id = excluded.worker_id, submitted_at = excluded.submitted_at,
    presented_at = excluded.presented_at, is_interviewed = excluded.is_interviewed, is_interview_held = excluded.is_interview_held,
    offers_extended = excluded.offers_extended, offers_accepted = excluded.offers_accepted, is_started = excluded.is_started
$$;

create function app.keep_progress() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
begin
  perform app.tell_progress(array[case tg_table_name when 'submissions' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'submission_id' end::uuid]);
  return null;
end $$;
revoke execute on function app.tell_progress, app.keep_progress from public;

-- Writers wait at the triggers' locks, taken first, so that nothing comes between them and the count of what is there.
create trigger progress_added after insert on submissions for each row execute function app.keep_progress();
create trigger progress_changed after update on submissions for each row
  when ((old.order_id, old.program_id, old.facility_id, old.unit_id, old.vendor_id, old.worker_id, old.created_at, old.presented_at)
    is distinct from (new.order_id, new.program_id, new.facility_id, new.unit_id, new.vendor_id, new.worker_id, new.created_at, new.presented_at))
  execute function app.keep_progress();
create trigger progress_added after insert on interviews for each row execute function app.keep_progress();
create trigger progress_changed after update on interviews for each row when (old.state is distinct from new.state) execute function app.keep_progress();
create trigger progress_added after insert on offers for each row
  when (new.extended_at is not null or new.state = 'accepted') execute function app.keep_progress();
create trigger progress_changed after update on offers for each row
  when ((old.extended_at, old.state) is distinct from (new.extended_at, new.state)) execute function app.keep_progress();
create trigger progress_added after insert on assignments for each row
  when (new.submission_id is not null and new.started_on is not null) execute function app.keep_progress();
create trigger progress_changed after update on assignments for each row
  when (new.submission_id is not null and (old.started_on is null) <> (new.started_on is null)) execute function app.keep_progress();
create trigger progress_added after insert on placements for each row when (new.started_on is not null) execute function app.keep_progress();
create trigger progress_changed after update on placements for each row
  when ((old.started_on is null) <> (new.started_on is null)) execute function app.keep_progress();

do $$
declare
  tenant uuid;
begin
  for tenant in select app.tenant_list() loop
    perform set_config('app.tenant', tenant::text, true);
    perform app.tell_progress(array_agg(r.id)) from submissions r where r.tenant_id = tenant;
  end loop;
  perform set_config('app.tenant', '', true);
end $$;

create view reporting.submission_progress (tenant_id, submission_id, order_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state, requester_id, worker_id, date, submitted_at, is_presented, is_interviewed, is_interview_held, offers_extended, offers_accepted, is_offered, is_placed, is_started) with (security_invoker = true) as
select r.tenant_id, r.submission_id, r.order_id, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], r.worker_id, (r.submitted_at at time zone f.time_zone)::date, r.submitted_at,
      r.presented_at is not null, r.is_interviewed, r.is_interview_held, r.offers_extended, r.offers_accepted,
      r.offers_extended > 0, r.offers_accepted > 0, r.offers_accepted > 0 and r.is_started
    from public."submission_progress" "r"
  join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = r.order_id
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id;
comment on view reporting.submission_progress is 'A submission, and how far it came; a client sees those presented to it.';
comment on column reporting.submission_progress.tenant_id is 'The tenant.';
comment on column reporting.submission_progress.submission_id is 'The submission.';
comment on column reporting.submission_progress.order_id is 'The order.';
comment on column reporting.submission_progress.program_id is 'The program.';
comment on column reporting.submission_progress.facility_id is 'The facility.';
comment on column reporting.submission_progress.unit_id is 'The unit.';
comment on column reporting.submission_progress.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.submission_progress.vendor_id is 'The vendor.';
comment on column reporting.submission_progress.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.submission_progress.profession is 'The code of the profession that the order asks for.';
comment on column reporting.submission_progress.specialty is 'The code of the specialty that the order asks for; null where any.';
comment on column reporting.submission_progress.order_type is 'contract, per_diem or direct_hire.';
comment on column reporting.submission_progress.engagement_kind is 'staffing (contract, per diem) or direct_hire.';
comment on column reporting.submission_progress.state is 'The state of the facility, two letters.';
comment on column reporting.submission_progress.requester_id is 'The user who made the order.';
comment on column reporting.submission_progress.worker_id is 'The worker, as an id alone.';
comment on column reporting.submission_progress.date is 'The day on which it was handed in, by the facility’s zone.';
comment on column reporting.submission_progress.submitted_at is 'When it was handed in.';
comment on column reporting.submission_progress.is_presented is 'Whether the client was shown it.';
comment on column reporting.submission_progress.is_interviewed is 'Whether an interview was asked for, whatever became of it.';
comment on column reporting.submission_progress.is_interview_held is 'Whether an interview took place.';
comment on column reporting.submission_progress.offers_extended is 'Offers that reached the vendor, each once however often it was countered.';
comment on column reporting.submission_progress.offers_accepted is 'Offers of them that both sides agreed to.';
comment on column reporting.submission_progress.is_offered is 'Whether an offer reached the vendor.';
comment on column reporting.submission_progress.is_placed is 'Whether an offer was accepted, also where the worker then fell off.';
comment on column reporting.submission_progress.is_started is 'Whether the worker began.';
grant select on reporting.submission_progress to requisite_service, requisite_analyst;

select app.open_to_analysts();

/* As in 0021, but of a version only those members are read that the rule names: to make the whole row of it took most of a
   report as of a past. The choice is one expression: to try a hundred statements costs more than most rules. */
create or replace function app.show_versions(target regclass) returns void language plpgsql
set search_path = public, app, pg_temp as $$
declare
  rule constant text := (select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = target and polname = 'by_scope');
  named constant text := (
    select string_agg(distinct format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ')
    from pg_policy p join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refclassid = 'pg_class'::regclass and d.refobjid = target
    join pg_attribute a on a.attrelid = target and a.attnum = d.refobjsubid
    where p.polrelid = target and p.polname = 'by_scope');
  seeing constant text := 'sees_version_of_' || target;
  choices text;
begin
  execute format('create or replace function app.%1$I(jsonb) returns boolean language sql stable '
    'begin atomic select %2$s from jsonb_to_record($1) as %3$s (%4$s); end', seeing, rule, target, named);
  execute format('revoke execute on function app.%I from public', seeing);
  execute format('grant execute on function app.%I to requisite_service', seeing);
  select string_agg(format('when %L then app.%I(version)', t.relname, p.proname), ' ' order by t.relname) into choices
    from pg_proc p join pg_class t on p.proname = 'sees_version_of_' || t.relname and t.relnamespace = 'public'::regnamespace
    where p.pronamespace = 'app'::regnamespace;
  execute format('create or replace function app.sees_version(of text, version jsonb) returns boolean language plpgsql stable cost 2000 '
    'as %L', format('begin return coalesce(case of %s end, false); end', choices));
end $$;

do $$
declare
  shown record;
begin
  for shown in
    select t.oid::regclass as name from pg_proc p join pg_class t on p.proname = 'sees_version_of_' || t.relname and t.relnamespace = 'public'::regnamespace
    where p.pronamespace = 'app'::regnamespace order by 1
  loop
    perform app.show_versions(shown.name);
  end loop;
end $$;

-- The tenant's own hand sees every row by each table's rule, and needs no judgment of each; of files the rule says more.
alter policy by_scope on row_versions
  using (tenant_id = (select app.tenant()) and ((select app.side()) = 'system' and table_name <> 'files' or app.sees_version(table_name, "row")));
