import { lifecycle } from '../../../kernel/lifecycle.ts';
import { permissions } from '../policy.ts';

const by = permissions.judgeDocuments;

export const vendorDocumentLife = lifecycle({
  noun: 'vendorDocument',
  states: ['submitted', 'accepted', 'expiring', 'expired', 'rejected', 'superseded'],
  initial: 'submitted',
  verbs: {
    // One that is near its end is expiring at once.
    accept: { from: ['submitted'], to: ['accepted', 'expiring'], by },
    // Also what was accepted: insurance is canceled, a certificate proves to be false.
    reject: { from: ['submitted', 'accepted', 'expiring'], to: 'rejected', by },
    approachEnd: { from: ['accepted'], to: 'expiring', by: null },
    expire: { from: ['accepted', 'expiring'], to: 'expired', by: null },
    supersede: { from: ['accepted', 'expiring', 'expired'], to: 'superseded', by: null },
  },
});
