-- Why: what a saved report answered was copied into history and kept for ever, and one whose owner has left could not be put away.

-- How long its answers are kept, in days of real time.
alter table saved_reports add column keep_days integer not null default 400;
alter table saved_reports add constraint saved_reports_keep_days check (keep_days between 1 and 3650) not valid;

-- What clients share the operator's administrators look after too.
do $$
declare
  shared constant text := 'membership_id = (select app.membership()) or (is_shared and %s '
    'and (program_id is null or (select app.programs()) is null or program_id = any ((select app.programs())::uuid[])))';
  rule constant text := format('tenant_id = (select app.tenant()) and case (select app.side()) '
    'when ''system'' then true when ''operator'' then %s when ''client'' then %s when ''vendor'' then %s else false end',
    format(shared, 'side in (''operator'', ''client'')'), format(shared, 'side = ''client'''),
    'vendor_id = (select app.vendor()) and (' || format(shared, 'side = ''vendor''') || ')');
begin
  execute format('alter policy by_scope on saved_reports using (%s)', rule);
  execute format('alter policy written_in_scope_insert on saved_reports with check (%s)', rule);
  execute format('alter policy written_in_scope_update on saved_reports using (%s) with check (%s)', rule, rule);
  execute format('alter policy written_in_scope_delete on saved_reports using (%s)', rule);
  perform app.show_versions('saved_reports');
end $$;

-- Answers stand beside their history, which keeps a digest of them; of before, nothing.
alter table report_runs add column salt text;
alter table report_runs alter column salt set default gen_random_uuid()::text;
drop trigger keep_version on report_runs;
drop trigger keep_version_changed on report_runs;
drop trigger keep_version_deleted on report_runs;
select app.keep_history('report_runs', array['rows']);
do $$
declare
  tenant uuid;
begin
  for tenant in select app.tenant_list() loop
    perform set_config('app.tenant', tenant::text, true);
    update row_versions v set "row" = v."row" - 'rows'
      where v.tenant_id = tenant and v.table_name = 'report_runs' and v."row" ? 'rows';
  end loop;
  perform set_config('app.tenant', '', true);
end $$;

/* Answers are let go by the system alone, once their report has kept them long enough: the id says since when. */
create function app.refuse_early_end() returns trigger language plpgsql set search_path = public, app, pg_temp as $$
declare
  days constant integer := (select s.keep_days from saved_reports s where s.tenant_id = old.tenant_id and s.id = old.saved_report_id);
begin
  if (select app.side()) is distinct from 'system'
    or coalesce(uuid_extract_timestamp(old.id) > clock_timestamp() - make_interval(days => days), true) then
    raise exception '% are kept', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return old;
end $$;
revoke execute on function app.refuse_early_end from public;
drop trigger append_only on report_runs;
create trigger append_only before update on report_runs for each row execute function app.refuse_change();
create trigger kept before delete on report_runs for each row execute function app.refuse_early_end();
grant delete on report_runs to requisite_service;
