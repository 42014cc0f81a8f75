import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { command, type Context } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { assertStands, workerMerged } from '../../workers/index.ts';
import { doNotReturnLife } from '../lifecycle/do-not-return.ts';
import {
  doNotReturnBeyondScope,
  doNotReturnExists,
  DoNotReturnKind,
  doNotReturnPlaced,
} from '../model/do-not-return.ts';
import { doNotReturn } from '../nouns/do-not-return.ts';
import { coversPrograms, permissions } from '../policy.ts';
import { isWithin, latestPlacement, placementBy, programOf, type Closed } from '../store/do-not-return.ts';
import { doNotReturns } from '../tables.ts';

/** What the worker may not return to: one facility, or every one of a program, for which not everybody may speak. */
async function closedBy(
  named: { programId?: string | undefined; facilityId?: string | undefined },
  context: Context,
): Promise<Closed> {
  const { programId, facilityId } = named;
  if ((programId === undefined) === (facilityId === undefined))
    throw refuse(
      '/facilityId',
      'invalid_value',
      'Name the facility, or the program where all of it is closed: one of them.',
    );
  if (facilityId !== undefined) return { programId: await programOf(facilityId, context), facilityId };
  if (!coversPrograms(context.actor)) throw doNotReturnBeyondScope();
  return { programId: programId!, facilityId: null };
}

export const placeDoNotReturn = command({
  name: 'placeDoNotReturn',
  summary:
    'Say that a worker may not return to a facility, or to a whole program: it is blocked there, and nobody elsewhere learns of it. The vendor that placed it is told, not why.',
  rest: 'POST /do-not-returns',
  permission: permissions.placeDoNotReturn,
  input: z.strictObject({
    workerId: reference('worker'),
    facilityId: reference('facility')
      .optional()
      .meta({ noun: 'facility', description: 'The one to which it may not return; this or the program.' }),
    programId: reference('program').optional().meta({
      noun: 'program',
      description: 'To whose facilities it may not return; by those whose membership covers them all.',
    }),
    assignmentId: reference('assignment').optional().meta({
      noun: 'assignment',
      description: 'After which it is asked for: the latest one there, unless told.',
    }),
    kind: DoNotReturnKind,
    reason: text(2_000),
  }),
  output: doNotReturn,
  errors: [doNotReturnExists, doNotReturnBeyondScope, workerMerged],
  async handle({ workerId, facilityId, programId, assignmentId, kind, reason }, context) {
    const { actor, now, tx } = context;
    await assertStands(workerId, context);
    const closed = await closedBy({ facilityId, programId }, context);
    const placement = assignmentId
      ? await placementBy(assignmentId, context)
      : await latestPlacement(workerId, closed, context);
    if (assignmentId && (placement?.workerId !== workerId || !isWithin(placement, closed)))
      throw refuse('/assignmentId', 'invalid_value', 'The assignment is of another worker or place.');
    const [row] = await tx.insert(doNotReturns, [
      {
        ...closed,
        workerId,
        assignmentId: placement?.assignmentId ?? null,
        vendorId: placement?.vendorId ?? null,
        kind,
        reason,
        state: doNotReturnLife.initial,
        placedBy: actor.membershipId,
        placedAt: now,
      },
    ]);
    return { result: row!, events: [doNotReturnPlaced(row!, {})] };
  },
});
