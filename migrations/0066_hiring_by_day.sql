-- Why: figures of hiring read the rows of a span of days, and none of the years before.
-- no-transaction

create index concurrently if not exists order_visibilities_shown on order_visibilities (tenant_id, visible_from);
create index concurrently if not exists assignments_started on assignments (tenant_id, started_on) where started_on is not null;
create index concurrently if not exists assignments_ended on assignments (tenant_id, ended_on) where ended_on is not null;
create index concurrently if not exists placements_started on placements (tenant_id, started_on) where started_on is not null;
create index concurrently if not exists assignments_running on assignments (tenant_id, id) where state in ('active', 'suspended');
