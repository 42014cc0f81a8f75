import { capability } from '../../kernel/operation.ts';
import * as happened from './model/credential.ts';
import * as typeHappened from './model/credential-type.ts';
import './nouns/edges.ts';
import { credentialType } from './nouns/credential-type.ts';
import { credentialVerification } from './nouns/credential-verification.ts';
import { credential } from './nouns/credential.ts';
import { adoptCredentialTypes } from './operations/adopt-credential-types.ts';
import { typeShelving } from './operations/archive-credential-type.ts';
import { createCredentialType } from './operations/create-credential-type.ts';
import { refusals } from './operations/refuse-credential.ts';
import { renewCredential } from './operations/renew-credential.ts';
import { startVerification } from './operations/start-verification.ts';
import { submitCredential } from './operations/submit-credential.ts';
import { updateCredentialType } from './operations/update-credential-type.ts';
import { updateCredential } from './operations/update-credential.ts';
import { upsertCredentialType } from './operations/upsert-credential-type.ts';
import { verifyCredential } from './operations/verify-credential.ts';
import { waiveCredential } from './operations/waive-credential.ts';
import { waiveMissingCredential } from './operations/waive-missing-credential.ts';
import { watchCredential } from './timers.ts';

export {
  credentialExpired,
  credentialExpiryWarned,
  credentialRejected,
  credentialRevised,
  credentialRevoked,
  credentialSubmitted,
  credentialVerified,
  credentialWaived,
} from './model/credential.ts';
export { typeArchived } from './model/credential-type.ts';
export { credentialKinds, CredentialKind, CredentialState, ProofMethod, proofs } from './model/words.ts';
export { credentialType } from './nouns/credential-type.ts';
export { credentialVerification } from './nouns/credential-verification.ts';
export { credential } from './nouns/credential.ts';
export { verifyFromSource, type SourceAnswer, type SourceOutcome } from './sources.ts';
export { credentials, credentialTypes, credentialVerifications } from './tables.ts';

export const credentialsCapability = capability({
  name: 'credentials',
  nouns: [credentialType, credential, credentialVerification],
  commands: [
    createCredentialType,
    upsertCredentialType,
    updateCredentialType,
    ...typeShelving,
    adoptCredentialTypes,
    submitCredential,
    updateCredential,
    renewCredential,
    startVerification,
    verifyCredential,
    ...refusals,
    waiveCredential,
    waiveMissingCredential,
  ],
  events: [
    typeHappened.typeCreated,
    typeHappened.typeChanged,
    typeHappened.typeWasArchived,
    typeHappened.typeRestored,
    happened.credentialSubmitted,
    happened.credentialRevised,
    happened.verificationStarted,
    happened.credentialVerified,
    happened.credentialRejected,
    happened.credentialRevoked,
    happened.credentialWaived,
    happened.credentialBecameExpiring,
    happened.credentialExpired,
    happened.credentialExpiryWarned,
  ],
  timers: [watchCredential],
  constraints: {
    credential_types_code: typeHappened.typeCodeTaken,
    credential_types_in_use: typeHappened.typeInUse,
    credentials_once: happened.credentialExists,
    credentials_renewed_once: happened.alreadyRenewed,
  },
});
