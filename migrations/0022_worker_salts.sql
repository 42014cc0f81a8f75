-- Why: a worker's short name and NPI stood in history in clear, where no erasure reaches.

-- Destroyed on erasure, so that the digests kept in history can never be matched again. Each row needs one of its own
-- before its next version: writing ten thousands of workers anew takes less than a second.
-- squawk-ignore adding-field-with-default
alter table workers add column salt text not null default gen_random_uuid()::text;

drop trigger keep_version on workers;
drop trigger keep_version_changed on workers;
drop trigger keep_version_deleted on workers;
select app.keep_history('workers', array['display_name', 'npi']);

drop trigger keep_version on representations;
drop trigger keep_version_changed on representations;
drop trigger keep_version_deleted on representations;
select app.keep_history('representations', array['first_name', 'last_name', 'birth_date', 'npi', 'email', 'phone']);
