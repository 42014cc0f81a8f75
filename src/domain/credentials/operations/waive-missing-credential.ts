import { z } from 'zod';
import { Problem, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { programsOf } from '../../programs/index.ts';
import { assertStands, workerMerged } from '../../workers/index.ts';
import { credentialLife } from '../lifecycle.ts';
import { notWaivable, representationWithdrawn } from '../model/credential.ts';
import { typeArchived } from '../model/credential-type.ts';
import { credential } from '../nouns/credential.ts';
import { permissions } from '../policy.ts';
import { typesOf } from '../store.ts';
import { heldBy, holder, holderIn, placeFault, rowOf } from '../submitting.ts';
import { credentials } from '../tables.ts';
import { assertAhead, waived } from '../waiving.ts';

export const waiveMissingCredential = command({
  name: 'waiveMissingCredential',
  summary: 'Do not ask a worker for a type of credential, which was never handed in, until the end of a day.',
  rest: 'POST /credentials/waive-missing',
  permission: permissions.waive,
  input: z.strictObject({
    ...holder,
    typeId: reference('credentialType'),
    facilityId: reference('facility').optional(),
    waivedUntil: Day,
    reason: text(2000),
  }),
  output: credential,
  errors: [stepNotAllowed, notWaivable, representationWithdrawn, typeArchived, workerMerged],
  async handle({ typeId, facilityId = null, waivedUntil, reason, ...named }, context) {
    const held = await heldBy([named.representationId ?? []].flat(), context);
    const whose = holderIn(named, held, context);
    if (whose instanceof Problem) throw whose;
    if (whose.representationId === null) await assertStands(whose.workerId, context);
    const type = (await typesOf([typeId], context)).get(typeId)!;
    const fault = placeFault(type, facilityId);
    if (fault) throw fault;
    if (!type.isWaivable) throw notWaivable();
    await assertAhead(whose.workerId, waivedUntil, context);
    const programId = facilityId && (await programsOf([facilityId], context)).get(facilityId)!;
    const values = rowOf(type, whose, { facilityId, programId }, {}, context);
    const state = step(credentialLife, 'waive', credentialLife.initial);
    const waivedBy = context.actor.membershipId;
    const [row] = await context.tx.insert(credentials, [
      { ...values, state, waivedUntil, waivedBy, reason, submittedBy: null },
    ]);
    return waived(row!, reason, context);
  },
});
