-- Why: orders are worked through by when they start; without an index each page sorts all of them.
-- no-transaction

create index concurrently if not exists orders_starts on orders (tenant_id, starts_on, id);
