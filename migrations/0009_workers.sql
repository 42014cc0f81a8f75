-- Why: the person once per tenant, the identity apart from it, and what each vendor holds of the person.

create table workers (
  tenant_id uuid not null references tenants (id),
  -- Random: an id that tells its time would tell a vendor that the person was known before.
  id uuid not null default gen_random_uuid(),
  worker_id uuid not null generated always as (id) stored,
  -- What a client may read before an assignment.
  display_name text not null check (length(display_name) between 1 and 100),
  home_state char(2) not null references states (code),
  profession text not null references professions (code),
  specialties text[] not null default '{}' check (array_position(specialties, null) is null and cardinality(specialties) <= 50),
  npi text check (npi ~ '^\d{10}$'),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id)
);
create unique index workers_npi on workers (tenant_id, npi) where npi is not null;
create index workers_created on workers (tenant_id, created_at, id);

alter table memberships add foreign key (tenant_id, worker_id) references workers (tenant_id, id);

create table worker_identities (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  worker_id uuid not null generated always as (id) stored,
  first_name text not null check (length(first_name) between 1 and 100),
  last_name text not null check (length(last_name) between 1 and 100),
  -- The form that matching compares.
  normalized_name text not null check (length(normalized_name) between 1 and 210 and normalized_name = lower(btrim(normalized_name))),
  birth_date date check (app.on_calendar(birth_date)),
  last_four text check (last_four ~ '^\d{4}$'),
  email text check (length(email) between 3 and 320 and email like '%_@_%'),
  phone text check (length(phone) between 5 and 32),
  -- Destroyed on erasure, so that the digests kept in history can never be matched again.
  salt text not null default gen_random_uuid()::text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references workers (tenant_id, id)
);
create index worker_identities_name on worker_identities (tenant_id, normalized_name);

create table representations (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  vendor_id uuid not null,
  worker_id uuid not null,
  first_name text not null check (length(first_name) between 1 and 100),
  last_name text not null check (length(last_name) between 1 and 100),
  -- As this vendor states them: it reads its own words, never what others said of the same person.
  birth_date date check (app.on_calendar(birth_date)),
  npi text check (npi ~ '^\d{10}$'),
  home_state char(2) not null references states (code),
  profession text not null references professions (code),
  specialties text[] not null default '{}' check (array_position(specialties, null) is null and cardinality(specialties) <= 50),
  email text check (length(email) between 3 and 320 and email like '%_@_%'),
  phone text check (length(phone) between 5 and 32),
  available_on date check (app.on_calendar(available_on)),
  pay_rate numeric(12, 4) check (app.is_rate(pay_rate)),
  right_to_represent_from timestamptz not null check (app.on_calendar(right_to_represent_from)),
  right_to_represent_until timestamptz not null check (app.on_calendar(right_to_represent_until)),
  state text not null constraint representations_state check (state in ('active', 'withdrawn')),
  salt text not null default gen_random_uuid()::text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  constraint representations_once unique (tenant_id, vendor_id, worker_id),
  -- What a submission points at, so that it never names another vendor's or worker's representation.
  constraint representations_parties unique (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id),
  constraint representations_window check (right_to_represent_until > right_to_represent_from)
);
create index representations_worker on representations (tenant_id, worker_id);
create index representations_created on representations (tenant_id, created_at, id);
-- An operator bound to programs sees what the vendors on their panels hold: the panels' own row security applies inside.
select app.protect('representations', client => 'none', vendor => 'scoped', worker => 'scoped', operator =>
  '(select app.programs()) is null or vendor_id in (select p.vendor_id from panel_memberships p where p.tenant_id = (select app.tenant()))',
  personal => array['first_name', 'last_name', 'birth_date', 'email', 'phone']);

/* Whether any vendor represents or represented the worker, also one whom the caller does not see. */
create function app.is_represented(p_worker_id uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select exists (select from public.representations r where r.tenant_id = (select app.tenant()) and r.worker_id = p_worker_id);
end;
revoke execute on function app.is_represented from public;
grant execute on function app.is_represented to requisite_service;

-- Workers and their identities are protected in the assignments' migration: a client sees whom it was presented or has.

/* Whether the tenant knows the person already: one row, verdict yes, review (a person decides) or no.
   It reads what the caller may not see; the caller passes on no more than the verdict to a vendor. */
create function app.match_worker(p_normalized_name text, p_birth_date date, p_npi text, p_last_four text)
returns table (verdict text, worker_id uuid) language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  with judged as (
    select w.id,
      case
        when w.npi = p_npi then 'yes'
        when i.normalized_name is distinct from p_normalized_name then 'no'
        when i.birth_date = p_birth_date and (i.last_four <> p_last_four or w.npi <> p_npi) then 'review'
        when i.birth_date = p_birth_date then 'yes'
        when (i.birth_date is null or p_birth_date is null) and i.last_four = p_last_four then 'review'
        else 'no'
      end as judgment
    from public.workers w
    left join public.worker_identities i on i.tenant_id = w.tenant_id and i.id = w.id
    where w.tenant_id = (select app.tenant())
      and w.id in (
        select n.id from public.workers n where n.tenant_id = (select app.tenant()) and n.npi = p_npi
        union all
        select s.id from public.worker_identities s
          where s.tenant_id = (select app.tenant()) and s.normalized_name = p_normalized_name)
  )
  select coalesce(best.judgment, 'no'), best.id
  from (select) as one_row
  left join (
    select j.judgment, j.id from judged j where j.judgment <> 'no'
    order by j.judgment = 'yes' desc, j.id limit 1
  ) as best on true;
end;
revoke execute on function app.match_worker from public;
grant execute on function app.match_worker to requisite_service;
