-- Why: a run of a month's weeks writes half a million lines: what a statement can look up once is not asked of each of them.

/* As in 0057, and besides, so that a line needs no keys that are looked up one by one: its document and its item are there
   and of its program and vendor, and an order that it names is its item's. Each document is held once. */
create or replace function app.keep_issued_lines() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  broken text;
begin
  -- The lock keeps a document from being issued between this look and these lines. Its documents are told apart first:
  -- a plan made for one line would read all lines once for each document.
  perform from (select distinct n.tenant_id, n.invoice_id from new_rows n offset 0) n
    join invoices i on i.tenant_id = n.tenant_id and i.id = n.invoice_id order by i.id for share of i;
  -- Looked up, not joined: a plan made for one line must not read every item there is, nor one for many.
  select min(said.broken) into broken from new_rows n
    left join lateral (select d.state, d.kind, d.program_id, d.vendor_id, d.corrects_id from invoices d
      where d.tenant_id = n.tenant_id and d.id = n.invoice_id limit 1) d on true
    left join lateral (select i.program_id, i.vendor_id, i.facility_id, i.unit_id, i.worker_id, i.purchase_order_id, i.minutes, i.rate,
        i.amount, i.fee_amount, i.corrects_id
      from billing_items i where i.tenant_id = n.tenant_id and i.id = n.billing_item_id limit 1) i on true
    cross join lateral (select case
      when d.state is null or i.amount is null then 'invoice_lines_parts'
      when d.state <> 'draft' then 'invoice_lines_immutable'
      when (n.side = 'client') <> (d.kind in ('client_invoice', 'credit_memo')) then 'invoice_lines_document_side'
      when n.program_id <> d.program_id or n.vendor_id <> d.vendor_id then 'invoice_lines_document_parties'
      when (i.corrects_id is null) <> (d.corrects_id is null) then 'invoice_lines_corrected'
      when (n.program_id, n.vendor_id, n.facility_id, n.unit_id, n.worker_id, n.minutes, n.rate, n.amount, n.fee_amount)
        is distinct from (i.program_id, i.vendor_id, i.facility_id, i.unit_id, i.worker_id, i.minutes, i.rate, i.amount, i.fee_amount)
        or n.purchase_order_id <> i.purchase_order_id or (n.purchase_order_id is not null and i.purchase_order_id is null) then 'invoice_lines_item'
      when i.corrects_id is not null and not exists (select from invoice_lines b where b.tenant_id = n.tenant_id
        and b.billing_item_id = i.corrects_id and b.side = n.side and b.invoice_id = d.corrects_id) then 'invoice_lines_corrected'
      end as broken offset 0) said
    where said.broken is not null;
  if broken is not null then
    raise exception 'the line does not fit its document or its item'
      using errcode = 'check_violation', constraint = broken, table = 'invoice_lines';
  end if;
  return null;
end $$;

/* What a line stands on neither goes nor becomes another's. */
create function app.keep_line_parts() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  stands boolean;
begin
  if tg_table_name = 'invoices' then
    stands := exists (select from invoice_lines l where l.tenant_id = old.tenant_id and l.invoice_id = old.id);
  else
    stands := exists (select from invoice_lines l where l.tenant_id = old.tenant_id and l.billing_item_id = old.id);
  end if;
  if stands then
    raise exception 'an invoice line stands on it'
      using errcode = 'foreign_key_violation', constraint = 'invoice_lines_parts', table = tg_table_name;
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
revoke execute on function app.keep_line_parts from public;
create trigger keep_line_parts before delete on invoices for each row execute function app.keep_line_parts();
create trigger keep_line_parts before delete on billing_items for each row execute function app.keep_line_parts();
create trigger keep_line_parts_changed before update of tenant_id, id on invoices for each row
  when ((old.tenant_id, old.id) is distinct from (new.tenant_id, new.id)) execute function app.keep_line_parts();
create trigger keep_line_parts_changed before update of tenant_id, id, program_id, vendor_id on billing_items for each row
  when ((old.tenant_id, old.id, old.program_id, old.vendor_id) is distinct from (new.tenant_id, new.id, new.program_id, new.vendor_id))
  execute function app.keep_line_parts();
alter table invoice_lines
  drop constraint invoice_lines_tenant_id_invoice_id_fkey,
  drop constraint invoice_lines_tenant_id_billing_item_id_program_id_vendor__fkey,
  drop constraint invoice_lines_purchase_order;

/* As in 0019; a row without a salt is not copied to be rid of it. */
create or replace function app.keep_version() returns trigger language plpgsql security definer
  set search_path = public, app, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  at constant timestamptz := app.now();
  owner uuid;
  ids uuid[];
begin
  if tg_op <> 'INSERT' then
    for owner, ids in select o.tenant_id, array_agg(o.id) from old_rows o group by o.tenant_id loop
      update row_versions set valid_to = at, closed_by = pg_current_xact_id()
        where tenant_id = owner and table_name = tg_table_name and row_id = any (ids) and valid_to is null;
    end loop;
  end if;
  if tg_op = 'DELETE' then return null; end if;
  if tg_nargs = 0 then
    insert into row_versions (tenant_id, table_name, row_id, valid_from, program_id, facility_id, unit_id, vendor_id, worker_id, "row")
      select n.tenant_id, tg_table_name, n.id, at, (n.kept ->> 'program_id')::uuid, (n.kept ->> 'facility_id')::uuid,
        (n.kept ->> 'unit_id')::uuid, (n.kept ->> 'vendor_id')::uuid, (n.kept ->> 'worker_id')::uuid,
        case when n.kept ? 'salt' then n.kept - 'salt' else n.kept end
      from (select r.tenant_id, r.id, to_jsonb(r) as kept from new_rows r offset 0) n;
  else
    insert into row_versions (tenant_id, table_name, row_id, valid_from, program_id, facility_id, unit_id, vendor_id, worker_id, "row")
      select n.tenant_id, tg_table_name, n.id, at, (n.kept ->> 'program_id')::uuid, (n.kept ->> 'facility_id')::uuid,
        (n.kept ->> 'unit_id')::uuid, (n.kept ->> 'vendor_id')::uuid, (n.kept ->> 'worker_id')::uuid,
        n.kept - tg_argv - 'salt' || (
          select coalesce(jsonb_object_agg(p.name || '_digest',
            encode(sha256(convert_to(coalesce(n.kept ->> 'salt', '') || (n.kept ->> p.name), 'UTF8')), 'hex')), '{}')
          from unnest(tg_argv) p (name) where n.kept ->> p.name is not null)
      from (select r.tenant_id, r.id, to_jsonb(r) as kept from new_rows r offset 0) n;
  end if;
  return null;
end $$;
