import type { Item } from '../model/eligibility.ts';
import type { Demand, PlaceFacts } from './facts.ts';
import type { Standing } from './standing.ts';

type Words = Pick<Item, 'why' | 'fix' | 'who'>;

const proven = {
  attestation: 'attested',
  document: 'proven by document',
  primary_source: 'verified at its primary source',
} as const;

/** What is said of a demand on a credential: why it stands as it does, what would change that, and whose turn it is. */
export function wordsOf(demand: Demand, { reason, on, held }: Standing, place: PlaceFacts): Words {
  const { name, kind } = demand.type;
  const isLicense = kind === 'license';
  const what = isLicense ? `${name} of ${place.state}` : name;
  const obtain = isLicense
    ? `A ${name.toLowerCase()} that counts in ${place.state}, ${proven[demand.proof]}.`
    : `${name}, ${proven[demand.proof]}.`;
  const renew = `Renew ${name}, ${proven[demand.proof]}.`;
  const of = held?.issuingState ?? null;
  const says = (why: string, fix: string | null, who: Words['who'] = 'worker'): Words => ({
    why: demand.byOrder ? `${why} It is demanded by the order.` : why,
    fix,
    who,
  });
  switch (reason) {
    case 'held':
      return says(`${name} is held${on ? ` and counts through ${on}` : ''}.`, null, 'nobody');
    case 'ends_soon':
    case 'ends_within_the_time_asked':
      return says(`${name} counts through ${on} only.`, renew);
    case 'within_grace':
      return says(`${name} has lapsed and is tolerated through ${on}.`, renew);
    case 'waived':
      return says(`${name} is waived through ${on}.`, obtain);
    case 'awaits_verification':
      return says(
        `${name} was handed in and is not verified yet.`,
        `Verify it: ${proven[demand.proof]}.`,
        'credentialing',
      );
    case 'proof_too_weak':
      return says(
        `${name} is to be ${proven[demand.proof]}.`,
        `Verify it: ${proven[demand.proof]}.`,
        'credentialing',
      );
    case 'lapsed':
      return says(`${name} lapsed after ${on}.`, renew);
    case 'not_valid_yet':
      return says(
        `${name} counts from ${on} on.`,
        `Begin on ${on} or later, or show one that counts before.`,
      );
    case 'not_accepted':
      return says(`${name} was handed in and not accepted.`, obtain);
    case 'disciplined':
      return says(`The license of ${of} is under discipline.`, obtain);
    case 'license_of_another_state':
      return says(`A single-state license of ${of} does not count in ${place.state}.`, obtain);
    case 'state_not_in_compact':
      return says(
        `A multistate license of ${of} does not count in ${place.state}: ${place.compact[of ?? ''] === 'active' ? place.state : of} is no member of the Nurse Licensure Compact on ${place.day}.`,
        obtain,
      );
    case 'not_of_primary_state':
      return says(
        `A multistate license counts where ${of}, which issued it, is the primary state of residence.`,
        obtain,
      );
    case 'profession_not_in_compact':
      return says('The Nurse Licensure Compact covers registered and practical nurses alone.', obtain);
    default:
      return says(`${what} is not on record.`, obtain);
  }
}
