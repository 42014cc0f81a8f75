import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, Id, Instant, text } from '../../../kernel/shapes.ts';
import { membership } from '../../access/index.ts';
import { facility, program, unit } from '../../programs/index.ts';
import { chainLife } from '../lifecycle/approval-chain.ts';
import { stepLife } from '../lifecycle/approval-step.ts';
import { ChainState, StepState } from '../model/chain.ts';
import { ApprovalLevel, ApprovalSubject } from '../model/policy.ts';
import { decidableBy, permissions } from '../policy.ts';
import { approvalChains, approvalSteps } from '../tables.ts';
import { approvalPolicy } from './policy.ts';
import { approvalTitle } from './title.ts';

const place = {
  programId: field(Id, { filter: true }),
  facilityId: field(Id.nullable(), { filter: true }),
  unitId: field(Id.nullable(), { filter: true }),
};

export const approvalChain = noun({
  name: 'approvalChain',
  summary: 'One routing of one subject through its approvers.',
  table: approvalChains,
  read: permissions.read,
  fields: {
    ...place,
    policyId: field(Id),
    subjectNoun: field(ApprovalSubject, { filter: true }),
    subjectId: field(Id, { filter: true }),
    amount: field(Amount.nullable(), { dataClass: 'commercial', filter: true }),
    state: field(ChainState, { filter: true }),
  },
  lifecycle: chainLife,
});

export const approvalStep = noun({
  name: 'approvalStep',
  summary: 'One decision of an approval, by a holder of a title.',
  table: approvalSteps,
  read: permissions.read,
  fields: {
    chainId: field(Id, { filter: true }),
    ...place,
    position: field(z.int(), { filter: true, sort: true }),
    titleId: field(Id, { filter: true }),
    level: field(ApprovalLevel, { filter: true }),
    minimumAmount: field(Amount.nullable(), { dataClass: 'commercial' }),
    state: field(StepState, { filter: true }),
    mine: field(z.boolean().meta({ description: 'Whether it waits for you: you can decide it now.' }), {
      filter: true,
      value: decidableBy,
    }),
    decidedBy: field(Id.nullable(), { filter: true }),
    decidedAt: field(Instant.nullable(), { filter: true }),
    reason: field(text(2_000).nullable(), { dataClass: 'internal' }),
  },
  lifecycle: stepLife,
});

edge(approvalChain, 'programId', 'program', program, 'approvalChains');
edge(approvalChain, 'facilityId', 'facility', facility, null);
edge(approvalChain, 'unitId', 'unit', unit, null);
edge(approvalChain, 'policyId', 'policy', approvalPolicy, 'chains');
edge(approvalStep, 'chainId', 'chain', approvalChain, 'steps');
edge(approvalStep, 'titleId', 'title', approvalTitle, 'steps');
edge(approvalStep, 'decidedBy', 'decider', membership, null);
edge(approvalStep, 'programId', 'program', program, null);
edge(approvalStep, 'facilityId', 'facility', facility, null);
edge(approvalStep, 'unitId', 'unit', unit, null);
