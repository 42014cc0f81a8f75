-- Why: what a client is asked to pay is approved by levels, as its orders and hours are.

alter table approval_policies drop constraint approval_policies_subject;
alter table approval_policies add constraint approval_policies_subject
  check (subject in ('order', 'surge', 'offer', 'assignment_revision', 'timesheet', 'expense', 'invoice')) not valid;
alter table approval_chains drop constraint approval_chains_subject;
alter table approval_chains add constraint approval_chains_subject
  check (subject_noun in ('order', 'surge', 'offer', 'assignment_revision', 'timesheet', 'expense', 'invoice')) not valid;

-- Where the routed approval of a document stands; a vendor's is approved by a person.
alter table invoices
  add column approval_state text not null default 'none',
  add column rejected_because text;
alter table invoices
  add constraint invoices_approval_state check (approval_state in ('none', 'pending', 'paused', 'approved', 'rejected')) not valid,
  add constraint invoices_approval_client check (approval_state = 'none' or vendor_id is null) not valid,
  add constraint invoices_rejected check ((approval_state = 'rejected') = (rejected_because is not null)) not valid,
  add constraint invoices_rejected_because check (length(rejected_because) between 1 and 2000) not valid;
