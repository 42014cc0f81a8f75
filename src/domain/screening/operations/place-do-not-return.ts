import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { assertStands, workerMerged } from '../../workers/index.ts';
import { doNotReturnLife } from '../lifecycle/do-not-return.ts';
import { doNotReturnExists, DoNotReturnKind, doNotReturnPlaced } from '../model/do-not-return.ts';
import { doNotReturn } from '../nouns/do-not-return.ts';
import { permissions } from '../policy.ts';
import { latestPlacement, placementBy, programOf } from '../store/do-not-return.ts';
import { doNotReturns } from '../tables.ts';

export const placeDoNotReturn = command({
  name: 'placeDoNotReturn',
  summary:
    'Say that a worker may not return to a facility: it is blocked there, and nobody elsewhere learns of it. The vendor that placed it is told, not why.',
  rest: 'POST /do-not-returns',
  permission: permissions.placeDoNotReturn,
  input: z.strictObject({
    workerId: reference('worker'),
    facilityId: reference('facility'),
    assignmentId: reference('assignment').optional().meta({
      noun: 'assignment',
      description: 'After which it is asked for: the latest one there, unless told.',
    }),
    kind: DoNotReturnKind,
    reason: text(2_000),
  }),
  output: doNotReturn,
  errors: [doNotReturnExists, workerMerged],
  async handle({ workerId, facilityId, assignmentId, kind, reason }, context) {
    const { actor, now, tx } = context;
    await assertStands(workerId, context);
    const placement = assignmentId
      ? await placementBy(assignmentId, context)
      : await latestPlacement(workerId, facilityId, context);
    if (assignmentId && (placement?.workerId !== workerId || placement.facilityId !== facilityId))
      throw refuse('/assignmentId', 'invalid_value', 'The assignment is of another worker or facility.');
    const [row] = await tx.insert(doNotReturns, [
      {
        programId: await programOf(facilityId, context),
        facilityId,
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
