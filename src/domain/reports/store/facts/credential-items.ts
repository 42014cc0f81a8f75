import { sql } from 'drizzle-orm';
import { fact } from '../../metrics/fact.ts';
import { demanded, isCurrent } from './credential-demands.ts';
import {
  asked,
  dayThere,
  instantOf,
  orderColumns,
  place,
  placeColumns,
  placing,
  tiered,
  vendorColumns,
} from './hiring.ts';

/**
 * What the places where people work demand of them now, and whether it is on record: the rule of `eligibility`, told in
 * SQL, so that a figure is as fresh as a credential.
 */
export const credentialItems = fact({
  name: 'credential_items',
  summary:
    'One row a credential that is demanded today of a worker who has begun and not ended, or one without a demand where nothing is.',
  columns: {
    tenant_id: { type: 'uuid', description: 'The tenant.' },
    assignment_id: { type: 'uuid', description: 'The assignment, active or suspended.' },
    order_id: { type: 'uuid', description: 'Its order.' },
    ...placeColumns,
    ...vendorColumns,
    ...orderColumns,
    worker_id: { type: 'uuid', description: 'The worker, as an id alone.' },
    is_demanded: {
      type: 'boolean',
      description: 'Whether the row is a demand; false where nothing is demanded of the worker there.',
    },
    credential_type_id: {
      type: 'uuid',
      description: 'The type of credential; null of health and background, and where nothing is demanded.',
    },
    severity: { type: 'text', description: 'hard or warn; null where nothing is demanded.' },
    is_current: {
      type: 'boolean',
      description:
        'Whether it is on record and counts at the facility today, proven as is demanded, within its grace, or waived; null where nothing is demanded.',
    },
  },
  subject: { noun: 'assignment', column: 'assignment_id' },
  person: 'worker_id',
  rows: (from, then) => sql`
select r.tenant_id, r.assignment_id, r.order_id, ${place}, r.vendor_id, m.tier, ${asked}, r.worker_id, d.type_id is not null,
  case when d.data_class <> 'health' then d.type_id end, d.severity, case when d.type_id is not null then ${isCurrent(from)} end
from (
  select a.tenant_id, a.id as assignment_id, a.order_id, a.program_id, a.facility_id, a.unit_id, a.vendor_id, a.worker_id
  from ${from('assignments', 'a')} where a.state in ('active', 'suspended')
) r${placing(from)}${tiered(from)}
  join ${from('tenants', 't')} on t.tenant_id = r.tenant_id
  cross join lateral (select ${dayThere(instantOf(then))} as today) y
  left join professions k on k.code = o.profession
  left join lateral ${demanded(from)} d on true`,
});
