-- Why: long work answers at once with a job, which its starter follows.

create table jobs (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  kind text not null check (kind ~ '^[a-z][A-Za-z0-9_.]{0,62}$'),
  membership_id uuid not null,
  state text not null constraint jobs_state check (state in ('running', 'succeeded')),
  done integer not null default 0 check (done >= 0),
  total integer check (total >= 0),
  result jsonb,
  started_at timestamptz,
  finished_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, membership_id) references memberships (tenant_id, id),
  constraint jobs_done check (done <= total)
);
create index jobs_membership on jobs (tenant_id, membership_id);
create index jobs_created on jobs (tenant_id, created_at, id);
select app.protect('jobs', client => 'membership_id = (select app.membership())',
  vendor => 'membership_id = (select app.membership())', worker => 'membership_id = (select app.membership())');
