-- Why: a submission answers, is ranked and consents to a price cut; candidates are met at agreed times; an offer is drafted,
-- approved and negotiated round by round; who hires may be kept from knowing whose candidate it judges.

-- Until when a client does not learn which vendor a candidate comes from; for how many days a submission holds its person
-- on the order, null as long as the right to represent lasts; whose confirmation makes an accepted offer a hire.
alter table programs
  add column blind_review text not null default 'none'
    constraint programs_blind_review check (blind_review in ('none', 'until_shortlisted', 'until_offered', 'until_hired')),
  add column ownership_days integer constraint programs_ownership_days check (ownership_days between 1 and 3650),
  add column offer_confirmation text not null default 'client'
    constraint programs_offer_confirmation check (offer_confirmation in ('client', 'worker', 'client_or_worker', 'none'));

-- What a candidate for a direct hire asks a year stands in place of a rate.
-- squawk-ignore ban-drop-not-null
alter table submissions alter column bill_rate drop not null;
alter table submissions
  add column annual_salary numeric(14, 2) constraint submissions_annual_salary check (app.is_amount(annual_salary) and annual_salary > 0),
  add column answers jsonb not null default '[]' constraint submissions_answers check (jsonb_typeof(answers) = 'array'),
  add column custom_values jsonb not null default '{}' constraint submissions_custom_values check (jsonb_typeof(custom_values) = 'object'),
  -- The buyer's own judgment of the answers.
  add column score numeric(12, 4) constraint submissions_score check (score between 0 and 100),
  add column disqualified boolean not null default false,
  -- Whether its vendor goes along with a lower price than it proposed, and which one it was asked for.
  add column consent text not null default 'none' constraint submissions_consent check (consent in ('none', 'asked', 'given')),
  add column consent_price numeric(14, 4) constraint submissions_consent_amount check (consent_price > 0 and consent_price < 100000000),
  add column consent_asked_at timestamptz,
  add column consented_at timestamptz,
  -- Until then nobody else submits the person; null in rows of before: until the right to represent ends.
  add column owned_until timestamptz,
  -- How far it came, which its state no longer says once it has ended.
  add column shortlisted_at timestamptz,
  add column offered_at timestamptz,
  add column hired_at timestamptz;
alter table submissions add constraint submissions_price check ((bill_rate is null) <> (annual_salary is null)) not valid;
alter table submissions add constraint submissions_consent_price check (consent = 'none' or consent_price is not null) not valid;

-- Where a client puts a candidate among those of an order. Apart from the submission, whose versions its vendor reads.
create table submission_ranks (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  submission_id uuid not null,
  order_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  place integer not null check (place between 1 and 100000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, submission_id) references submissions (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint submission_ranks_once unique (tenant_id, submission_id)
);
create index submission_ranks_order on submission_ranks (tenant_id, order_id, place);
create index submission_ranks_created on submission_ranks (tenant_id, created_at, id);
select app.protect('submission_ranks');

create table interviews (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  submission_id uuid not null,
  order_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  kind text not null constraint interviews_kind check (kind in ('phone', 'video', 'onsite')),
  requested_by uuid,
  -- The latest proposal alone can be taken: whose it is, when, and the zone its author thinks in.
  proposed_times jsonb not null constraint interviews_proposed_times
    check (jsonb_typeof(proposed_times) = 'array' and jsonb_array_length(proposed_times) between 1 and 10),
  proposed_by text not null constraint interviews_proposed_by check (proposed_by in ('client', 'vendor')),
  round integer not null default 1 check (round between 1 and 50),
  time_zone text not null check (app.is_time_zone(time_zone)),
  facility_time_zone text not null check (app.is_time_zone(facility_time_zone)),
  worker_time_zone text not null check (app.is_time_zone(worker_time_zone)),
  location text check (length(location) between 1 and 2000),
  starts_at timestamptz check (app.on_calendar(starts_at)),
  ends_at timestamptz check (app.on_calendar(ends_at)),
  state text not null constraint interviews_state check (state in ('requested', 'scheduled', 'completed', 'canceled', 'no_show')),
  outcome text constraint interviews_outcome check (outcome in ('recommend', 'decline', 'undecided')),
  outcome_note text check (length(outcome_note) between 1 and 4000),
  reason text check (length(reason) between 1 and 2000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, submission_id, order_id, vendor_id, worker_id)
    references submissions (tenant_id, id, order_id, vendor_id, worker_id),
  foreign key (tenant_id, requested_by) references memberships (tenant_id, id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint interviews_times check ((starts_at is null) = (ends_at is null) and ends_at > starts_at),
  constraint interviews_set_times check (state not in ('scheduled', 'completed', 'no_show') or starts_at is not null),
  constraint interviews_ended check ((state = 'completed') = (outcome is not null)),
  -- Among its own vendor's alone: an interview that another arranged is nothing to it.
  constraint interviews_no_overlap exclude using gist (tenant_id with =, vendor_id with =, worker_id with =,
    tstzrange(starts_at, ends_at) with &&) where (state = 'scheduled')
);
create index interviews_submission on interviews (tenant_id, submission_id);
create index interviews_order on interviews (tenant_id, order_id);
create index interviews_vendor on interviews (tenant_id, vendor_id, created_at, id);
create index interviews_worker on interviews (tenant_id, worker_id);
create index interviews_requester on interviews (tenant_id, requested_by, starts_at);
create index interviews_created on interviews (tenant_id, created_at, id);
select app.protect('interviews', vendor => 'scoped', worker => 'scoped');

-- squawk-ignore ban-drop-not-null
alter table offers alter column bill_rate drop not null;
-- squawk-ignore ban-drop-not-null
alter table offers alter column ends_on drop not null;
alter table offers
  add column annual_salary numeric(14, 2) constraint offers_annual_salary check (app.is_amount(annual_salary) and annual_salary > 0),
  -- What the hire will cost by the agreement, where that says so.
  add column placement_fee numeric(14, 2) constraint offers_placement_fee check (app.is_amount(placement_fee)),
  add column round integer not null default 0 constraint offers_round check (round between 0 and 20),
  -- Terms that wait for their approval while the last ones still stand before the vendor.
  add column pending_terms jsonb,
  add column note text constraint offers_note check (length(note) between 1 and 4000),
  -- Whose confirmation it needs, as the program had it when the offer was made.
  add column confirmation text not null default 'client'
    constraint offers_confirmation check (confirmation in ('client', 'worker', 'client_or_worker', 'none')),
  add column confirmed_by text constraint offers_confirmed_by check (confirmed_by in ('operator', 'client', 'worker', 'policy')),
  add column authors uuid[] not null default '{}' constraint offers_authors check (array_position(authors, null) is null);
alter table offers add constraint offers_price check
  ((annual_salary is null) = (bill_rate is not null) and (annual_salary is null) = (ends_on is not null)) not valid;
alter table offers drop constraint offers_state;
alter table offers add constraint offers_state check (state in ('draft', 'pending_approval', 'extended', 'countered',
  'accepted_by_vendor', 'accepted', 'declined', 'rescinded', 'expired')) not valid;
-- What the constraints of a release before count stays counted; a submission has a handful of offers.
-- squawk-ignore require-concurrent-index-deletion
drop index offers_one_live;
-- squawk-ignore require-concurrent-index-creation
create unique index offers_one_live on offers (tenant_id, submission_id)
  where state in ('draft', 'pending_approval', 'extended', 'countered', 'accepted_by_vendor', 'accepted');

-- Vendor and worker know an offer from its first extension on: what is drafted or never approved was never offered.
do $$
declare
  extended constant text := 'extended_at is not null and ';
  rule constant text := format('tenant_id = (select app.tenant()) and case (select app.side()) '
    'when ''system'' then true when ''operator'' then %s when ''client'' then %s when ''vendor'' then %s when ''worker'' then %s else false end',
    app.side_rule('offers', 'operator', 'scoped'), app.side_rule('offers', 'client', 'scoped'),
    extended || app.side_rule('offers', 'vendor', 'scoped'), extended || app.side_rule('offers', 'worker', 'scoped'));
begin
  execute format('alter policy by_scope on offers using (%s)', rule);
  execute format('alter policy written_in_scope_insert on offers with check (%s)', rule);
  execute format('alter policy written_in_scope_update on offers using (%s) with check (%s)', rule, rule);
  execute format('alter policy written_in_scope_delete on offers using (%s)', rule);
  perform app.show_versions('offers');
end $$;

-- The terms of an offer as each side in turn put them: none is ever changed.
create table offer_rounds (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  offer_id uuid not null,
  submission_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  number integer not null check (number between 1 and 20),
  proposed_by text not null constraint offer_rounds_proposed_by check (proposed_by in ('operator', 'vendor')),
  bill_rate numeric(12, 4) check (app.is_rate(bill_rate) and bill_rate > 0),
  pay_rate numeric(12, 4) check (app.is_rate(pay_rate)),
  annual_salary numeric(14, 2) check (app.is_amount(annual_salary) and annual_salary > 0),
  starts_on date not null check (app.on_calendar(starts_on)),
  ends_on date check (app.on_calendar(ends_on)),
  hours_per_week numeric(5, 2) not null check (hours_per_week > 0 and hours_per_week <= 168),
  note text check (length(note) between 1 and 4000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, offer_id, submission_id) references offers (tenant_id, id, submission_id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint offer_rounds_once unique (tenant_id, offer_id, number),
  constraint offer_rounds_days check (ends_on >= starts_on),
  constraint offer_rounds_price check
    ((annual_salary is null) = (bill_rate is not null) and (annual_salary is null) = (ends_on is not null))
);
create index offer_rounds_submission on offer_rounds (tenant_id, offer_id, submission_id);
create index offer_rounds_vendor on offer_rounds (tenant_id, vendor_id);
create index offer_rounds_worker on offer_rounds (tenant_id, worker_id);
create index offer_rounds_created on offer_rounds (tenant_id, created_at, id);
select app.protect('offer_rounds', vendor => 'scoped');

/* Whether a membership is a vendor's: to a client it names nobody, or it would tell whose a blind candidate is. */
create function app.acts_for_vendor(p_membership_id uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select exists (
    select from public.memberships m
    where m.tenant_id = (select app.tenant()) and m.id = p_membership_id and m.vendor_id is not null);
end;
revoke execute on function app.acts_for_vendor from public;
grant execute on function app.acts_for_vendor to requisite_service;
