import { refuse, type Problem } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { NewRow } from '../../../kernel/transaction.ts';
import { assignmentNotActive } from '../../assignments/index.ts';
import type { PunchInput } from '../model/input.ts';
import { vouchesForOwn } from '../model/punch.ts';
import { punchLife } from '../lifecycle.ts';
import { sourceOf } from '../policy.ts';
import type { AssignmentRow, Fence } from '../store/assignments.ts';
import type { punches } from '../tables.ts';
import { distanceFrom } from './fence.ts';

/** What a sent punch is judged by: the actor's own workers, fences by facility, places that lie in other programs. */
export interface Surroundings {
  own: ReadonlySet<string>;
  fences: ReadonlyMap<string, Fence>;
  stray: ReadonlySet<string>;
}

/** Why a punch cannot be on its assignment. */
export function placeFault(
  { workedUnitId, costCenterId }: PunchInput,
  { state, programId, workerId }: AssignmentRow,
  { own, stray }: Surroundings,
): Problem | undefined {
  if (state === 'canceled' || state === 'no_show') return assignmentNotActive({ facts: { state } });
  if (own.has(workerId)) return vouchesForOwn();
  if (stray.has(`${programId} ${workedUnitId}`))
    return refuse('/workedUnitId', 'not_in_program', 'The unit is not one of the program.');
  if (stray.has(`${programId} ${costCenterId}`))
    return refuse('/costCenterId', 'not_in_program', 'The cost center is not one of the program.');
  return undefined;
}

/** A sent punch as a row: with how far away it was made, and not where. */
export function rowOf(
  input: PunchInput,
  { id: assignmentId, programId, facilityId, unitId, vendorId, workerId }: AssignmentRow,
  { fences }: Surroundings,
  { actor, now }: Context,
): NewRow<typeof punches> {
  const source = input.source ?? sourceOf(actor);
  return {
    assignmentId,
    programId,
    facilityId,
    unitId,
    vendorId,
    workerId,
    kind: input.kind,
    occurredAt: input.occurredAt,
    receivedAt: now,
    source,
    clientId: input.clientId ?? null,
    deviceId: input.deviceId ?? null,
    ...distanceFrom(fences.get(facilityId), input.location),
    workedUnitId: input.workedUnitId ?? null,
    costCenterId: input.costCenterId ?? null,
    roles: input.roles,
    calledAt: input.calledAt ?? null,
    attestedBy: source === 'manager' ? actor.membershipId : null,
    attestation: input.attestation ?? null,
    note: input.note ?? null,
    state: punchLife.initial,
  };
}
