import { refuse } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import { facilities, programs } from '../../programs/index.ts';
import { agreements } from '../../vendors/index.ts';

/** Whose hours a policy is for, in a program; with none of the four, everybody’s. */
export interface PolicyScope {
  programId: string;
  agreementId: string | null;
  facilityId: string | null;
  state: string | null;
  workerId: string | null;
}

/**
 * Holds the program, one at a time: two that wait for each other’s overlapping days would end in a deadlock. Refuses a
 * scope of things that do not meet, and a worker’s or a facility’s that is bound further than either is.
 */
export async function holdScope(scope: PolicyScope, context: Context): Promise<void> {
  const { programId, agreementId, facilityId, state, workerId } = scope;
  await context.take(programs, programId, { version: false });
  if (workerId && (agreementId || facilityId || state))
    throw refuse('/workerId', 'alone', 'A worker’s policy is of no agreement, facility or state besides.');
  if (facilityId && state) throw refuse('/state', 'either', 'A facility has one state: name either of them.');
  const { tx } = context;
  if (facilityId && (await tx.find(facilities, facilityId))!.programId !== programId)
    throw refuse('/facilityId', 'not_in_program', 'The facility belongs to another program.');
  if (agreementId && (await tx.find(agreements, agreementId))!.programId !== programId)
    throw refuse('/agreementId', 'not_in_program', 'The agreement belongs to another program.');
}
