-- Why: professions, specialties and states are facts of the field, the same for every tenant.

create table professions (
  code text primary key check (code ~ '^[a-z][a-z_]{0,62}$'),
  name text not null unique check (length(name) between 1 and 100),
  -- Practice needs a state's license; `compact`: the Nurse Licensure Compact's multistate license covers it.
  licensed boolean not null,
  compact boolean not null check (licensed or not compact)
);
create table specialties (
  code text primary key check (code ~ '^[a-z][a-z_]{0,62}$'),
  name text not null unique check (length(name) between 1 and 100)
);
-- States and territories; the zone is the one most of the state keeps, a facility names its own.
create table states (
  code char(2) primary key check (code ~ '^[A-Z]{2}$'),
  name text not null unique check (length(name) between 1 and 100),
  time_zone text not null check (app.is_time_zone(time_zone))
);
comment on table professions is 'reference: shared by all tenants';
comment on table specialties is 'reference: shared by all tenants';
comment on table states is 'reference: shared by all tenants';
revoke insert, update on professions, specialties, states from requisite_service;

insert into professions (code, name, licensed, compact) values
  ('rn', 'Registered nurse', true, true),
  ('lpn', 'Licensed practical nurse', true, true),
  ('cna', 'Certified nursing assistant', false, false),
  ('np', 'Nurse practitioner', true, false),
  ('pa', 'Physician assistant', true, false),
  ('crna', 'Certified registered nurse anesthetist', true, false),
  ('cnm', 'Certified nurse midwife', true, false),
  ('physician', 'Physician', true, false),
  ('rt', 'Respiratory therapist', true, false),
  ('surgical_tech', 'Surgical technologist', false, false),
  ('sterile_processing_tech', 'Sterile processing technician', false, false),
  ('radiology_tech', 'Radiologic technologist', true, false),
  ('ct_tech', 'Computed tomography technologist', true, false),
  ('mri_tech', 'Magnetic resonance imaging technologist', false, false),
  ('sonographer', 'Diagnostic medical sonographer', false, false),
  ('cath_lab_tech', 'Cardiac catheterization technologist', false, false),
  ('physical_therapist', 'Physical therapist', true, false),
  ('occupational_therapist', 'Occupational therapist', true, false),
  ('speech_therapist', 'Speech-language pathologist', true, false),
  ('pharmacist', 'Pharmacist', true, false),
  ('pharmacy_tech', 'Pharmacy technician', false, false),
  ('medical_lab_scientist', 'Medical laboratory scientist', false, false),
  ('phlebotomist', 'Phlebotomist', false, false),
  ('medical_assistant', 'Medical assistant', false, false),
  ('social_worker', 'Clinical social worker', true, false);

insert into specialties (code, name) values
  ('icu', 'Intensive care'),
  ('cvicu', 'Cardiovascular intensive care'),
  ('nicu', 'Neonatal intensive care'),
  ('picu', 'Pediatric intensive care'),
  ('pcu', 'Progressive care'),
  ('telemetry', 'Telemetry'),
  ('med_surg', 'Medical-surgical'),
  ('ed', 'Emergency department'),
  ('or', 'Operating room'),
  ('pacu', 'Post-anesthesia care'),
  ('labor_delivery', 'Labor and delivery'),
  ('postpartum', 'Postpartum'),
  ('pediatrics', 'Pediatrics'),
  ('oncology', 'Oncology'),
  ('dialysis', 'Dialysis'),
  ('cath_lab', 'Catheterization laboratory'),
  ('endoscopy', 'Endoscopy'),
  ('behavioral_health', 'Behavioral health'),
  ('rehabilitation', 'Rehabilitation'),
  ('long_term_care', 'Long-term care'),
  ('home_health', 'Home health'),
  ('hospice', 'Hospice'),
  ('case_management', 'Case management'),
  ('float_pool', 'Float pool');

insert into states (code, name, time_zone) values
  ('AL', 'Alabama', 'America/Chicago'),
  ('AK', 'Alaska', 'America/Anchorage'),
  ('AZ', 'Arizona', 'America/Phoenix'),
  ('AR', 'Arkansas', 'America/Chicago'),
  ('CA', 'California', 'America/Los_Angeles'),
  ('CO', 'Colorado', 'America/Denver'),
  ('CT', 'Connecticut', 'America/New_York'),
  ('DE', 'Delaware', 'America/New_York'),
  ('DC', 'District of Columbia', 'America/New_York'),
  ('FL', 'Florida', 'America/New_York'),
  ('GA', 'Georgia', 'America/New_York'),
  ('HI', 'Hawaii', 'Pacific/Honolulu'),
  ('ID', 'Idaho', 'America/Boise'),
  ('IL', 'Illinois', 'America/Chicago'),
  ('IN', 'Indiana', 'America/Indiana/Indianapolis'),
  ('IA', 'Iowa', 'America/Chicago'),
  ('KS', 'Kansas', 'America/Chicago'),
  ('KY', 'Kentucky', 'America/New_York'),
  ('LA', 'Louisiana', 'America/Chicago'),
  ('ME', 'Maine', 'America/New_York'),
  ('MD', 'Maryland', 'America/New_York'),
  ('MA', 'Massachusetts', 'America/New_York'),
  ('MI', 'Michigan', 'America/Detroit'),
  ('MN', 'Minnesota', 'America/Chicago'),
  ('MS', 'Mississippi', 'America/Chicago'),
  ('MO', 'Missouri', 'America/Chicago'),
  ('MT', 'Montana', 'America/Denver'),
  ('NE', 'Nebraska', 'America/Chicago'),
  ('NV', 'Nevada', 'America/Los_Angeles'),
  ('NH', 'New Hampshire', 'America/New_York'),
  ('NJ', 'New Jersey', 'America/New_York'),
  ('NM', 'New Mexico', 'America/Denver'),
  ('NY', 'New York', 'America/New_York'),
  ('NC', 'North Carolina', 'America/New_York'),
  ('ND', 'North Dakota', 'America/Chicago'),
  ('OH', 'Ohio', 'America/New_York'),
  ('OK', 'Oklahoma', 'America/Chicago'),
  ('OR', 'Oregon', 'America/Los_Angeles'),
  ('PA', 'Pennsylvania', 'America/New_York'),
  ('RI', 'Rhode Island', 'America/New_York'),
  ('SC', 'South Carolina', 'America/New_York'),
  ('SD', 'South Dakota', 'America/Chicago'),
  ('TN', 'Tennessee', 'America/Chicago'),
  ('TX', 'Texas', 'America/Chicago'),
  ('UT', 'Utah', 'America/Denver'),
  ('VT', 'Vermont', 'America/New_York'),
  ('VA', 'Virginia', 'America/New_York'),
  ('WA', 'Washington', 'America/Los_Angeles'),
  ('WV', 'West Virginia', 'America/New_York'),
  ('WI', 'Wisconsin', 'America/Chicago'),
  ('WY', 'Wyoming', 'America/Denver'),
  ('AS', 'American Samoa', 'Pacific/Pago_Pago'),
  ('GU', 'Guam', 'Pacific/Guam'),
  ('MP', 'Northern Mariana Islands', 'Pacific/Saipan'),
  ('PR', 'Puerto Rico', 'America/Puerto_Rico'),
  ('VI', 'U.S. Virgin Islands', 'America/St_Thomas');
