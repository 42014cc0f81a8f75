import { refuse, type Problem } from '../../../kernel/errors.ts';
import type { Kind } from './words.ts';

/** What is stated of a credential that may be a license. */
export interface Stated {
  profession?: string | null | undefined;
  number?: string | null | undefined;
  issuingState?: string | null | undefined;
  multistate?: boolean | undefined;
  primaryState?: string | null | undefined;
  disciplined?: boolean | undefined;
}

// Nurse Licensure Compact, article II: registered and licensed practical nurses.
const compactProfessions = new Set(['rn', 'lpn']);

const ofLicense = (given: Stated): Problem | undefined => {
  for (const key of ['profession', 'number', 'issuingState'] as const)
    if (!given[key]) return refuse(`/${key}`, 'license_incomplete', `A license states its ${key}.`);
  if (!given.multistate) return undefined;
  if (!compactProfessions.has(given.profession!))
    return refuse('/multistate', 'not_in_compact', 'Only a nurse’s license (rn, lpn) is multistate.');
  if (given.primaryState !== given.issuingState)
    return refuse(
      '/primaryState',
      'not_primary_state',
      'A multistate license is issued by the primary state of residence.',
    );
  return undefined;
};

/** What is wrong with what is stated, if anything: a license says whose it is, and nothing else says what only licenses do. */
export function licenseFault(kind: Kind, given: Stated): Problem | undefined {
  if (kind === 'license') return ofLicense(given);
  const foreign = (['multistate', 'primaryState', 'disciplined'] as const).find((key) => given[key]);
  return foreign && refuse(`/${foreign}`, 'not_a_license', `Only a license has ${foreign}.`);
}
