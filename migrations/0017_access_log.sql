-- Why: who was refused and who read what is sensitive is kept and can be searched, as can the log of what was done (AUD-1, AUD-2).

alter table access_log
  add column user_id uuid,
  add column token_id uuid,
  add column surface text,
  add column kind text,
  add column status smallint,
  add column noun text,
  add column subject_id uuid,
  -- How many rows were read; never the rows.
  add column row_count bigint;
-- A reading has no code of a problem; no release before this one reads the table.
-- squawk-ignore ban-drop-not-null
alter table access_log alter column code drop not null;
alter table access_log
  add constraint access_log_surface check (surface in ('rest', 'graphql')) not valid,
  add constraint access_log_kind check (kind in ('refused', 'read', 'export')) not valid,
  add constraint access_log_row_count check (row_count >= 0) not valid;
create trigger append_only before update or delete on access_log for each row execute function app.refuse_change();
create trigger append_only_whole before truncate on access_log for each statement execute function app.refuse_change();
-- Only a member who is bound to nothing reads of everybody's doings.
create policy read_unbound on access_log as restrictive for select to requisite_service
  using ((select app.side()) = 'system'
    or ((select app.programs()) is null and (select app.facilities()) is null and (select app.units()) is null));

-- One index a search of either log starts from; a tenant's own log is small beside what the keys before it narrow.
-- squawk-ignore require-concurrent-index-creation
create index access_log_at on access_log (tenant_id, at, id);
-- squawk-ignore require-concurrent-index-creation
create index access_log_membership on access_log (tenant_id, membership_id, at, id);
-- squawk-ignore require-concurrent-index-creation
create index events_request on events (tenant_id, request_id);
-- squawk-ignore require-concurrent-index-creation
create index events_membership on events (tenant_id, membership_id, transaction_id, position);
-- squawk-ignore require-concurrent-index-creation
create index events_operation on events (tenant_id, operation, transaction_id, position);
-- squawk-ignore require-concurrent-index-creation
create index events_type on events (tenant_id, type, transaction_id, position);
-- squawk-ignore require-concurrent-index-creation
create index events_at on events (tenant_id, at);
