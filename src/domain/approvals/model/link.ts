import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { Id, Instant, oneOf } from '../../../kernel/shapes.ts';

export const ApprovalLinkState = oneOf('ApprovalLinkState', ['live', 'used', 'revoked']);

/** The text of a link's secret; checked by its digest, so of any form. */
export const ApprovalToken = z.string().min(1).max(200);

export const IssuedApprovalLink = z
  .strictObject({
    id: Id,
    token: z.string().meta({ description: 'Shown in this answer only: /v1/approvals/{token}.' }),
    prefix: z.string(),
    expiresAt: Instant,
  })
  .meta({ id: 'IssuedApprovalLink' });

export const linkForAnother = declareError(
  'link_for_another',
  'forbidden',
  'Only an administrator or an integration asks for a link by which another decides.',
);

const fact = factsFor(
  ['operator', 'client'],
  z.strictObject({ approvalStepId: z.string(), membershipId: z.string() }),
);
export const approvalLinkIssued = fact(
  'approval_link.issued',
  'A link by which one step is decided was made.',
);
export const approvalLinkUsed = fact('approval_link.used', 'A step was decided by a link.');
export const approvalLinkRevoked = fact('approval_link.revoked', 'A link no longer decides.');
