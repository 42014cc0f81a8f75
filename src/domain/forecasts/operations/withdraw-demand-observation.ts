import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { demandWithdrawn } from '../model/happened.ts';
import { demandObservation } from '../nouns/demand.ts';
import { permissions } from '../policy.ts';
import { demandObservations } from '../tables.ts';

export const withdrawDemandObservation = command({
  name: 'withdrawDemandObservation',
  summary:
    'Take back a unit’s demand as it was told of a day: it stays, and counts no more until it is told again.',
  rest: 'POST /demand-observations/{demandObservationId}/withdraw',
  permission: permissions.record,
  input: z.strictObject({ demandObservationId: reference('demandObservation'), reason: text(2_000) }),
  output: demandObservation,
  errors: [stepNotAllowed],
  async handle({ demandObservationId, reason }, { take, tx, now }) {
    const row = await take(demandObservations, demandObservationId);
    if (row.withdrawnAt !== null) throw stepNotAllowed({ detail: 'It is withdrawn already.' });
    const withdrawn = await tx.change(demandObservations, row, { withdrawnAt: now });
    return { result: withdrawn, events: [demandWithdrawn(withdrawn, {}, reason)] };
  },
});
