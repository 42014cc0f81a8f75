-- Why: analysts ask the views with SQL tools, under logins of their own that see what their memberships see.

reset role;
-- Makes logins and answers what a login may see; nobody logs in as it.
do $$
begin
  if not exists (select from pg_roles where rolname = 'requisite_issuer') then
    create role requisite_issuer nologin nosuperuser nobypassrls nocreatedb createrole;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  if not pg_has_role('requisite_issuer', 'set') then
    execute format('grant requisite_issuer to %I', current_user);
  end if;
  if not pg_has_role('requisite_issuer', 'requisite_analyst', 'member with admin option') then
    grant requisite_analyst to requisite_issuer with admin true, inherit false, set false;
  end if;
exception when invalid_grant_operation or unique_violation or internal_error then null;
end $$;
create schema logins authorization requisite_issuer;
comment on schema logins is 'Issues analysts'' SQL logins, and says by who is logged in, never by a setting, what each may see.';
grant usage on schema logins to requisite_owner, requisite_service;
grant usage on schema public, app to requisite_issuer;

-- A login names nothing but the views, and makes nothing, not even for itself.
revoke usage on schema public from public;
do $$
begin
  execute format('revoke temporary on database %I from public', current_database());
end $$;
-- The rest of what everybody may do is a superuser's to take away; where whoever migrates is none, logins.watch ends
-- sessions that hold advisory locks, and logins.remove takes large objects away.
do $$
declare
  mighty record;
begin
  for mighty in
    select oid::regprocedure as function, proname from pg_proc
    where pronamespace = 'pg_catalog'::regnamespace
      and (proname ~ '^pg_(try_)?advisory_' or proname in ('lo_creat', 'lo_create', 'lo_from_bytea', 'lo_put', 'lowrite', 'lo_import'))
  loop
    execute format('revoke execute on function %s from public', mighty.function);
    if mighty.proname ~ 'advisory' then
      execute format('grant execute on function %s to requisite_owner, requisite_service', mighty.function);
    end if;
  end loop;
  revoke usage on language plpgsql from public;
  grant usage on language plpgsql to requisite_owner, requisite_issuer;
  grant set on parameter temp_file_limit to requisite_issuer;
exception when insufficient_privilege then null;
end $$;
set local role requisite_owner;

create table sql_logins (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  membership_id uuid not null,
  user_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  -- Tells whoever lists the cluster's roles nothing of the tenant or the person.
  role_name text not null generated always as ('requisite_sql_' || replace(id::text, '-', '')) stored,
  state text not null constraint sql_logins_state check (state in ('active', 'revoked', 'expired')),
  password_set_at timestamptz not null,
  expires_at timestamptz not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, membership_id) references memberships (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
create index sql_logins_membership on sql_logins (tenant_id, membership_id);
create index sql_logins_user on sql_logins (tenant_id, user_id);
create index sql_logins_created on sql_logins (tenant_id, created_at, id);
-- Who logs in has said no tenant yet.
create index sql_logins_role on sql_logins (role_name);
select app.protect('sql_logins', client => 'membership_id = (select app.membership())', operator =>
  '(select app.programs()) is null or membership_id = (select app.membership()) or exists (select from memberships m where m.tenant_id = (select app.tenant()) and m.id = membership_id)');

do $$
declare
  known record;
begin
  for known in select * from (values
    ('sql_logins', 'tenant_id, id, membership_id, user_id, role_name, state, expires_at'),
    ('memberships', 'tenant_id, id, user_id, side, role, program_ids, facility_ids, unit_ids, state'),
    ('users', 'tenant_id, id, state'), ('tenants', 'tenant_id, id, clock_at')) v (name, columns)
  loop
    execute format('grant select (%s) on %I to requisite_issuer', known.columns, known.name);
    execute format('create policy read_by_issuer on %I for select to requisite_issuer using (true)', known.name);
  end loop;
end $$;

reset role;
set local role requisite_issuer;

/* The membership of whoever is logged in, while login, membership and person are active: none of it can be set. */
create function logins.held(out tenant_id uuid, out side text, out membership uuid, out programs uuid[], out facilities uuid[], out units uuid[], out "now" timestamptz)
returns setof record language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select m.tenant_id, m.side, m.id, m.program_ids, m.facility_ids, m.unit_ids, coalesce(t.clock_at, statement_timestamp())
  from public.sql_logins l
  join public.memberships m on m.tenant_id = l.tenant_id and m.id = l.membership_id
  join public.users u on u.tenant_id = m.tenant_id and u.id = m.user_id
  join public.tenants t on t.tenant_id = l.tenant_id
  where l.role_name = session_user::text and l.state = 'active' and l.expires_at > coalesce(t.clock_at, statement_timestamp())
    and m.state = 'active' and m.role = 'analyst' and m.side in ('operator', 'client') and u.state = 'active';
end;
create function logins.tenant() returns uuid language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic select h.tenant_id from logins.held() h; end;
create function logins.side() returns text language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic select h.side from logins.held() h; end;
create function logins.membership() returns uuid language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic select h.membership from logins.held() h; end;
create function logins.programs() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic select h.programs from logins.held() h; end;
create function logins.facilities() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic select h.facilities from logins.held() h; end;
create function logins.units() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic select h.units from logins.held() h; end;
create function logins.now() returns timestamptz language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic select h.now from logins.held() h; end;
/* As app.is_known_here, of whoever is logged in. */
create function logins.is_known_here(p_worker_id uuid) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select not exists (select from public.representations r where r.tenant_id = h.tenant_id and r.worker_id = p_worker_id)
    or exists (select from public.submissions s where s.tenant_id = h.tenant_id and s.worker_id = p_worker_id
      and s.program_id = any (h.programs) and (h.facilities is null or s.facility_id = any (h.facilities))
      and (h.units is null or s.unit_id = any (h.units)))
    or exists (select from public.representations r
      join public.panel_memberships p on p.tenant_id = r.tenant_id and p.vendor_id = r.vendor_id
      where r.tenant_id = h.tenant_id and r.worker_id = p_worker_id and p.program_id = any (h.programs))
  from logins.held() h;
end;

create function logins.role_of(login uuid) returns text language sql immutable
  return 'requisite_sql_' || replace(login::text, '-', '');

/* Ends the sessions of a login; answers how many there were. */
create function logins.end_sessions(login uuid) returns bigint language sql volatile set search_path = pg_catalog, pg_temp
  begin atomic select count(*) filter (where pg_terminate_backend(a.pid)) from pg_stat_activity a where a.usename = logins.role_of(login); end;

/* Gives an active login of the tenant its role with a password, of which only the verifier comes here, or a new password.
   The limits are what a session begins with; logins.watch holds it to them. */
create function logins.open(login uuid, verifier text) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp set createrole_self_grant = 'inherit' as $$
declare
  named constant text := logins.role_of(login);
  given record;
begin
  if verifier !~ '^SCRAM-SHA-256\$[0-9]{4,6}:[A-Za-z0-9+/=]{24}\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$' then
    raise exception 'no verifier of a password' using errcode = 'invalid_password';
  end if;
  if not exists (select from public.sql_logins l where l.tenant_id = app.tenant() and l.id = login and l.state = 'active') then
    raise exception 'no active login' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select from pg_roles where rolname = named) then
    execute format('create role %I nologin nosuperuser nobypassrls nocreatedb nocreaterole noreplication connection limit 3', named);
    execute format('grant requisite_analyst to %I with inherit true, set false, admin false', named);
  end if;
  for given in select * from (values
    ('search_path', 'reporting'), ('default_transaction_read_only', 'on'), ('statement_timeout', '60s'), ('lock_timeout', '5s'),
    ('transaction_timeout', '300s'), ('idle_in_transaction_session_timeout', '60s'), ('idle_session_timeout', '1h'),
    ('work_mem', '16MB'), ('hash_mem_multiplier', '1'), ('max_parallel_workers_per_gather', '0'), ('jit', 'off'),
    ('temp_file_limit', '1GB')) v (setting, value)
  loop
    if given.setting <> 'temp_file_limit' or has_parameter_privilege('requisite_issuer', 'temp_file_limit', 'set') then
      execute format('alter role %I set %I = %L', named, given.setting, given.value);
    end if;
  end loop;
  execute format('alter role %I login password %L', named, verifier);
end $$;

/* Lets nobody in by the login any more. Its sessions are ended when that is certain: by logins.remove. */
create function logins.close(login uuid) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  named constant text := logins.role_of(login);
begin
  if not exists (select from public.sql_logins l where l.tenant_id = app.tenant() and l.id = login) then
    raise exception 'no such login' using errcode = 'insufficient_privilege';
  end if;
  if exists (select from pg_roles where rolname = named) then
    execute format('alter role %I nologin password null', named);
  end if;
end $$;

/* Ends the sessions of a login of the tenant once its password was changed: whoever came meanwhile came by the old one. */
create function logins.disconnect(login uuid) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.sql_logins l where l.tenant_id = app.tenant() and l.id = login) then
    raise exception 'no such login' using errcode = 'insufficient_privilege';
  end if;
  perform logins.end_sessions(login);
end $$;

/* Takes the role of a login away that is no longer active, with what it owns here and whoever slipped in meanwhile. */
create function logins.remove(login uuid) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  named constant text := logins.role_of(login);
begin
  if not exists (select from public.sql_logins l where l.tenant_id = app.tenant() and l.id = login and l.state <> 'active') then
    raise exception 'no login that has ended' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select from pg_roles where rolname = named) then return; end if;
  execute format('alter role %I nologin password null', named);
  perform logins.end_sessions(login);
  begin
    execute format('drop owned by %I', named);
    execute format('drop role %I', named);
  exception when dependent_objects_still_exist then
    -- It owns something in another database of the cluster: it stays as a name that nobody can log in by.
    execute format('revoke requisite_analyst from %I', named);
  end;
end $$;

/* Holds every session of a login to the limits, whatever it has set for itself: cancels a statement over its time, and
   ends the session where that did not help, where its transaction is over its own, where it holds an advisory lock, where
   its login is no longer good, and where it is beyond so many of all logins. Answers whom it stopped and why. */
create function logins.watch(statement interval, transaction interval, sessions int)
returns table (role_name text, reason text) language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  with watched as (
    select a.pid, a.usename::text as role_name, a.state, a.query_start, a.xact_start,
      row_number() over (order by a.backend_start, a.pid) as place
    from pg_stat_activity a where a.usename ~ '^requisite_sql_[0-9a-f]{32}$'
      and exists (select from public.sql_logins l where l.role_name = a.usename::text)
  ), judged as (
    select w.pid, w.role_name, case
      when not exists (select from public.sql_logins l join public.memberships m on m.tenant_id = l.tenant_id and m.id = l.membership_id
        join public.users u on u.tenant_id = m.tenant_id and u.id = m.user_id join public.tenants t on t.tenant_id = l.tenant_id
        where l.role_name = w.role_name and l.state = 'active' and l.expires_at > coalesce(t.clock_at, clock_timestamp())
          and m.state = 'active' and m.role = 'analyst' and u.state = 'active') then 'login'
      when exists (select from pg_locks k where k.pid = w.pid and k.locktype = 'advisory') then 'lock'
      when w.place > sessions then 'sessions'
      when w.xact_start < clock_timestamp() - transaction then 'transaction'
      when w.state = 'active' and w.query_start < clock_timestamp() - statement - interval '10 seconds' then 'statement'
      when w.state = 'active' and w.query_start < clock_timestamp() - statement then 'canceled'
    end as reason
    from watched w
  )
  select j.role_name, j.reason from judged j
  where case when j.reason is null then false when j.reason = 'canceled' then pg_cancel_backend(j.pid) else pg_terminate_backend(j.pid) end;
end;

revoke execute on all functions in schema logins from public;
grant execute on function logins.open, logins.close, logins.disconnect, logins.remove, logins.watch to requisite_service;
grant execute on function logins.tenant, logins.side, logins.membership, logins.programs, logins.facilities, logins.units, logins.now, logins.is_known_here to requisite_analyst;

reset role;
set local role requisite_owner;

/* The rule by which a login meets a table's rows: the table's own, for the sides on which analysts act, answered by who
   is logged in. Throws where the rule has another form, or asks what a setting answers. */
create function app.login_rule(target regclass) returns text language plpgsql stable
set search_path = pg_catalog, public, pg_temp as $$
declare
  head constant text := E'((tenant_id = ( SELECT app.tenant() AS tenant)) AND\nCASE ( SELECT app.side() AS side)\n    WHEN ''system''::text THEN true\n    WHEN ''operator''::text THEN ';
  rule text := (select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = target and polname = 'by_scope');
  cut int := strpos(rule, E'\n    WHEN ''vendor''::text THEN ');
begin
  if rule is null or not starts_with(rule, head) or cut = 0 then
    raise exception 'the rule of % is not one of app.protect', target;
  end if;
  if exists (select from pg_policy where polrelid = target and polcmd in ('r', '*') and polname not in ('by_scope', 'by_login')
    and polroles && array[0, 'requisite_service'::regrole, 'requisite_analyst'::regrole]::oid[]) then
    raise exception '% has further rules of reading', target;
  end if;
  rule := replace(left(rule, cut - 1), E'\n    WHEN ''system''::text THEN true', '') || E'\n    ELSE false\nEND)';
  rule := regexp_replace(rule, '\mapp\.(tenant|side|membership|programs|facilities|units|now)\(\)', 'logins.\1()', 'g');
  rule := regexp_replace(rule, '\mapp\.is_known_here\(', 'logins.is_known_here(', 'g');
  if rule ~ '\mapp\.' then raise exception 'the rule of % asks %', target, substring(rule, '\mapp\.\w+'); end if;
  return rule;
end $$;

/* Opens to logins of analysts exactly the columns that the views of `reporting` read, of exactly the rows that each
   table's rule shows; closes what no view reads any more. Called after every change of a view, or of the rule of a table
   beneath one. */
create function app.open_to_analysts() returns void language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  beneath constant text := 'with recursive beneath (kind, id) as (
      select ''pg_rewrite''::regclass::oid, r.oid from pg_rewrite r join pg_class v on v.oid = r.ev_class and v.relnamespace = ''reporting''::regnamespace
      union all select ''pg_policy''::regclass, p.oid from pg_policy p where p.polname = ''by_login''
      union select d.refclassid, d.refobjid from beneath b join pg_depend d on d.classid = b.kind and d.objid = b.id
        join pg_proc f on d.refclassid = ''pg_proc''::regclass and f.oid = d.refobjid and not f.prosecdef),
    used as (select b.kind, b.id, d.refclassid, d.refobjid, d.refobjsubid from beneath b join pg_depend d on d.classid = b.kind and d.objid = b.id)';
  tables constant text := ' join pg_class t on u.refclassid = ''pg_class''::regclass and t.oid = u.refobjid
    and not (u.kind = ''pg_policy''::regclass and t.oid = (select polrelid from pg_policy where oid = u.id))
    and not (t.relkind = ''v'' and t.relnamespace = ''reporting''::regnamespace) ';
  one record;
  was_new boolean := true;
begin
  for one in select c.oid::regclass as name from pg_class c where c.relnamespace = 'reporting'::regnamespace
    and not (c.relkind = 'v' and coalesce('security_invoker=true' = any (c.reloptions), false))
  loop
    raise exception '% shows what its owner sees', one.name;
  end loop;
  for one in select polrelid::regclass as name from pg_policy where polname = 'by_login' loop
    execute format('drop policy by_login on %s', one.name);
  end loop;
  for one in
    select t.oid::regclass as name from pg_class t where t.relnamespace in ('public'::regnamespace, 'app'::regnamespace)
      and t.relkind in ('r', 'p', 'v', 'm', 'f') and (has_any_column_privilege('requisite_analyst', t.oid, 'select'))
  loop
    execute format('revoke all on %s from requisite_analyst', one.name);
  end loop;

  while was_new loop
    was_new := false;
    for one in execute beneath || ' select distinct t.oid, t.oid::regclass as name, t.relkind, t.relrowsecurity and t.relforcerowsecurity as guarded, obj_description(t.oid) as note from used u'
      || tables || 'where not exists (select from pg_policy p where p.polrelid = t.oid and p.polname = ''by_login'') order by name'
    loop
      if one.relkind not in ('r', 'p') or one.name in ('users'::regclass, 'worker_identities'::regclass, 'row_versions'::regclass) then
        raise exception '% is nothing for analysts', one.name;
      elsif one.guarded then
        execute format('create policy by_login on %s for select to requisite_analyst using (%s)', one.name, app.login_rule(one.oid));
        was_new := true;
      elsif one.note is distinct from 'reference: shared by all tenants' then
        raise exception '% has no row security', one.name;
      end if;
    end loop;
  end loop;

  for one in execute beneath || ' select distinct f.oid::regprocedure as name, f.pronamespace::regnamespace::text as room, f.proname, f.prosecdef or f.provolatile = ''v''
      or f.proname in (''tenant'', ''side'', ''membership'', ''programs'', ''facilities'', ''units'', ''vendor'', ''worker'', ''now'')
      or (f.provolatile <> ''i'' and f.prosqlbody is null) as refused
    from used u join pg_proc f on u.refclassid = ''pg_proc''::regclass and f.oid = u.refobjid
    where f.pronamespace not in (''pg_catalog''::regnamespace, ''logins''::regnamespace)'
  loop
    if one.refused then raise exception 'a view must not lean on %', one.name; end if;
    execute format('grant execute on function %s to requisite_analyst', one.name);
  end loop;

  for one in execute beneath || ' select t.oid, t.oid::regclass as name, string_agg(distinct quote_ident(coalesce(a.attname, ''tenant_id'')), '', '') as columns,
      array_agg(distinct a.attname::text) as names from used u' || tables
    || 'left join pg_attribute a on a.attrelid = t.oid and a.attnum = u.refobjsubid and a.attnum > 0 group by t.oid'
  loop
    if exists (select from pg_trigger g cross join string_to_table(encode(g.tgargs, 'escape'), '\000') personal
      where g.tgrelid = one.oid and g.tgname = 'keep_version' and g.tgnargs > 0 and personal = any (one.names)) then
      raise exception 'a view reads personal columns of %', one.name;
    end if;
    execute format('grant select (%s) on %s to requisite_analyst', one.columns, one.name);
  end loop;
end $$;
revoke execute on function app.login_rule, app.open_to_analysts from public;
