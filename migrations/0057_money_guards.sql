-- Why: documents of hundreds of thousands of lines are checked by the statement, and all that money adds to them is kept.

/* A line says what its item says, so that what the item's keys hold is held of the line: it needs none of its own. */
alter table invoice_lines
  drop constraint invoice_lines_tenant_id_fkey,
  drop constraint invoice_lines_tenant_id_facility_id_program_id_fkey,
  drop constraint invoice_lines_tenant_id_unit_id_facility_id_program_id_fkey,
  drop constraint invoice_lines_tenant_id_worker_id_fkey;
-- Tax is on the client's documents only.
alter table invoice_lines add constraint invoice_lines_client_tax check (side = 'client' or tax_rule_id is null) not valid;

/* Lines join a draft only, of their own side and parties, and say what their items say; those of a credit take back. */
create or replace function app.keep_issued_lines() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  broken text;
begin
  -- The lock keeps a document from being issued between this look and these lines.
  perform from invoices i where (i.tenant_id, i.id) in (select n.tenant_id, n.invoice_id from new_rows n) order by i.id for share;
  -- Looked up, not joined: a plan made for one line must not read every item there is, nor one for many.
  select min(said.broken) into broken from new_rows n
    cross join lateral (select d.state, d.kind, d.program_id, d.vendor_id, d.corrects_id from invoices d
      where d.tenant_id = n.tenant_id and d.id = n.invoice_id limit 1) d
    cross join lateral (select i.facility_id, i.unit_id, i.worker_id, i.minutes, i.rate, i.amount, i.fee_amount, i.corrects_id
      from billing_items i where i.tenant_id = n.tenant_id and i.id = n.billing_item_id limit 1) i
    cross join lateral (select case
      when d.state <> 'draft' then 'invoice_lines_immutable'
      when (n.side = 'client') <> (d.kind in ('client_invoice', 'credit_memo')) then 'invoice_lines_document_side'
      when n.program_id <> d.program_id or n.vendor_id <> d.vendor_id then 'invoice_lines_document_parties'
      when (i.corrects_id is null) <> (d.corrects_id is null) then 'invoice_lines_corrected'
      when (n.facility_id, n.unit_id, n.worker_id, n.minutes, n.rate, n.amount, n.fee_amount)
        is distinct from (i.facility_id, i.unit_id, i.worker_id, i.minutes, i.rate, i.amount, i.fee_amount) then 'invoice_lines_item'
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
revoke execute on function app.keep_issued_lines from public;
drop trigger immutable on invoice_lines;
drop trigger invoice_lines_credited on invoice_lines;
drop function app.check_credited_line;
create trigger fitting after insert on invoice_lines referencing new table as new_rows
  for each statement execute function app.keep_issued_lines();

/* Refuses every change of what a document was made of, and of what tells that it was settled: that is taken back by
   another row. */
create function app.keep_document_part() returns trigger language plpgsql
set search_path = pg_catalog, public, app, pg_temp as $$
begin
  raise exception 'what a document was made of or settled by does not change'
    using errcode = 'check_violation', constraint = tg_table_name || '_immutable', table = tg_table_name;
end $$;
revoke execute on function app.keep_document_part from public;
create trigger immutable after update on invoice_lines for each row execute function app.keep_document_part();
create trigger immutable after update on invoice_taxes for each row execute function app.keep_document_part();
create trigger immutable after update on payment_applications for each row execute function app.keep_document_part();
create trigger immutable after update on credit_applications for each row execute function app.keep_document_part();

/* A tax joins a draft of a client only. */
create function app.check_tax_document() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  document record;
begin
  select d.state, d.program_id, d.vendor_id into document from invoices d where d.tenant_id = new.tenant_id and d.id = new.invoice_id for share;
  if document.state <> 'draft' or document.vendor_id is not null or document.program_id <> new.program_id then
    raise exception 'the tax does not fit its document'
      using errcode = 'check_violation', constraint = 'invoice_taxes_document', table = 'invoice_taxes';
  end if;
  return null;
end $$;
revoke execute on function app.check_tax_document from public;
create trigger fitting after insert on invoice_taxes for each row execute function app.check_tax_document();

/* A document's totals are the sums of its lines and taxes, at commit, and each tax is borne by the lines that name it.
   Lines and taxes can only join a draft, and issuing is a change of the document, so one look at each change of a draft
   sees all that it was issued with; and what it was issued with is invoiced. A credit needs no sum of its own: its lines
   are their items, of which no more is taken back than was billed. */
create or replace function app.check_invoice_totals() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  sums record;
  document record;
  broken text;
begin
  select gross, fee, tax, state into document from invoices where tenant_id = new.tenant_id and id = new.id;
  -- A later change of the draft is looked at in its turn: once for all of a transaction's.
  if (document.gross, document.fee, document.tax, document.state = 'draft')
    is distinct from (new.gross, new.fee, new.tax, new.state = 'draft') then return null; end if;
  select coalesce(sum(amount), 0) as gross, coalesce(sum(fee_amount), 0) as fee into sums
    from invoice_lines where tenant_id = new.tenant_id and invoice_id = new.id;
  broken := case
    when (sums.gross, sums.fee) is distinct from (document.gross, document.fee) then 'invoices_totals'
    when document.tax is distinct from (select coalesce(sum(t.amount), 0) from invoice_taxes t
        where t.tenant_id = new.tenant_id and t.invoice_id = new.id)
      or exists (select from (select l.tax_rule_id, sum(l.amount) as base from invoice_lines l
          where l.tenant_id = new.tenant_id and l.invoice_id = new.id and l.tax_rule_id is not null group by l.tax_rule_id) l
        full join (select t.tax_rule_id, t.base from invoice_taxes t where t.tenant_id = new.tenant_id and t.invoice_id = new.id) t
          on t.tax_rule_id = l.tax_rule_id
        where coalesce(l.base, 0) <> coalesce(t.base, 0)) then 'invoices_taxes'
    when document.state <> 'draft' and exists (select from invoice_lines l
      cross join lateral (select i.state from billing_items i where i.tenant_id = l.tenant_id and i.id = l.billing_item_id limit 1) i
      where l.tenant_id = new.tenant_id and l.invoice_id = new.id and i.state not in ('invoiced', 'paid')) then 'invoices_invoiced' end;
  if broken is not null then
    raise exception 'a document does not add up' using errcode = 'check_violation', constraint = broken, table = 'invoices';
  end if;
  return null;
end $$;

/* Whether so much may be left of what was billed after part of it was taken back: of a charge something between it and
   nothing, of a credit likewise. */
create function app.is_left_of(billed numeric, rest numeric) returns boolean language sql immutable parallel safe
  return rest between least(billed, 0) and greatest(billed, 0);
/* The same of the fee and the vendor's part, whose cents may be rounded the one or the other way: never turned around. */
create function app.is_part_left(billed numeric, part numeric, rest numeric) returns boolean language sql immutable parallel safe
  return case when billed >= 0 then rest >= least(part, 0) else rest <= greatest(part, 0) end;

drop trigger invoices_totals on invoices;
create constraint trigger invoices_totals_added after insert on invoices deferrable initially deferred
  for each row execute function app.check_invoice_totals();
create constraint trigger invoices_totals after update on invoices deferrable initially deferred
  for each row when (old.state = 'draft') execute function app.check_invoice_totals();

/* An issued document only moves through its life, and what is settled of it; corrections are new documents. Whatever
   column joins is part of what was issued, unless it is named here. */
create or replace function app.keep_issued_invoice() returns trigger language plpgsql
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  free constant text[] := array['state', 'version', 'updated_at', 'paid_amount', 'credited_amount', 'sent_at',
    'approved_at', 'approved_by', 'approval_state', 'rejected_because', 'content_hash'];
begin
  if new.state = 'draft' or to_jsonb(new) - free is distinct from to_jsonb(old) - free
    or (old.content_hash is not null and new.content_hash is distinct from old.content_hash)
    or (old.state = 'voided' and new.state <> 'voided')
  then
    raise exception 'an issued document never changes' using errcode = 'check_violation', constraint = 'invoices_immutable', table = 'invoices';
  end if;
  return new;
end $$;
drop trigger immutable on invoices;
create trigger immutable before update on invoices for each row when (old.state <> 'draft') execute function app.keep_issued_invoice();

/* What was taken back of an item never goes beyond it: a correction is of an invoiced item, and all of one together, at
   commit, leave something between it and nothing. */
create or replace function app.check_corrections() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  billed record;
  taken record;
begin
  -- The lock makes two transactions that both take back count one after the other.
  select i.state, i.corrects_id, i.amount, coalesce(i.minutes, 0) as minutes, i.fee_amount, i.vendor_amount into billed from billing_items i
    where i.tenant_id = new.tenant_id and i.id = new.corrects_id for no key update;
  select coalesce(sum(i.amount), 0) as amount, coalesce(sum(i.minutes), 0) as minutes,
    coalesce(sum(i.fee_amount) filter (where i.state in ('invoiced', 'paid')), 0) as fee,
    coalesce(sum(i.vendor_amount) filter (where i.state in ('invoiced', 'paid')), 0) as vendor
    into taken from billing_items i
    where i.tenant_id = new.tenant_id and i.corrects_id = new.corrects_id and i.state <> 'void';
  if billed.state not in ('invoiced', 'paid') or billed.corrects_id is not null
    or not app.is_left_of(billed.amount, billed.amount + taken.amount)
    or not app.is_left_of(billed.minutes, billed.minutes + taken.minutes)
    or not app.is_part_left(billed.amount, billed.fee_amount, billed.fee_amount + taken.fee)
    or not app.is_part_left(billed.amount, billed.vendor_amount, billed.vendor_amount + taken.vendor) then
    raise exception 'more is taken back than was billed'
      using errcode = 'check_violation', constraint = 'billing_items_corrected', table = 'billing_items';
  end if;
  return null;
end $$;

/* What was billed once is billed again only after all of it was credited, at commit. */
create function app.check_round() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
begin
  if not exists (select from billing_items b
    cross join lateral (select sum(c.amount) as amount, sum(c.fee_amount) as fee, coalesce(sum(c.minutes), 0) as minutes from billing_items c
      where c.tenant_id = b.tenant_id and c.corrects_id = b.id and c.state in ('invoiced', 'paid')) c
    where b.tenant_id = new.tenant_id and b.source_noun = new.source_noun and b.source_id = new.source_id
      and b.source_revision = new.source_revision and b.line_key = new.line_key and b.round = new.round - 1 and b.corrects_id is null
      and b.state in ('invoiced', 'paid') and b.amount + c.amount = 0 and b.fee_amount + c.fee = 0 and coalesce(b.minutes, 0) + c.minutes = 0) then
    raise exception 'what was billed is billed again after all of it was credited'
      using errcode = 'check_violation', constraint = 'billing_items_rounds', table = 'billing_items';
  end if;
  return null;
end $$;
revoke execute on function app.check_round from public;
create constraint trigger billing_items_rounds after insert or update of round on billing_items deferrable initially deferred
  for each row when (new.round > 1 and new.corrects_id is null and new.state <> 'void') execute function app.check_round();

/* What was invoiced stays as it was billed, but for being paid, and for the person that its worker turned out to be. */
create function app.keep_invoiced_item() returns trigger language plpgsql
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  free constant text[] := array['state', 'version', 'updated_at', 'worker_id'];
begin
  if to_jsonb(new) - free is distinct from to_jsonb(old) - free
    or (new.state <> old.state and (old.state, new.state) <> ('invoiced', 'paid')) then
    raise exception 'what was invoiced does not change'
      using errcode = 'check_violation', constraint = 'billing_items_immutable', table = 'billing_items';
  end if;
  return null;
end $$;
revoke execute on function app.keep_invoiced_item from public;
create trigger immutable after update on billing_items for each row
  when (old.state in ('invoiced', 'paid', 'void')) execute function app.keep_invoiced_item();

-- A document of one facility is for a client of that facility too; one of the whole program, of a cost center or an
-- order is not for a client of some of its facilities, which sees its own lines of it.
do $$
declare
  ours constant text := '((select app.programs()) is null or program_id = any ((select app.programs())::uuid[]))
    and (select app.units()) is null';
  protected text;
  policy text;
begin
  foreach protected in array array['invoices', 'invoice_taxes'] loop
    foreach policy in array array['by_owner', 'by_scope', 'written_in_scope_insert', 'written_in_scope_update', 'written_in_scope_delete'] loop
      execute format('drop policy %I on %I', policy, protected);
    end loop;
  end loop;
  perform app.protect('invoices', history => false,
    client => ours || ' and ((select app.facilities()) is null or facility_id = any ((select app.facilities())::uuid[]))
      and kind in (''client_invoice'', ''credit_memo'')',
    vendor => 'vendor_id = (select app.vendor()) and kind in (''vendor_statement'', ''vendor_credit'')');
  -- The documents' own row security applies inside.
  perform app.protect('invoice_taxes', history => false,
    client => ours || ' and ((select app.facilities()) is null or invoice_id in (select i.id from invoices i where i.tenant_id = (select app.tenant())))');
  perform app.show_versions('invoices'), app.show_versions('invoice_taxes');
end $$;

/* Lines never change, so a line is its own one version: no copy of it is kept, which would be most of what a run writes.
   Lines of before have their versions still. The seal of what was done covers lines by the hash of their document. */
alter table invoice_lines add column opened_by xid8;
alter table invoice_lines alter column opened_by set default pg_current_xact_id();
drop trigger keep_version on invoice_lines;
drop trigger keep_version_changed on invoice_lines;
drop trigger keep_version_deleted on invoice_lines;
-- Row security of what is below applies: whoever sees a line sees its version.
create view all_versions with (security_invoker = true) as
  select tenant_id, table_name, row_id, sequence, valid_from, valid_to, opened_by, closed_by, recorded_at,
    program_id, facility_id, unit_id, vendor_id, worker_id, "row" from row_versions
  union all
  select tenant_id, 'invoice_lines', id, 0, created_at, null, opened_by, null, created_at,
    program_id, facility_id, unit_id, vendor_id, worker_id, to_jsonb(l) from invoice_lines l where opened_by is not null;
revoke insert, update on all_versions from requisite_service;

-- Nothing asks for the versions that a transaction closed; each version paid for it twice.
-- squawk-ignore require-concurrent-index-deletion
drop index row_versions_closed;
