-- Why: approvals by what a subject is and costs, side by side, by delegates, by those above after a time, and by a link.

-- All nullable or defaulted: an older service neither reads nor writes them. What stands fits the wider lists.
alter table approval_policies add column facility_id uuid;
alter table approval_policies add column unit_id uuid;
-- Null: of every type, of every profession.
alter table approval_policies add column order_types text[];
alter table approval_policies add column professions text[];
alter table approval_policies drop constraint approval_policies_subject;
alter table approval_policies add constraint approval_policies_subject
  check (subject in ('order', 'surge', 'offer', 'assignment_revision', 'timesheet')) not valid;
alter table approval_policies add constraint approval_policies_unit_has_facility check (unit_id is null or facility_id is not null) not valid;
alter table approval_policies add constraint approval_policies_order_types
  check (order_types <@ array['contract', 'per_diem', 'direct_hire'] and cardinality(order_types) between 1 and 3) not valid;
alter table approval_policies add constraint approval_policies_professions
  check (array_position(professions, null) is null and cardinality(professions) between 1 and 100) not valid;
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
alter table approval_policies add foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id);
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
alter table approval_policies add foreign key (tenant_id, unit_id, facility_id, program_id)
  references units (tenant_id, id, facility_id, program_id);
-- Narrowed policies stand beside the program's. A tenant has few: made anew within a lock's patience.
-- squawk-ignore require-concurrent-index-deletion
drop index approval_policies_one_from;
-- squawk-ignore require-concurrent-index-creation
create unique index approval_policies_one_from
  on approval_policies (tenant_id, program_id, subject, facility_id, unit_id, order_types, professions, effective_from)
  nulls not distinct where archived_at is null;

-- squawk-ignore require-concurrent-index-creation
create index approval_policies_facility on approval_policies (tenant_id, facility_id) where facility_id is not null;
-- squawk-ignore require-concurrent-index-creation
create index approval_policies_unit on approval_policies (tenant_id, unit_id) where unit_id is not null;

alter table approval_chains drop constraint approval_chains_subject;
alter table approval_chains add constraint approval_chains_subject
  check (subject_noun in ('order', 'surge', 'offer', 'assignment_revision', 'timesheet')) not valid;
-- What the policy's conditions were judged by.
alter table approval_chains add column facts jsonb not null default '{}';
alter table approval_chains add constraint approval_chains_facts check (jsonb_typeof(facts) = 'object') not valid;
-- Null where nobody holds the title of a step: then it goes on by itself.
alter table approval_chains add column paused_for text;
alter table approval_chains add constraint approval_chains_paused_for
  check (paused_for is null or (paused_for = 'decision' and state = 'paused')) not valid;

alter table approval_steps add column mode text not null default 'all';
alter table approval_steps add constraint approval_steps_mode check (mode in ('all', 'any')) not valid;
alter table approval_steps add column opened_at timestamptz;
alter table approval_steps add column remind_after_hours integer;
alter table approval_steps add constraint approval_steps_remind_after check (remind_after_hours between 1 and 8760) not valid;
alter table approval_steps add column escalate_after_hours integer;
alter table approval_steps add constraint approval_steps_escalate_after check (escalate_after_hours between 1 and 8760) not valid;
alter table approval_steps add column escalate_title_id uuid;
alter table approval_steps add column escalate_level text;
alter table approval_steps add constraint approval_steps_escalate_level check (escalate_level in ('unit', 'facility', 'program')) not valid;
alter table approval_steps add column escalates_at timestamptz;
alter table approval_steps add column reminded_at timestamptz;
alter table approval_steps add column escalated_at timestamptz;
alter table approval_steps add constraint approval_steps_escalation check (
  (escalate_after_hours is null) = (escalate_title_id is null) and (escalate_after_hours is null) = (escalate_level is null)
  and (escalated_at is null or escalate_title_id is not null)) not valid;
-- The one who decides in place of the holders of the title; whose place a delegate took; the link by which it was decided.
alter table approval_steps add column assigned_to uuid;
alter table approval_steps add column decided_for uuid;
alter table approval_steps add column decided_by_link uuid;
alter table approval_steps add constraint approval_steps_decided_for
  check (decided_by is not null or (decided_for is null and decided_by_link is null)) not valid;
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
alter table approval_steps add foreign key (tenant_id, escalate_title_id) references approval_titles (tenant_id, id);
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
alter table approval_steps add foreign key (tenant_id, assigned_to) references memberships (tenant_id, id);
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
alter table approval_steps add foreign key (tenant_id, decided_for) references memberships (tenant_id, id);
-- squawk-ignore require-concurrent-index-creation
create index approval_steps_escalated on approval_steps (tenant_id, escalate_title_id) where state in ('pending', 'paused') and escalated_at is not null;
-- squawk-ignore require-concurrent-index-creation
create index approval_steps_assigned on approval_steps (tenant_id, assigned_to) where assigned_to is not null;
-- squawk-ignore require-concurrent-index-creation
create index approval_steps_decided_for_index on approval_steps (tenant_id, decided_for) where decided_for is not null;
-- squawk-ignore require-concurrent-index-creation
create index approval_steps_escalate_title on approval_steps (tenant_id, escalate_title_id) where escalate_title_id is not null;

-- Who decides in another's place, of what, from when to when.
create table approval_delegations (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  from_membership_id uuid not null,
  -- Whose membership it is: who had a hand in a subject lends nobody a say in it.
  from_user_id uuid not null,
  to_membership_id uuid not null,
  -- Null: of every title; at every place.
  title_id uuid,
  program_id uuid,
  facility_id uuid,
  unit_id uuid,
  starts_at timestamptz not null check (app.on_calendar(starts_at)),
  ends_at timestamptz not null check (app.on_calendar(ends_at)),
  reason text not null check (length(reason) between 1 and 2000),
  ended_at timestamptz,
  state text not null constraint approval_delegations_state check (state in ('scheduled', 'active', 'ended')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, from_membership_id) references memberships (tenant_id, id),
  foreign key (tenant_id, from_user_id) references users (tenant_id, id),
  foreign key (tenant_id, to_membership_id) references memberships (tenant_id, id),
  foreign key (tenant_id, title_id) references approval_titles (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint approval_delegations_to_another check (from_membership_id <> to_membership_id),
  constraint approval_delegations_span check (starts_at < ends_at),
  constraint approval_delegations_place check ((facility_id is null or program_id is not null) and (unit_id is null or facility_id is not null)),
  constraint approval_delegations_ended check ((state = 'ended') = (ended_at is not null))
);
create index approval_delegations_from on approval_delegations (tenant_id, from_membership_id);
create index approval_delegations_from_user on approval_delegations (tenant_id, from_user_id);
create index approval_delegations_to on approval_delegations (tenant_id, to_membership_id);
create index approval_delegations_title on approval_delegations (tenant_id, title_id) where title_id is not null;
create index approval_delegations_program on approval_delegations (tenant_id, program_id) where program_id is not null;
create index approval_delegations_facility on approval_delegations (tenant_id, facility_id) where facility_id is not null;
create index approval_delegations_unit on approval_delegations (tenant_id, unit_id) where unit_id is not null;
create index approval_delegations_created on approval_delegations (tenant_id, created_at, id);
-- On the client's side the two whom it concerns.
select app.protect('approval_delegations',
  client => '(select app.membership()) in (from_membership_id, to_membership_id)');

-- A secret link by which one membership decides one step once.
create table approval_links (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  step_id uuid not null,
  membership_id uuid not null,
  issued_by uuid,
  program_id uuid not null,
  facility_id uuid,
  unit_id uuid,
  prefix text not null check (length(prefix) between 1 and 45),
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  expires_at timestamptz not null check (app.on_calendar(expires_at)),
  used_at timestamptz,
  state text not null constraint approval_links_state check (state in ('live', 'used', 'revoked')),
  salt text not null default gen_random_uuid()::text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  constraint approval_links_secret unique (tenant_id, secret_hash),
  foreign key (tenant_id, step_id) references approval_steps (tenant_id, id),
  foreign key (tenant_id, membership_id) references memberships (tenant_id, id),
  foreign key (tenant_id, issued_by) references memberships (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint approval_links_used check ((state = 'used') = (used_at is not null))
);
create index approval_links_step on approval_links (tenant_id, step_id);
create index approval_links_membership on approval_links (tenant_id, membership_id);
create index approval_links_issuer on approval_links (tenant_id, issued_by) where issued_by is not null;
create index approval_links_program on approval_links (tenant_id, program_id);
create index approval_links_facility on approval_links (tenant_id, facility_id) where facility_id is not null;
create index approval_links_unit on approval_links (tenant_id, unit_id) where unit_id is not null;
create index approval_links_created on approval_links (tenant_id, created_at, id);
-- On the client's side the one who decides by it and the one who asked for it.
select app.protect('approval_links', personal => array['secret_hash'],
  client => '(select app.membership()) in (membership_id, issued_by)');
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
alter table approval_steps add foreign key (tenant_id, decided_by_link) references approval_links (tenant_id, id);
-- squawk-ignore require-concurrent-index-creation
create index approval_steps_decided_by_link on approval_steps (tenant_id, decided_by_link) where decided_by_link is not null;

select app.show_versions('approval_policies');
select app.show_versions('approval_chains');
select app.show_versions('approval_steps');
