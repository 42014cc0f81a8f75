import { oneOf } from '../../../kernel/shapes.ts';

export const credentialKinds = [
  'license',
  'certification',
  'immunization',
  'tuberculosis',
  'fit_test',
  'drug_screen',
  'background_check',
  'identity',
  'competency',
  'orientation',
  'education',
  'other',
] as const;

export const credentialStates = [
  'submitted',
  'pending_verification',
  'verified',
  'expiring',
  'expired',
  'rejected',
  'waived',
  'revoked',
] as const;

/** How a credential can be proven, from the weakest. */
export const proofs = ['attestation', 'document', 'primary_source'] as const;

export type Kind = (typeof credentialKinds)[number];

export const CredentialKind = oneOf('CredentialKind', credentialKinds);
export const CredentialState = oneOf('CredentialState', credentialStates);
export const CredentialClass = oneOf('CredentialClass', ['general', 'health']);
export const ProofMethod = oneOf('ProofMethod', proofs);
export const VerificationOutcome = oneOf('VerificationOutcome', ['confirmed', 'refuted']);
