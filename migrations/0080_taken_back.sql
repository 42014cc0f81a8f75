-- Why: what the market pays, what a unit demanded and its census could be corrected, not taken back; and whoever says how an analyst signs in could have her SQL password.

alter table market_rates add column withdrawn_at timestamptz;
alter table demand_observations add column withdrawn_at timestamptz;
alter table census_counts add column withdrawn_at timestamptz;
-- What is made from observations is taken back observation by observation.
alter table market_rates add constraint market_rates_withdrawn check (withdrawn_at is null or not is_observed) not valid;
create function app.if_not_withdrawn(figure numeric, withdrawn_at timestamptz) returns numeric language sql immutable parallel safe
return case when withdrawn_at is null then figure end;
grant execute on function app.if_not_withdrawn to requisite_service;
-- All that figures are made from: a thousand rows of a set are written anew in milliseconds.
alter table market_rates alter column disclosed_p50
  set expression as (app.if_not_withdrawn(app.if_disclosed(percentile_50, basis, contributors, vendors), withdrawn_at));

-- Whether an administrator, in person, said how the user signs in; of before nobody knows better.
alter table users add column is_vouched boolean not null default true;
