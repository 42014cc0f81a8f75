import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id } from '../../../kernel/shapes.ts';
import { facility, program } from '../../programs/index.ts';
import { FacilityCode } from '../model/pbj-registration.ts';
import { permissions } from '../policy.ts';
import { pbjRegistrations } from '../tables.ts';

export const pbjRegistration = noun({
  name: 'pbjRegistration',
  summary: 'Under which number of its state a nursing facility submits its Payroll-Based Journal to CMS.',
  table: pbjRegistrations,
  read: permissions.readPbj,
  fields: {
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    facilityCode: field(FacilityCode, { filter: true, sort: true }),
  },
});

edge(pbjRegistration, 'programId', 'program', program, null);
edge(pbjRegistration, 'facilityId', 'facility', facility, 'pbjRegistrations');
