-- Why: what the market pays and charges, by source and day, so that a rate can be placed in it.

create table benchmark_sets (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  -- Null is for all programs.
  program_id uuid,
  name text not null check (length(name) between 1 and 200),
  source text not null check (length(source) between 1 and 500),
  -- Whose figures: published ones, those of several organizations, or the rates of vendors.
  basis text not null constraint benchmark_sets_basis check (basis in ('published', 'organizations', 'vendors')),
  measure text not null constraint benchmark_sets_measure check (measure in ('bill_rate', 'pay_rate', 'wage')),
  currency char(3) not null default 'USD' check (app.is_currency(currency)),
  -- How much it counts beside other sets where no other weight is told.
  weight numeric(8, 4) not null default 1 check (weight > 0),
  state text not null constraint benchmark_sets_state check (state in ('draft', 'active', 'retired')),
  -- What rows of a set carry, since a key with a null in it is not checked.
  reach uuid not null generated always as (coalesce(program_id, tenant_id)) stored,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  constraint benchmark_sets_carried unique (tenant_id, id, reach, basis),
  constraint benchmark_sets_priced unique (tenant_id, id, measure, currency)
);
create index benchmark_sets_program on benchmark_sets (tenant_id, program_id);
create index benchmark_sets_created on benchmark_sets (tenant_id, created_at, id);
-- No vendor learns what it is compared with.
select app.protect('benchmark_sets');

/* How wide a place is that names a metropolitan area, or a state, or neither. */
create function app.market_area(state bpchar, metro text) returns text language sql immutable parallel safe
  return case when metro is not null then 'metro' when state is not null then 'state' else 'national' end;
/* Whether enough told of it for a figure to be shown: published ones always are. */
create function app.is_disclosed(basis text, contributors integer, vendors integer) returns boolean language sql immutable parallel safe
  return basis = 'published' or (coalesce(contributors, 0) >= 5 and (basis <> 'vendors' or coalesce(vendors, 0) >= 3));
create function app.if_disclosed(figure numeric, basis text, contributors integer, vendors integer) returns numeric
  language sql immutable parallel safe
  return case when app.is_disclosed(basis, contributors, vendors) then figure end;
grant execute on function app.market_area, app.is_disclosed, app.if_disclosed to requisite_service;

create table market_rates (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  benchmark_set_id uuid not null,
  program_id uuid,
  reach uuid not null generated always as (coalesce(program_id, tenant_id)) stored,
  basis text not null,
  profession text not null references professions (code),
  -- Null is the profession as a whole.
  specialty text references specialties (code),
  -- Neither is the nation.
  state char(2) references states (code),
  metro text check (length(metro) between 1 and 100),
  area_kind text not null generated always as (app.market_area(state, metro)) stored,
  -- From when it holds: until the next of the same.
  effective_from date not null check (app.on_calendar(effective_from)),
  -- Made from the observations under it, or told as percentiles.
  is_observed boolean not null,
  percentile_10 numeric(12, 4) check (app.is_rate(percentile_10)),
  percentile_25 numeric(12, 4) check (app.is_rate(percentile_25)),
  percentile_50 numeric(12, 4) check (app.is_rate(percentile_50)),
  percentile_75 numeric(12, 4) check (app.is_rate(percentile_75)),
  percentile_90 numeric(12, 4) check (app.is_rate(percentile_90)),
  mean numeric(12, 4) check (app.is_rate(mean)),
  -- Percentiles that are missing at the top lie at or above what the publisher shows.
  is_top_coded boolean not null default false,
  -- How many rates or people it tells of, of how many contributors and vendors.
  observations bigint check (observations >= 0),
  contributors integer check (contributors >= 0),
  vendors integer check (vendors >= 0),
  is_disclosed boolean not null generated always as (app.is_disclosed(basis, contributors, vendors)) stored,
  -- All that figures are made from: who reads those must not come to know the median of a cell that is not shown.
  disclosed_p50 numeric(12, 4) generated always as (app.if_disclosed(percentile_50, basis, contributors, vendors)) stored,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  constraint market_rates_set foreign key (tenant_id, benchmark_set_id, reach, basis) references benchmark_sets (tenant_id, id, reach, basis),
  constraint market_rates_once unique nulls not distinct (tenant_id, benchmark_set_id, profession, state, specialty, metro, effective_from),
  constraint market_rates_carried unique (tenant_id, id, benchmark_set_id, reach, basis),
  constraint market_rates_ascend check (coalesce(percentile_10 <= percentile_25, true) and coalesce(percentile_10 <= percentile_50, true) and coalesce(percentile_10 <= percentile_75, true)
    and coalesce(percentile_10 <= percentile_90, true) and coalesce(percentile_25 <= percentile_50, true) and coalesce(percentile_25 <= percentile_75, true) and coalesce(percentile_25 <= percentile_90, true)
    and coalesce(percentile_50 <= percentile_75, true) and coalesce(percentile_50 <= percentile_90, true) and coalesce(percentile_75 <= percentile_90, true)),
  constraint market_rates_tell check (is_observed or num_nonnulls(percentile_10, percentile_25, percentile_50, percentile_75, percentile_90, mean) > 0)
);
create index market_rates_program on market_rates (tenant_id, program_id);
create index market_rates_created on market_rates (tenant_id, created_at, id);
select app.protect('market_rates');

create table rate_observations (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  market_rate_id uuid not null,
  benchmark_set_id uuid not null,
  program_id uuid,
  reach uuid not null generated always as (coalesce(program_id, tenant_id)) stored,
  basis text not null constraint rate_observations_basis check (basis in ('published', 'organizations', 'vendors')),
  rate numeric(12, 4) not null check (app.is_rate(rate)),
  -- Who said so; a vendor in a set of vendors' rates.
  contributor text check (length(contributor) between 1 and 200),
  observed_vendor_id uuid,
  observed_on date check (app.on_calendar(observed_on)),
  -- Taken back: it counts no more.
  withdrawn_at timestamptz check (app.on_calendar(withdrawn_at)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, observed_vendor_id) references vendors (tenant_id, id),
  constraint rate_observations_cell foreign key (tenant_id, market_rate_id, benchmark_set_id, reach, basis)
    references market_rates (tenant_id, id, benchmark_set_id, reach, basis),
  constraint rate_observations_vendor check ((basis = 'vendors') = (observed_vendor_id is not null))
);
create index rate_observations_market_rate on rate_observations (tenant_id, market_rate_id, rate);
create index rate_observations_program on rate_observations (tenant_id, program_id);
create index rate_observations_observed_vendor on rate_observations (tenant_id, observed_vendor_id);
create index rate_observations_created on rate_observations (tenant_id, created_at, id);
-- A single rate of a contributor is for those alone who keep the set.
select app.protect('rate_observations', client => 'none');

-- What a program's savings are reckoned against, from a day on; a null set: nothing.
create table savings_benchmarks (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  benchmark_set_id uuid,
  measure text not null default 'bill_rate' constraint savings_benchmarks_measure check (measure = 'bill_rate'),
  currency char(3) not null check (app.is_currency(currency)),
  effective_from date not null check (app.on_calendar(effective_from)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  constraint savings_benchmarks_set foreign key (tenant_id, benchmark_set_id, measure, currency)
    references benchmark_sets (tenant_id, id, measure, currency),
  constraint savings_benchmarks_one_a_day unique (tenant_id, program_id, effective_from)
);
create index savings_benchmarks_benchmark_set on savings_benchmarks (tenant_id, benchmark_set_id);
create index savings_benchmarks_created on savings_benchmarks (tenant_id, created_at, id);
select app.protect('savings_benchmarks');

-- The wages that the U.S. Bureau of Labor Statistics publishes each May (Occupational Employment and Wage Statistics):
-- registered nurses by state, 1998 to 2020; clinical occupations in the nation, 2014 to 2023. A base set begins from these.
create table published_wages (
  code text primary key check (code ~ '^[a-z][a-z0-9_]{0,62}$'),
  profession text not null references professions (code),
  state char(2) references states (code),
  effective_from date not null check (app.on_calendar(effective_from)),
  employed bigint check (employed >= 0),
  mean numeric(12, 4) check (app.is_rate(mean)),
  percentile_10 numeric(12, 4) check (app.is_rate(percentile_10)),
  percentile_25 numeric(12, 4) check (app.is_rate(percentile_25)),
  percentile_50 numeric(12, 4) check (app.is_rate(percentile_50)),
  percentile_75 numeric(12, 4) check (app.is_rate(percentile_75)),
  percentile_90 numeric(12, 4) check (app.is_rate(percentile_90)),
  is_top_coded boolean not null
);
create index published_wages_profession on published_wages (profession, state);
create index published_wages_state on published_wages (state);
comment on table published_wages is 'reference: shared by all tenants';
revoke insert, update on published_wages from requisite_service;

-- Profession, state (- is the nation), year, employed, mean, then the percentiles 10, 25, 50, 75, 90; - is not published,
-- # is at or above the top that is shown.
insert into published_wages (code, profession, state, effective_from, employed, mean, percentile_10, percentile_25, percentile_50, percentile_75, percentile_90, is_top_coded)
  select lower(concat_ws('_', w[1], nullif(w[2], '-'), w[3])), w[1], nullif(w[2], '-'), make_date(w[3]::integer, 5, 1),
    nullif(w[4], '-')::bigint, nullif(translate(w[5], '#', '-'), '-')::numeric,
    nullif(translate(w[6], '#', '-'), '-')::numeric, nullif(translate(w[7], '#', '-'), '-')::numeric,
    nullif(translate(w[8], '#', '-'), '-')::numeric, nullif(translate(w[9], '#', '-'), '-')::numeric,
    nullif(translate(w[10], '#', '-'), '-')::numeric, '#' = any(w)
  from string_to_table($wages$
rn AL 2020 48850 28.96 20.75 23.73 28.19 33.15 38.67
rn AK 2020 6240 45.81 31.5 36.94 45.23 53.31 60.7
rn AZ 2020 55520 38.64 27.66 32.58 37.98 44.67 50.14
rn AR 2020 25300 30.6 21.47 25.71 29.97 35.4 39.65
rn CA 2020 307060 57.96 36.62 45.18 56.93 71.07 83.35
rn CO 2020 52330 37.43 26.84 31.05 36.78 43.47 50.03
rn CT 2020 33400 40.79 29.12 34.12 39.8 47.62 54.48
rn DE 2020 11410 35.74 26.09 29.3 34.67 40.42 48.15
rn DC 2020 10320 43.29 29.53 35.05 43 50.57 59.39
rn FL 2020 183130 33.42 24.14 27.68 32.46 38.28 44.95
rn GA 2020 73230 34.38 24.65 28.11 33.48 39.67 47.5
rn HI 2020 11260 50.4 33.7 43.31 53.08 60.04 64.74
rn ID 2020 12800 34.44 25.82 29.12 34.27 39.16 45.9
rn IL 2020 127450 35.85 25.23 28.93 34.91 41.48 49.62
rn IN 2020 66460 32.45 24.57 27.31 31.25 37.25 42.46
rn IA 2020 32610 30.08 22.56 26.22 29.39 33.63 38.75
rn KS 2020 29430 30.87 22.31 26.12 30.07 35.68 40.12
rn KY 2020 42940 31.12 22.09 26.18 30.32 36 40.42
rn LA 2020 41690 32.7 24.28 27.48 31.85 37.51 42.03
rn ME 2020 14160 34.16 26.18 28.85 33.42 38.93 45.15
rn MD 2020 51480 39.23 27.75 32.83 38.37 45.56 50.98
rn MA 2020 84030 46.27 29.64 35.24 43.41 56.4 70.42
rn MI 2020 97820 35.57 26.58 29.96 35.11 40.39 47.15
rn MN 2020 70820 38.92 27.76 32.54 38.24 45.82 51.44
rn MS 2020 28800 29.45 20.55 24.2 28.77 34.23 39.55
rn MO 2020 71560 31.68 21.18 25.43 30.88 37.64 44.17
rn MT 2020 9980 33.91 25.93 28.56 33.05 38.71 44.97
rn NE 2020 24060 33.41 25.81 28.36 32.7 38.14 43.38
rn NV 2020 23420 43.15 31.79 35.9 42.29 50.27 58.22
rn NH 2020 13840 36.52 26.52 30.15 35.98 42.39 48.75
rn NJ 2020 78590 41.21 31.28 35.32 40.86 47.63 53.13
rn NM 2020 17100 36.4 26.83 31.32 36.23 40.9 47.22
rn NY 2020 178550 43.16 27.88 33.97 43.19 51.12 60.89
rn NC 2020 99110 33.15 24.43 27.61 32.13 38.35 44.83
rn ND 2020 9970 33.47 25.58 28.29 33.08 38.08 42.68
rn OH 2020 129090 33.53 25.66 28.17 32.49 38.09 43.93
rn OK 2020 32950 32.02 22.96 27.01 31.58 37.05 40.94
rn OR 2020 36840 46.27 34.07 40.11 46.54 52.99 60.8
rn PA 2020 146640 35.66 25.92 29.57 35.08 40.5 48.01
rn RI 2020 12150 39.81 28.59 33.59 39.93 46.3 50.55
rn SC 2020 45930 32.28 22.71 27.08 31.75 37.32 41.42
rn SD 2020 13130 29.31 21.42 24.83 28.84 33.66 38.41
rn TN 2020 61040 30.83 21.46 25.59 29.91 35.73 41.43
rn TX 2020 219330 36.92 26.35 30.43 36.21 42.83 49.54
rn UT 2020 23690 33.83 26.23 28.47 32.3 38.21 44.31
rn VT 2020 6810 34.68 25.57 28.33 33.5 40.1 47.3
rn VA 2020 66450 35.76 25.45 28.95 34.82 41.71 49.18
rn WA 2020 59300 43.9 31.44 35.93 43.1 51.8 60.56
rn WV 2020 19800 31.31 21.87 26.42 30.37 36.64 41.92
rn WI 2020 63630 35.94 26.94 30.54 35.35 40.52 47.63
rn WY 2020 5010 34.9 26 28.78 33.87 39.32 46.09
rn GU 2020 690 29.91 18.89 22.62 28.36 35.17 42.36
rn PR 2020 19250 17.05 12.08 13.62 15.94 18.66 23.22
rn VI 2020 520 33.74 21.05 29.91 34.67 38.62 44.75
rn AL 2018 49490 28.59 20.45 23.45 27.85 32.96 38.17
rn AK 2018 5730 42.94 29.96 34.92 42.14 49.92 58.66
rn AZ 2018 54690 37.02 26.72 31.33 36.43 42.87 48.42
rn AR 2018 25380 29.22 20.56 24.07 28.68 34.18 38.72
rn CA 2018 294510 51.42 31.94 40.2 50.2 62.56 75.56
rn CO 2018 51760 35.69 26.02 29.57 35.03 41.48 47.76
rn CT 2018 31400 39.05 27.88 32.89 38.42 45.71 50.75
rn DE 2018 11840 35.96 26.58 30.1 35.11 40.27 48.11
rn DC 2018 11110 44.4 28.26 34.67 42.69 50.22 63.17
rn FL 2018 177600 31.83 22.63 26.66 30.96 36.74 42.61
rn GA 2018 76640 33.15 23.68 27.36 32.63 38.27 45.08
rn HI 2018 11310 47.16 30.43 38.44 50.62 57.3 61.42
rn ID 2018 13790 32.26 24.03 27.33 32.11 37.19 42.92
rn IL 2018 129400 35.53 24.61 28.58 34.74 42.03 48.87
rn IN 2018 67870 31.18 22.08 25.88 29.96 36.03 41.59
rn IA 2018 33770 28.43 20.96 24.4 27.97 31.87 37.44
rn KS 2018 27810 29.34 21.09 24.69 28.69 34 38.51
rn KY 2018 46130 30.34 21.35 25.27 29.7 35.37 39.37
rn LA 2018 43110 30.76 21.08 25.6 30 35.7 39.91
rn ME 2018 14460 32.51 24.07 27.1 31.55 37.54 44.13
rn MD 2018 54080 36.93 26.36 30.59 36.38 43.49 48.9
rn MA 2018 80630 44.3 28.18 33.66 41.76 54.14 66.93
rn MI 2018 96680 34.29 25.84 29.05 33.94 38.46 44.99
rn MN 2018 69000 37.94 27 31.98 37.47 44.55 49.37
rn MS 2018 29860 28.12 20.04 23.24 27.62 32.48 37.95
rn MO 2018 71770 31.31 21.18 25.06 29.94 36.46 43.25
rn MT 2018 10100 32.43 24.97 27.49 31.71 36.85 42.22
rn NE 2018 22970 31 23.12 26.51 30.16 35.66 39.92
rn NV 2018 22560 41.16 31.12 34.88 40.97 47.34 53.7
rn NH 2018 13630 34.98 25.52 28.82 34.44 40.5 47.18
rn NJ 2018 79530 39.78 28.81 33.6 39.34 46.31 51.34
rn NM 2018 16730 34.49 25.78 29.2 34.29 39.09 45.83
rn NY 2018 182490 41.16 26.66 32.36 41.01 48.77 58.12
rn NC 2018 102500 31.18 22.18 25.97 30.26 36.25 41.66
rn ND 2018 8770 31.61 25.05 27.2 30.71 35.96 39.79
rn OH 2018 125380 32.13 24.6 27.05 30.87 36.69 42.54
rn OK 2018 29330 30.33 21.62 25.66 29.69 35.04 38.88
rn OR 2018 36020 43.79 32.13 37.29 43.86 50.25 58.23
rn PA 2018 148520 33.84 24.98 28.09 33.26 38.75 45.95
rn RI 2018 12630 37.7 27.34 31.76 37.33 43.84 48.64
rn SC 2018 44350 31.22 21.88 26.06 30.25 35.81 39.69
rn SD 2018 12760 28.05 20.45 23.5 27.65 32.21 37.21
rn TN 2018 60360 29.48 20.83 24.61 28.91 34.43 38.61
rn TX 2018 210350 35.04 25.28 28.95 34.61 40.62 47.2
rn UT 2018 21700 31.57 23.61 26.66 30.56 36.28 40.84
rn VT 2018 6460 33.25 25.01 27.43 31.61 38 45.47
rn VA 2018 64750 33.55 23.02 27.15 32.69 38.78 46.41
rn WA 2018 56290 39.75 26.81 32.09 38.42 47.11 55.89
rn WV 2018 19930 29.7 20.69 25.19 29.27 34.81 39.2
rn WI 2018 59030 34.36 26.1 29.01 33.73 38.58 45.33
rn WY 2018 5010 32.38 23.72 26.88 31.3 36.88 41.86
rn GU 2018 600 28.38 19.88 22.53 27.56 33.54 39.1
rn PR 2018 19230 16.8 11.48 13.34 15.77 18.43 23.39
rn VI 2018 350 29.59 19.06 25.41 29.3 34.93 39.19
rn AL 2015 44000 27.35 19.98 22.55 26.7 31.1 36.53
rn AK 2015 5910 42.55 31.35 35.56 42.37 49.52 56.22
rn AZ 2015 49800 34.51 25.18 29.16 34.38 39.96 46.21
rn AR 2015 22480 27.34 19.27 22.17 26.76 31.63 36.88
rn CA 2015 255010 48.68 30.97 37.88 48.27 59.33 70.72
rn CO 2015 45760 33.65 24.63 27.73 32.95 38.77 45.74
rn CT 2015 32440 37.18 26.57 31.66 36.76 43.53 48.41
rn DE 2015 10370 34.33 25.88 29.62 34.16 39.01 44.86
rn DC 2015 10530 38.25 26.57 31.02 38.28 44.72 49.91
rn FL 2015 168870 30.75 22.16 25.82 29.87 35.37 39.86
rn GA 2015 68980 30.38 21.25 25.61 30.36 35.42 38.9
rn HI 2015 10990 43.33 30.46 37.11 44.37 51.1 57.39
rn ID 2015 12140 29.46 21.42 25.31 29.31 34.37 37.7
rn IL 2015 113040 33.54 21.91 26.37 32.28 39.88 47.9
rn IN 2015 60890 28.32 20.14 23.03 27.83 33.58 37.81
rn IA 2015 31630 26.46 19.55 21.87 25.92 30.09 35.48
rn KS 2015 27200 27.6 20.04 22.61 27.08 32.2 36.81
rn KY 2015 43630 28.26 20.49 23.53 27.87 32.91 37.02
rn LA 2015 42270 30.03 20.63 24.31 28.74 34.67 40.03
rn ME 2015 14210 30.92 22.32 25.85 30.21 35.9 41.3
rn MD 2015 51100 35.19 25.69 29.27 34.66 40.93 46.89
rn MA 2015 83780 42.62 26.52 32.26 40.36 52.85 64.88
rn MI 2015 91130 32.54 24.31 27.12 31.65 36.57 42.97
rn MN 2015 59640 34.77 23.75 27.73 34.68 42.36 47.33
rn MS 2015 27810 27.39 19.35 22.21 26.74 31.98 37.28
rn MO 2015 65860 28.44 19.82 22.8 27.77 33.85 38.51
rn MT 2015 9640 30.12 22.76 25.95 29.19 34.53 39.06
rn NE 2015 20600 28.35 20.6 23.66 27.87 32.92 37.32
rn NV 2015 19470 39.16 28.29 33.06 39.12 45.53 50.11
rn NH 2015 12720 32.3 22.66 26.38 31.46 38.21 44.72
rn NJ 2015 78460 38.38 27.52 32.45 38.09 44.7 49.47
rn NM 2015 15110 31.74 24.42 26.98 31.11 36.3 41.88
rn NY 2015 171880 37.96 25.16 30.3 37.49 45.58 53.39
rn NC 2015 95670 29.07 20.81 24.15 28.34 33.83 38.31
rn ND 2015 8370 28.31 20.87 24.41 27.83 31.91 36.41
rn OH 2015 126270 30.19 22.68 25.85 29.46 34.76 38.53
rn OK 2015 26080 28.39 20.51 24.06 28.1 32.92 37
rn OR 2015 32490 40.29 29.35 34.34 40.96 46.54 52.39
rn PA 2015 136090 32.47 22.67 26.66 31.58 37.63 45.04
rn RI 2015 11950 36.74 26.64 31.08 36.68 42.99 47.1
rn SC 2015 42440 29.38 20.28 24.4 28.53 34.05 38.49
rn SD 2015 11950 26.49 19.73 21.8 25.68 30.44 35.9
rn TN 2015 55710 27.67 20.1 23.08 27.33 32.04 36.7
rn TX 2015 198650 33.6 24.11 27.51 32.98 38.89 45.65
rn UT 2015 19930 29.33 21.26 24.75 28.69 33.95 38.09
rn VT 2015 6360 31.65 23.04 26.12 30.18 37.06 43.74
rn VA 2015 63340 31.41 20.86 24.82 30.6 36.63 43.72
rn WA 2015 52880 37.56 25.41 29.92 37.03 45.16 52.9
rn WV 2015 20020 27.89 19.45 22.85 27.26 32.28 37.71
rn WI 2015 55460 31.94 24.01 26.82 31.32 36.77 43.25
rn WY 2015 4910 29.84 21.16 25.25 29.22 34.72 38.92
rn GU 2015 520 25.7 16.44 19.47 25.15 31.34 36.62
rn PR 2015 17490 16.51 11.81 13.22 15.45 18.15 22.97
rn VI 2015 250 22.91 13.13 14.89 23.47 28.58 34.04
rn AL 2013 43600 26.86 19.59 22.19 26.2 30.75 35.4
rn AK 2013 5790 40.21 29.67 33.66 40.08 46.51 53.26
rn AZ 2013 46290 34.34 25.26 29.61 34.14 39.83 44.57
rn AR 2013 23480 27 19.06 21.97 26.56 31.53 35.84
rn CA 2013 252940 46.62 30.61 36.46 45.34 56.69 67.8
rn CO 2013 41860 33.16 23.97 27.35 32.73 38.96 44.49
rn CT 2013 34820 36.67 26.67 31.31 36.08 42.71 47.94
rn DE 2013 9740 33.97 25.45 29.52 33.79 39.2 44
rn DC 2013 11030 37.28 27.59 32.01 36.69 42.83 47.43
rn FL 2013 162530 29.84 21.65 25.04 29.05 34.23 39.13
rn GA 2013 66080 29.63 20.99 25 29.79 34.35 38.11
rn HI 2013 10300 41.05 28.81 33.81 41.32 49.77 55.11
rn ID 2013 12150 28.74 20.69 24.4 28.36 33.43 37.09
rn IL 2013 109480 32.08 21.29 25.58 31.2 37.61 44.78
rn IN 2013 59730 28.04 19.81 22.91 27.58 33.03 36.87
rn IA 2013 32100 25.73 19.09 21.35 25.3 29.54 34.46
rn KS 2013 26940 27.12 19.58 22.28 26.82 31.88 35.55
rn KY 2013 42400 27.65 20.19 23.16 27.25 32.15 35.78
rn LA 2013 40600 29.7 20.52 24.3 29.03 34.52 40.24
rn ME 2013 13890 30.12 21.74 25.16 29.66 34.88 40.45
rn MD 2013 46070 34.18 24.76 28.65 34.04 40.3 44.7
rn MA 2013 79270 40.25 25.7 30.98 38.4 48.53 60.56
rn MI 2013 91840 31.64 23.78 26.66 31.27 35.52 41.39
rn MN 2013 57920 34.21 23.89 27.86 33.92 40.77 45.64
rn MS 2013 27590 27.18 19.16 21.89 26.41 31.88 36.67
rn MO 2013 64870 27.9 19.39 22.16 27.26 33.25 37.97
rn MT 2013 9040 29.18 22.13 25.06 28.29 33.41 38.18
rn NE 2013 19550 27.37 19.83 22.46 26.84 32.05 36.21
rn NV 2013 17160 37.89 27.62 32.03 37.62 43.98 50.75
rn NH 2013 12180 31.03 21.78 25.37 30.13 36.89 43.02
rn NJ 2013 75410 37.19 27.49 31.85 37.2 43 47.08
rn NM 2013 14540 31.2 23.81 26.41 30.81 35.46 41.43
rn NY 2013 169820 36.29 24.38 29.48 35.75 43.37 50.98
rn NC 2013 88350 28.51 20.32 23.63 28.12 33.38 36.99
rn ND 2013 7750 26.94 20.42 23.5 26.64 29.93 34.48
rn OH 2013 124400 29.69 22.81 25.36 29.1 34.05 37.81
rn OK 2013 25960 27.47 19.51 22.78 27.34 32.43 36.01
rn OR 2013 28490 38.67 27.98 32.64 38.64 44.29 50.82
rn PA 2013 124750 31.74 22.68 26.11 31.17 36.43 43.21
rn RI 2013 11570 35.62 25.65 30.21 35.71 41.64 45.21
rn SC 2013 41950 28.69 19.28 23.53 27.99 33.39 37.34
rn SD 2013 11540 25.51 19.11 20.95 24.51 29.58 34.55
rn TN 2013 57760 27.27 19.94 23.01 26.96 31.7 35.53
rn TX 2013 190090 32.62 23.25 26.91 32.36 37.97 43.93
rn UT 2013 18550 28.89 21.51 24.74 28.38 33.24 36.56
rn VT 2013 6710 30.41 22.37 25.12 28.93 35.43 41.92
rn VA 2013 60120 30.36 20.45 24.43 30.17 35.64 42.26
rn WA 2013 53060 36.74 24.9 30.28 36.3 43.57 51.16
rn WV 2013 18440 26.56 18.71 21.7 26.06 31.12 35.97
rn WI 2013 56870 30.99 23.75 26.22 30.41 35.27 41.21
rn WY 2013 4500 29.56 22.93 25.53 29.06 33.94 37.53
rn GU 2013 520 25.22 16.46 19.52 24.75 30.42 35.32
rn PR 2013 18890 15.77 11.82 12.94 14.73 17.4 20.97
rn VI 2013 300 21.56 12.23 13.77 20.82 27.22 33.28
rn AL 2012 43760 26.57 19.44 21.97 26.02 30.49 35.23
rn AK 2012 5350 38.93 28.99 32.9 38.73 44.46 50.95
rn AZ 2012 45600 34.32 24.99 29.3 34.24 40.18 44.6
rn AR 2012 23480 26.62 19.07 21.78 26.16 31.11 35.67
rn CA 2012 249980 45.25 30.52 35.84 43.88 54.7 65.56
rn CO 2012 41380 32.66 23.96 27.1 32.22 38.01 43.79
rn CT 2012 34820 36.37 26.23 31.05 35.86 42.39 47.07
rn DE 2012 9660 34.05 25.09 29.41 33.62 38.74 44.45
rn DC 2012 11310 36.44 25.87 31.41 36.31 42.63 47.3
rn FL 2012 163720 29.7 21.46 24.92 28.88 34.12 39.05
rn GA 2012 64180 29.22 20.7 24.71 29.42 34 37.12
rn HI 2012 10060 40.74 28.07 33.36 40.96 49.65 55.08
rn ID 2012 11420 28.42 20.37 24.2 28.01 33.07 36.82
rn IL 2012 114730 31.86 21.43 25.76 31.34 36.95 43.72
rn IN 2012 58430 27.65 19.61 22.67 27.22 32.56 36.38
rn IA 2012 32170 25.26 18.63 20.96 24.85 29.05 34.08
rn KS 2012 26380 26.94 19.51 22.27 26.64 31.55 35.38
rn KY 2012 42920 27.65 20.23 23.21 27.2 32.07 35.86
rn LA 2012 40180 29.45 20.61 24.25 28.73 34.2 39.78
rn ME 2012 14260 29.18 21.65 25.02 28.75 33.56 36.92
rn MD 2012 45630 34.18 24.51 28.35 33.8 40.25 45.03
rn MA 2012 79570 40.08 25.66 31.01 38.23 48.26 60.03
rn MI 2012 90540 30.97 23.36 26.24 30.69 34.92 39.76
rn MN 2012 54940 34.03 23.96 28.04 33.96 40.36 44.91
rn MS 2012 28200 27.76 19.26 22 26.53 32.35 38.87
rn MO 2012 65260 27.4 19.11 21.76 26.68 32.63 37.17
rn MT 2012 8400 28.81 21.84 24.65 27.99 32.98 37.25
rn NE 2012 18590 27.09 19.76 22.31 26.54 31.68 36.01
rn NV 2012 16790 37.44 27.84 32.01 37.33 43.23 48.57
rn NH 2012 12530 30.73 21.86 25.39 29.89 36.04 42.31
rn NJ 2012 74700 36.45 27.12 31.47 36.49 42.19 45.74
rn NM 2012 14780 32.07 23.69 26.8 31.72 36.65 43.13
rn NY 2012 166950 35.63 23.97 29.06 35.16 42.6 49.58
rn NC 2012 86240 28.25 20.33 23.59 27.88 32.98 36.45
rn ND 2012 7580 25.73 19.6 22.2 25.61 28.83 33.64
rn OH 2012 120460 29.31 22.2 25.16 28.85 33.67 37
rn OK 2012 26850 26.91 19.18 22.28 26.78 31.7 35.56
rn OR 2012 28840 37.75 27.4 32.02 37.9 43.43 48.44
rn PA 2012 125220 31.25 21.87 25.63 30.57 35.89 42.73
rn RI 2012 11840 35.13 25.37 29.69 35.06 41.25 45.25
rn SC 2012 41870 28.33 19.31 23.18 27.76 33.02 36.52
rn SD 2012 11030 25.39 19.15 20.88 24.24 29.39 34.48
rn TN 2012 55580 26.83 19.71 22.72 26.49 30.82 35.12
rn TX 2012 187290 31.9 22.52 26.27 31.6 36.96 43.44
rn UT 2012 17920 28.76 21.55 24.66 28.22 33.02 36.34
rn VT 2012 6310 30.46 21.53 25.03 29.36 35.54 42.01
rn VA 2012 58650 30.31 20.55 24.53 30.11 35.56 41.97
rn WA 2012 51060 36.22 24.92 29.75 35.72 42.8 49.62
rn WV 2012 17440 26.2 17.99 21.05 25.51 30.35 35.83
rn WI 2012 54640 30.77 23.59 26.05 30.28 35.12 40.76
rn WY 2012 4460 29.18 21.65 24.98 28.67 33.75 37.54
rn GU 2012 460 25.75 17.05 20.02 25.45 30.81 35.73
rn PR 2012 17550 15.83 11.82 12.92 14.73 17.37 21.16
rn VI 2012 330 24.49 13.64 20.12 25.37 29.04 34.06
rn AL 2019 49190 28.96 20.84 24.02 28.27 33.4 38.26
rn AK 2019 6210 43.51 29.36 35 43.54 52.35 58.85
rn AZ 2019 54590 37.66 26.93 31.71 36.93 43.62 48.97
rn AR 2019 25210 29.49 20.69 24.78 29.01 34.21 38.39
rn CA 2019 302770 54.44 34.24 42.59 53.18 66.22 78.76
rn CO 2019 52510 36.65 26.41 30.53 36.1 42.81 48.75
rn CT 2019 34740 40.12 28.85 33.54 39.24 46.81 53.62
rn DE 2019 11730 35.63 26.01 29.64 35.01 40.49 47.62
rn DC 2019 10890 45.59 29.58 35.88 43.98 51.51 64.43
rn FL 2019 181670 32.5 23.09 27.02 31.65 37.36 44
rn GA 2019 75430 33.46 24 27.56 32.89 38.73 45.96
rn HI 2019 11330 50.03 33.09 42.67 53.22 59.29 63.16
rn ID 2019 14110 33.4 24.95 28.23 33.33 38.24 44.71
rn IL 2019 129530 35.34 24.81 28.55 34.43 41.32 48.65
rn IN 2019 67510 32 23.9 26.75 30.61 36.59 42.79
rn IA 2019 32980 29.13 21.82 25.46 28.6 32.65 37.72
rn KS 2019 30370 30.02 21.68 25.37 29.23 34.67 39.21
rn KY 2019 43840 30.65 21.47 25.66 29.89 35.58 39.93
rn LA 2019 40870 31.66 22.65 26.47 30.79 36.48 41.3
rn ME 2019 14490 33.54 25.31 28.21 33.14 38.26 44.62
rn MD 2019 53150 37.46 26.63 31.27 36.92 44.05 49.28
rn MA 2019 81020 44.79 28.93 34.23 42.09 54.23 68.17
rn MI 2019 96900 35.19 26.33 29.86 34.74 39.59 46.33
rn MN 2019 71000 38.52 27.44 32.33 37.77 45.15 50.48
rn MS 2019 29550 28.73 20.21 23.77 28.17 33.48 38.5
rn MO 2019 68840 30.85 20.76 24.89 30.03 36.57 42.99
rn MT 2019 10310 33.34 25.52 28.13 32.65 37.92 43.96
rn NE 2019 23800 32.04 24.69 27.28 31.25 36.71 41.72
rn NV 2019 22940 42.49 31.34 35.34 42.02 49.31 57.35
rn NH 2019 14320 35.52 25.81 29.27 34.95 41.51 47.63
rn NJ 2019 80140 40.52 29.98 34.37 40.35 46.94 52.5
rn NM 2019 17350 35.24 26.14 30.4 35.18 39.81 46.07
rn NY 2019 178320 42.23 27.39 33.39 41.99 49.71 59.55
rn NC 2019 99960 31.94 23.08 26.67 31.06 37.01 42.83
rn ND 2019 9750 31.87 25.27 27.49 31.1 36.31 40.27
rn OH 2019 125470 32.8 25.13 27.56 31.63 37.18 43.31
rn OK 2019 31350 31.15 22.34 26.42 30.6 35.96 39.7
rn OR 2019 36660 44.69 32.77 38.44 44.89 51.46 59.06
rn PA 2019 148040 34.33 25.31 28.7 33.91 39.14 46.32
rn RI 2019 12630 39.57 28.36 33.35 39.97 46.04 49.89
rn SC 2019 46860 31.17 22.52 26.55 30.65 35.97 39.57
rn SD 2019 12950 28.63 20.91 24.26 28.21 32.98 37.61
rn TN 2019 63330 30.08 21.24 25.07 29.42 35.06 39.16
rn TX 2019 218090 35.84 25.75 29.68 35.29 41.68 48.02
rn UT 2019 21650 32.68 24.95 27.41 31.36 37.19 43.16
rn VT 2019 7020 33.77 25.24 27.77 32.39 38.82 45.87
rn VA 2019 66040 34.56 24.47 28.08 33.77 39.88 47.53
rn WA 2019 58000 41.43 28.37 33.63 40.14 48.9 57.7
rn WV 2019 19830 30.39 21.45 25.81 29.55 35.45 40.57
rn WI 2019 61930 34.91 26.45 29.8 34.4 39.11 45.95
rn WY 2019 5120 33.03 24.59 27.34 31.87 37.53 43.4
rn GU 2019 680 27.92 18.47 21.85 27.1 33.63 38.71
rn PR 2019 19510 16.85 11.67 13.43 15.9 18.57 23.29
rn VI 2019 460 32.93 22.07 29.54 33.87 37.62 43.39
rn AL 2009 42880 27.82 19.22 22.25 26.48 31.23 37.62
rn AK 2009 5010 36.04 26.05 29.89 35.33 40.88 48.37
rn AZ 2009 38570 32.27 20.84 26.63 31.78 37.88 43.15
rn AR 2009 23050 27.42 17.84 21.01 25.1 30.12 36.4
rn CA 2009 233030 40.9 28.46 33.52 39.86 48.11 56.41
rn CO 2009 41750 32.12 22.87 26.72 31.74 37.32 42.18
rn CT 2009 35790 34.58 24.9 29.27 34.14 39.75 45.05
rn DE 2009 10220 34.02 25.65 28.92 33.45 38.01 41.41
rn DC 2009 8890 35.6 25.53 29.61 35.36 40.98 48.02
rn FL 2009 150940 29.94 20.77 24.3 28.82 34.14 40.35
rn GA 2009 65370 29.3 20.62 24.52 29.14 33.94 38.89
rn HI 2009 8930 38.47 26.79 32.71 39.34 46 50.48
rn ID 2009 10540 29.48 20.9 24.1 28.07 32.82 39.97
rn IL 2009 116340 31.46 20.55 25.54 30.7 37.05 43.37
rn IN 2009 57880 27.84 19.39 22.54 27.12 32.36 37.91
rn IA 2009 30750 24.97 17.44 20.63 24.15 28.64 32.74
rn KS 2009 26320 26.79 19.01 21.75 25.52 30.48 35.61
rn KY 2009 43250 27.94 19.66 22.59 27 31.43 37.06
rn LA 2009 39560 28.99 20.63 23.77 28 32.64 38.77
rn ME 2009 14410 31.37 20.98 24.22 28.64 34.35 40.92
rn MD 2009 51620 36.7 24.52 29.72 36.38 44.35 50.64
rn MA 2009 83060 39.32 25.92 30.29 37.39 47.67 58.87
rn MI 2009 84620 30.82 22.24 26.15 30.39 35.24 39.57
rn MN 2009 57560 34.98 23.73 28.3 34.24 40.55 46.65
rn MS 2009 28030 27.7 18.86 22.17 26.33 31.52 38.49
rn MO 2009 62130 27.62 18.29 21.95 26.69 32.07 38.1
rn MT 2009 8340 27.1 19.9 22.8 26.85 31.3 35.64
rn NE 2009 18930 26.46 19.16 21.79 25.35 30.7 36.19
rn NV 2009 16100 35.07 25.76 30.08 35.23 40.35 45.05
rn NH 2009 13330 29.84 21.45 24.54 29.03 34.65 40.13
rn NJ 2009 74730 36.05 26.38 30.72 35.85 41.14 47.56
rn NM 2009 12340 30.55 21.59 25.3 30.18 35.69 40.17
rn NY 2009 165730 34.99 23 28.07 34.66 41.7 49.16
rn NC 2009 88190 28.31 20.54 23.33 27.49 31.81 37.28
rn ND 2009 6260 26.98 19.06 21.94 25.57 30.65 35.93
rn OH 2009 117870 28.72 20.99 24.06 27.99 32.23 37.52
rn OK 2009 27340 25.58 18.25 21.29 25.18 29.7 33.32
rn OR 2009 30730 35.24 25.75 29.88 35.3 40.33 45.77
rn PA 2009 129810 30.58 20.65 24.33 29.24 35.15 41.95
rn RI 2009 11630 33.09 24.2 28.13 33.4 38.09 41.81
rn SC 2009 38020 28.69 19.93 23.05 27.5 32.05 37.53
rn SD 2009 10530 25.73 18.51 21.03 24.34 29.07 33.34
rn TN 2009 61980 28.62 19.72 22.68 26.84 31.7 39.15
rn TX 2009 168020 31.09 21.61 25.6 30.31 35.7 41.25
rn UT 2009 17670 28.54 21.21 23.75 27.92 32.73 37.79
rn VT 2009 5680 30.4 21.2 24.73 29.75 35.79 40.84
rn VA 2009 60230 30.42 20.06 23.87 29.43 35.33 41.64
rn WA 2009 54260 34.83 23.89 28.27 34.6 41.07 47.43
rn WV 2009 17340 25.5 17.23 20.65 24.31 29.43 35.48
rn WI 2009 53510 30.39 22.41 25.74 29.73 34.74 39.5
rn WY 2009 4700 27.91 20.04 23.22 27.14 31.74 37.73
rn GU 2009 500 23.86 10.06 18.04 23.82 30.19 35.59
rn PR 2009 17720 14.4 9.18 11.32 13.62 16.01 19.59
rn VI 2009 440 23.98 14.99 19.39 24.41 29.13 32.6
rn AL 2008 41560 27.25 18.8 21.91 25.8 30.41 36.41
rn AK 2008 5350 35.01 25.11 28.91 34.42 39.83 47.39
rn AZ 2008 37780 31.12 19.99 25.73 30.59 36.57 41.13
rn AR 2008 23000 26.58 17.38 20.63 24.78 29.84 35.74
rn CA 2008 240470 39.92 27.4 32.85 38.93 47.05 55.54
rn CO 2008 39440 30.91 21.76 26.17 30.76 36.21 40.24
rn CT 2008 35370 33.82 24.56 28.33 33.11 38.66 43.97
rn DE 2008 9060 33.13 25.09 28.06 32.43 37.18 40.31
rn DC 2008 9240 35.11 25.52 29.53 35.06 40.3 47.56
rn FL 2008 146040 29.46 20.54 23.78 28.47 33.43 39.8
rn GA 2008 64920 28.83 20.14 23.99 28.64 33.15 38.4
rn HI 2008 8760 37.47 26.93 32.52 38.17 44.31 48.73
rn ID 2008 10850 27.78 19.75 22.63 26.85 31.51 38.28
rn IL 2008 108820 30.78 20.1 25.1 30.02 36.43 42.38
rn IN 2008 56500 27.48 19.13 22.33 26.91 31.77 37.35
rn IA 2008 30170 24.37 17.15 20.33 23.71 28.1 31.89
rn KS 2008 25020 26.2 18.61 21.53 25.13 29.93 34.87
rn KY 2008 41080 27.3 19.29 22.27 26.41 30.67 36.44
rn LA 2008 39610 28.52 20.05 22.95 27.28 31.69 38.41
rn ME 2008 14050 28.61 20.86 23.76 28.1 32.44 38.29
rn MD 2008 50780 35.75 24.58 29.11 35.62 42.68 48.76
rn MA 2008 79670 38.17 25.51 29.58 36.58 46.71 56.15
rn MI 2008 86580 30.34 21.88 25.88 29.85 34.56 38.87
rn MN 2008 55730 33.92 23.55 27.87 33.37 39.17 45.61
rn MS 2008 27350 27 18.33 21.71 25.5 30.66 37.58
rn MO 2008 60100 27.24 18.33 21.89 26.38 31.43 37.41
rn MT 2008 7480 26.47 19.44 22.2 26.11 30.4 35.18
rn NE 2008 18930 25.71 18.38 21.28 24.77 30.11 35.4
rn NV 2008 15950 33.99 25.59 29.35 34.41 39.1 44.12
rn NH 2008 13110 28.95 21.14 23.81 28.19 33.21 38.91
rn NJ 2008 75590 35.03 25.71 29.76 35.11 40.02 46.72
rn NM 2008 11900 29.73 21.24 24.71 29.42 34.99 39.16
rn NY 2008 168850 35.17 22.57 27.72 34.4 41.53 49.32
rn NC 2008 84230 27.78 20.5 23.1 27.04 31.04 36.74
rn ND 2008 6340 26.57 18.18 21.46 25.14 30.4 36.53
rn OH 2008 114930 28.25 20.85 23.63 27.74 31.53 37.17
rn OK 2008 26760 24.94 17.53 20.89 24.63 29.05 32.3
rn OR 2008 29980 34.23 25.2 28.98 34.26 39.09 45.1
rn PA 2008 129060 29.51 20.44 23.97 28.79 34.03 40.13
rn RI 2008 11360 32.6 23.65 27.72 32.9 37.63 41.1
rn SC 2008 36880 27.7 19.83 22.77 27.04 31.22 36.74
rn SD 2008 10010 25.29 17.86 20.84 24.22 28.93 32.74
rn TN 2008 61570 28.37 19.73 22.56 26.88 31.38 38.24
rn TX 2008 164400 29.7 20.71 24.66 29.18 34.15 39.48
rn UT 2008 17230 27.91 20.92 23.22 27.23 31.78 37.4
rn VT 2008 5900 29.14 20.61 23.65 28.56 34.37 39.42
rn VA 2008 60040 29.7 19.85 23.53 28.77 34.5 40.5
rn WA 2008 52020 34.2 23.3 27.92 34.06 40.14 46.86
rn WV 2008 16910 25.16 17.14 20.41 24.03 29.3 35.27
rn WI 2008 51700 29.88 21.95 25.33 29.27 33.98 38.76
rn WY 2008 4300 26.39 19 21.93 25.78 30.15 34.52
rn GU 2008 490 24.38 10.13 17.71 23.31 29.37 35.12
rn PR 2008 17080 13.59 8.49 10.43 12.88 15.35 19
rn VI 2008 410 22.47 15.61 18.23 22.42 26.99 30.85
rn AL 2010 44300 27.81 19.41 22.25 26.44 31.44 36.9
rn AK 2010 5150 38.15 28 31.85 37.39 43.23 50.63
rn AZ 2010 41730 33.76 22.82 27.49 33.11 39.42 44.74
rn AR 2010 23730 27.16 18.22 20.97 25.28 30.34 35.87
rn CA 2010 240030 42.06 29.15 33.95 41.03 49.63 58.04
rn CO 2010 41960 32.35 23.41 26.76 31.81 37.38 43.13
rn CT 2010 35310 35.51 25.58 29.99 34.7 40.8 45.68
rn DE 2010 9900 34.1 25.09 29.36 33.53 38.45 43.92
rn DC 2010 9510 36.64 25.63 30.18 36.53 43.23 49.78
rn FL 2010 158390 30.29 20.94 24.66 29.05 34.58 41.13
rn GA 2010 65390 29.65 20.98 24.8 29.43 34.22 38.83
rn HI 2010 9390 39.48 26.85 33.68 40.42 47.5 52.16
rn ID 2010 10820 30.15 21.18 24.47 28.22 33.94 41.68
rn IL 2010 120810 32.05 20.98 25.69 31.32 37.56 44.14
rn IN 2010 60300 27.8 19.31 22.43 27.04 32.49 37.5
rn IA 2010 32090 24.99 17.54 20.43 24.07 28.55 33.69
rn KS 2010 28070 27.63 19.21 21.93 26.02 31.17 36.07
rn KY 2010 44920 27.95 19.53 22.49 26.97 31.81 36.36
rn LA 2010 40780 29.84 20.61 23.94 28.22 33.55 40.41
rn ME 2010 14730 31.08 21.36 24.64 28.4 33.83 40.48
rn MD 2010 50480 36.76 24.35 29.28 35.99 44.6 51.28
rn MA 2010 85120 40.86 26.17 31.12 38.59 50.68 62.02
rn MI 2010 86040 30.75 22.35 25.91 30.28 34.88 39.54
rn MN 2010 56010 35.47 24.09 28.78 34.67 41.1 46.07
rn MS 2010 28200 27.86 18.99 22.19 26.49 31.76 39.21
rn MO 2010 66810 28.43 18.75 21.95 26.89 33.04 39.47
rn MT 2010 8500 27.82 20.28 23.29 27.3 31.91 36.18
rn NE 2010 18780 27.15 19.84 22.19 25.94 31.31 36.36
rn NV 2010 16780 36.21 26.52 30.96 35.95 41.48 45.78
rn NH 2010 13850 30.45 21.19 24.96 29.64 35.35 41.37
rn NJ 2010 76680 36.27 26.56 30.94 35.86 41.47 46.91
rn NM 2010 13780 31.78 22.42 26.27 31.4 37.05 42.23
rn NY 2010 169710 35.58 23.53 28.76 35.15 42.21 49.67
rn NC 2010 90730 28.97 20.51 23.56 27.82 32.65 38.05
rn ND 2010 6880 27.41 18.64 21.25 25.34 30.81 36.16
rn OH 2010 122300 29.13 21.33 24.51 28.23 33.11 37.7
rn OK 2010 28260 26.12 18.56 21.57 25.7 30.15 34.48
rn OR 2010 31950 36.23 26.46 30.84 36.37 41.56 45.99
rn PA 2010 130930 31.29 20.57 24.7 29.8 35.82 43.27
rn RI 2010 12430 33.96 25.01 28.86 33.75 38.91 43.91
rn SC 2010 40520 28.87 19.56 22.9 27.64 32.84 37.97
rn SD 2010 10690 26.31 18.78 20.74 24.31 29.6 35.09
rn TN 2010 61890 29.08 19.66 22.79 26.97 32.21 39.85
rn TX 2010 176330 31.82 21.93 25.85 30.87 36.31 42.98
rn UT 2010 18230 29.1 21.26 24.24 28.41 33.3 37.75
rn VT 2010 5980 30.39 21.37 24.86 29.54 35.37 41.55
rn VA 2010 62020 31.26 20.46 24.39 30.11 35.91 43.26
rn WA 2010 52490 35.42 24.25 28.5 35.23 41.84 47.66
rn WV 2010 17650 26.11 17.32 20.64 24.73 29.78 36.27
rn WI 2010 52880 30.9 22.82 25.81 30.03 35.07 40.53
rn WY 2010 4790 28.25 20.17 23.61 27.6 32.35 37.57
rn GU 2010 460 24.45 15.87 18.86 23.97 29.33 34.32
rn PR 2010 17330 15.2 9.93 12.23 14.28 16.99 21.43
rn VI 2010 360 25.34 12.15 20.9 25.99 30.77 35.19
rn AL 2007 42180 26.14 18.48 21.29 24.92 28.88 33.78
rn AK 2007 5150 33.8 24.52 28.24 33.48 38.61 45.54
rn AZ 2007 34580 29.17 19.06 24.41 29.17 34.56 38.74
rn AR 2007 21920 25.29 16.86 20.14 24.17 28.98 34.46
rn CA 2007 233200 37.76 26.62 31.48 36.77 44.19 51.73
rn CO 2007 36850 29.76 20.92 25.16 29.69 34.75 38.83
rn CT 2007 34690 32.16 23.38 27.31 31.96 36.99 41.52
rn DE 2007 8420 31.51 23.36 26.72 30.84 35.62 38.99
rn DC 2007 8110 32.09 22.33 26.7 32.24 36.89 43.07
rn FL 2007 148180 28.58 19.89 23.14 27.43 32.26 38.81
rn GA 2007 62230 27.57 19.26 22.91 27.28 31.49 36.75
rn HI 2007 9620 35.68 25.96 30.52 35.37 41.15 46.32
rn ID 2007 9600 25.94 18.67 21.41 25.25 29.66 34.96
rn IL 2007 104130 29.36 19.8 24.02 28.8 34.48 39.95
rn IN 2007 54770 26.44 18.61 21.76 26.15 30.73 35.81
rn IA 2007 29550 23.63 16.81 19.83 23.04 27.03 30.61
rn KS 2007 24070 25.2 18.02 20.79 24.33 28.77 33.11
rn KY 2007 39120 26.83 19.15 21.74 25.6 29.68 35.61
rn LA 2007 39090 26.77 18.42 21.46 25.67 30.17 36.23
rn ME 2007 13850 27.89 20.1 22.96 27.13 31.81 37.59
rn MD 2007 48840 33.89 23.23 27.7 33.69 39.92 46.5
rn MA 2007 78280 36.03 24.53 28.33 34.6 43.51 51.5
rn MI 2007 84480 29.34 21.29 25.03 28.77 33.14 37.26
rn MN 2007 52690 32.46 22.42 26.62 31.86 37.42 43.25
rn MS 2007 25350 25.67 17.54 20.67 24.26 29.12 35.6
rn MO 2007 56290 26.3 18.11 21.36 25.59 30.34 35.66
rn MT 2007 7160 25.63 18.33 21.37 25.21 29.5 34.12
rn NE 2007 17870 25.25 18.05 20.77 24.48 29.32 34.34
rn NV 2007 14670 32.42 24.04 27.89 32.73 37.24 41.35
rn NH 2007 12730 28.32 20.51 23.31 27.73 32.7 37.61
rn NJ 2007 78510 34.08 25.08 29.21 34.02 38.91 45.07
rn NM 2007 11400 28.64 20.41 23.92 28.62 33.63 37.31
rn NY 2007 166990 33.47 21.4 26.04 32.43 39.89 47.26
rn NC 2007 80090 26.89 19.77 22.26 26.02 30.06 35.32
rn ND 2007 7000 25.77 18.53 21.16 24.71 29.06 34.48
rn OH 2007 114920 27.56 20.46 23.28 26.92 30.48 35.64
rn OK 2007 25700 24.2 17.27 20.29 23.8 28 31.53
rn OR 2007 29700 32.33 23.66 27.47 32.35 36.74 41.45
rn PA 2007 126370 28.5 19.85 23.4 27.93 33 38.87
rn RI 2007 10600 31.34 22.84 26.51 31.43 36.12 39.91
rn SC 2007 35040 26.84 19.27 22.13 26.1 30.17 35.23
rn SD 2007 9670 24.44 17.15 20.09 23.48 27.99 31.79
rn TN 2007 54960 26.88 19.22 21.89 25.95 30.25 35.75
rn TX 2007 157870 28.71 19.87 23.54 28 32.93 38.6
rn UT 2007 16670 27.01 20.28 22.58 26.35 30.75 35.8
rn VT 2007 5660 28.34 20.03 22.99 27.77 33.54 38.34
rn VA 2007 57740 28.54 18.98 22.66 27.58 33.06 39.33
rn WA 2007 49910 32.42 22.32 26.39 32.03 38.15 44.53
rn WV 2007 16970 24.53 16.67 19.85 23.32 28.32 34.19
rn WI 2007 50690 28.84 21.34 24.5 28.23 32.69 37.14
rn WY 2007 4250 25.38 18.31 21.07 24.73 29.07 32.98
rn GU 2007 490 25.32 10.02 16.74 22.98 29.06 36.26
rn PR 2007 16240 12.51 7.86 9.25 11.55 14.36 18.07
rn AL 2002 34970 21.21 14.48 17.11 20.6 24.65 27.91
rn AK 2002 5190 26.78 19.19 22.18 26.45 31.54 35.42
rn AZ 2002 32450 23.94 17.63 19.91 23.35 27.52 32.71
rn AR 2002 18660 19.8 13.63 16.06 19.2 22.59 27.12
rn CA 2002 206140 29.01 20.77 24.25 28.38 33.56 39.02
rn CO 2002 29210 23.47 16.66 19.58 23.17 27.03 31.83
rn CT 2002 31330 26.4 19.31 22.71 26.05 29.88 34.48
rn DE 2002 6470 25.9 18.75 21.57 25.62 30.6 34.6
rn DC 2002 8070 26.68 19.03 21.97 26.54 31.33 34.93
rn FL 2002 130000 22.62 16.41 18.87 21.78 25.83 29.61
rn GA 2002 55290 22.53 16.15 18.83 21.92 25.66 28.99
rn HI 2002 7680 27.55 20.39 24.12 27.87 31.81 34.51
rn ID 2002 10050 22.14 15.71 18.45 21.23 24.66 28.48
rn IL 2002 98270 22.71 15.2 18.41 22.19 26.62 31.23
rn IN 2002 49840 20.94 15.09 17.88 20.64 24.08 27.43
rn IA 2002 27690 19.14 14.29 16.02 18.72 21.87 25.56
rn KS 2002 24900 19.84 14.58 16.51 19.33 22.51 26.64
rn KY 2002 35230 21.03 15.14 17.38 20.52 24.34 27.7
rn LA 2002 36530 21.72 15.07 18.15 21.11 25.03 28.62
rn ME 2002 12100 22.3 15.97 18.7 21.74 25.72 29.75
rn MD 2002 47030 29 19.04 23.6 29.66 34.39 39.31
rn MA 2002 71750 26.48 18.35 21.17 25.71 31.58 37.5
rn MI 2002 77660 24.06 17.75 20.23 23.68 26.91 30.23
rn MN 2002 51310 25.14 18.38 21.14 24.92 28.86 33.3
rn MS 2002 23180 20.7 13.98 16.41 19.77 24.07 29.31
rn MO 2002 50790 21.55 15.03 17.64 20.75 24.84 28.91
rn MT 2002 7650 20.02 14.91 16.88 19.78 22.79 26.37
rn NE 2002 16320 20.41 14.94 17.36 20.17 23.18 26.83
rn NV 2002 12740 25.54 18.76 22.19 25.45 28.77 33.36
rn NH 2002 11870 22.07 15.78 18.48 21.44 25.27 28.63
rn NJ 2002 73530 26.36 19.3 22.76 26.22 30.32 34.55
rn NM 2002 11660 22.63 15.86 18.6 22.22 26.1 29.85
rn NY 2002 163600 26.97 17.06 21.02 26.17 32.59 39.57
rn NC 2002 66290 22.29 16.47 18.78 21.66 25.3 28.1
rn ND 2002 6180 20.67 15.11 17.24 19.97 23.07 27.2
rn OH 2002 104810 22.5 16.54 19.01 21.92 25.63 28.71
rn OK 2002 21610 20.49 14.78 16.85 20.03 23.73 27.46
rn OR 2002 26370 24.96 18.67 21.71 24.92 27.97 32.45
rn PA 2002 117470 23.05 15.83 18.95 22.47 26.59 31.23
rn RI 2002 11220 24.92 18.62 21.51 24.82 28.19 32.91
rn SC 2002 28610 22.99 16.13 18.85 22 26.48 31.86
rn SD 2002 8410 19.52 14.64 16.27 18.97 22.04 26.12
rn TN 2002 53020 22.25 15.4 17.55 20.63 24.68 29.55
rn TX 2002 136420 22.76 16.36 19.01 22.05 26.16 30.76
rn UT 2002 13820 22.54 16.95 19.15 22.1 25.89 29.19
rn VT 2002 5440 21.56 15.74 18.29 21.06 24.69 27.94
rn VA 2002 50780 22.89 15.86 18.47 21.62 26.33 31.8
rn WA 2002 44150 25.92 18.8 21.64 25.66 30.23 34.31
rn WV 2002 15720 20.09 14.41 16.24 19.11 22.56 26.61
rn WI 2002 46560 23 17.42 19.48 22.45 26.19 29.85
rn WY 2002 3530 20.19 14.11 16.91 19.99 23.38 26.79
rn GU 2002 350 19.38 13.42 16.08 18.78 21.94 26.51
rn PR 2002 13610 10.59 7.09 8.03 9.52 11.63 14.76
rn VI 2002 330 19.43 14.65 16.01 18.69 22.63 26.81
rn AL 2001 34880 20.44 14.62 16.77 19.99 23.77 27.05
rn AK 2001 4700 26.26 18.82 21.97 26.13 31.03 34.64
rn AZ 2001 30070 22.83 17.11 19.2 22.23 26.28 30.85
rn AR 2001 18110 19.05 13.06 15.5 18.44 21.77 26.31
rn CA 2001 201070 27.85 20.08 23.57 27.36 32.36 36.73
rn CO 2001 29520 22.78 16.33 19.19 22.56 26.32 30.13
rn CT 2001 31330 25.55 18.97 22.14 25.31 28.67 33.58
rn DE 2001 6280 25.41 18.61 21.18 24.98 29.75 33.95
rn DC 2001 7940 25.82 18.35 20.92 25.58 30.56 34.47
rn FL 2001 144350 21.81 15.93 18.35 20.99 24.89 28.37
rn GA 2001 55230 21.84 15.8 18.44 21.27 24.97 28.03
rn HI 2001 8120 27.1 20.17 23.8 27.45 31.43 34.11
rn ID 2001 9850 21.63 15.52 18.22 20.89 24.07 27.57
rn IL 2001 102880 22.52 15.24 18.48 22.23 26.44 30.69
rn IN 2001 48690 20.36 14.61 17.35 20.2 23.56 26.89
rn IA 2001 26980 18.81 14.09 15.71 18.29 21.48 25.19
rn KS 2001 22130 19.39 14.34 16.16 18.84 21.72 26.03
rn KY 2001 34290 20.29 14.76 16.83 19.88 23.35 26.89
rn LA 2001 35520 21.2 14.83 17.88 20.72 24.44 27.86
rn ME 2001 12180 21.67 15.57 18.24 21.1 24.93 28.71
rn MD 2001 44790 27.29 18.19 22.73 28.39 32.93 36.44
rn MA 2001 74200 25.26 17.68 20.37 24.72 30.04 35.34
rn MI 2001 76750 23.32 17.43 19.79 23.09 26.21 28.7
rn MN 2001 49090 24.21 17.88 20.28 23.89 27.69 32.32
rn MS 2001 22330 19.85 13.26 15.65 18.92 22.72 27.72
rn MO 2001 51170 20.84 14.71 17.22 20.21 23.86 27.6
rn MT 2001 7420 19.41 14.56 16.37 19.17 22.02 25.51
rn NE 2001 16610 19.83 14.53 16.79 19.68 22.61 26.29
rn NV 2001 12720 25.41 18.47 21.88 25.08 28.15 33.61
rn NH 2001 11740 21.35 15.2 17.86 20.67 24.24 27.67
rn NJ 2001 70560 25.9 19.28 22.61 25.82 29.37 33.82
rn NM 2001 11010 21.74 15.57 18.19 21.56 25.28 28.14
rn NY 2001 160380 25.71 16.26 20.1 25.21 30.74 36.87
rn NC 2001 65910 21.68 15.97 18.35 21.08 24.66 27.56
rn ND 2001 6370 20.08 14.66 16.58 19.42 22.5 26.78
rn OH 2001 106400 21.78 16.07 18.62 21.28 24.82 27.92
rn OK 2001 20080 20.07 14.63 16.84 19.74 23.03 26.68
rn OR 2001 25740 24.33 18.26 21.11 24.37 27.27 31.51
rn PA 2001 113690 22.32 15.62 18.6 21.84 25.84 29.11
rn RI 2001 11480 24.3 18.3 20.9 24.21 27.44 31.98
rn SC 2001 27550 22.58 15.62 18.37 21.51 26.22 31.65
rn SD 2001 8350 19.05 14.37 15.91 18.49 21.62 25.49
rn TN 2001 50680 22.18 15.18 17.39 20.52 24.78 30.68
rn TX 2001 132090 22.29 16.06 18.66 21.49 25.51 29.49
rn UT 2001 13360 22 16.38 18.8 21.61 25.28 28.28
rn VT 2001 5040 21.23 15.65 18.03 20.68 24.24 27.38
rn VA 2001 48650 22.13 15.49 18.03 21.03 25.54 30.2
rn WA 2001 42410 25.1 18.45 21.03 24.84 29.04 33.42
rn WV 2001 15970 19.53 14.11 15.79 18.45 21.77 26.04
rn WI 2001 47690 22.47 16.89 19.06 21.88 25.63 29.27
rn WY 2001 3640 19.04 13.77 15.94 18.95 21.79 25.17
rn GU 2001 340 19.22 13.53 16.05 18.76 21.64 25.82
rn PR 2001 13210 10.39 7 7.89 9.33 11.38 14.81
rn VI 2001 380 20.45 14.62 16.21 20.14 25.3 27.67
rn AL 2006 40010 24.63 17.77 20.22 23.52 27.43 31.74
rn AK 2006 5260 31.17 23.09 25.92 30.41 35.81 42.01
rn AZ 2006 31890 28.12 18.43 22.96 28.06 33.36 37.59
rn AR 2006 21020 24.68 16.44 19.57 23.62 28.58 34.71
rn CA 2006 234260 36.12 25.45 30.22 35.23 42.29 49.48
rn CO 2006 34520 28.18 19.89 23.98 28.15 32.7 36.3
rn CT 2006 34710 30.87 22.62 26.16 30.53 35.32 39.85
rn DE 2006 7830 29.48 22.98 25.5 29.16 33.59 36.58
rn DC 2006 7930 30.35 20.81 24.79 29.87 35.19 41.6
rn FL 2006 146290 27.26 19.17 22.32 26.31 30.99 37.03
rn GA 2006 60850 26.48 18.98 22.36 26.19 30.16 34.97
rn HI 2006 9610 33.02 24.76 29.29 33.17 37.05 42.28
rn ID 2006 9100 24.79 18.08 20.54 24.07 28.31 33.49
rn IL 2006 103100 27.21 18.45 21.72 26.53 31.73 37.69
rn IN 2006 52910 25.39 17.95 20.82 24.9 28.83 34.04
rn IA 2006 31040 22.61 16.36 19.14 22.12 25.85 28.89
rn KS 2006 23590 23.64 16.74 19.57 22.96 27.17 30.94
rn KY 2006 38120 25.04 18.27 20.61 24.23 28.13 33.38
rn LA 2006 37940 25.51 17.5 20.41 24.44 28.76 34.58
rn ME 2006 13690 26.47 19.21 21.95 25.74 30 35.3
rn MD 2006 47560 32.87 22.79 26.8 32.63 39.34 44.88
rn MA 2006 76350 34.09 23.38 27 32.88 40.86 48.49
rn MI 2006 84880 28.7 20.55 24.06 27.81 32.26 36.06
rn MN 2006 49580 30.83 21.69 25.48 30.28 35.47 40.63
rn MS 2006 25100 24.1 16.42 19.61 23.17 27.58 33.11
rn MO 2006 55470 25.55 17.6 20.52 24.65 29.29 34.57
rn MT 2006 7290 24.78 18.18 20.96 24.55 27.99 31.86
rn NE 2006 16840 24.71 17.76 20.15 23.83 28.24 33.58
rn NV 2006 14050 30.36 22.83 26.07 30.39 34.93 38.92
rn NH 2006 12440 26.54 19.28 22.07 26.17 30.79 35.1
rn NJ 2006 80330 32.02 23.33 27.03 31.74 36.44 42.75
rn NM 2006 11680 27.4 19.54 22.82 27.46 32.27 35.69
rn NY 2006 164970 31.92 20.52 24.87 30.8 37.84 45.06
rn NC 2006 74400 25.85 18.96 21.35 24.93 28.74 33.92
rn ND 2006 6900 24.38 17.6 19.99 23.32 27.47 32.21
rn OH 2006 111840 26.5 19.8 22.61 25.89 29.18 34.36
rn OK 2006 24720 23.31 16.76 19.55 22.95 26.88 30.48
rn OR 2006 28090 30.66 22.91 26.33 30.8 34.79 38.71
rn PA 2006 126120 27.42 18.95 22.45 26.83 31.91 37.39
rn RI 2006 10550 29.19 21.4 24.77 28.99 33.71 37.32
rn SC 2006 31810 25.58 17.99 21.01 24.9 28.95 33.92
rn SD 2006 9420 23.83 16.35 19.09 22.71 27.46 32.04
rn TN 2006 52780 26.2 18.3 20.79 24.71 29.08 35.29
rn TX 2006 156590 27.49 19.11 22.61 26.66 31.27 36.82
rn UT 2006 16510 26.24 19.56 22.1 25.81 29.99 34.49
rn VT 2006 5870 25.47 18.85 21.25 24.92 28.61 34.14
rn VA 2006 55300 27.07 18.26 21.67 26.25 31.25 37.21
rn WA 2006 48190 31.2 21.58 25.45 30.84 36.6 42.61
rn WV 2006 15380 23.78 16.52 19.27 22.37 27.07 33.01
rn WI 2006 48460 27.59 20.57 23.58 26.97 31.14 35.27
rn WY 2006 4010 23.54 16.88 19.75 23.16 27.31 30.77
rn GU 2006 500 24.27 16.56 19.52 22.5 28.23 34.45
rn PR 2006 15520 12.08 7.56 8.79 10.96 13.93 17.62
rn VI 2006 440 22.39 16.5 18.89 22.37 25.69 28.33
rn AL 2003 35470 21.54 14.72 17.45 20.81 24.98 28.3
rn AK 2003 5090 26.76 18.96 22.05 26.47 31.27 35.07
rn AZ 2003 32200 24.34 17.9 20.16 23.88 27.99 33.17
rn AR 2003 18990 20.36 14.12 16.79 19.98 23.59 27.43
rn CA 2003 206280 29.94 21.67 24.89 29.47 34.32 40.76
rn CO 2003 29630 24.12 17.31 20.1 23.88 27.59 32.82
rn CT 2003 31970 27.12 19.78 23.17 26.58 31.29 35.43
rn DE 2003 6330 26.81 19.15 22.87 26.61 31.74 35.31
rn DC 2003 7600 27.02 19.19 22.27 26.98 31.8 35.09
rn FL 2003 131260 23.05 17.09 19.22 22.2 26.25 30.75
rn GA 2003 56210 22.9 16.52 19.13 22.39 26.09 29.76
rn HI 2003 7560 28.12 21.11 24.46 28.38 32.42 35.02
rn ID 2003 10200 22.84 16.03 18.47 21.75 25.84 30.54
rn IL 2003 100280 23.17 15.7 18.94 22.81 26.98 32.03
rn IN 2003 49240 21.26 15.21 18.26 20.98 24.59 27.71
rn IA 2003 27020 19.74 14.63 16.52 19.37 22.52 26.32
rn KS 2003 24900 20.48 14.86 17.17 20.02 23.52 27.11
rn KY 2003 35860 21.78 15.42 17.95 21.03 25.08 28.53
rn LA 2003 37450 22.37 15.89 18.68 21.75 25.69 29.32
rn ME 2003 11740 22.95 16.71 19.21 22.4 26.41 31
rn MD 2003 47460 29.77 19.37 24.34 30.48 35.27 40.55
rn MA 2003 75730 27.72 18.69 22.03 27.13 33.43 39.9
rn MI 2003 75870 24.52 18.01 20.53 24.01 27.19 31.84
rn MN 2003 50420 25.94 18.8 21.94 25.71 29.97 33.92
rn MS 2003 24040 21.15 14.46 16.99 20.22 24.63 29.84
rn MO 2003 50230 21.92 15.42 18.15 21.23 25.21 28.73
rn MT 2003 7760 20.13 14.74 17.03 19.83 23.2 26.73
rn NE 2003 16570 20.9 15.26 17.93 20.58 23.68 27.2
rn NV 2003 14390 26.81 19.7 23.41 26.92 30.84 33.93
rn NH 2003 11840 22.74 16.46 18.98 22 25.89 29.35
rn NJ 2003 72650 27.06 19.42 23.08 26.76 31.59 35.48
rn NM 2003 11440 23.26 16.39 19.28 22.96 26.73 31.2
rn NY 2003 166290 27.84 17.54 21.7 26.99 33.77 41.01
rn NC 2003 67640 23.06 17.29 19.32 22.46 26.03 29.5
rn ND 2003 6210 21.19 15.19 17.62 20.35 23.68 27.73
rn OH 2003 102940 23.02 17.26 19.47 22.53 26.08 29.09
rn OK 2003 21720 20.75 15.03 17.2 20.22 23.99 27.54
rn OR 2003 26060 25.49 18.91 22.17 25.35 28.65 33.27
rn PA 2003 118460 23.75 16.17 19.43 23.34 27.44 32.5
rn RI 2003 10840 25.54 19.04 22.24 25.46 28.93 33.53
rn SC 2003 29290 23.22 16.49 19.11 22.33 26.55 31.6
rn SD 2003 8120 19.62 14.72 16.48 19.21 22.04 25.91
rn TN 2003 49370 22.96 15.82 18.42 21.7 25.71 30.74
rn TX 2003 134870 23.57 17.15 19.48 22.82 26.8 32.27
rn UT 2003 13430 23.08 17.44 19.46 22.65 26.48 30.09
rn VT 2003 5530 22.18 16.19 18.85 21.76 25.46 28.43
rn VA 2003 51220 23.58 16.49 19.03 22.36 27.08 32.81
rn WA 2003 44970 26.7 19.04 22.19 26.46 31.43 35.03
rn WV 2003 16150 21.05 14.74 16.84 19.8 23.37 27.37
rn WI 2003 46040 23.65 18.11 20.07 23.22 26.77 30.71
rn WY 2003 3580 20.84 14.59 17.51 20.56 24.31 27.51
rn GU 2003 240 18.93 12.12 14.94 18.54 21.68 27.03
rn PR 2003 14060 10.72 7.12 8.07 9.64 11.79 15.43
rn VI 2003 340 18.48 14.74 15.79 17.63 20.79 24.37
rn AL 2005 37270 23.48 16.06 19.02 22.43 26.44 31.19
rn AK 2005 5050 29.24 22.19 24.66 28.54 33.55 38.46
rn AZ 2005 31010 27.06 18.05 22.15 26.9 32.09 35.74
rn AR 2005 20250 23.37 15.9 18.97 22.63 27.21 32.79
rn CA 2005 226350 33.86 24.06 28.63 33.15 39.48 45.31
rn CO 2005 33050 27.09 19.32 22.98 26.91 31.57 34.85
rn CT 2005 34120 29.8 22.08 25.09 29.45 34.1 39.66
rn DE 2005 7710 28.01 21.72 24.06 27.53 32.07 34.97
rn DC 2005 8340 28.43 20.09 23.58 28.07 32.94 37.51
rn FL 2005 138760 25.57 18.4 21.06 24.79 28.76 34.38
rn GA 2005 59720 25.2 18.24 21.18 24.78 28.16 33.24
rn HI 2005 9240 31.49 23.6 28.01 31.63 35.24 40.5
rn ID 2005 9390 23.78 18.26 20.3 23.58 26.91 30.95
rn IL 2005 102510 25.71 17.49 20.31 24.67 29.58 35.45
rn IN 2005 52330 24.05 17.51 19.93 23.59 27.36 32.51
rn IA 2005 29940 21.79 15.69 18.43 21.23 24.95 27.62
rn KS 2005 25330 22.59 16.18 18.79 21.98 25.96 29.27
rn KY 2005 37720 24.22 17.76 19.95 23.46 27.21 32.51
rn LA 2005 39510 24.5 17.59 20.11 23.96 27.68 33.05
rn ME 2005 13330 25.4 18.51 21.09 24.78 28.75 33.84
rn MD 2005 49010 32.37 22.12 26.15 32.25 39.15 43.51
rn MA 2005 76870 31.85 22.67 25.95 31.27 37.34 43.72
rn MI 2005 81370 27.5 19.7 23.18 26.68 31.26 34.59
rn MN 2005 49390 29.09 20.75 24.2 28.58 33.5 38.22
rn MS 2005 25970 23.3 15.91 18.94 22.31 26.75 32.36
rn MO 2005 53440 24.35 17.04 19.69 23.67 27.76 32.94
rn MT 2005 7490 23.3 16.76 19.53 22.99 26.59 30.69
rn NE 2005 16460 24.04 17.57 19.62 23.03 27.23 32.53
rn NV 2005 13980 28.68 21.31 24.64 28.99 33.14 36.02
rn NH 2005 12210 25.64 18.62 21.53 25.38 29.6 33.82
rn NJ 2005 80940 30.32 21.87 25.33 30.05 34.57 40.94
rn NM 2005 11170 26.15 18.35 21.83 26.26 30.9 34.04
rn NY 2005 164370 30.29 19.75 23.96 29.54 36.15 43.02
rn NC 2005 72130 24.99 18.4 20.63 24.14 27.62 32.81
rn ND 2005 6740 23.13 17.12 19.18 22.1 25.95 29.55
rn OH 2005 106600 25.55 18.92 21.85 24.9 27.86 33.21
rn OK 2005 24670 22.69 16.41 19.01 22.32 26.11 29.83
rn OR 2005 27970 28.98 22.05 24.93 29.11 32.99 35.98
rn PA 2005 123650 25.98 18.26 21.49 25.54 30.37 34.89
rn RI 2005 10620 28.08 20.57 23.82 27.98 32.48 35.54
rn SC 2005 31160 25.03 17.67 20.34 24.23 28.15 33.37
rn SD 2005 9040 22.84 15.8 18.57 21.7 26.06 30.87
rn TN 2005 52090 24.64 17.51 19.79 23.5 27.45 33.36
rn TX 2005 149950 26.35 18.61 21.58 25.31 29.79 35.22
rn UT 2005 15550 25.24 18.66 21.16 24.83 28.88 33.32
rn VT 2005 5560 24.07 17.97 20.14 23.58 26.93 31.74
rn VA 2005 53850 26.19 17.82 20.89 25.24 30.37 35.5
rn WA 2005 47930 29.91 20.29 24.07 29.23 34.82 41.37
rn WV 2005 15640 23.24 16.16 18.74 21.51 25.97 31.47
rn WI 2005 47380 26.47 19.79 22.79 25.98 30.11 33.98
rn WY 2005 3940 23.18 16.8 19.26 22.68 26.6 31.01
rn GU 2005 490 23.12 15.79 18.89 21.79 27.24 33.26
rn PR 2005 14970 11.67 7.31 8.42 10.5 13.41 17.22
rn VI 2005 410 21.63 15.23 17.38 21.27 25.3 27.86
rn AL 2004 37410 22.04 14.78 17.88 21.23 25.48 28.82
rn AK 2004 4950 28.77 20.48 24.08 28.69 33.21 37.88
rn AZ 2004 32470 25.47 18.08 20.72 25.12 30.16 34.73
rn AR 2004 20030 22.07 14.52 17.83 21.17 26.08 31.53
rn CA 2004 223170 32.17 22.9 26.75 31.61 37.04 43.83
rn CO 2004 29710 25.88 18.46 21.85 25.6 30.11 34.21
rn CT 2004 32370 28.86 21.01 24.25 28.21 33.14 37.94
rn DE 2004 7600 27.23 20.97 23.51 26.83 31.01 34.02
rn DC 2004 7590 27.62 19.4 22.54 27.27 32.49 36.3
rn FL 2004 130410 24.38 17.95 20.19 23.8 27.58 33.01
rn GA 2004 59130 23.88 17.42 20.12 23.79 27.09 31.61
rn HI 2004 7960 29.29 22.64 25.78 29.6 33.17 35.67
rn ID 2004 10270 22.4 16.47 18.9 22.12 25.94 28.84
rn IL 2004 100330 23.93 16.49 19.38 23.26 27.39 33.17
rn IN 2004 48810 22.55 15.82 18.92 22.02 25.91 29.56
rn IA 2004 29960 20.85 15.14 17.66 20.5 24.14 27.07
rn KS 2004 25800 22.11 15.67 18.42 21.48 25.62 29.64
rn KY 2004 36430 23.1 16.54 19.09 22.52 26.55 31.03
rn LA 2004 39140 23.47 16.83 19.48 22.93 26.8 31.47
rn ME 2004 13340 24.49 17.96 20.36 24.12 27.9 32.85
rn MD 2004 48630 31.12 20.45 25.3 31.31 37.49 42.56
rn MA 2004 75060 30.05 20.17 24.1 29.54 35.8 42.16
rn MI 2004 79320 26.11 18.72 21.93 25.36 28.9 33.95
rn MN 2004 48220 27.47 19.58 22.99 27 31.96 35.43
rn MS 2004 25800 22.44 15.29 18.16 21.3 25.67 30.59
rn MO 2004 53630 23.18 16.06 18.92 22.42 26.64 31.57
rn MT 2004 7610 22.15 16.22 18.98 22.01 25.4 27.84
rn NE 2004 17340 22.92 16.37 18.9 22.24 26.26 30.36
rn NV 2004 14170 27.65 20.29 23.76 27.72 32.09 34.88
rn NH 2004 11840 24.16 17.65 19.98 23.61 27.37 32.29
rn NJ 2004 74540 28.76 20.19 23.95 28.35 33.55 39.15
rn NM 2004 12150 24.85 17.95 20.58 24.53 28.44 33.36
rn NY 2004 165800 29.17 18.72 22.93 28.45 34.99 42.15
rn NC 2004 70630 23.83 17.89 19.9 23.21 26.72 31.02
rn ND 2004 6430 21.82 15.73 18.29 20.89 24.61 28.01
rn OH 2004 104910 24.31 18.19 20.64 23.97 26.96 31.43
rn OK 2004 22540 21.75 15.56 18.06 21.19 25.26 28.65
rn OR 2004 26130 27.11 19.77 23.25 26.94 31.3 34.61
rn PA 2004 122070 25.37 17.83 20.68 24.74 29.08 34.16
rn RI 2004 10680 26.62 19.59 22.92 26.27 30.57 34.43
rn SC 2004 30120 24.36 17.06 19.73 23.6 27.73 33.36
rn SD 2004 8960 21.83 15.43 17.91 20.73 24.82 28.98
rn TN 2004 52220 23.3 16.36 19.04 22.4 26.29 30.49
rn TX 2004 143630 25.32 18.23 20.83 24.53 28.34 34.21
rn UT 2004 13790 24.35 18.2 20.39 24 27.89 32.87
rn VT 2004 5700 22.94 17.02 19.19 22.35 25.95 29.72
rn VA 2004 53970 24.62 17.54 19.97 23.74 28.17 33.97
rn WA 2004 44290 28.17 19.9 23.37 27.93 33.01 37.26
rn WV 2004 15380 22.54 15.46 18.16 21.04 25.32 29.91
rn WI 2004 45880 25.26 18.9 21.56 24.91 28.44 33.05
rn WY 2004 3660 21.8 15.18 18.22 21.36 25.56 28.86
rn GU 2004 490 22.82 16.18 18.64 21.45 26.78 32.51
rn PR 2004 14510 11.13 7.25 8.27 10.02 12.52 16.35
rn VI 2004 470 20.03 15.17 16.61 19.36 22.85 26.33
rn AL 2016 47440 27.36 19.96 22.49 26.68 31.02 36.94
rn AK 2016 5570 41.56 29.81 34.33 41.01 48.29 56.47
rn AZ 2016 52610 35.31 25.32 29.24 34.94 41.07 47.49
rn AR 2016 23380 27.71 19.89 22.79 27.26 31.86 36.97
rn CA 2016 274650 48.92 30.51 37.89 48.3 59.91 71.85
rn CO 2016 47590 33.92 25.16 27.98 33.05 38.86 46.19
rn CT 2016 32930 37.63 26.7 31.97 37.33 44.18 48.91
rn DE 2016 11320 34.05 25.89 28.51 33.32 38.27 45.43
rn DC 2016 10320 38.7 26.87 31.03 38.47 45.96 50.88
rn FL 2016 174710 31.07 22.38 26.18 30.15 35.83 40.09
rn GA 2016 73330 31.13 21.71 26.12 30.93 36.3 40.04
rn HI 2016 11300 42.75 28.64 35.6 43.76 50.26 57.94
rn ID 2016 12330 30.04 21.48 25.78 29.9 35.15 38.56
rn IL 2016 121670 34.08 22.64 27.08 33.03 40.36 47.88
rn IN 2016 63870 28.87 20.42 23.47 28.27 34.15 38.54
rn IA 2016 32370 27.06 19.93 22.45 26.59 30.65 36.17
rn KS 2016 27130 28.01 20.25 23.08 27.5 32.51 37.44
rn KY 2016 45500 28.76 20.67 23.89 28.33 33.51 37.77
rn LA 2016 44780 30.47 20.82 24.8 29.24 35.25 40.3
rn ME 2016 14190 30.67 22.32 25.86 29.76 35.58 40.14
rn MD 2016 53330 35.92 26.18 29.79 35.31 41.79 47.94
rn MA 2016 85140 42.82 26.63 32.43 40.58 52.52 64.57
rn MI 2016 92670 33.22 24.8 27.77 32.43 37.3 43.7
rn MN 2016 61830 35.55 24.16 28.44 35.8 43.32 48.03
rn MS 2016 28590 27.41 19.61 22.45 26.86 31.54 37.47
rn MO 2016 67920 29.25 20.1 23.26 28.28 34.49 39.26
rn MT 2016 9800 30.91 23.59 26.56 29.98 35.4 39.66
rn NE 2016 21240 29.02 21.05 24.68 28.45 33.43 38.06
rn NV 2016 20250 40.28 29.74 34.2 40.36 46.54 50.9
rn NH 2016 13260 33.02 24.05 27.19 32.07 38.28 45.41
rn NJ 2016 79400 38.74 27.66 32.67 38.36 45.34 49.9
rn NM 2016 16200 33.02 24.96 27.76 32.49 37.9 44.28
rn NY 2016 180730 38.86 25.51 30.8 38.65 46.71 54.55
rn NC 2016 99050 29.49 21.11 24.52 28.65 34.25 39.02
rn ND 2016 8710 29.25 21.64 25.34 28.77 33.29 37.59
rn OH 2016 128030 30.75 22.87 26.25 29.95 35.46 39.32
rn OK 2016 27660 29.15 20.89 24.47 28.49 33.6 38.07
rn OR 2016 35220 41.83 30.9 35.75 42.32 48.08 54.62
rn PA 2016 139480 33.06 23.1 27.09 32.05 38.31 46.09
rn RI 2016 12150 36.15 26.56 30.6 35.73 42.07 47.71
rn SC 2016 41800 30.51 21.04 25.21 29.32 34.9 39.21
rn SD 2016 12130 26.89 19.92 22.17 26.14 30.76 36.49
rn TN 2016 60080 28.08 20.28 23.37 27.69 32.42 37.5
rn TX 2016 207810 33.84 24.21 27.62 33.02 38.97 46.49
rn UT 2016 21470 29.98 21.7 25.3 29.23 34.66 38.82
rn VT 2016 5850 32.59 24.55 27.14 31.36 37.57 44.33
rn VA 2016 63820 32.05 21.24 25.43 31 37.24 44.53
rn WA 2016 55350 38.52 25.99 30.55 37.71 46.33 54.61
rn WV 2016 20880 28.55 19.87 23.71 27.98 33.03 37.94
rn WI 2016 55410 32.66 24.88 27.56 31.94 37.32 43.63
rn WY 2016 4970 30.28 21.29 25.52 29.54 35.23 39.57
rn GU 2016 400 25.43 16.93 20.47 25.2 29.84 35.32
rn PR 2016 17470 16.73 11.8 13.33 15.69 18.32 23.46
rn VI 2016 310 25.45 15.54 19.11 26.14 30.23 35.64
rn AL 2017 49290 27.83 20.14 22.82 27.2 31.71 37.4
rn AK 2017 5570 42.07 29.94 34.63 41.45 49 57.31
rn AZ 2017 54630 36.11 26.14 30.64 35.7 41.69 47.76
rn AR 2017 24380 28.28 20.06 23.13 27.68 32.88 37.97
rn CA 2017 282290 49.37 30.98 38.56 48.43 60.3 72.7
rn CO 2017 49340 34.89 25.67 28.89 34.27 40.19 47.02
rn CT 2017 34310 38.56 27.58 32.71 38.22 45.21 49.77
rn DE 2017 11620 35.18 26.13 29.44 34.43 39.26 47.08
rn DC 2017 11000 43.32 27.53 33.54 41.85 49.44 61.92
rn FL 2017 178330 31.2 22.51 26.36 30.32 36.12 40.64
rn GA 2017 75000 32.09 22.46 26.67 31.78 37.23 43
rn HI 2017 10800 46.63 30.46 39.12 49.26 56.43 60.87
rn ID 2017 13320 31.02 21.77 26.26 30.78 36.25 40.35
rn IL 2017 123100 34.66 23.58 27.73 33.74 40.98 48.14
rn IN 2017 68530 30.02 20.96 24.75 29.12 35.04 39.63
rn IA 2017 33280 27.85 20.39 23.29 27.27 31.28 37.13
rn KS 2017 28900 28.82 20.74 23.93 28.29 33.57 38.16
rn KY 2017 44410 29.58 20.94 24.7 29.01 34.52 38.61
rn LA 2017 45970 30.56 20.56 25.05 29.47 35.47 40.58
rn ME 2017 14200 31.68 22.83 26.46 30.71 36.72 42.7
rn MD 2017 53700 36.18 26.01 29.83 35.63 42.33 48.24
rn MA 2017 82870 42.95 27.16 32.8 40.72 52.67 63.32
rn MI 2017 94090 33.23 25.25 28.19 32.87 37.55 43.29
rn MN 2017 64540 37.28 26.08 30.73 37.41 44.46 48.85
rn MS 2017 28760 27.74 19.85 22.86 27.31 32.11 37.67
rn MO 2017 72090 30.43 20.67 24.2 29.21 35.68 41.55
rn MT 2017 10110 31.87 24.43 27.04 31.04 36.47 41.38
rn NE 2017 22870 29.91 21.87 25.7 29.27 34.45 38.69
rn NV 2017 21060 40.86 30.96 34.87 40.87 47.01 52.15
rn NH 2017 13190 33.67 24.62 27.72 32.97 38.94 46
rn NJ 2017 80560 39.43 28.32 33.22 38.9 45.9 50.82
rn NM 2017 16290 33.58 25.18 28.46 33.45 38.27 44.95
rn NY 2017 180170 40.12 25.98 31.64 40.23 47.91 56.48
rn NC 2017 99210 30.08 21.39 25.06 29.27 35 39.49
rn ND 2017 9020 30.35 23.55 26.34 29.67 34.62 38.47
rn OH 2017 124620 31.49 24.05 26.74 30.43 36.12 40.44
rn OK 2017 28000 29.63 21.17 25.11 29.05 34.31 38.32
rn OR 2017 35140 42.68 31.29 36.19 42.92 49.04 56.99
rn PA 2017 143130 33.57 24 27.57 32.8 38.73 46.49
rn RI 2017 11820 36.85 26.9 31.11 36.51 42.96 48.08
rn SC 2017 43200 30.59 21.48 25.44 29.58 35.07 39.05
rn SD 2017 12530 27.41 20.22 22.6 26.76 31.41 37.09
rn TN 2017 59350 28.87 20.51 24 28.41 33.76 38.06
rn TX 2017 212230 34.65 24.94 28.33 34.01 40.05 47.28
rn UT 2017 21340 30.31 21.87 25.57 29.55 35.12 39.15
rn VT 2017 6270 33.44 25.09 27.55 31.94 38.4 45.75
rn VA 2017 64260 32.69 21.92 26.25 31.76 37.92 45.49
rn WA 2017 56880 38.37 25.89 30.55 37.24 45.76 54.1
rn WV 2017 20410 29.03 20.23 24.47 28.6 33.93 38.51
rn WI 2017 55940 33.27 25.34 28.07 32.65 37.81 44.25
rn WY 2017 4910 31.2 22.07 26.27 30.43 36.27 40.85
rn PR 2017 19090 16.65 11.52 13.3 15.67 18.32 23.08
rn VI 2017 - 28.26 18.31 24.09 28.33 33.32 37.79
rn AL 2011 45400 27.81 19.53 22.23 26.41 31.53 36.45
rn AK 2011 5460 39.46 29.5 33.02 38.67 44.42 52.26
rn AZ 2011 44710 34.78 24.53 29.16 34.42 40.8 45.21
rn AR 2011 23550 27.4 18.87 21.5 25.9 31.06 36.46
rn CA 2011 250230 43.68 30.21 34.95 42.51 52.14 61.66
rn CO 2011 42510 33.02 23.85 27.12 32.35 38.22 44.23
rn CT 2011 36320 36.47 25.9 30.82 35.6 42.01 46.33
rn DE 2011 10510 34.64 25.09 29.43 33.69 39.43 44.91
rn DC 2011 10680 36.13 25.3 30.69 35.25 42.02 47.33
rn FL 2011 164800 30.78 21.35 25.06 29.44 34.96 41.99
rn GA 2011 65240 29.98 20.96 24.91 29.68 34.4 39.23
rn HI 2011 10210 40.36 27.83 33.04 40.4 48.74 54.67
rn ID 2011 11660 30.13 21.11 24.56 28.24 33.81 40.46
rn IL 2011 123770 32.31 21.77 25.96 31.54 37.17 44.13
rn IN 2011 61150 28.08 19.52 22.69 27.42 33.02 37.23
rn IA 2011 33230 25.62 18.38 20.77 24.69 29.08 34.56
rn KS 2011 28180 28.25 19.51 22.33 26.75 32.13 36.46
rn KY 2011 44810 28.86 20.08 23.08 27.35 32.8 37.15
rn LA 2011 40840 30.86 20.76 24.57 29.27 34.93 42.71
rn ME 2011 14810 31.78 21.31 24.94 28.98 34.74 42.13
rn MD 2011 49620 36.29 24.25 28.84 35 43.15 52.13
rn MA 2011 87040 41.74 26.38 31.82 39.63 51.46 63.78
rn MI 2011 89670 31.46 23.08 26.11 30.72 35.07 41.23
rn MN 2011 56660 35.7 24.16 28.86 34.77 41.5 46.03
rn MS 2011 29640 28.59 19.23 22.33 26.89 33.19 41.5
rn MO 2011 67630 28.66 19.01 21.94 27.03 33.3 40.28
rn MT 2011 8700 28.94 21.02 24.24 27.86 33.13 37.84
rn NE 2011 19170 27.91 19.73 22.26 26.61 32.14 36.94
rn NV 2011 16470 37.42 27.5 32.01 37.29 42.71 46.43
rn NH 2011 13850 31.38 22.04 25.45 30.17 36.34 43.22
rn NJ 2011 78180 36.76 27.09 31.37 36.31 42.27 46.22
rn NM 2011 15400 32.05 23.08 26.4 31.48 36.84 43.28
rn NY 2011 176180 36.23 23.99 29.22 35.38 43.07 51.14
rn NC 2011 91300 29.31 20.41 23.6 27.99 33.51 38.45
rn ND 2011 8960 27.69 19.5 22.16 25.77 29.57 35.81
rn OH 2011 124790 29.67 22 25.07 28.74 33.74 37.44
rn OK 2011 28290 26.99 18.82 22 26.52 31.6 35.63
rn OR 2011 30960 37.12 26.87 31.67 37.35 42.7 46.16
rn PA 2011 130740 32.28 21.14 25.4 30.78 36.75 44.47
rn RI 2011 12340 34.96 25.25 29.53 34.49 40.58 45
rn SC 2011 42650 29.5 19.86 23.53 28.02 33.42 37.74
rn SD 2011 11120 26.78 19.03 20.91 24.57 30.24 35.71
rn TN 2011 60570 29.16 19.63 22.86 26.92 32.56 40.8
rn TX 2011 184890 32.49 22.46 26.21 31.54 36.94 44.08
rn UT 2011 19100 29.59 21.56 24.69 28.57 33.72 37.43
rn VT 2011 6370 31.35 21.63 25.43 30.41 36.45 43.04
rn VA 2011 62210 31.59 20.59 24.74 30.63 36.2 43.65
rn WA 2011 54490 35.98 24.83 29.42 35.56 42.36 47.75
rn WV 2011 18280 27.32 18.19 21.11 25.66 31.03 36.94
rn WI 2011 56430 31.15 23.41 25.92 30.22 35.21 41.52
rn WY 2011 4800 29.29 20.69 24.49 28.5 33.67 38.44
rn GU 2011 450 25.1 16.34 19.35 24.84 30.02 35.19
rn PR 2011 18260 15.63 10.06 12.5 14.47 17.33 21.86
rn VI 2011 320 26.76 18.88 22.73 26.61 31.16 35.82
rn AL 2014 43680 27.15 19.68 22.21 26.39 31.17 36.12
rn AK 2014 5780 41.22 29.96 34.23 41.12 48.25 54.88
rn AZ 2014 47020 34.28 24.72 28.76 34 39.95 45.52
rn AR 2014 22780 27.15 19.19 22.15 26.72 31.53 36.24
rn CA 2014 253310 47.31 30.6 36.84 46.38 57.76 68.79
rn CO 2014 44370 33.46 24.31 27.54 32.83 38.78 45.16
rn CT 2014 33780 36.71 26.2 31.36 36.19 42.97 48.26
rn DE 2014 10090 33.73 25.55 29.3 33.6 38.28 43.96
rn DC 2014 11030 38.48 26.52 31.17 38.29 44.52 51.44
rn FL 2014 163950 30.15 21.9 25.36 29.29 34.63 39.32
rn GA 2014 68010 29.98 21.09 25.3 30.06 34.87 38.44
rn HI 2014 10650 42.42 30.38 36.23 43.38 49.67 55.79
rn ID 2014 11890 29 21.03 24.75 28.79 33.78 37.11
rn IL 2014 111600 32.71 21.46 25.99 31.77 38.76 45.96
rn IN 2014 59610 28.32 19.96 22.91 27.77 33.49 37.57
rn IA 2014 31860 25.97 19.26 21.61 25.58 29.57 34.72
rn KS 2014 26380 27.31 19.74 22.3 26.87 32.04 36.14
rn KY 2014 43740 27.87 20.27 23.23 27.46 32.45 36.36
rn LA 2014 40460 28.96 20.24 23.77 28.29 33.85 38.18
rn ME 2014 14460 30.44 21.85 25.43 29.79 35.34 40.88
rn MD 2014 47790 34.72 25.36 28.95 34.3 40.67 45.77
rn MA 2014 79910 41.23 25.97 31.35 39.12 50.11 62.8
rn MI 2014 90340 32.3 24.1 26.89 31.47 36.06 42.7
rn MN 2014 56000 34.35 23.35 27.57 34.15 41.42 46.47
rn MS 2014 28070 27.19 19.13 21.85 26.41 31.89 36.89
rn MO 2014 67250 27.9 19.39 22.22 27.25 33.33 37.96
rn MT 2014 9500 29.72 22.67 25.55 28.78 34.02 38.39
rn NE 2014 20040 27.67 20.02 22.77 27.14 32.3 36.65
rn NV 2014 18430 38.58 27.69 32.4 38.11 44.9 51.51
rn NH 2014 12390 31.63 22.16 25.82 30.68 37.49 43.84
rn NJ 2014 76790 37.66 27.45 32.09 37.52 43.74 48.4
rn NM 2014 14930 31.63 24.34 26.84 31.08 35.82 41.37
rn NY 2014 169560 37.07 24.73 29.72 36.5 44.43 52.21
rn NC 2014 89070 28.86 20.61 24 28.33 33.7 37.68
rn ND 2014 7680 27.94 20.89 24.3 27.5 31.33 35.71
rn OH 2014 126880 30.04 22.91 25.65 29.33 34.48 38.36
rn OK 2014 26390 27.8 19.81 23.13 27.56 32.59 36.59
rn OR 2014 31050 39.87 29.38 33.92 40.22 45.71 51.96
rn PA 2014 128750 32.01 23.09 26.44 31.3 36.84 43.7
rn RI 2014 11800 36.3 26.24 30.74 36.39 42.51 46.22
rn SC 2014 41270 28.69 19.29 23.41 28.05 33.62 37.97
rn SD 2014 11620 25.95 19.48 21.39 25.04 29.86 34.99
rn TN 2014 55560 27.42 20.08 23.06 27.1 31.65 35.92
rn TX 2014 190170 32.98 23.72 27.13 32.49 38.16 44.5
rn UT 2014 19550 29.37 21.52 24.86 28.71 33.93 37.7
rn VT 2014 6540 30.92 23.22 25.68 29.31 35.83 42.43
rn VA 2014 62700 30.71 20.53 24.44 30.1 35.9 42.63
rn WA 2014 51600 37.76 25.36 30.16 37.27 45.13 53.27
rn WV 2014 19120 27.11 19 22.14 26.59 31.61 36.76
rn WI 2014 57270 31.54 24.02 26.56 30.81 36.02 42.23
rn WY 2014 4850 29.23 21.25 25 28.68 33.78 37.65
rn GU 2014 500 25.45 16.55 19.59 24.89 30.74 35.9
rn PR 2014 17740 16.22 11.92 13.13 15.13 17.87 22.06
rn VI 2014 330 22.35 12.65 14.42 22.14 28.22 33.96
rn AL 2000 31240 20.09 14.5 16.62 19.6 23.25 26.66
rn AK 2000 4620 25.08 18.29 20.82 24.9 29.7 33.37
rn AZ 2000 28680 22.63 16.67 18.92 21.97 26.25 30.9
rn AR 2000 17610 18.64 13.09 15.2 18.02 21.31 25.88
rn CA 2000 203390 26.99 19.37 22.89 26.5 31.33 35.14
rn CO 2000 30300 21.9 15.65 18.52 21.77 25.35 28.09
rn CT 2000 30860 24.65 18.27 21.31 24.45 27.54 32.59
rn DE 2000 6600 24.86 18.14 20.49 24.34 29.43 33.3
rn DC 2000 8770 24.36 17.52 20.09 24.06 28.17 33.17
rn FL 2000 149060 21.04 15.43 17.81 20.32 23.94 27.04
rn GA 2000 49370 21.38 15.48 17.97 20.48 23.91 27
rn HI 2000 7740 26.46 20.99 23.45 26.58 30.46 33.19
rn ID 2000 9670 21 15.32 17.87 20.1 22.56 26.49
rn IL 2000 103320 21.79 14.84 17.98 21.56 25.54 29.32
rn IN 2000 47900 19.95 14.54 16.93 19.67 23 26.41
rn IA 2000 26060 17.98 13.49 15.07 17.46 20.62 24.02
rn KS 2000 21340 18.59 13.73 15.31 17.84 20.87 25.27
rn KY 2000 34140 19.58 14.38 16.15 18.97 22.03 26.23
rn LA 2000 34340 20.62 14.37 17.34 20.04 23.53 27.16
rn ME 2000 11430 20.31 14.81 17.27 19.83 22.87 26.93
rn MD 2000 43610 26.74 18.03 22.18 27.14 31.95 35.42
rn MA 2000 76470 24.02 17.5 19.81 23.75 28.26 32.98
rn MI 2000 78250 22.78 17.08 19.27 22.61 25.78 28.03
rn MN 2000 46630 23.69 17.47 19.76 23.37 27.14 31.79
rn MS 2000 21970 19.62 12.79 15.32 18.77 22.78 28.16
rn MO 2000 49160 20.07 14.13 16.31 19.37 22.67 26.74
rn MT 2000 7490 18.14 13.88 15.26 17.71 20.66 23.79
rn NE 2000 15660 18.63 13.73 16.02 18.67 21.03 24.67
rn NV 2000 11310 24.62 18.2 21.51 24.25 26.92 32.63
rn NH 2000 11370 20.31 14.89 17.43 19.99 23.09 26.57
rn NJ 2000 72620 24.5 18.45 21.6 24.57 27.38 32.1
rn NM 2000 10400 20.73 14.74 17.24 20.4 24.38 27.34
rn NY 2000 159670 24.36 15.56 19.29 24.01 28.44 34.41
rn NC 2000 60940 20.79 15.2 17.6 20.22 23.64 26.68
rn ND 2000 6550 19.6 14.32 16.13 19.02 22.09 26.07
rn OH 2000 100540 20.81 15.4 17.88 20.31 23.6 26.78
rn OK 2000 22200 19.36 14.24 16.14 19.1 22.17 25.96
rn OR 2000 24180 23.66 18.06 20.64 23.83 26.58 29.86
rn PA 2000 110720 21.12 14.97 17.87 20.89 24.67 27.24
rn RI 2000 11130 22.88 17.07 19.38 22.75 26.24 29.91
rn SC 2000 26320 21.71 14.98 17.7 20.72 25.37 30.87
rn SD 2000 8140 18.38 13.93 15.41 17.89 20.93 24.59
rn TN 2000 50610 21.31 14.57 16.52 19.54 23.67 30.37
rn TX 2000 132880 20.97 15.15 17.8 20.37 24.08 27.58
rn UT 2000 13750 21 15.38 18.03 20.66 24.11 26.96
rn VT 2000 4800 20.43 15.14 17.49 20 23.25 26.36
rn VA 2000 46160 20.85 14.63 17.03 20.12 24.03 27.12
rn WA 2000 42380 24.22 17.89 20.37 24.02 27.68 32.54
rn WV 2000 15910 18.8 13.65 15.26 17.74 20.98 25.13
rn WI 2000 47940 21.61 15.93 18.25 20.81 24.51 28.01
rn WY 2000 3510 17.93 13.03 15.07 17.84 20.52 23.02
rn PR 2000 13920 10.03 6.84 7.64 9 10.99 14.27
rn VI 2000 310 17.87 13.88 15.03 16.98 20.6 24.15
rn AL 1999 31180 18.65 13.98 15.73 18.09 20.67 24.45
rn AK 1999 4190 23.29 16.72 19.26 23.02 26.83 32.37
rn AZ 1999 32070 20.84 14.92 17.46 20.26 23.88 27.9
rn AR 1999 19110 18.4 12.59 14.63 17.18 20.52 25.37
rn CA 1999 224190 26 18.2 21.56 25.12 32.4 39.73
rn CO 1999 29770 21.01 15.08 17.49 20.47 23.95 27.53
rn CT 1999 30870 23.79 17.62 20.11 23.18 26.59 33.96
rn DE 1999 6690 20.88 16.84 18.13 20.28 23.4 25.67
rn DC 1999 12110 22.82 13.11 18.18 22.81 28.22 35.52
rn FL 1999 116300 20.36 14.76 17.07 19.57 23.13 26.29
rn GA 1999 50980 19.56 14.66 16.8 18.97 21.54 25.01
rn HI 1999 8450 27.37 20.06 23.24 27.62 35.04 41.31
rn ID 1999 9930 19.43 14.88 17.24 19.2 21.43 24.41
rn IL 1999 106990 20.15 13.38 15.93 19.53 23.5 27.03
rn IN 1999 49780 18.98 13.97 15.8 18.43 21.51 24.88
rn IA 1999 26860 16.76 12.35 14.11 16.17 19.1 21.78
rn KS 1999 20870 18.44 13.62 15.18 17.69 20.4 24.03
rn KY 1999 34600 19.32 14.16 15.84 18.38 21.55 25.34
rn LA 1999 37450 20.27 13.96 16.53 19.52 23.18 26.76
rn ME 1999 12440 19.46 14.36 16.25 18.72 21.63 25.29
rn MD 1999 45910 23.54 16.81 19.44 22.78 26.68 34.18
rn MA 1999 77180 23.66 17.1 19.41 22.98 27.73 35.34
rn MI 1999 82200 21.88 15.86 18.24 21.42 24.44 27.83
rn MN 1999 44540 23.39 16.54 18.85 22.47 26.83 36.34
rn MS 1999 22510 19.2 13.25 15.28 18.16 21.83 26.14
rn MO 1999 53250 18.92 13.28 15.36 18.28 21.48 24.94
rn MT 1999 8070 17.61 13.7 14.99 17.28 19.77 22.67
rn NE 1999 15180 18.07 13.48 15.35 17.86 20.39 23.9
rn NV 1999 9810 23.05 17.27 19.26 22.58 25.74 32.79
rn NH 1999 11990 18.89 13.79 15.56 18.37 21.37 25.1
rn NJ 1999 76630 24.46 17.73 20.65 23.74 28.63 37.38
rn NM 1999 7760 19.34 14.25 16.26 18.78 21.81 25.26
rn NY 1999 160460 24.27 15.03 18.4 23.33 30.56 39.4
rn NC 1999 56740 19.57 14.55 16.44 18.92 22 25.25
rn ND 1999 6520 18.07 13.81 15.32 17.72 20.22 23.63
rn OH 1999 109180 19.69 14.35 16.69 19.14 22.22 25.52
rn OK 1999 21330 18.76 13.71 15.48 18.02 20.84 25.27
rn OR 1999 22200 22.45 16.07 18.33 21.64 24.93 33.07
rn PA 1999 110660 20.92 14.76 17.23 20.04 24 28.5
rn RI 1999 11290 23.1 16.36 18.7 22.22 26.6 36.97
rn SC 1999 24390 20.41 14.25 16.06 19.32 23.4 29.13
rn SD 1999 8000 17.89 13.42 14.9 17.26 19.92 23.28
rn TN 1999 50070 18.78 14.08 15.58 18.05 20.89 24.5
rn TX 1999 138690 20.49 14.22 16.71 19.48 23.31 28.6
rn UT 1999 14370 20.41 15.02 17.22 19.87 23.29 26.3
rn VT 1999 4450 19.81 14.2 16.27 18.96 22.62 26.19
rn VA 1999 45430 19.86 13.94 15.9 19.1 23.05 27.01
rn WA 1999 35160 23.43 16.6 18.95 22.67 27.19 36.2
rn WV 1999 17160 17.92 12.53 14.59 16.86 19.84 24.51
rn WI 1999 46020 19.74 14.86 16.86 19.03 21.84 24.94
rn WY 1999 3460 17.06 12.45 14.49 16.93 19.41 21.7
rn GU 1999 350 18.49 13.56 15.08 17.76 20.9 25.07
rn PR 1999 11600 9.35 6.38 7.34 8.64 10.31 12.9
rn AL 1998 28130 18.16 13.63 15.44 17.63 20.33 23.59
rn AK 1998 3810 23.35 16.51 19.31 22.37 27.27 38.23
rn AZ 1998 28740 19.84 14.65 16.79 19.37 22.54 25.18
rn AR 1998 19020 17.94 12.49 14.29 16.66 19.66 24.1
rn CA 1998 172210 24.91 17.4 20.5 23.95 32.66 39.92
rn CO 1998 27420 20.36 14.84 17.01 19.79 23.04 27.18
rn CT 1998 29470 23.17 16.68 19.25 22.26 25.89 37.48
rn DE 1998 6190 20.25 15.91 17.43 19.7 22.82 25.03
rn DC 1998 9700 22.87 14.48 18.94 22.81 27.88 37.93
rn FL 1998 116900 20.01 14.47 16.6 18.9 22.27 25.78
rn GA 1998 50640 18.94 14.24 16.03 18.22 20.84 24
rn HI 1998 8560 27.11 19.33 22.78 28.76 36.56 41.24
rn ID 1998 7430 18.89 14.46 16.41 18.49 21.02 23.85
rn IL 1998 98300 18.98 12.79 15.19 18.4 22.1 25.04
rn IN 1998 46490 18.3 13.6 15.47 17.89 20.38 23.74
rn IA 1998 24800 16.04 11.94 13.5 15.53 18.16 20.62
rn KS 1998 22740 17.99 13.24 14.83 17.37 20.07 23.46
rn KY 1998 31280 18.53 13.78 15.4 17.72 20.42 23.95
rn LA 1998 32180 20.19 14.16 16.65 19.57 22.99 27.69
rn ME 1998 11620 18.59 13.94 15.5 17.79 20.39 24.02
rn MD 1998 40790 21.11 15.84 18.07 20.86 23.59 28.44
rn MA 1998 72050 23.64 16.59 19.14 22.71 30.07 38.75
rn MI 1998 70010 21.1 15.35 17.58 20.48 23.46 27.3
rn MN 1998 38940 22.53 15.29 17.74 21.32 26.76 37.57
rn MS 1998 20290 18.92 13.64 15.35 17.93 21.3 25.03
rn MO 1998 48580 18.41 12.89 14.96 17.74 20.98 24.1
rn MT 1998 6850 16.78 12.78 14.19 16.2 18.9 22.09
rn NE 1998 15720 17.6 13.23 15.01 17.37 19.66 22.91
rn NV 1998 9420 22.58 17.01 19.04 22.06 24.92 34.47
rn NH 1998 10500 18.2 13.49 15.15 17.63 20.23 23.85
rn NJ 1998 67810 23.71 16.96 19.55 22.73 28.79 38.55
rn NM 1998 10490 19.08 13.96 15.98 18.41 21.53 24.54
rn NY 1998 150760 23.88 14.51 17.89 22.67 32.23 40.48
rn NC 1998 59900 20.02 14.24 16.07 18.53 21.97 26.74
rn ND 1998 6440 17.98 13.77 15.19 17.37 19.8 23.36
rn OH 1998 100180 19.05 13.9 15.95 18.45 21.69 24.66
rn OK 1998 23140 17.67 12.71 14.61 16.98 19.42 23.58
rn OR 1998 20990 20.94 14.69 16.7 19.61 23.38 33.98
rn PA 1998 103680 20.27 14.48 16.82 19.44 23.01 28.71
rn RI 1998 9770 22.63 15.97 18.41 21.95 26.36 36.97
rn SC 1998 26770 18.69 13.71 15.27 17.96 21.08 24.05
rn SD 1998 7620 17.02 12.58 14.03 16.06 19.05 22.62
rn TN 1998 42790 18.44 13.73 15.31 17.73 20.46 23.97
rn TX 1998 125070 19.88 13.46 16.11 18.93 22.65 30.27
rn UT 1998 13080 20.2 14.81 16.74 19.55 22.99 26.93
rn VT 1998 5130 18.84 14.03 15.81 18.16 20.98 24.38
rn VA 1998 45780 19.37 13.61 15.48 18.48 22.27 27.47
rn WA 1998 39620 22.74 16.14 18.41 21.84 26.01 37.08
rn WV 1998 14840 17.72 12.53 14.58 16.82 19.48 23.9
rn WI 1998 41620 18.92 14.52 16.42 18.47 20.9 23.82
rn WY 1998 3520 16.74 12.08 14.11 16.56 19.01 21.9
rn PR 1998 15470 9.23 6.41 7.33 8.67 10.04 12.33
social_worker - 2014 145920 25.77 15.41 19.41 24.97 30.72 36.99
pharmacist - 2014 290780 56.96 42.94 51.21 58.15 66.35 72.38
pa - 2014 91670 46.77 30.82 39.47 46.07 55.18 64.77
occupational_therapist - 2014 110520 38.46 25.32 31.26 37.89 45.28 54.3
physical_therapist - 2014 200670 40.35 27.31 33.02 39.61 46.18 55.81
rt - 2014 119410 28.12 19.89 23.04 27.27 32.67 37.61
speech_therapist - 2014 126500 36.01 21.61 26.97 34.4 43.44 53.37
rn - 2014 2687310 33.55 22.06 26.26 32.04 38.98 47.54
crna - 2014 36590 76.4 51.56 63.64 73.93 87.43 #
cnm - 2014 5110 46.97 31.7 39.7 46.62 54.85 62.09
np - 2014 122050 47.11 33.09 39.77 45.84 54.55 63.01
medical_lab_scientist - 2014 161710 29.12 19.54 24.02 28.57 34.27 39.51
cath_lab_tech - 2014 51080 26.54 13.52 18.09 26.12 33.91 40.84
sonographer - 2014 59760 32.88 22.56 26.85 32.47 38.18 45.12
radiology_tech - 2014 193400 27.65 18.08 21.77 26.86 32.89 38.5
mri_tech - 2014 33130 32.36 22.27 26.78 32.26 37.3 44.33
pharmacy_tech - 2014 368760 14.95 9.97 11.76 14.33 17.6 21.1
surgical_tech - 2014 98450 21.64 14.8 17.11 20.84 25.43 29.89
lpn - 2014 695610 20.87 15.21 17.2 20.43 23.78 28.22
cna - 2014 1427740 12.62 9.03 10.26 12.07 14.43 17.39
medical_assistant - 2014 584970 15.01 10.36 12.26 14.41 17.34 20.56
sterile_processing_tech - 2014 50550 16.28 10.72 12.76 15.51 18.63 23.07
phlebotomist - 2014 111950 15.33 10.65 12.48 14.74 17.67 21.06
social_worker - 2015 155590 25.97 15.48 19.56 25.18 30.8 37.44
pharmacist - 2015 295620 57.34 41.73 51.83 58.41 66.66 74.06
pa - 2015 98470 47.73 30.17 40.15 47.2 56.83 67.09
occupational_therapist - 2015 114660 39.27 25.6 31.75 38.54 46.44 55.78
physical_therapist - 2015 209690 41.25 27.43 33.47 40.4 47.56 57.59
rt - 2015 120330 28.67 20.18 23.44 27.78 33.4 38.67
speech_therapist - 2015 131450 36.97 22.12 27.55 35.29 44.85 55.21
rn - 2015 2745910 34.14 22.29 26.59 32.45 39.66 48.86
crna - 2015 39410 77.04 50.68 64.42 75.55 89.24 #
cnm - 2015 7430 45.01 24.19 35.32 44.48 54.01 63.59
np - 2015 136060 48.68 33.91 40.8 47.21 56.26 65.3
medical_lab_scientist - 2015 162950 29.74 19.96 24.56 29.09 34.99 40.53
cath_lab_tech - 2015 51400 26.97 13.66 18.11 26.38 34.54 41.91
sonographer - 2015 61250 34.08 23.42 27.45 33.16 39.2 46.82
radiology_tech - 2015 195590 28.13 18.32 22.05 27.25 33.4 39.26
mri_tech - 2015 33460 32.86 22.45 27 32.56 37.91 45.46
pharmacy_tech - 2015 379430 15.23 10.07 11.91 14.62 17.92 21.65
surgical_tech - 2015 100270 22.09 15.1 17.47 21.31 25.96 30.48
lpn - 2015 697250 21.17 15.4 17.45 20.76 24.12 28.61
cna - 2015 1420570 12.89 9.32 10.47 12.36 14.68 17.74
medical_assistant - 2015 601240 15.34 10.6 12.54 14.71 17.69 21.1
sterile_processing_tech - 2015 50330 16.8 11.07 13.12 16.02 19.39 23.79
phlebotomist - 2015 118160 15.76 10.99 12.83 15.21 18.1 21.73
social_worker - 2016 159310 26.69 15.74 20.01 25.85 31.66 38.47
pharmacist - 2016 305510 57.82 41.88 52.6 58.77 66.79 75.94
pa - 2016 104050 49.08 31.55 41.41 48.79 58.37 68.37
occupational_therapist - 2016 118070 40.25 26.06 32.28 39.38 47.74 57.56
physical_therapist - 2016 216920 41.93 27.97 33.98 41.06 48.5 58.71
rt - 2016 126770 29.15 20.43 23.72 28.21 33.97 39.21
speech_therapist - 2016 135980 37.6 22.63 28.12 35.9 45.67 56.16
rn - 2016 2857180 34.7 22.65 27.01 32.91 40.27 49.52
crna - 2016 39860 78.86 51.91 66.25 77.05 91.29 #
cnm - 2016 6270 49.23 32.05 41.23 47.97 57.54 68.52
np - 2016 150230 50.3 34.82 41.81 48.52 57.91 67.76
medical_lab_scientist - 2016 166730 30.02 19.97 24.7 29.36 35.46 40.94
cath_lab_tech - 2016 53760 27.45 13.77 18.12 26.71 35.12 43
sonographer - 2016 65790 34.49 23.39 27.66 33.49 39.58 47.64
radiology_tech - 2016 200650 28.49 18.59 22.35 27.62 33.86 39.71
mri_tech - 2016 35850 33.29 23.06 27.4 32.9 38.3 46.1
pharmacy_tech - 2016 398390 15.47 10.27 12.1 14.86 18.16 21.98
surgical_tech - 2016 105720 22.5 15.25 17.78 21.71 26.46 31.16
lpn - 2016 702400 21.56 15.63 17.81 21.2 24.63 29.05
cna - 2016 1443150 13.29 9.64 10.8 12.78 15.08 18.22
medical_assistant - 2016 623560 15.79 10.99 12.91 15.17 18.16 21.78
sterile_processing_tech - 2016 52500 17.29 11.35 13.49 16.54 20.13 24.34
phlebotomist - 2016 120970 16.22 11.22 13.15 15.72 18.65 22.52
social_worker - 2017 167730 27.31 15.99 20.44 26.38 32.62 39.21
pharmacist - 2017 309330 58.52 42.03 53.04 59.7 68.61 76.64
pa - 2017 109220 50.37 32.01 42.3 50.41 59.71 70.32
occupational_therapist - 2017 126050 40.69 26.23 32.68 40 48.23 57.91
physical_therapist - 2017 225420 42.34 28.4 34.46 41.76 48.94 58.97
rt - 2017 128250 29.72 20.73 24.3 28.71 34.71 39.92
speech_therapist - 2017 142360 38.35 23.48 28.94 36.83 46.62 57.17
rn - 2017 2906840 35.36 23.41 27.57 33.65 41.33 50.05
crna - 2017 42620 81.47 53.13 67.67 79.38 93.75 #
cnm - 2017 6530 49.83 31.97 41.62 48.36 58.09 69.07
np - 2017 166280 51.68 35.98 42.7 49.94 59.17 70.01
cath_lab_tech - 2017 56130 27.52 13.79 17.86 26.57 35.39 43.64
sonographer - 2017 68750 35.19 24.4 28.42 34.33 40.53 48
radiology_tech - 2017 201200 29 19.15 22.78 28.1 34.52 40.44
mri_tech - 2017 37490 33.89 23.37 27.92 33.62 39.07 46.86
pharmacy_tech - 2017 417720 15.9 10.58 12.45 15.26 18.53 22.58
surgical_tech - 2017 106470 23.11 15.61 18.28 22.26 27.27 32.21
lpn - 2017 702700 21.98 15.85 18.27 21.65 25.11 29.34
cna - 2017 1453670 13.72 9.94 11.22 13.23 15.49 18.57
medical_assistant - 2017 646320 16.15 11.46 13.26 15.61 18.43 22.07
sterile_processing_tech - 2017 53920 17.82 11.83 13.86 17 20.95 25.11
phlebotomist - 2017 122550 16.69 11.66 13.53 16.19 19.12 23.09
social_worker - 2018 168190 28.11 16.45 20.93 27.02 33.79 40.81
pharmacist - 2018 309550 59.45 42.21 53.53 60.64 70.13 77.53
pa - 2018 114710 52.13 33.23 43.34 52.22 61.16 73
occupational_therapist - 2018 126900 41.04 26.68 33.06 40.51 48.5 58.05
physical_therapist - 2018 228600 42.73 29.03 34.94 42.27 49.29 59.3
rt - 2018 129600 30.05 21.03 24.73 28.98 34.98 40.15
speech_therapist - 2018 146900 38.8 23.41 29.12 37.26 47.01 57.72
rn - 2018 2951960 36.3 24.42 28.25 34.48 42.47 51.22
crna - 2018 43520 84.03 56.16 69.17 80.75 95.42 #
cnm - 2018 6250 51.4 33.7 41.86 49.89 59.73 72.63
np - 2018 179650 52.9 37.64 43.64 51.46 60.31 72.27
cath_lab_tech - 2018 56560 28.24 14.11 18.35 27.33 36.17 44.76
sonographer - 2018 71130 35.51 24.73 28.87 34.86 41.44 48.31
radiology_tech - 2018 205590 29.59 19.53 23.27 28.62 35.19 41.51
mri_tech - 2018 38540 34.73 24.15 28.59 34.46 40.13 47.68
pharmacy_tech - 2018 417860 16.35 10.93 12.86 15.72 18.89 23.08
surgical_tech - 2018 110160 23.58 15.8 18.7 22.74 27.9 33.25
lpn - 2018 701690 22.62 16.19 18.98 22.23 26.02 29.88
cna - 2018 1450960 14.22 10.24 11.7 13.72 16.15 19.02
medical_assistant - 2018 673660 16.61 11.92 13.65 16.16 18.84 22.72
sterile_processing_tech - 2018 55610 18.27 12.19 14.23 17.42 21.51 25.74
phlebotomist - 2018 125280 17.1 12.03 13.86 16.58 19.47 23.59
social_worker - 2019 174890 28.51 16.83 21.25 27.29 34.14 41.41
pharmacist - 2019 311200 60.34 42.5 53.91 61.58 71.47 78.32
pa - 2019 120090 54.04 34.96 44.62 53.97 62.75 75.54
occupational_therapist - 2019 133570 41.45 27.31 33.51 40.84 48.84 58.41
physical_therapist - 2019 233350 43.35 29.87 35.55 43 50.1 59.97
rt - 2019 132090 30.75 21.56 25.39 29.48 35.65 41.82
speech_therapist - 2019 154360 39.43 23.96 29.78 38.04 47.78 58.3
rn - 2019 2982280 37.24 25.04 28.9 35.24 43.64 53.47
crna - 2019 43570 87.04 61.29 71.2 84.03 97.95 #
cnm - 2019 6930 52.31 33.17 41.82 50.5 61.11 76.44
np - 2019 200600 53.77 39.14 44.61 52.8 61.07 73.16
cath_lab_tech - 2019 56110 28.66 14.29 18.64 27.75 36.63 45.37
sonographer - 2019 72790 36.44 25.37 29.73 35.73 42.85 49.07
radiology_tech - 2019 207360 30.34 19.94 23.84 29.09 35.89 43.15
mri_tech - 2019 37900 35.7 24.59 29.34 35.3 41.96 48.83
pharmacy_tech - 2019 417780 16.95 11.6 13.45 16.32 19.44 23.62
surgical_tech - 2019 109000 24.09 16.07 19.11 23.22 28.52 34.33
lpn - 2019 697510 23.32 16.61 19.62 22.83 26.94 30.46
cna - 2019 1419920 14.77 10.56 12.24 14.26 16.95 19.53
medical_assistant - 2019 712430 17.17 12.41 14.16 16.73 19.36 23.43
sterile_processing_tech - 2019 56900 19.01 12.75 14.86 18 22.42 27.36
phlebotomist - 2019 128290 17.54 12.5 14.36 17.07 19.95 23.92
social_worker - 2020 176110 29.07 17.36 21.77 27.71 34.67 41.9
pharmacist - 2020 315470 60.32 40.96 54.18 61.88 71.01 79.32
pa - 2020 125280 55.81 36.88 46.02 55.48 65.01 78.11
occupational_therapist - 2020 126610 42.06 27.56 34.08 41.48 49.55 58.98
physical_therapist - 2020 220870 44.08 30.54 36.23 43.75 50.99 60.95
rt - 2020 131890 31.56 22.09 26.05 30.2 36.52 42.87
speech_therapist - 2020 148450 40.02 24.22 30.19 38.69 48.61 59.04
rn - 2020 2986500 38.47 25.68 29.63 36.22 44.99 55.88
crna - 2020 41960 90.96 64.41 74.3 88.26 # #
cnm - 2020 7120 55.55 32.55 44.03 53.43 65.84 86.43
np - 2020 211280 55.05 39.88 45.62 53.69 62.62 75.08
cath_lab_tech - 2020 55980 29.3 14.49 18.87 28.41 37.58 46.54
sonographer - 2020 73920 37.4 25.86 30.3 36.5 43.72 50.65
radiology_tech - 2020 206720 31.17 20.28 24.36 29.76 36.79 44.55
mri_tech - 2020 39270 36.52 25.43 29.87 35.91 42.49 50.1
pharmacy_tech - 2020 415310 17.52 12.21 13.99 16.87 20.03 24.25
surgical_tech - 2020 107400 24.77 16.4 19.72 23.9 29.32 35.15
lpn - 2020 676440 24.08 17.1 20.22 23.47 27.82 31.5
cna - 2020 1371050 15.41 10.94 12.81 14.83 17.78 20.25
medical_assistant - 2020 710200 17.75 12.95 14.59 17.23 19.85 24.32
sterile_processing_tech - 2020 56870 19.75 13.2 15.53 18.65 23.23 28.54
phlebotomist - 2020 128020 17.92 12.83 14.72 17.46 20.26 24.4
social_worker - 2021 173860 29.96 18.09 22.9 29.25 36.98 41.74
pharmacist - 2021 312550 60.43 36.94 58.21 61.81 69.04 79.13
pa - 2021 132940 57.43 37.47 48.02 58.43 63.34 79.14
occupational_therapist - 2021 127830 43.02 29.17 36.4 41.14 48.31 59.54
physical_therapist - 2021 225350 44.67 29.77 37.38 45.97 49 61.11
rt - 2021 133410 32.78 22.78 28.5 29.73 37.13 45.93
speech_therapist - 2021 147470 41.26 24.67 29.79 38.01 48.18 60.36
rn - 2021 3047530 39.78 28.58 29.71 37.31 46.91 57.81
crna - 2021 43950 97.34 63.38 79.26 94.04 # #
cnm - 2021 7750 54.91 29.57 46.17 54.24 62.72 79.89
np - 2021 234690 56.75 38.21 47.86 58.02 62.35 78.54
cath_lab_tech - 2021 55760 29.82 14.38 18.26 29.12 37.31 47.15
sonographer - 2021 78640 38.79 28.67 30.08 37.38 45.85 48.87
radiology_tech - 2021 216380 31.97 22.53 23.51 29.5 37.16 45.62
mri_tech - 2021 38070 37.41 28.42 29.85 37.19 43.3 48.5
pharmacy_tech - 2021 436630 18.25 13.82 14.17 17.66 22.04 22.88
surgical_tech - 2021 109060 25.77 17.76 22.33 23.33 29.22 36.51
lpn - 2021 641240 24.93 17.86 22.31 23.11 28.73 30.67
cna - 2021 1314830 15.99 11.48 13.89 14.57 17.87 21.27
medical_assistant - 2021 727760 18.36 13.98 14.52 17.88 20.91 23.16
sterile_processing_tech - 2021 61170 20.4 14.18 16.94 18.37 23.15 28.99
phlebotomist - 2021 132750 18.49 13.94 14.63 17.97 21.68 23.31
social_worker - 2022 182420 30.17 18.52 22.84 28.98 36.25 42.23
pharmacist - 2022 325480 62.22 38.44 59.14 63.82 71.04 78.96
pa - 2022 140910 60.23 40.3 50.12 60.58 67.63 80.83
occupational_therapist - 2022 134980 44.61 30.44 37.36 44.8 50.35 59.55
physical_therapist - 2022 229740 47.1 32.65 38.8 46.98 51.65 61.94
rt - 2022 129910 35.73 24.99 29.93 33.91 39.23 48.33
speech_therapist - 2022 162760 43.01 27.1 32.07 40.45 50.24 60.91
rn - 2022 3072700 42.8 29.45 32.06 39.05 48.6 62.21
crna - 2022 46540 98.93 69.17 83.75 97.64 109.21 #
cnm - 2022 7950 58.87 37.27 49.28 58.12 65.87 82.32
np - 2022 258230 59.94 41.99 49.64 58.47 65.13 79.44
cath_lab_tech - 2022 55750 31.49 16.32 18.96 30.3 39.3 49.04
sonographer - 2022 81080 40.58 29.54 32.97 39.11 46.8 51.79
radiology_tech - 2022 215820 33.77 22.96 27.57 31.32 38.49 47.09
mri_tech - 2022 38380 39.2 29.1 32.58 38.51 44.88 50.41
pharmacy_tech - 2022 453630 19.35 14.25 16.63 18.17 21.97 24.35
surgical_tech - 2022 107400 27.64 18.68 23.01 26.91 30.94 37.77
lpn - 2022 632020 26.86 19.47 22.98 26.26 29.86 34.93
cna - 2022 1310090 17.41 13.48 14.79 17.19 18.87 22.09
medical_assistant - 2022 752460 19.57 14.61 16.99 18.4 21.81 24.86
sterile_processing_tech - 2022 63890 21.61 15.18 17.42 19.94 24.18 30.27
phlebotomist - 2022 137090 19.51 14.54 16.84 18.53 21.77 24.81
social_worker - 2023 185020 32.42 20.12 24.13 30.26 37.84 47.01
pharmacist - 2023 331700 64.81 43.26 60.51 65.4 74.78 81.08
pa - 2023 145740 62.74 41.48 51.97 62.51 72.94 82.11
occupational_therapist - 2023 144840 46.54 31.35 38.12 46.33 52.64 62.32
physical_therapist - 2023 240820 48.29 34.74 39.41 47.94 54.63 62.92
rt - 2023 129750 38.62 28.45 31.5 37.48 42.7 50.23
speech_therapist - 2023 172100 44.53 27.84 34.2 42.93 51.79 62.47
rn - 2023 3175390 45.42 30.64 36.53 41.38 50.32 63.79
crna - 2023 47810 102.98 67.3 86.94 102.24 # #
cnm - 2023 6960 63.26 41.98 52.89 62.33 70.56 85.35
np - 2023 280140 61.78 45.45 51.42 60.7 67.6 80.79
cath_lab_tech - 2023 55660 33.79 17.61 21.23 31.81 41.31 50.55
sonographer - 2023 82780 42.8 30.61 36.36 40.61 48.35 55.91
radiology_tech - 2023 221170 36.18 24.05 29.18 35.29 40.71 49.22
mri_tech - 2023 41340 41.64 29.55 36.23 40.26 47.76 54.05
pharmacy_tech - 2023 460280 20.83 15.73 17.45 19.37 22.92 27.47
surgical_tech - 2023 110320 29.93 19.54 24.01 29.14 34.86 39.98
lpn - 2023 630250 29.23 21.96 24.35 28.72 32.28 37.44
cna - 2023 1351760 19.04 14.44 16.82 18.36 21.41 23.45
medical_assistant - 2023 763040 20.84 16.1 17.68 20.19 22.7 27.15
sterile_processing_tech - 2023 66790 22.79 16.36 18.3 21.77 25.63 30.76
phlebotomist - 2023 137080 20.74 16.02 17.66 20.1 22.79 26.6
$wages$, E'\n') as line, string_to_array(line, ' ') as w where line <> '';

-- By the day on which terms begin, as savings and rate compliance are asked.
-- squawk-ignore require-concurrent-index-creation
create index assignment_revisions_begin on assignment_revisions (tenant_id, lower(effective)) where state = 'in_force';
