import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const DelegationState = oneOf('ApprovalDelegationState', ['scheduled', 'active', 'ended']);

export const delegationOfAnother = declareError(
  'delegation_of_another',
  'forbidden',
  'Only who delegates, or an administrator, makes or ends a delegation.',
);

const fact = factsFor(
  ['operator', 'client'],
  z.strictObject({ fromMembershipId: z.string(), toMembershipId: z.string() }),
);
export const delegationCreated = fact(
  'approval_delegation.created',
  'Somebody will decide in another’s place.',
);
export const delegationBegun = fact('approval_delegation.begun', 'Somebody decides in another’s place now.');
export const delegationEnded = fact(
  'approval_delegation.ended',
  'Somebody no longer decides in another’s place.',
);
