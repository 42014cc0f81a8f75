-- Why: figures that are no kept sums read the rows of a span of days, and none of the years before.
-- no-transaction

create index concurrently if not exists billing_items_worked on billing_items (tenant_id, work_date_to);
create index concurrently if not exists shifts_local_date on shifts (tenant_id, local_date);
create index concurrently if not exists timesheets_approved_on on timesheets (tenant_id, ((approved_at at time zone time_zone)::date)) where approved_at is not null;
create index concurrently if not exists timesheets_week_ends on timesheets (tenant_id, (week_starts_on + 6));
