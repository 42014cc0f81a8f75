import { lastDayOf, rangeOf, spanOf } from '../../../kernel/day-range.ts';
import { refuse } from '../../../kernel/errors.ts';
import type { PayPolicyRow } from './store.ts';

/** The days of a policy before one of them, and from it on; refuses its first day and days that are not its own. */
export function followedFrom({ effective }: PayPolicyRow, day: string): { before: string; after: string } {
  const span = spanOf(effective);
  const last = lastDayOf(span);
  if (day <= span.from || (last !== null && day > last))
    throw refuse(
      '/effectiveFrom',
      'outside_policy',
      `It runs from ${span.from} to ${last ?? 'no end'}; another number begins after its first day.`,
    );
  return {
    before: rangeOf({ from: span.from, until: day }),
    after: rangeOf({ from: day, until: span.until }),
  };
}

/** The policy that takes the place of another: its scope, and the next number. */
export const nextOf = ({
  id,
  programId,
  agreementId,
  facilityId,
  state,
  workerId,
  number,
}: PayPolicyRow) => ({
  programId,
  agreementId,
  facilityId,
  state,
  workerId,
  number: number + 1,
  supersedesId: id,
});
