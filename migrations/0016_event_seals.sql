-- Why: whoever holds the log can prove that nothing in it was changed, taken out or put in (AUD-4).

-- Each event's place in its tenant's chain, given after its commit by the sealer: a sequence taken in the writing
-- transaction would make a tenant's writers wait for each other.
create table event_seals (
  tenant_id uuid not null,
  sequence bigint not null check (sequence >= 1),
  event_id uuid not null,
  previous_hash bytea not null check (length(previous_hash) = 32),
  hash bytea not null check (length(hash) = 32),
  -- Of the row versions that the event's transaction opened; null where it opened none.
  versions_digest bytea check (length(versions_digest) = 32),
  sealed_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, sequence),
  unique (tenant_id, event_id),
  foreign key (tenant_id, event_id) references events (tenant_id, id)
);
select app.protect('event_seals', client => 'none', history => false,
  operator => '(select app.programs()) is null and (select app.facilities()) is null and (select app.units()) is null');
create policy sealed_by_system on event_seals as restrictive for insert to requisite_service
  with check ((select app.side()) = 'system');
revoke update on event_seals from requisite_service;
create trigger append_only before update or delete on event_seals for each row execute function app.refuse_change();
create trigger append_only_whole before truncate on event_seals for each statement execute function app.refuse_change();

/* What a seal covers of an event. Sealed logs are verified by it for as long as they are kept: it never changes. */
create function app.audit_entry(e events) returns jsonb language sql stable
  begin atomic select jsonb_build_object(
    'tenantId', e.tenant_id, 'eventId', e.id, 'type', e.type, 'sides', e.sides,
    'scope', jsonb_build_object('programId', e.program_id, 'facilityId', e.facility_id, 'unitId', e.unit_id,
      'vendorId', e.vendor_id, 'workerId', e.worker_id),
    'subject', jsonb_build_object('noun', e.subject_noun, 'id', e.subject_id, 'version', e.subject_version),
    'actor', jsonb_build_object('kind', e.actor_kind, 'membershipId', e.membership_id, 'userId', e.user_id, 'tokenId', e.token_id),
    'operation', e.operation, 'reason', e.reason, 'requestId', e.request_id, 'address', e.address,
    'at', app.instant(e.at), 'recordedAt', app.instant(e.recorded_at), 'data', e.data); end;

/* A digest of the row versions that each of the tenant's transactions opened: after-images, and by their order before-images.
   Personal values are in them as salted digests only, so destroying a salt changes nothing here. */
create function app.versions_digests(transactions xid8[]) returns table (transaction_id xid8, digest bytea)
  language sql stable security definer set search_path = public, app, pg_temp
  begin atomic select v.opened_by,
    sha256(string_agg(sha256(convert_to(concat_ws(E'\n', v.table_name, v.row_id, app.instant(v.valid_from), v."row"), 'UTF8')), ''::bytea order by v.sequence))
    from row_versions v where v.tenant_id = (select app.tenant()) and v.opened_by = any (transactions) group by v.opened_by; end;
revoke execute on function app.versions_digests from public;
grant execute on function app.versions_digests to requisite_service;

/* Where the tenant's chain ends: the place in the feed of its last sealed event. */
create function app.last_sealed(tenant uuid, out transaction_id xid8, out "position" bigint) language sql stable
  begin atomic select coalesce(max(l.transaction_id), '0'), coalesce(max(l.position), 0) from (
    select e.transaction_id, e.position from event_seals s join events e on e.tenant_id = s.tenant_id and e.id = s.event_id
    where s.tenant_id = tenant order by s.sequence desc limit 1) l; end;

/* The tenants with events that are not sealed: how many (counted up to `most`), and since when. */
create function app.unsealed(most bigint) returns table (tenant uuid, waiting bigint, since timestamptz)
  language plpgsql security definer set search_path = public, app, pg_temp as $$
declare
  entered constant text := current_setting('app.tenant', true);
begin
  for tenant in select t.id from tenants t order by t.id loop
    perform set_config('app.tenant', tenant::text, true);
    select count(*), min(w.recorded_at) into waiting, since from (
      select e.recorded_at from events e, app.last_sealed(tenant) l
      where e.tenant_id = tenant and (e.transaction_id, e.position) > (l.transaction_id, l.position)
      order by e.transaction_id, e.position limit most) w;
    if waiting > 0 then return next; end if;
  end loop;
  perform set_config('app.tenant', coalesce(entered, ''), true);
end $$;
revoke execute on function app.unsealed from public;
grant execute on function app.unsealed to requisite_service;
