import { z } from 'zod';
import type { Actor } from '../../../../kernel/actor.ts';
import { notFound, refuse } from '../../../../kernel/errors.ts';
import { command } from '../../../../kernel/operation.ts';
import { Day, reference, text } from '../../../../kernel/shapes.ts';
import { facilities, programs } from '../../../programs/index.ts';
import { localDate } from '../../../../kernel/zone.ts';
import { permissions } from '../../policy.ts';
import { lockBeyondScope, timeLocked, timeLockedAlready, timeLockLife } from '../model.ts';
import { timeLock } from '../noun.ts';
import { timeLocks } from '../tables.ts';

/** Refuses whoever is bound to less than what a lock is of. */
export function assertReaches(
  { facilityIds, unitIds }: Actor,
  { facilityId }: { facilityId: string | null },
): void {
  if (unitIds !== null || (facilityIds !== null && facilityId === null)) throw lockBeyondScope();
}

export const lockTimePeriod = command({
  name: 'lockTimePeriod',
  summary:
    'Lock the hours of all weeks up to a day: they are stated, handed in, disputed and adjusted no more.',
  rest: 'POST /time-locks',
  permission: permissions.lock,
  input: z.strictObject({
    programId: reference('program'),
    facilityId: reference('facility').nullish().meta({ description: 'Absent: of the whole program.' }),
    lockedTo: Day.meta({ description: 'The last day, which is over.' }),
    reason: text(2_000),
  }),
  example: {
    programId: '0198c0de-0000-7000-8000-000000000001',
    lockedTo: '2026-01-31',
    reason: 'January is closed',
  },
  output: timeLock,
  errors: [lockBeyondScope, timeLockedAlready],
  async handle({ programId, facilityId = null, lockedTo, reason }, context) {
    const { tx, actor } = context;
    assertReaches(actor, { facilityId });
    const program = await tx.find(programs, programId);
    if (!program) throw notFound();
    const facility = facilityId === null ? undefined : await tx.find(facilities, facilityId);
    if (facility && facility.programId !== programId)
      throw refuse('/facilityId', 'not_in_program', 'The facility is not one of the program.');
    if (lockedTo >= localDate(context.now, (facility ?? program).timeZone))
      throw refuse('/lockedTo', 'not_over', 'Only days that are over are locked.');
    const lockedBy = actor.membershipId!;
    const [row] = await tx.insert(timeLocks, [
      { programId, facilityId, lockedTo, reason, lockedBy, state: timeLockLife.initial },
    ]);
    return { result: row!, events: [timeLocked(row!, { lockedTo }, reason)] };
  },
});
