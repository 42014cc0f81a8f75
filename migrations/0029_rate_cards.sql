-- Why: rates stand on named cards, by unit, shift and hour type too, and a state's law may cap what an agency charges.

-- What a state's law lets an agency charge. Its figures are dated: what is not known of a later day is not invented.
insert into professions (code, name, licensed, compact) values ('medication_aide', 'Trained medication aide', false, false);

create table agency_rate_caps (
  code text primary key check (code ~ '^[a-z][a-z0-9_]{0,62}$'),
  state char(2) not null references states (code),
  -- Null is any setting, any county.
  care_setting text check (care_setting in ('hospital', 'nursing_home')),
  county_group text check (county_group ~ '^[a-z][a-z0-9_]{0,62}$'),
  profession text not null references professions (code),
  effective daterange not null check (app.on_calendar(effective)),
  -- The first day on which the law may have set another figure; null where none is foreseen.
  certain_until date check (app.on_calendar(certain_until)),
  max_rate numeric(12, 4) not null check (app.is_rate(max_rate)),
  -- What overtime and holiday work may cost of it; null where the cap is for all hours.
  premium_multiplier numeric(7, 4) check (premium_multiplier between 1 and 10),
  currency char(3) not null default 'USD' check (app.is_currency(currency)),
  basis_rate numeric(12, 4) check (app.is_rate(basis_rate)),
  basis_multiplier numeric(7, 4) check (basis_multiplier between 1 and 10),
  citation text not null check (length(citation) between 1 and 200),
  source text not null check (length(source) between 1 and 500),
  confidence text not null check (confidence in ('official', 'reported')),
  notes text check (length(notes) between 1 and 1000)
);
create table rate_cap_counties (
  code text primary key check (code ~ '^[a-z][a-z0-9_]{0,62}$'),
  state char(2) not null references states (code),
  county text not null check (length(county) between 1 and 100),
  county_group text not null check (county_group ~ '^[a-z][a-z0-9_]{0,62}$'),
  unique (state, county)
);
create index agency_rate_caps_profession on agency_rate_caps (profession, state);
comment on table agency_rate_caps is 'reference: shared by all tenants';
comment on table rate_cap_counties is 'reference: shared by all tenants';
revoke insert, update on agency_rate_caps, rate_cap_counties from requisite_service;

-- The statute has the wages determined every year, so a figure is sure for one; the later ones are not known here.
insert into agency_rate_caps (code, state, care_setting, county_group, profession, effective, certain_until, max_rate,
    basis_rate, basis_multiplier, citation, source, confidence, notes)
  select 'mn_2002_' || county_group || '_' || profession, 'MN', 'nursing_home', county_group, profession,
    '[2002-04-09,)', '2003-04-09', max_rate, basis_rate, 1.5, 'Minn. Stat. 144A.74',
    'Weighted average wage with payroll tax of the geographic group, 2002', 'official',
    'All-in: with administrative, contract and other fees; travel and housing that the facility pays stand outside.'
  from (values
    ('group_1_rural', 'rn', 21.04, 31.56),
    ('group_1_rural', 'lpn', 15.29, 22.94),
    ('group_1_rural', 'cna', 10.57, 15.86),
    ('group_1_rural', 'medication_aide', 11.38, 17.07),
    ('group_2_semi_rural', 'rn', 23.69, 35.54),
    ('group_2_semi_rural', 'lpn', 15.84, 23.76),
    ('group_2_semi_rural', 'cna', 11.22, 16.83),
    ('group_2_semi_rural', 'medication_aide', 12.11, 18.17),
    ('group_3_metro', 'rn', 25.45, 38.18),
    ('group_3_metro', 'lpn', 19.75, 29.63),
    ('group_3_metro', 'cna', 13.57, 20.36),
    ('group_3_metro', 'medication_aide', 15.32, 22.98)
  ) as figure (county_group, profession, basis_rate, max_rate);
insert into agency_rate_caps (code, state, care_setting, profession, effective, max_rate, premium_multiplier, citation,
    source, confidence, notes)
  select 'or_2025_' || profession, 'OR', care_setting, profession, '[2025-01-01,)', max_rate, 1.5,
    'ORS 676.716 (HB 2665, 2023)', 'The Lund Report, 2024', 'reported',
    'An example out of the state''s table, which is not held here: it warns and stops nothing.'
  from (values ('hospital', 'rn', 131.95), (null, 'cna', 42.23)) as figure (care_setting, profession, max_rate);
insert into rate_cap_counties (code, state, county, county_group)
  select 'mn_' || replace(lower(county), ' ', '_'), 'MN', county, county_group
  from (values
    ('group_1_rural', array[
      'Beltrami', 'Big Stone', 'Cass', 'Chippewa', 'Clearwater', 'Cottonwood', 'Crow Wing', 'Hubbard',
      'Jackson', 'Kandiyohi', 'Lac Qui Parle', 'Lake of the Woods', 'Lincoln', 'Lyon', 'Mahnomen', 'Meeker',
      'Morrison', 'Murray', 'Nobles', 'Pipestone', 'Redwood', 'Renville', 'Rock', 'Swift', 'Todd',
      'Yellow Medicine', 'Wadena']),
    ('group_2_semi_rural', array[
      'Becker', 'Benton', 'Blue Earth', 'Brown', 'Chisago', 'Clay', 'Dodge', 'Douglas', 'Faribault',
      'Fillmore', 'Freeborn', 'Goodhue', 'Grant', 'Houston', 'Isanti', 'Kanabec', 'Kittson', 'LeSueur',
      'McLeod', 'Marshall', 'Martin', 'Mille Lacs', 'Mower', 'Nicollet', 'Norman', 'Olmsted', 'Otter Tail',
      'Pennington', 'Pine', 'Polk', 'Pope', 'Red Lake', 'Rice', 'Roseau', 'Sherburne', 'Sibley', 'Stearns',
      'Steele', 'Stevens', 'Traverse', 'Wabasha', 'Waseca', 'Watonwan', 'Wilkin', 'Winona', 'Wright']),
    ('group_3_metro', array[
      'Aitkin', 'Anoka', 'Carlton', 'Carver', 'Cook', 'Dakota', 'Hennepin', 'Itasca', 'Koochiching', 'Lake',
      'Ramsey', 'Saint Louis', 'Scott', 'Washington'])
  ) as grouped (county_group, counties), unnest(counties) as county;

-- What such a law asks of a facility.
alter table facilities add column county text check (length(county) between 1 and 100);
alter table facilities add column care_setting text constraint facilities_care_setting
  check (care_setting in ('hospital', 'nursing_home', 'clinic', 'home_health', 'hospice', 'rehabilitation', 'behavioral_health', 'other'));

create table rate_cards (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  -- Null is any vendor.
  vendor_id uuid,
  name text not null check (length(name) between 1 and 200),
  currency char(3) not null default 'USD' check (app.is_currency(currency)),
  effective daterange not null check (app.on_calendar(effective)),
  state text not null constraint rate_cards_state check (state in ('draft', 'active', 'retired')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  constraint rate_cards_scope unique (tenant_id, id, program_id),
  constraint rate_cards_party unique (tenant_id, id, vendor_id),
  -- A retired card keeps the days that it was in force on; a draft has none yet.
  constraint rate_cards_one_in_force exclude using gist (
    tenant_id with =, program_id with =,
    coalesce(vendor_id, '00000000-0000-0000-0000-000000000000'::uuid) with =, effective with &&) where (state <> 'draft')
);
create index rate_cards_program on rate_cards (tenant_id, program_id);
create index rate_cards_vendor on rate_cards (tenant_id, vendor_id);
create index rate_cards_created on rate_cards (tenant_id, created_at, id);
select app.protect('rate_cards');

-- A line of no card is of the program's base card, which is always in force.
alter table rate_lines add column card_id uuid;
alter table rate_lines add column unit_id uuid;
alter table rate_lines add column shift text constraint rate_lines_shift check (shift in ('day', 'evening', 'night', 'weekend'));
alter table rate_lines add column hour_type text not null default 'regular' constraint rate_lines_hour_type
  check (hour_type in ('regular', 'overtime', 'double_time', 'holiday', 'on_call', 'callback', 'orientation'));
alter table rate_lines add column min_bill_rate numeric(12, 4) check (app.is_rate(min_bill_rate));
-- In place of a rate of its own: of the regular hour's.
alter table rate_lines add column multiplier numeric(7, 4) check (multiplier between 0 and 10);
-- The release before writes both always and reads lines that it wrote.
-- squawk-ignore ban-drop-not-null
alter table rate_lines alter column bill_rate drop not null;
-- squawk-ignore ban-drop-not-null
alter table rate_lines alter column max_bill_rate drop not null;
-- A card's table is a few thousand rows at most: they are checked and indexed anew well within a lock's patience.
-- squawk-ignore constraint-missing-not-valid
alter table rate_lines add constraint rate_lines_price check (
  (bill_rate is null) = (multiplier is not null) and (bill_rate is null) = (max_bill_rate is null)
  and (multiplier is null or (hour_type <> 'regular' and min_bill_rate is null and pay_rate is null)));
-- squawk-ignore constraint-missing-not-valid
alter table rate_lines add constraint rate_lines_min check (min_bill_rate <= bill_rate);
-- squawk-ignore constraint-missing-not-valid
alter table rate_lines add constraint rate_lines_unit_has_facility check (unit_id is null or facility_id is not null);
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
alter table rate_lines add constraint rate_lines_card foreign key (tenant_id, card_id, program_id)
  references rate_cards (tenant_id, id, program_id);
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
alter table rate_lines add constraint rate_lines_card_party foreign key (tenant_id, card_id, vendor_id)
  references rate_cards (tenant_id, id, vendor_id);
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
alter table rate_lines add constraint rate_lines_unit foreign key (tenant_id, unit_id, facility_id, program_id)
  references units (tenant_id, id, facility_id, program_id);
alter table rate_lines drop constraint rate_lines_no_overlap;
-- squawk-ignore constraint-missing-not-valid
alter table rate_lines add constraint rate_lines_no_overlap exclude using gist (
  tenant_id with =, program_id with =,
  coalesce(card_id, '00000000-0000-0000-0000-000000000000'::uuid) with =,
  coalesce(vendor_id, '00000000-0000-0000-0000-000000000000'::uuid) with =,
  coalesce(facility_id, '00000000-0000-0000-0000-000000000000'::uuid) with =,
  coalesce(unit_id, '00000000-0000-0000-0000-000000000000'::uuid) with =,
  profession with =, coalesce(specialty, '') with =, coalesce(shift, '') with =, hour_type with =, effective with &&);
-- What a rate is asked by, and thousands of loaded lines are held against.
-- squawk-ignore require-concurrent-index-creation
create index rate_lines_asked on rate_lines (tenant_id, program_id, profession, hour_type);
-- squawk-ignore require-concurrent-index-creation
create index rate_lines_card_lines on rate_lines (tenant_id, card_id);
-- squawk-ignore require-concurrent-index-creation
create index rate_lines_facility on rate_lines (tenant_id, facility_id);
-- squawk-ignore require-concurrent-index-creation
create index rate_lines_units on rate_lines (tenant_id, unit_id);

-- A line of a unit is seen and written by whoever is bound to that unit, as the generated rule has it.
do $$
declare
  rule constant text := format('tenant_id = (select app.tenant()) and case (select app.side()) '
    'when ''system'' then true when ''operator'' then %s when ''client'' then %s when ''vendor'' then %s when ''worker'' then %s else false end',
    app.side_rule('rate_lines', 'operator', 'scoped'), app.side_rule('rate_lines', 'client', 'scoped'),
    app.side_rule('rate_lines', 'vendor', 'none'), app.side_rule('rate_lines', 'worker', 'none'));
begin
  execute format('alter policy by_scope on rate_lines using (%s)', rule);
  execute format('alter policy written_in_scope_insert on rate_lines with check (%s)', rule);
  execute format('alter policy written_in_scope_update on rate_lines using (%s) with check (%s)', rule, rule);
  execute format('alter policy written_in_scope_delete on rate_lines using (%s)', rule);
  perform app.show_versions('rate_lines');
end $$;
