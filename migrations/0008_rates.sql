-- Why: what an hour may cost, by program, vendor, profession, specialty, facility and day.

create table rate_lines (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  -- A null vendor, specialty or facility is the card's line for all of them.
  vendor_id uuid,
  facility_id uuid,
  profession text not null references professions (code),
  specialty text references specialties (code),
  bill_rate numeric(12, 4) not null check (app.is_rate(bill_rate)),
  max_bill_rate numeric(12, 4) not null check (app.is_rate(max_bill_rate)),
  pay_rate numeric(12, 4) check (app.is_rate(pay_rate)),
  currency char(3) not null default 'USD' check (app.is_currency(currency)),
  effective daterange not null check (app.on_calendar(effective)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  constraint rate_lines_max check (max_bill_rate >= bill_rate),
  constraint rate_lines_no_overlap exclude using gist (
    tenant_id with =, program_id with =,
    coalesce(vendor_id, '00000000-0000-0000-0000-000000000000'::uuid) with =,
    coalesce(facility_id, '00000000-0000-0000-0000-000000000000'::uuid) with =,
    profession with =, coalesce(specialty, '') with =, effective with &&)
);
create index rate_lines_vendor on rate_lines (tenant_id, vendor_id);
create index rate_lines_created on rate_lines (tenant_id, created_at, id);
-- The maximum is the operator's secret from the panel.
select app.protect('rate_lines');
