-- Why: who may act: people, the sides and scopes on which they act, and their scripts' tokens.

create table users (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  email text not null check (length(email) between 3 and 320 and email like '%_@_%'),
  name text not null check (length(name) between 1 and 200),
  -- The customer's identity provider and its name for the person.
  issuer text check (length(issuer) between 1 and 500),
  subject text check (length(subject) between 1 and 255),
  state text not null constraint users_state check (state in ('active', 'deactivated')),
  -- Destroyed on erasure, so that the digests kept in history can never be matched again.
  salt text not null default gen_random_uuid()::text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  constraint users_subject_has_issuer check ((issuer is null) = (subject is null))
);
create unique index users_email on users (tenant_id, lower(email));
create unique index users_subject on users (tenant_id, issuer, subject) where subject is not null;
create index users_created on users (tenant_id, created_at, id);

create table memberships (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  user_id uuid not null,
  side text not null constraint memberships_side check (side in ('operator', 'client', 'vendor', 'worker')),
  role text not null constraint memberships_role check (role in ('program_manager', 'requester', 'approver',
    'client_finance', 'vendor_recruiter', 'vendor_finance', 'worker', 'credentialing', 'analyst', 'integration', 'tenant_admin')),
  -- Null is every one; an empty list is none.
  program_ids uuid[] check (array_position(program_ids, null) is null),
  facility_ids uuid[] check (array_position(facility_ids, null) is null),
  unit_ids uuid[] check (array_position(unit_ids, null) is null),
  vendor_id uuid,
  worker_id uuid,
  state text not null constraint memberships_state check (state in ('active', 'ended')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id),
  constraint memberships_vendor_side check ((side = 'vendor') = (vendor_id is not null)),
  constraint memberships_worker_side check ((side = 'worker') = (worker_id is not null)),
  constraint memberships_role_fits_side check (case side
    when 'operator' then role in ('program_manager', 'credentialing', 'analyst', 'integration', 'tenant_admin')
    when 'client' then role in ('requester', 'approver', 'client_finance', 'credentialing', 'analyst', 'integration')
    when 'vendor' then role in ('vendor_recruiter', 'vendor_finance')
    when 'worker' then role = 'worker' end)
);
create index memberships_user on memberships (tenant_id, user_id);
create index memberships_vendor on memberships (tenant_id, vendor_id) where vendor_id is not null;
create index memberships_worker on memberships (tenant_id, worker_id) where worker_id is not null;
create index memberships_created on memberships (tenant_id, created_at, id);
-- Protected in the assignments' migration: whom one sees here follows from panels and placements too.

/* Whether a person acts at all, whoever asks: one who was only just added is nobody's colleague yet. */
create function app.is_member(p_user_id uuid) returns boolean language sql stable security definer
  set search_path = pg_catalog, public, app, pg_temp
  begin atomic select exists (select from public.memberships m where m.tenant_id = app.tenant() and m.user_id = p_user_id); end;
/* Whether a person also acts where the caller, bound to scopes, does not: changing the person would reach there. */
create function app.acts_beyond(p_user_id uuid) returns boolean language sql stable security definer
  set search_path = pg_catalog, public, app, pg_temp
  begin atomic
    select exists (select from public.memberships m
      where m.tenant_id = app.tenant() and m.user_id = p_user_id and m.state = 'active' and not (
        (app.side() in ('operator', 'system') or m.side = app.side())
        and (app.programs() is null or (m.vendor_id is null and m.worker_id is null and coalesce(m.program_ids <@ app.programs(), false)))
        and (app.facilities() is null or (m.vendor_id is null and m.worker_id is null and coalesce(m.facility_ids <@ app.facilities(), false)))
        and (app.units() is null or (m.vendor_id is null and m.worker_id is null and coalesce(m.unit_ids <@ app.units(), false)))));
  end;
revoke execute on function app.is_member, app.acts_beyond from public;
grant execute on function app.is_member, app.acts_beyond to requisite_service;

create table access_tokens (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  membership_id uuid not null,
  user_id uuid not null,
  vendor_id uuid,
  name text not null check (length(name) between 1 and 100),
  -- What a person recognizes a token by; the secret itself is never stored.
  prefix text not null check (length(prefix) between 1 and 60),
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  scopes text[] check (array_position(scopes, null) is null),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  constraint access_tokens_secret unique (tenant_id, secret_hash),
  foreign key (tenant_id, membership_id) references memberships (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
create index access_tokens_membership on access_tokens (tenant_id, membership_id);
-- History keeps a digest of the hash: a leaked version is no way to recognize the token.
select app.protect('access_tokens', personal => array['secret_hash'], client => 'membership_id = (select app.membership())',
  vendor => 'membership_id = (select app.membership())', worker => 'membership_id = (select app.membership())');
