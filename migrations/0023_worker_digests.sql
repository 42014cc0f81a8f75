-- Why: versions that were kept before the salts are the ones that erasures would miss; apart, since it locks no reader out.

do $$
declare
  tenant uuid;
begin
  for tenant in select app.tenant_list() loop
    perform set_config('app.tenant', tenant::text, true);
    update row_versions v set "row" = v."row" - array['display_name', 'npi'] || (
        select coalesce(jsonb_object_agg(p.name || '_digest',
          encode(sha256(convert_to(w.salt || (v."row" ->> p.name), 'UTF8')), 'hex')), '{}')
        from unnest(array['display_name', 'npi']) p (name) where v."row" ->> p.name is not null)
      from workers w
      where v.tenant_id = tenant and v.table_name = 'workers' and v."row" ? 'display_name'
        and w.tenant_id = v.tenant_id and w.id = v.row_id;
    update row_versions v set "row" = v."row" - 'npi' || case when v."row" ->> 'npi' is null then '{}' else jsonb_build_object(
        'npi_digest', encode(sha256(convert_to(r.salt || (v."row" ->> 'npi'), 'UTF8')), 'hex')) end
      from representations r
      where v.tenant_id = tenant and v.table_name = 'representations' and v."row" ? 'npi'
        and r.tenant_id = v.tenant_id and r.id = v.row_id;
  end loop;
  perform set_config('app.tenant', '', true);
end $$;
