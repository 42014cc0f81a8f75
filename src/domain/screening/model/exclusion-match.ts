import { z } from 'zod';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const matchStates = ['possible', 'confirmed', 'cleared', 'lifted'] as const;
/** What speaks for it: the same NPI, name, birth date or state, a similar name, a firm's name; a source that was asked lists it. */
export const matchSignals = [
  'npi',
  'name',
  'birth_date',
  'similar_name',
  'state',
  'business_name',
  'listed',
] as const;

export const ExclusionMatchState = oneOf('ExclusionMatchState', matchStates);
export const MatchSignal = oneOf('MatchSignal', matchSignals);

// Who is suspected is told to nobody but those who decide it.
const fact = factsFor(['operator'], z.strictObject({}));
export const exclusionMatchFound = fact(
  'exclusion_match.raised',
  'A worker or vendor may be one whom a list excludes; a person decides.',
);
export const exclusionMatchChanged = fact(
  'exclusion_match.changed',
  'What speaks for a match was changed; its decision stands.',
);
export const exclusionConfirmed = fact(
  'exclusion_match.confirmed',
  'A worker or vendor is the one whom a list excludes: it is blocked everywhere.',
);
export const exclusionCleared = fact(
  'exclusion_match.cleared',
  'A worker or vendor is not the one whom a list excludes.',
);
export const exclusionLifted = fact(
  'exclusion_match.lifted',
  'The exclusion ended: it blocks nobody any more.',
);
