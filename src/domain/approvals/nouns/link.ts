import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id, Instant } from '../../../kernel/shapes.ts';
import { membership } from '../../access/index.ts';
import { facility, program, unit } from '../../programs/index.ts';
import { approvalLinkLife } from '../lifecycle/approval-link.ts';
import { ApprovalLinkState } from '../model/link.ts';
import { isOwnLink, permissions } from '../policy.ts';
import { approvalLinks } from '../tables.ts';
import { approvalStep } from './chain.ts';

export const approvalLink = noun({
  name: 'approvalLink',
  summary: 'A secret link by which one member decides one step once.',
  table: approvalLinks,
  read: permissions.read,
  fields: {
    stepId: field(Id, { filter: true }),
    membershipId: field(Id, { filter: true }),
    issuedBy: field(Id.nullable(), { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    unitId: field(Id.nullable(), { filter: true }),
    prefix: field(z.string().meta({ description: 'How its token begins, to recognize it by.' })),
    expiresAt: field(Instant, { filter: true, sort: true }),
    usedAt: field(Instant.nullable(), { filter: true }),
    state: field(ApprovalLinkState, { filter: true }),
  },
  lifecycle: approvalLinkLife,
  visibleTo: { client: isOwnLink },
});

edge(approvalLink, 'stepId', 'step', approvalStep, 'links');
edge(approvalLink, 'membershipId', 'membership', membership, null);
edge(approvalLink, 'issuedBy', 'issuer', membership, null);
edge(approvalLink, 'programId', 'program', program, null);
edge(approvalLink, 'facilityId', 'facility', facility, null);
edge(approvalLink, 'unitId', 'unit', unit, null);
