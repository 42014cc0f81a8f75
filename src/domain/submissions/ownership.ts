import type { Context } from '../../kernel/operation.ts';
import { programs } from '../programs/index.ts';

/**
 * Until when a submission made now holds its person on the order: for as many days as its program says, each of 24 hours,
 * and never longer than the right to represent lasts.
 */
export async function ownershipUntil(
  { programId }: { programId: string },
  rightToRepresentUntil: string,
  { tx, now }: Context,
): Promise<string> {
  const { ownershipDays } = (await tx.find(programs, programId))!;
  if (ownershipDays === null) return rightToRepresentUntil;
  const until = Temporal.Instant.from(now).add({ hours: 24 * ownershipDays });
  return Temporal.Instant.compare(until, rightToRepresentUntil) < 0
    ? until.toString()
    : rightToRepresentUntil;
}
