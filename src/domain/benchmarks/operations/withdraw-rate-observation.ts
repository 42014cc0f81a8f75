import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { observationWithdrawn } from '../model/market-rate.ts';
import { rateObservation } from '../nouns/market-rate.ts';
import { permissions } from '../policy.ts';
import { makeAnew } from '../store/observing.ts';
import { marketRates, rateObservations } from '../tables.ts';

export const withdrawRateObservation = command({
  name: 'withdrawRateObservation',
  summary: 'Take an observation back: it stays, and counts no more.',
  rest: 'POST /rate-observations/{rateObservationId}/withdraw',
  permission: permissions.manageObservations,
  input: z.strictObject({ rateObservationId: reference('rateObservation'), reason: text(2_000) }),
  output: rateObservation,
  errors: [stepNotAllowed, wholeTenantOnly],
  async handle({ rateObservationId, reason }, context) {
    const seen = await context.tx.find(rateObservations, rateObservationId);
    // Cell before observation, as where observations are added.
    const cell = seen && (await context.take(marketRates, seen.marketRateId, { version: false }));
    const row = await context.take(rateObservations, rateObservationId);
    if (row.programId === null) assertWholeTenant(context.actor);
    if (row.withdrawnAt !== null) throw stepNotAllowed({ detail: 'It is withdrawn already.' });
    const withdrawn = await context.tx.change(rateObservations, row, { withdrawnAt: context.now });
    await makeAnew([cell!], context);
    const { marketRateId } = withdrawn;
    return { result: withdrawn, events: [observationWithdrawn(withdrawn, { marketRateId }, reason)] };
  },
});
