-- Why: what an order demands besides its place counts at every gate.

/* As before, and of the types that orders demand of those asked about: what they are, and what each worker holds of them.
   Whoever does not know of those is answered as ever. */
drop function app.eligibility_facts(uuid, uuid[], date);
create function app.eligibility_facts(p_facility_id uuid, p_worker_ids uuid[], p_day date, p_extra_type_ids uuid[] default '{}') returns json
language plpgsql stable security definer set search_path = pg_catalog, public, app, pg_temp as $$
begin
  return (
    with place as materialized (
      select f.program_id, f.id, f.state, (app.now() at time zone f.time_zone)::date as today,
        coalesce(p_day, (app.now() at time zone f.time_zone)::date) as day
      from facilities f where f.tenant_id = app.tenant() and f.id = p_facility_id
    ), demanded as materialized (
      select r.*, t.code, t.name, t.kind, t.data_class, t.warn_days
      from place p join requirements r on r.tenant_id = app.tenant() and r.archived_at is null and r.effective @> p.day
        and (r.program_id is null or r.program_id = p.program_id) and (r.facility_id is null or r.facility_id = p.id)
        and (r.state is null or r.state = p.state)
      join credential_types t on t.tenant_id = r.tenant_id and t.id = r.type_id
    ), extra as materialized (
      select t.id, t.code, t.name, t.kind, t.data_class, t.warn_days from credential_types t
      where t.tenant_id = app.tenant() and t.id = any (p_extra_type_ids)
    ), asked as materialized (
      select w.id from unnest(p_worker_ids) w (id)
      where case app.side()
        when 'vendor' then exists (select from representations r
          where r.tenant_id = app.tenant() and r.worker_id = w.id and r.vendor_id = app.vendor())
        when 'worker' then w.id = app.worker()
        when 'client' then exists (select from submissions s where s.tenant_id = app.tenant() and s.worker_id = w.id
            and s.presented_at is not null and (app.programs() is null or s.program_id = any (app.programs()))
            and (app.facilities() is null or s.facility_id = any (app.facilities())))
          or exists (select from assignments a where a.tenant_id = app.tenant() and a.worker_id = w.id
            and a.state <> 'canceled' and (app.programs() is null or a.program_id = any (app.programs()))
            and (app.facilities() is null or a.facility_id = any (app.facilities())))
        when 'operator' then app.programs() is null or app.is_known_here(w.id)
        else app.side() = 'system' end
    ), own as materialized (
      select a.id from asked a where app.side() <> 'vendor' or exists (select from assignments s
        where s.tenant_id = app.tenant() and s.worker_id = a.id and s.vendor_id = app.vendor() and s.state <> 'canceled')
    ), held as (
      -- Text put together here is read several times as fast as JSON built here; none of it has these separators in it.
      select c.worker_id, string_agg(concat(c.type_id, '|', c.state, '|', c.proof, '|', c.issued_on, '|', c.expires_on, '|', c.waived_until,
        '|', c.profession, '|', c.issuing_state, '|', c.multistate, '|', c.primary_state, '|', c.disciplined, '|', c.facility_id), ';') as credentials
      from credentials c
      where c.tenant_id = app.tenant() and c.worker_id in (select a.id from asked a)
        and c.type_id in (select d.type_id from demanded d union select e.id from extra e)
        and (c.facility_id is null or c.facility_id = p_facility_id)
        and (app.side() <> 'vendor' or c.vendor_id = app.vendor()
          or (c.vendor_id is null and c.worker_id in (select o.id from own o)))
      group by c.worker_id
    ), excluded as (
      select distinct m.worker_id from exclusion_matches m
      where m.tenant_id = app.tenant() and m.state = 'confirmed' and m.worker_id in (select a.id from asked a)
    ), unwanted as (
      select distinct d.worker_id from place p join do_not_returns d on d.tenant_id = app.tenant() and d.state = 'active'
        and d.program_id = p.program_id and (d.facility_id is null or d.facility_id = p.id)
      where d.worker_id in (select a.id from asked a)
    )
    select json_build_object(
      'programId', p.program_id, 'facilityId', p.id, 'state', p.state, 'day', p.day, 'today', p.today,
      'requirements', (select coalesce(json_agg(json_build_object('id', d.id, 'programId', d.program_id, 'facilityId', d.facility_id,
        'unitId', d.unit_id, 'profession', d.profession, 'specialty', d.specialty, 'state', d.state, 'severity', d.severity,
        'proof', d.proof, 'graceDays', d.grace_days, 'leadDays', d.lead_days, 'requiredAt', d.required_at,
        'type', json_build_object('id', d.type_id, 'code', d.code, 'name', d.name, 'kind', d.kind, 'isHealth', d.data_class = 'health',
          'warnDays', d.warn_days)) order by d.code, d.id), '[]') from demanded d),
      'extraTypes', (select coalesce(json_agg(json_build_object('id', e.id, 'code', e.code, 'name', e.name, 'kind', e.kind,
        'isHealth', e.data_class = 'health', 'warnDays', e.warn_days) order by e.code), '[]') from extra e),
      'compact', (select coalesce(json_object_agg(c.state, c.status), '{}') from compact_memberships c
        where c.compact = 'nlc' and c.effective @> p.day),
      'licensed', (select json_agg(f.code) from professions f where f.licensed),
      'multistate', (select json_agg(f.code) from professions f where f.compact),
      'excludedVendors', (select coalesce(json_agg(distinct m.vendor_id), '[]') from exclusion_matches m
        where m.tenant_id = app.tenant() and m.state = 'confirmed' and m.vendor_id is not null
          and (app.side() <> 'vendor' or m.vendor_id = app.vendor())),
      'workers', (select coalesce(json_agg(json_build_object('workerId', a.id, 'excluded', x.worker_id is not null,
        'unwanted', u.worker_id is not null, 'credentials', coalesce(h.credentials, '')) order by a.id), '[]')
        from asked a left join held h on h.worker_id = a.id left join excluded x on x.worker_id = a.id left join unwanted u on u.worker_id = a.id)
    ) from place p);
end $$;
revoke execute on function app.eligibility_facts from public;
grant execute on function app.eligibility_facts to requisite_service;
