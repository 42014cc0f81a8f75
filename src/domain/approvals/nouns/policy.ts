import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Day, Id, text } from '../../../kernel/shapes.ts';
import { program } from '../../programs/index.ts';
import { ApprovalPolicyStep, ApprovalSubject } from '../model/policy.ts';
import { permissions } from '../policy.ts';
import { approvalPolicies } from '../tables.ts';

export const approvalPolicy = noun({
  name: 'approvalPolicy',
  plural: 'approvalPolicies',
  summary: 'The steps that a program’s subjects are routed through, one after the other, from a day on.',
  table: approvalPolicies,
  read: permissions.read,
  fields: {
    programId: field(Id, { filter: true }),
    subject: field(ApprovalSubject, { filter: true }),
    name: field(text(200), { filter: true, sort: true, search: true }),
    steps: field(z.array(ApprovalPolicyStep)),
    effectiveFrom: field(Day, { filter: true, sort: true }),
  },
});

edge(approvalPolicy, 'programId', 'program', program, 'approvalPolicies');
