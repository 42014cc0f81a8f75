import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id, Instant, text } from '../../../kernel/shapes.ts';
import { membership } from '../../access/index.ts';
import { facility, program, unit } from '../../programs/index.ts';
import { delegationLife } from '../lifecycle/approval-delegation.ts';
import { DelegationState } from '../model/delegation.ts';
import { concernsActor, permissions } from '../policy.ts';
import { approvalDelegations } from '../tables.ts';
import { approvalTitle } from './title.ts';

export const approvalDelegation = noun({
  name: 'approvalDelegation',
  summary: 'Who decides approvals in another’s place, from when to when; a null title or place is every one.',
  table: approvalDelegations,
  read: permissions.read,
  fields: {
    fromMembershipId: field(Id, { filter: true }),
    toMembershipId: field(Id, { filter: true }),
    titleId: field(Id.nullable(), { filter: true }),
    programId: field(Id.nullable(), { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    unitId: field(Id.nullable(), { filter: true }),
    startsAt: field(Instant, { filter: true, sort: true }),
    endsAt: field(Instant, { filter: true, sort: true }),
    reason: field(text(2_000), { dataClass: 'internal' }),
    endedAt: field(Instant.nullable(), { filter: true }),
    state: field(DelegationState, { filter: true }),
  },
  lifecycle: delegationLife,
  visibleTo: { client: concernsActor },
});

edge(approvalDelegation, 'fromMembershipId', 'from', membership, 'approvalDelegationsGiven');
edge(approvalDelegation, 'toMembershipId', 'to', membership, 'approvalDelegationsTaken');
edge(approvalDelegation, 'titleId', 'title', approvalTitle, null);
edge(approvalDelegation, 'programId', 'program', program, null);
edge(approvalDelegation, 'facilityId', 'facility', facility, null);
edge(approvalDelegation, 'unitId', 'unit', unit, null);
