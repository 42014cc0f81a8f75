import { z } from 'zod';
import { effectiveFields } from '../../../kernel/effective-fields.ts';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Day, Id } from '../../../kernel/shapes.ts';
import { facility, program } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { ServiceNature, ServiceOutcome } from '../model/contracted-service.ts';
import { permissions } from '../policy.ts';
import { contractedServices, serviceEvaluations } from '../tables.ts';

const written = { dataClass: 'internal' } as const;

export const contractedService = noun({
  name: 'contractedService',
  summary:
    'A service that a facility has done under contract: its nature and scope, and how its quality is assured.',
  table: contractedServices,
  read: permissions.readServices,
  fields: {
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    service: field(z.string(), { filter: true, sort: true, search: true }),
    nature: field(ServiceNature, { filter: true }),
    scope: field(z.string(), written),
    qualityMethod: field(z.string(), written),
    evaluatedEveryMonths: field(z.int(), { sort: true }),
    ...effectiveFields(),
  },
});

export const serviceEvaluation = noun({
  name: 'serviceEvaluation',
  summary: 'How well a contracted service was found to be done.',
  table: serviceEvaluations,
  read: permissions.readServices,
  fields: {
    contractedServiceId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    evaluatedOn: field(Day, { filter: true, sort: true }),
    outcome: field(ServiceOutcome, { filter: true }),
    findings: field(z.string(), written),
    evaluatedBy: field(Id.nullable(), written),
  },
});

edge(contractedService, 'programId', 'program', program, null);
edge(contractedService, 'facilityId', 'facility', facility, 'contractedServices');
edge(contractedService, 'vendorId', 'vendor', vendor, 'contractedServices');
edge(serviceEvaluation, 'contractedServiceId', 'contractedService', contractedService, 'evaluations');
edge(serviceEvaluation, 'facilityId', 'facility', facility, null);
edge(serviceEvaluation, 'vendorId', 'vendor', vendor, null);
