-- Why: pay policies are chosen by worker, agreement, facility and state, and revised under a number.

alter table pay_policies
  add column agreement_id uuid,
  add column state char(2) constraint pay_policies_state check (state ~ '^[A-Z]{2}$'),
  add column worker_id uuid,
  add column number integer not null default 1 constraint pay_policies_number check (number between 1 and 10000),
  add column supersedes_id uuid;

-- The columns are new and empty: there is nothing to validate.
alter table pay_policies add constraint pay_policies_agreement
  foreign key (tenant_id, agreement_id) references agreements (tenant_id, id) not valid;
alter table pay_policies add constraint pay_policies_worker
  foreign key (tenant_id, worker_id) references workers (tenant_id, id) not valid;
alter table pay_policies add constraint pay_policies_supersedes
  foreign key (tenant_id, supersedes_id) references pay_policies (tenant_id, id) not valid;
-- A worker's policy is of nobody and nowhere else; a facility has one state.
alter table pay_policies add constraint pay_policies_scope check (
  (worker_id is null or num_nonnulls(agreement_id, facility_id, state) = 0)
  and (facility_id is null or state is null)) not valid;
alter table pay_policies add constraint pay_policies_first check ((number = 1) = (supersedes_id is null)) not valid;

alter table pay_policies drop constraint pay_policies_no_overlap;
-- squawk-ignore constraint-missing-not-valid
alter table pay_policies add constraint pay_policies_no_overlap exclude using gist (tenant_id with =, program_id with =,
  coalesce(facility_id, '00000000-0000-0000-0000-000000000000'::uuid) with =,
  coalesce(agreement_id, '00000000-0000-0000-0000-000000000000'::uuid) with =,
  coalesce(worker_id, '00000000-0000-0000-0000-000000000000'::uuid) with =,
  coalesce(state, '') with =, effective with &&);

-- None is set yet: the table is read once and the index stays empty.
-- squawk-ignore require-concurrent-index-creation
create unique index pay_policies_superseded_once on pay_policies (tenant_id, supersedes_id) where supersedes_id is not null;
-- None is set yet: the table is read once and the index stays empty.
-- squawk-ignore require-concurrent-index-creation
create index pay_policies_agreements on pay_policies (tenant_id, agreement_id) where agreement_id is not null;
-- None is set yet: the table is read once and the index stays empty.
-- squawk-ignore require-concurrent-index-creation
create index pay_policies_workers on pay_policies (tenant_id, worker_id) where worker_id is not null;

/* Where workweeks begin for a worker of a vendor at a facility on a day: all that a vendor or a worker, who open weeks,
   learn of a policy; its rates stay the client's. The most specific policy in force goes first: the worker's, then the
   agreement's (its facility's before its state's), the facility's, the state's, the program's. The agreement is the
   vendor's of that day unless one is named. */
create function app.pay_policy_on(
  p_program_id uuid, p_facility_id uuid, p_vendor_id uuid, p_worker_id uuid, p_day date, p_agreement_id uuid default null)
returns table (pay_policy_id uuid, weekday text, time_of_day text) language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select p.id, p.rules #>> '{workweekStart,day}', p.rules #>> '{workweekStart,time}' from public.pay_policies p
  where p.tenant_id = (select app.tenant()) and p.program_id = p_program_id and p.effective @> p_day
    and (p.worker_id is null or p.worker_id = p_worker_id)
    and (p.facility_id is null or p.facility_id = p_facility_id)
    and (p.state is null or p.state = (select f.state from public.facilities f
      where f.tenant_id = (select app.tenant()) and f.id = p_facility_id))
    and (p.agreement_id is null or p.agreement_id = coalesce(p_agreement_id, (select a.id from public.agreements a
      where a.tenant_id = (select app.tenant()) and a.program_id = p_program_id and a.vendor_id = p_vendor_id
        and a.effective @> p_day)))
  order by p.worker_id nulls last, p.agreement_id nulls last, p.facility_id nulls last, p.state nulls last limit 1;
end;
revoke execute on function app.pay_policy_on from public;
grant execute on function app.pay_policy_on to requisite_service;

-- For what asks of nobody in particular: shifts without a worker, and code of before.
create or replace function app.workweek_on(p_program_id uuid, p_facility_id uuid, p_day date)
returns table (pay_policy_id uuid, weekday text, time_of_day text) language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select p.pay_policy_id, p.weekday, p.time_of_day from app.pay_policy_on(p_program_id, p_facility_id, null, null, p_day) p;
end;
