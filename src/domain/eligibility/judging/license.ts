import type { Held, PlaceFacts } from './facts.ts';

/** Why a license does not let somebody practice in a state. */
export type LicenseFault =
  | 'disciplined'
  | 'license_of_another_state'
  | 'profession_not_in_compact'
  | 'not_of_primary_state'
  | 'state_not_in_compact';

type Rules = Pick<PlaceFacts, 'state' | 'compact' | 'multistate'>;

/**
 * What keeps a license from counting in the state, if anything: it counts where it is that state's, or a multistate one
 * of a profession that the Nurse Licensure Compact covers, issued by the primary state of residence, while that state is
 * a full member on the day and the other one takes multistate licenses. An enacted membership that is pending is none.
 */
export function licenseFault(license: Held, { state, compact, multistate }: Rules): LicenseFault | undefined {
  const { issuingState, profession, primaryState } = license;
  if (license.disciplined) return 'disciplined';
  if (issuingState === state) return undefined;
  if (!license.multistate || issuingState === null) return 'license_of_another_state';
  if (profession === null || !multistate.includes(profession)) return 'profession_not_in_compact';
  if (primaryState !== issuingState) return 'not_of_primary_state';
  if (compact[issuingState] !== 'active') return 'state_not_in_compact';
  return compact[state] === 'active' || compact[state] === 'partial' ? undefined : 'state_not_in_compact';
}
