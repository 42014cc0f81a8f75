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
import { addServiceAccountSecret } from './operations/add-service-account-secret.ts';
import { createServiceAccount } from './operations/create-service-account.ts';
import { disableServiceAccount } from './operations/disable-service-account.ts';
import { endMembership } from './operations/end-membership.ts';
import { grantMembership } from './operations/grant-membership.ts';
import { inviteUser } from './operations/invite-user.ts';
import { issueAccessToken } from './operations/issue-access-token.ts';
import { me } from './operations/me.ts';
import { reactions } from './reactions.ts';
import { revokeAccessToken } from './operations/revoke-access-token.ts';
import { revokeServiceAccountSecret } from './operations/revoke-service-account-secret.ts';
import { updateServiceAccount } from './operations/update-service-account.ts';
import {
  secretAdded,
  secretRevoked,
  serviceAccountCreated,
  serviceAccountDisabled,
  serviceAccountUpdated,
  tooManySecrets,
} from './service-accounts/model.ts';
import { serviceAccount, serviceAccountSecret } from './service-accounts/nouns.ts';

export { actingUser, actorByMembership, actorByToken, actorBySubject, insertToken } from './store.ts';
export { actorByClient, clientOf, noteUse } from './service-accounts/store.ts';
export {
  actorOf,
  grantWiderThanOwn,
  isWithinReach,
  membershipEnded,
  userDeactivated,
  type MembershipRow,
} from './model.ts';
export { membership, user } from './nouns.ts';
export { memberships, users } from './tables.ts';

export const access = capability({
  name: 'access',
  nouns: [user, membership, accessToken, serviceAccount, serviceAccountSecret],
  queries: [me],
  commands: [
    inviteUser,
    deactivateUser,
    grantMembership,
    endMembership,
    issueAccessToken,
    revokeAccessToken,
    createServiceAccount,
    updateServiceAccount,
    disableServiceAccount,
    addServiceAccountSecret,
    revokeServiceAccountSecret,
  ],
  events: [
    userInvited,
    userDeactivated,
    membershipGranted,
    membershipEnded,
    tokenIssued,
    tokenRevoked,
    serviceAccountCreated,
    serviceAccountUpdated,
    serviceAccountDisabled,
    secretAdded,
    secretRevoked,
  ],
  reactions,
  constraints: {
    users_email: emailTaken,
    users_subject: emailTaken,
    service_account_secrets_two: tooManySecrets,
    memberships_role_fits_side: roleDoesNotFitSide,
    memberships_vendor_side: roleDoesNotFitSide,
    memberships_worker_side: roleDoesNotFitSide,
  },
});
