import { field, noun } from '../../../kernel/noun.ts';
import { Id, Instant, text } from '../../../kernel/shapes.ts';
import { CredentialClass, CredentialKind, ProofMethod, VerificationOutcome } from '../model/words.ts';
import { isOperator, ofSeenCredential, permissions } from '../policy.ts';
import { credentialVerifications } from '../tables.ts';

const ofOperator = { readers: isOperator } as const;

export const credentialVerification = noun({
  name: 'credentialVerification',
  summary:
    'How a credential was proven or refuted, each time; of health and background it is shown to credentialing alone.',
  table: credentialVerifications,
  read: permissions.readVerifications,
  fields: {
    credentialId: field(Id, { filter: true }),
    kind: field(CredentialKind, { filter: true }),
    dataClass: field(CredentialClass, { filter: true }),
    method: field(ProofMethod, { filter: true }),
    outcome: field(VerificationOutcome, { filter: true }),
    source: field(text(200)),
    verifiedAt: field(Instant, { filter: true, sort: true }),
    verifiedBy: field(Id.nullable(), { ...ofOperator, filter: true }),
    evidence: field(text(500).nullable(), { ...ofOperator, dataClass: 'health' }),
    note: field(text(2000).nullable(), { ...ofOperator, dataClass: 'health' }),
  },
  visibleTo: {
    operator: ofSeenCredential,
    client: 'none',
    vendor: ofSeenCredential,
    worker: ofSeenCredential,
  },
});
