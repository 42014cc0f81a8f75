import { lifecycle } from '../../kernel/lifecycle.ts';
import { handedInByVendor, notWaivable, verifierIsSubmitter } from './model/credential.ts';
import { credentialStates } from './model/words.ts';
import { notTheSubmitter, ofOwnHand, ofWaivableType, permissions } from './policy.ts';

const provided = [{ that: notTheSubmitter, otherwise: verifierIsSubmitter }];
const own = [{ that: ofOwnHand, otherwise: handedInByVendor }];
const { submit, verify, waive } = permissions;

/** The life of what was handed in; what was never handed in has none, or begins waived. */
export const credentialLife = lifecycle({
  noun: 'credential',
  states: credentialStates,
  initial: 'submitted',
  verbs: {
    update: { from: ['submitted'], to: 'submitted', by: submit, provided: own },
    startVerification: { from: ['submitted'], to: 'pending_verification', by: verify, provided },
    // Proven once more, it may show other days than before.
    verify: {
      from: ['pending_verification', 'verified', 'expiring', 'expired', 'waived'],
      to: ['verified', 'expiring'],
      by: verify,
      provided,
    },
    reject: {
      from: ['submitted', 'pending_verification', 'verified', 'expiring', 'expired', 'waived'],
      to: 'rejected',
      by: verify,
    },
    // Nothing is waived of what holds for long.
    waive: {
      from: ['submitted', 'pending_verification', 'expiring', 'expired', 'rejected', 'waived'],
      to: 'waived',
      by: waive,
      provided: [{ that: ofWaivableType, otherwise: notWaivable }],
    },
    revoke: {
      from: ['submitted', 'pending_verification', 'verified', 'expiring', 'expired', 'waived'],
      to: 'revoked',
      by: verify,
    },
    renew: {
      from: ['verified', 'expiring', 'expired'],
      to: ['verified', 'expiring', 'expired'],
      by: submit,
      provided: own,
    },
    nearExpiry: { from: ['verified'], to: 'expiring', by: null },
    expire: { from: ['verified', 'expiring', 'waived'], to: 'expired', by: null },
  },
});
