-- Why: what people say to each other about an order, a submission, a placement; what they are told of; and how they find their work.

-- A word of the tenant's own side on something: never a vendor's or a worker's to read. One for the operator alone stays so.
create table notes (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  subject_noun text not null constraint notes_subject_noun
    check (subject_noun in ('order', 'submission', 'assignment', 'timesheet', 'shift', 'invoice', 'vendor', 'worker')),
  subject_id uuid not null,
  program_id uuid,
  facility_id uuid,
  unit_id uuid,
  audience text not null constraint notes_audience check (audience in ('operator', 'operator_and_client')),
  membership_id uuid not null,
  body text not null check (length(body) between 1 and 4000),
  is_pinned boolean not null default false,
  edited_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, membership_id) references memberships (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id) references facilities (tenant_id, id),
  foreign key (tenant_id, unit_id) references units (tenant_id, id),
  -- A vendor or a person belongs to no program: what is said of them is the operator's.
  constraint notes_scope check ((subject_noun in ('vendor', 'worker')) = (program_id is null)),
  constraint notes_of_parties check (program_id is not null or audience = 'operator')
);
create index notes_subject on notes (tenant_id, subject_noun, subject_id, created_at);
create index notes_created on notes (tenant_id, created_at, id);
create index notes_membership on notes (tenant_id, membership_id);
create index notes_program on notes (tenant_id, program_id);
create index notes_facility on notes (tenant_id, facility_id);
create index notes_unit on notes (tenant_id, unit_id);

-- A conversation between our side and one vendor about one thing. Whether the client, or the worker whom it is about,
-- takes part is said when it begins, so that nobody finds himself overheard.
create table threads (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  subject_noun text not null constraint threads_subject_noun check (subject_noun in ('order', 'submission', 'assignment', 'timesheet')),
  subject_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid,
  with_client boolean not null,
  with_worker boolean not null default false,
  topic text not null check (length(topic) between 1 and 200),
  state text not null constraint threads_state check (state in ('open', 'closed')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  -- An order is about nobody yet, and a candidate does not talk with the market.
  constraint threads_worker check ((subject_noun = 'order') = (worker_id is null)),
  constraint threads_with_worker check (not with_worker or subject_noun in ('assignment', 'timesheet'))
);
-- One conversation a topic; one without the client stays unknown to it.
create unique index threads_once on threads (tenant_id, subject_noun, subject_id, vendor_id, with_client, with_worker, lower(topic));
create index threads_created on threads (tenant_id, created_at, id);
create index threads_vendor on threads (tenant_id, vendor_id, created_at, id);
create index threads_worker_index on threads (tenant_id, worker_id);
create index threads_program on threads (tenant_id, program_id);
create index threads_unit on threads (tenant_id, unit_id);
create index threads_facility on threads (tenant_id, facility_id);

create table messages (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  thread_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid,
  membership_id uuid not null,
  side text not null constraint messages_side check (side in ('operator', 'client', 'vendor', 'worker')),
  body text not null check (length(body) between 1 and 4000),
  file_ids uuid[] not null default '{}' check (array_position(file_ids, null) is null and cardinality(file_ids) <= 20),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, thread_id) references threads (tenant_id, id),
  foreign key (tenant_id, membership_id) references memberships (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id)
);
create index messages_thread on messages (tenant_id, thread_id, id);
create index messages_created on messages (tenant_id, created_at, id);
create index messages_membership on messages (tenant_id, membership_id);
create index messages_vendor on messages (tenant_id, vendor_id);
create index messages_worker on messages (tenant_id, worker_id);
create index messages_program on messages (tenant_id, program_id);
create index messages_facility on messages (tenant_id, facility_id);
create index messages_unit on messages (tenant_id, unit_id);

-- How far a member has read a thread: nobody else's business.
create table thread_reads (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  thread_id uuid not null,
  membership_id uuid not null,
  last_message_id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, thread_id) references threads (tenant_id, id),
  foreign key (tenant_id, membership_id) references memberships (tenant_id, id),
  foreign key (tenant_id, last_message_id) references messages (tenant_id, id),
  constraint thread_reads_once unique (tenant_id, membership_id, thread_id)
);
create index thread_reads_thread on thread_reads (tenant_id, thread_id);
create index thread_reads_message on thread_reads (tenant_id, last_message_id);

-- What a member was told of. Kept for a time, and without versions: what happened stands in the events.
create table notifications (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  membership_id uuid not null,
  -- What told of it; with the member it names the notification, so that none comes twice.
  event_id uuid not null,
  topic text not null check (topic ~ '^[a-z_]{1,63}$'),
  subject_noun text not null check (subject_noun ~ '^[a-z][A-Za-z]{0,62}$'),
  subject_id uuid not null,
  title text not null check (length(title) between 1 and 300),
  body text check (length(body) between 1 and 4000),
  state text not null constraint notifications_state check (state in ('unread', 'read', 'archived')),
  happened_at timestamptz not null,
  read_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, membership_id) references memberships (tenant_id, id),
  constraint notifications_once unique (tenant_id, membership_id, event_id, subject_id),
  constraint notifications_read check (state <> 'read' or read_at is not null)
);
create index notifications_inbox on notifications (tenant_id, membership_id, state, id);
create index notifications_created on notifications (tenant_id, created_at, id);

create table notification_preferences (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  membership_id uuid not null,
  -- `everything` carries the pause of them all.
  topic text not null check (topic ~ '^[a-z_]{1,63}$'),
  in_app boolean not null,
  external boolean not null,
  muted_until timestamptz check (app.on_calendar(muted_until)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, membership_id) references memberships (tenant_id, id),
  constraint notification_preferences_once unique (tenant_id, membership_id, topic)
);
create index notification_preferences_created on notification_preferences (tenant_id, created_at, id);

-- A tenant's own words for a topic, in place of ours.
create table notification_templates (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  topic text not null check (topic ~ '^[a-z_]{1,63}$'),
  title text not null check (length(title) between 1 and 200),
  body text check (length(body) between 1 and 2000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id)
);
create unique index notification_templates_topic on notification_templates (tenant_id, topic) where archived_at is null;
create index notification_templates_created on notification_templates (tenant_id, created_at, id);

-- A list as somebody likes to see it: the query of a list, kept under a name, for oneself or for one's side or role.
create table saved_views (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  membership_id uuid not null,
  side text not null constraint saved_views_side check (side in ('operator', 'client', 'vendor', 'worker')),
  role text not null check (role ~ '^[a-z_]{1,63}$'),
  vendor_id uuid,
  program_id uuid,
  noun text not null check (noun ~ '^[a-z][A-Za-z]{0,62}$'),
  name text not null check (length(name) between 1 and 100),
  query text not null check (length(query) <= 4000),
  shared_with text not null constraint saved_views_shared_with check (shared_with in ('nobody', 'role', 'side')),
  is_default boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, membership_id) references memberships (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  -- A vendor's people share within the vendor; people who work have none to share with.
  constraint saved_views_vendor check ((side = 'vendor') = (vendor_id is not null)),
  constraint saved_views_worker check (side <> 'worker' or shared_with = 'nobody')
);
create unique index saved_views_name on saved_views (tenant_id, membership_id, noun, lower(name)) where archived_at is null;
create unique index saved_views_default on saved_views (tenant_id, membership_id, noun) where is_default and archived_at is null;
create index saved_views_created on saved_views (tenant_id, created_at, id);
create index saved_views_vendor_index on saved_views (tenant_id, vendor_id);
create index saved_views_program on saved_views (tenant_id, program_id);

do $$
declare
  place constant text := '((select app.programs()) is null or program_id is null or program_id = any ((select app.programs())::uuid[])) '
    'and ((select app.facilities()) is null or facility_id is null or facility_id = any ((select app.facilities())::uuid[])) '
    'and ((select app.units()) is null or unit_id is null or unit_id = any ((select app.units())::uuid[]))';
  -- What the client sees of the subject is that subject's own rule: row security applies inside.
  shown constant text := 'case subject_noun '
    'when ''submission'' then subject_id in (select s.id from submissions s where s.tenant_id = (select app.tenant())) '
    'when ''timesheet'' then subject_id in (select t.id from timesheets t where t.tenant_id = (select app.tenant())) '
    'when ''invoice'' then subject_id in (select i.id from invoices i where i.tenant_id = (select app.tenant())) else true end';
  own constant text := 'membership_id = (select app.membership())';
  participating constant text := 'thread_id in (select t.id from threads t where t.tenant_id = (select app.tenant()))';
  shared constant text := own || ' or (shared_with <> ''nobody'' and side = (select app.side()) '
    'and (program_id is null or (select app.programs()) is null or program_id = any ((select app.programs())::uuid[])) '
    'and (shared_with = ''side'' or role = (select m.role from memberships m where m.tenant_id = (select app.tenant()) and m.id = (select app.membership()))))';
begin
  perform app.protect('notes',
    operator => place || ' and case subject_noun '
      'when ''worker'' then (select app.programs()) is null or app.is_known_here(subject_id) '
      'when ''vendor'' then (select app.programs()) is null '
      'or subject_id in (select p.vendor_id from panel_memberships p where p.tenant_id = (select app.tenant())) else true end',
    client => 'audience = ''operator_and_client'' and ' || place || ' and ' || shown);
  perform app.protect('threads',
    client => 'with_client and ' || place || ' and ' || shown,
    vendor => 'vendor_id = (select app.vendor()) and (subject_noun <> ''order'' '
      'or subject_id in (select o.id from orders o where o.tenant_id = (select app.tenant())))',
    worker => 'with_worker and worker_id = (select app.worker())', worker_writes => 'none');
  perform app.protect('messages', operator => participating, client => participating, vendor => participating, worker => participating);
  perform app.protect('thread_reads', history => false, operator => own, client => own, vendor => own, worker => own);
  perform app.protect('notifications', history => false, operator => own, client => own, vendor => own, worker => own);
  perform app.protect('notification_preferences', operator => own, client => own, vendor => own, worker => own);
  perform app.protect('notification_templates', client => 'none');
  perform app.protect('saved_views', operator => shared, client => shared,
    vendor => 'vendor_id = (select app.vendor()) and (' || shared || ')', worker => own);
end $$;
grant delete on notifications to requisite_service;

-- What a client is sent in a thread it can open: the rule of messages applies inside.
do $$
declare
  rule constant text := (select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = 'files'::regclass and polname = 'by_scope');
begin
  execute format('alter policy by_scope on files using ((%s) or (tenant_id = (select app.tenant()) and (select app.side()) = ''client'' '
    'and subject_noun = ''message'' and data_class = ''general'' and subject_id in (select m.id from messages m where m.tenant_id = (select app.tenant()))))', rule);
  perform app.show_versions('files');
end $$;
