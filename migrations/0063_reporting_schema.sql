-- Why: figures are read from documented views, by the service and by analysts' own logins alike.

-- Roles are the cluster's: made by whoever migrates, as the first file did, and met by several databases at once.
reset role;
do $$
begin
  if not exists (select from pg_roles where rolname = 'requisite_analyst') then
    create role requisite_analyst nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
set local role requisite_owner;

create schema reporting authorization requisite_owner;
grant usage on schema reporting to requisite_service, requisite_analyst;
comment on schema reporting is 'What figures are made of: documented views under row security. Nothing in them names a person.';
