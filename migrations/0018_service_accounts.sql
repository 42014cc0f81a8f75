-- Why: machines act under accounts of their own, with secrets that overlap on rotation and tokens that this service signs.

-- A service account acts under a membership of a user of its own, so that events and lists name it like anybody.
alter table users add column kind text not null default 'person';
-- Not validated, since every row that stands has the default.
alter table users add constraint users_kind check (kind in ('person', 'service')) not valid;

create table service_accounts (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  user_id uuid not null,
  membership_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  description text check (length(description) between 1 and 2000),
  -- The permissions that its tokens may ask for; null is every one of its role.
  scopes text[] check (array_position(scopes, null) is null and cardinality(scopes) > 0),
  state text not null constraint service_accounts_state check (state in ('active', 'disabled')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id),
  foreign key (tenant_id, membership_id) references memberships (tenant_id, id),
  constraint service_accounts_membership unique (tenant_id, membership_id)
);
create index service_accounts_user on service_accounts (tenant_id, user_id);
create index service_accounts_created on service_accounts (tenant_id, created_at, id);
-- Who is bound to programs sees the accounts whose memberships it sees.
select app.protect('service_accounts', client => 'none',
  operator => '(select app.programs()) is null or exists (select from memberships m where m.tenant_id = (select app.tenant()) and m.id = membership_id)');

create table service_account_secrets (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  service_account_id uuid not null,
  -- Two places, so that the new secret and the old one are good together while clients change over.
  place smallint not null check (place between 1 and 2),
  prefix text not null check (length(prefix) between 1 and 20),
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  constraint service_account_secrets_hash unique (tenant_id, secret_hash),
  foreign key (tenant_id, service_account_id) references service_accounts (tenant_id, id)
);
create unique index service_account_secrets_two on service_account_secrets (tenant_id, service_account_id, place) where revoked_at is null;
create index service_account_secrets_account on service_account_secrets (tenant_id, service_account_id);
create index service_account_secrets_created on service_account_secrets (tenant_id, created_at, id);
select app.protect('service_account_secrets', personal => array['secret_hash'], client => 'none',
  operator => '(select app.programs()) is null or exists (select from service_accounts a where a.tenant_id = (select app.tenant()) and a.id = service_account_id)');

-- When a secret was last exchanged for a token, by real time: no change of the secret itself, so no version of it.
create table service_account_secret_uses (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  secret_id uuid not null,
  used_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  constraint service_account_secret_uses_once unique (tenant_id, secret_id),
  foreign key (tenant_id, secret_id) references service_account_secrets (tenant_id, id)
);
select app.protect('service_account_secret_uses', client => 'none', history => false,
  operator => '(select app.programs()) is null or exists (select from service_account_secrets s where s.tenant_id = (select app.tenant()) and s.id = secret_id)');

-- The keys that sign this service's tokens, of no tenant. The private part is sealed under a key of REQUISITE_SECRET, so
-- whoever can only read or write here can neither sign with a key nor slip in one of its own.
create table signing_keys (
  kid text primary key check (kid ~ '^[A-Za-z0-9_-]{43}$'),
  public_key jsonb not null check (jsonb_typeof(public_key) = 'object' and not public_key ? 'd'),
  sealed_private_key bytea not null,
  created_at timestamptz not null default clock_timestamp(),
  -- It signs from here until a later key does.
  activates_at timestamptz not null,
  -- Taken out of use at once: nothing that it signed counts from then on.
  dropped_at timestamptz
);
comment on table signing_keys is 'reference: shared by all tenants';
alter table signing_keys enable row level security;
alter table signing_keys force row level security;
create policy read_by_service on signing_keys for select to requisite_service using (true);
create policy added_by_service on signing_keys for insert to requisite_service with check (dropped_at is null);
create policy dropped_by_service on signing_keys for update to requisite_service using (true) with check (dropped_at is not null);
revoke update on signing_keys from requisite_service;
grant update (dropped_at) on signing_keys to requisite_service;

/* Adds a key unless another process was quicker: where a usable one is younger than `days` (null: however young). It signs
   after `lead`, so that verifiers meet it first, or at once where there is none to sign until then. */
create function app.offer_signing_key(p_kid text, p_public_key jsonb, p_sealed_private_key bytea, lead interval, days int, unusable text[])
  returns boolean language plpgsql set search_path = public, app, pg_temp as $$
declare
  newest timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended('signing_keys', 0));
  select max(k.activates_at) into newest from signing_keys k where k.dropped_at is null and k.kid <> all (unusable);
  if newest >= clock_timestamp() - make_interval(days => days) then return false; end if;
  insert into signing_keys (kid, public_key, sealed_private_key, activates_at)
    values (p_kid, p_public_key, p_sealed_private_key, clock_timestamp() + case when newest is null then interval '0' else lead end);
  return true;
end $$;

/* Puts a key in the place of all others at once: what they signed is refused. */
create function app.replace_signing_keys(p_kid text, p_public_key jsonb, p_sealed_private_key bytea)
  returns void language plpgsql set search_path = public, app, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('signing_keys', 0));
  update signing_keys set dropped_at = clock_timestamp() where dropped_at is null;
  insert into signing_keys (kid, public_key, sealed_private_key, activates_at)
    values (p_kid, p_public_key, p_sealed_private_key, clock_timestamp());
end $$;
