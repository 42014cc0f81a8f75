import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, codeOf, Id, Instant, Rate, text } from '../../../kernel/shapes.ts';
import { membership } from '../../access/index.ts';
import { facility, program, unit } from '../../programs/index.ts';
import { chainLife } from '../lifecycle/approval-chain.ts';
import { stepLife } from '../lifecycle/approval-step.ts';
import { ChainState, PausedFor, StepState } from '../model/chain.ts';
import { ApprovalLevel, ApprovalMode, ApprovalOrderType, ApprovalSubject } from '../model/policy.ts';
import { decidableBy, permissions } from '../policy.ts';
import { approvalChains, approvalSteps } from '../tables.ts';
import { approvalPolicy } from './policy.ts';
import { approvalTitle } from './title.ts';

const place = {
  programId: field(Id, { filter: true }),
  facilityId: field(Id.nullable(), { filter: true }),
  unitId: field(Id.nullable(), { filter: true }),
};

const ChainFacts = z
  .strictObject({
    orderType: ApprovalOrderType.nullish(),
    profession: codeOf('profession', 'rn').nullish(),
    specialty: codeOf('specialty', 'icu').nullish(),
    billRate: Rate.nullish(),
    overCardPercent: z
      .string()
      .nullish()
      .meta({ scalar: 'Decimal', description: 'How many percent the bill rate is above the card’s.' }),
  })
  .meta({ id: 'ApprovalFacts', description: 'What the policy’s conditions were judged by.' });

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
    facts: field(ChainFacts, { dataClass: 'commercial' }),
    state: field(ChainState, { filter: true }),
    pausedFor: field(
      PausedFor.nullable().meta({
        description: 'A vacancy ends when somebody holds the title; a decision when somebody resumes it.',
      }),
      {
        value: (row) =>
          sql`case when ${row('state')} = 'paused' then coalesce(${row('pausedFor')}, 'vacancy') end`,
      },
    ),
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
    position: field(z.int().meta({ description: 'Its stage: steps of one stand side by side.' }), {
      filter: true,
      sort: true,
    }),
    mode: field(ApprovalMode),
    titleId: field(Id, { filter: true }),
    level: field(ApprovalLevel, { filter: true }),
    minimumAmount: field(Amount.nullable(), { dataClass: 'commercial' }),
    assignedTo: field(
      Id.nullable().meta({ description: 'The one who decides it in place of the holders of its title.' }),
      { filter: true },
    ),
    openedAt: field(Instant.nullable(), { filter: true, sort: true }),
    escalatesAt: field(Instant.nullable(), { filter: true, sort: true }),
    escalateTitleId: field(Id.nullable(), { filter: true }),
    escalateLevel: field(ApprovalLevel.nullable()),
    remindedAt: field(Instant.nullable()),
    escalatedAt: field(Instant.nullable(), { filter: true }),
    state: field(StepState, { filter: true }),
    mine: field(z.boolean().meta({ description: 'Whether it waits for you: you can decide it now.' }), {
      filter: true,
      value: decidableBy,
    }),
    decidedBy: field(Id.nullable(), { filter: true }),
    decidedFor: field(Id.nullable().meta({ description: 'In whose place it was decided.' }), {
      filter: true,
    }),
    decidedByLink: field(Id.nullable().meta({ description: 'The link by which it was decided.' })),
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
edge(approvalStep, 'decidedFor', 'decidedInPlaceOf', membership, null);
edge(approvalStep, 'assignedTo', 'assignee', membership, null);
edge(approvalStep, 'escalateTitleId', 'escalateTitle', approvalTitle, null);
edge(approvalStep, 'programId', 'program', program, null);
edge(approvalStep, 'facilityId', 'facility', facility, null);
edge(approvalStep, 'unitId', 'unit', unit, null);
