import { proofs } from './words.ts';

type Proof = (typeof proofs)[number];

/**
 * How a credential counts as proven after one more look at it: by the stronger of both ways, save where that look found
 * something else than before, which only it has shown.
 */
export const proofAfter = (before: Proof | null, method: Proof, isCorrected: boolean): Proof =>
  before === null || isCorrected || proofs.indexOf(method) > proofs.indexOf(before) ? method : before;
