import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Day, Id, text } from '../../../kernel/shapes.ts';
import { facility, program, unit } from '../../programs/index.ts';
import { ApprovalOrderType, ApprovalPolicyStep, ApprovalSubject } from '../model/policy.ts';
import { permissions } from '../policy.ts';
import { approvalPolicies } from '../tables.ts';

export const approvalPolicy = noun({
  name: 'approvalPolicy',
  plural: 'approvalPolicies',
  summary: 'The steps that a program’s subjects are routed through, stage after stage, from a day on.',
  table: approvalPolicies,
  read: permissions.read,
  fields: {
    programId: field(Id, { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    unitId: field(Id.nullable(), { filter: true }),
    subject: field(ApprovalSubject, { filter: true }),
    name: field(text(200), { filter: true, sort: true, search: true }),
    orderTypes: field(z.array(ApprovalOrderType).nullable().meta({ description: 'Null: of every type.' })),
    professions: field(z.array(z.string()).nullable().meta({ description: 'Null: of every profession.' })),
    steps: field(z.array(ApprovalPolicyStep)),
    effectiveFrom: field(Day, { filter: true, sort: true }),
  },
});

edge(approvalPolicy, 'programId', 'program', program, 'approvalPolicies');
edge(approvalPolicy, 'facilityId', 'facility', facility, null);
edge(approvalPolicy, 'unitId', 'unit', unit, null);
