import { capability } from '../../kernel/operation.ts';
import {
  emailTaken,
  membershipEnded,
  membershipGranted,
  roleDoesNotFitSide,
  tokenIssued,
  tokenRevoked,
  userDeactivated,
  userInvited,
} from './model.ts';
import { accessToken, membership, user } from './nouns.ts';
import { deactivateUser } from './operations/deactivate-user.ts';
import { endMembership } from './operations/end-membership.ts';
import { grantMembership } from './operations/grant-membership.ts';
import { inviteUser } from './operations/invite-user.ts';
import { issueAccessToken } from './operations/issue-access-token.ts';
import { me } from './operations/me.ts';
import { reactions } from './reactions.ts';
import { revokeAccessToken } from './operations/revoke-access-token.ts';

export { actorByToken, actorBySubject, insertToken } from './store.ts';
export { actorOf, membershipEnded, userDeactivated, type MembershipRow } from './model.ts';
export { membership, user } from './nouns.ts';
export { memberships, users } from './tables.ts';

export const access = capability({
  name: 'access',
  nouns: [user, membership, accessToken],
  queries: [me],
  commands: [inviteUser, deactivateUser, grantMembership, endMembership, issueAccessToken, revokeAccessToken],
  events: [userInvited, userDeactivated, membershipGranted, membershipEnded, tokenIssued, tokenRevoked],
  reactions,
  constraints: {
    users_email: emailTaken,
    users_subject: emailTaken,
    memberships_role_fits_side: roleDoesNotFitSide,
    memberships_vendor_side: roleDoesNotFitSide,
    memberships_worker_side: roleDoesNotFitSide,
  },
});
