-- Why: a vendor's volume of a month is summed from its lines; by day alone each sum reads the whole tenant's month.
-- no-transaction

create index concurrently if not exists timesheet_lines_volume on timesheet_lines (tenant_id, vendor_id, program_id, work_date);
