import { sql } from 'drizzle-orm';
import { fact } from '../../metrics/fact.ts';

const part = (description: string) => ({ type: 'boolean' as const, description });

/** The samples that count of personnel files: what HCSS-6 and HCSS-7 divide. */
export const personnelFiles = fact({
  name: 'personnel_files',
  summary: 'A personnel file that was sampled for a month and whose sample was not voided.',
  columns: {
    tenant_id: { type: 'uuid', description: 'The tenant.' },
    date: { type: 'date', description: 'The first day of the month whose placements were sampled.' },
    sample_id: { type: 'uuid', description: 'The sample.' },
    worker_id: { type: 'uuid', description: 'The person whose file it is.' },
    has_background_check: part('A background check made at hire or rehire is on file.'),
    has_competency: part('The clinical competency for the job is on file.'),
    has_credentials: part('The credentials that the job needs are on file and current.'),
    is_complete: part('All three are on file.'),
    program_id: { type: 'uuid', description: 'The program of the placement.' },
    facility_id: { type: 'uuid', description: 'The facility of the placement.' },
    unit_id: { type: 'uuid', description: 'The unit of the placement.' },
    vendor_id: { type: 'uuid', description: 'The vendor that keeps the file.' },
    tier: {
      type: 'integer',
      description: 'The vendor’s present tier in the program; 0 is the internal pool.',
    },
    profession: { type: 'text', description: 'The profession ordered.' },
    specialty: { type: 'text', description: 'The specialty ordered; null where none was.' },
    order_type: { type: 'text', description: 'contract (travel) or per_diem.' },
    engagement_kind: { type: 'text', description: 'staffing.' },
    state: { type: 'text', description: 'The state of the facility, two letters.' },
  },
  subject: { noun: 'personnelFileSample', column: 'sample_id' },
  person: 'worker_id',
  rows: (from) => sql`
    select s.tenant_id, s.month_starts_on as date, s.id as sample_id, s.worker_id, s.has_background_check, s.has_competency, s.has_credentials,
      s.has_background_check and s.has_competency and s.has_credentials as is_complete, s.program_id, s.facility_id, s.unit_id,
      s.vendor_id, m.tier, o.profession, o.specialty, s.order_type, 'staffing'::text as engagement_kind, f.state::text as state
    from ${from('personnel_file_samples', 's')}
    join ${from('assignments', 'a')} on a.tenant_id = s.tenant_id and a.id = s.assignment_id
    join ${from('orders', 'o')} on o.tenant_id = a.tenant_id and o.id = a.order_id
    join ${from('facilities', 'f')} on f.tenant_id = s.tenant_id and f.id = s.facility_id
    left join ${from('panel_memberships', 'm')} on m.tenant_id = s.tenant_id and m.program_id = s.program_id and m.vendor_id = s.vendor_id
    where s.state = 'recorded'`,
});
