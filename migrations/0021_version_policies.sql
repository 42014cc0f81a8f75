-- Why: row_versions had a policy for each table, and a read of a past planned them all wherever it named a table.

/* Lets a side see a table's versions as it would see such a row in the table: present grants apply to past rows. The
   rule is taken from the table's own policy and put into a function, planned once a session; the policy of
   row_versions only chooses the function. Called again where a table's policy changes. */
create function app.show_versions(target regclass) returns void language plpgsql
set search_path = public, app, pg_temp as $$
declare
  rule constant text := (select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = target and polname = 'by_scope');
  seeing constant text := 'sees_version_of_' || target;
  choices text;
begin
  execute format('create or replace function app.%1$I(jsonb) returns boolean language sql stable '
    'begin atomic select %2$s from jsonb_populate_record(null::%3$s, $1) as %3$s; end', seeing, rule, target);
  execute format('revoke execute on function app.%I from public', seeing);
  execute format('grant execute on function app.%I to requisite_service', seeing);
  select string_agg(format('when %L then return app.%I(version);', t.relname, p.proname), ' ' order by t.relname) into choices
    from pg_proc p join pg_class t on p.proname = 'sees_version_of_' || t.relname and t.relnamespace = 'public'::regnamespace
    where p.pronamespace = 'app'::regnamespace;
  execute format('create or replace function app.sees_version(of text, version jsonb) returns boolean language plpgsql stable cost 2000 '
    'as %L', format('begin case of %s else return false; end case; end', choices));
end $$;
revoke execute on function app.show_versions from public;

do $$
declare
  shown record;
begin
  for shown in
    select substr(polname, 10)::regclass as name, polname from pg_policy
    where polrelid = 'row_versions'::regclass and starts_with(polname, 'by_scope_') order by 1
  loop
    execute format('drop policy %I on row_versions', shown.polname);
    perform app.show_versions(shown.name);
  end loop;
end $$;
revoke execute on function app.sees_version from public;
grant execute on function app.sees_version to requisite_service;
create policy by_scope on row_versions for select to requisite_service
  using (tenant_id = (select app.tenant()) and app.sees_version(table_name, "row"));

/* As in 0019, with the versions shown by the policy of the table. */
create or replace function app.protect(
  target regclass, client text default 'scoped', vendor text default 'none', worker text default 'none',
  history boolean default true, personal text[] default '{}', operator text default 'scoped',
  vendor_writes text default null, worker_writes text default null
) returns void language plpgsql set search_path = public, app, pg_temp as $$
declare
  whole constant text := 'tenant_id = (select app.tenant()) and case (select app.side()) '
    'when ''system'' then true when ''operator'' then %s when ''client'' then %s when ''vendor'' then %s when ''worker'' then %s else false end';
  operator_rule constant text := app.side_rule(target, 'operator', operator);
  client_rule constant text := app.side_rule(target, 'client', client);
  read_rule text := format(whole, operator_rule, client_rule, app.side_rule(target, 'vendor', vendor), app.side_rule(target, 'worker', worker));
  write_rule text := format(whole, operator_rule, client_rule,
    app.side_rule(target, 'vendor', coalesce(vendor_writes, case vendor when 'tenant' then 'none' else vendor end)),
    app.side_rule(target, 'worker', coalesce(worker_writes, case worker when 'tenant' then 'none' else worker end)));
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy by_owner on %s to requisite_owner using (tenant_id = (select app.tenant()))', target);
  execute format('create policy by_scope on %s for select to requisite_service using (%s)', target, read_rule);
  execute format('create policy written_in_scope_insert on %s for insert to requisite_service with check (%s)', target, write_rule);
  execute format('create policy written_in_scope_update on %s for update to requisite_service using (%s) with check (%s)', target, read_rule, write_rule);
  execute format('create policy written_in_scope_delete on %s for delete to requisite_service using (%s)', target, write_rule);
  if history then
    perform app.show_versions(target);
    perform app.keep_history(target, personal);
  end if;
end $$;
