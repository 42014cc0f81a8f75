-- Why: a thing is billed once in each round; open documents, and what an order bears, are found without reading all.
-- no-transaction

create unique index concurrently if not exists billing_items_once_a_round on billing_items
  (tenant_id, source_noun, source_id, source_revision, line_key, round, corrects_id) nulls not distinct;
alter table billing_items drop constraint if exists billing_items_once;
create unique index concurrently if not exists billing_items_imported_once on billing_items
  (tenant_id, program_id, source_system, source_reference, source_revision, line_key, round, corrects_id)
  nulls not distinct where source_system is not null;
create index concurrently if not exists billing_items_assignments on billing_items (tenant_id, assignment_id) where assignment_id is not null;
create index concurrently if not exists billing_items_purchase_orders on billing_items (tenant_id, purchase_order_id) where purchase_order_id is not null;
create index concurrently if not exists invoice_runs_started_by on invoice_runs (tenant_id, started_by);
create index concurrently if not exists invoices_open on invoices (tenant_id, program_id, due_on) where total <> paid_amount + credited_amount and state <> 'draft';
create index concurrently if not exists invoices_facilities on invoices (tenant_id, facility_id) where facility_id is not null;
create index concurrently if not exists invoices_cost_centers on invoices (tenant_id, cost_center_id) where cost_center_id is not null;
create index concurrently if not exists invoices_purchase_orders on invoices (tenant_id, purchase_order_id) where purchase_order_id is not null;
create index concurrently if not exists invoices_approvers on invoices (tenant_id, approved_by) where approved_by is not null;
