import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { assignmentCanceledByClient, assignmentFellOff, CancelingSide } from '../model/assignment.ts';
import { assignment } from '../nouns/assignment.ts';
import { permissions } from '../policy.ts';
import { holdOrderOf, moveAssignment } from '../store/assignment.ts';
import { assignments } from '../tables.ts';

type Side = z.output<typeof CancelingSide>;

/** Whose decision each side may report: its own, a vendor its worker's too, the program's manager anybody's. */
function decider({ side }: Actor, said: Side | undefined): Side {
  const may: readonly Side[] =
    side === 'client'
      ? ['client']
      : side === 'vendor'
        ? ['vendor', 'worker']
        : ['vendor', 'worker', 'client'];
  const by = said ?? may[0]!;
  if (!may.includes(by)) throw refuse('/canceledBy', 'not_yours', 'That side says so itself.');
  return by;
}

export const cancelAssignment = command({
  name: 'cancelAssignment',
  summary:
    'Cancel a placement before its first day: the position opens again. A client’s decision costs what the agreement says of so short a notice; a fall-off costs nothing.',
  rest: 'POST /assignments/{assignmentId}/cancel',
  permission: permissions.cancel,
  input: z.strictObject({
    assignmentId: reference('assignment'),
    canceledBy: CancelingSide.optional().meta({
      description: 'Absent: the caller’s own side; the program’s manager reports a fall-off of the vendor’s.',
    }),
    reason: text(2_000),
  }),
  output: assignment,
  errors: [stepNotAllowed],
  async handle({ assignmentId, canceledBy: said, reason }, context) {
    await holdOrderOf(assignments)(assignmentId, context);
    const seen = await context.take(assignments, assignmentId);
    const canceledBy = decider(context.actor, said);
    const row = await moveAssignment(seen, 'cancel', context, { canceledBy });
    const told = canceledBy === 'client' ? assignmentCanceledByClient : assignmentFellOff;
    return { result: row, events: [told(row, {}, reason)] };
  },
});
