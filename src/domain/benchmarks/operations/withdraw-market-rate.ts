import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { marketRateIsObserved, marketRateWithdrawn } from '../model/market-rate.ts';
import { marketRate } from '../nouns/market-rate.ts';
import { permissions } from '../policy.ts';
import { marketRates } from '../tables.ts';

export const withdrawMarketRate = command({
  name: 'withdrawMarketRate',
  summary:
    'Take back a market rate that was told as percentiles: it stays, and counts no more until it is told again.',
  rest: 'POST /market-rates/{marketRateId}/withdraw',
  permission: permissions.manage,
  input: z.strictObject({ marketRateId: reference('marketRate'), reason: text(2_000) }),
  output: marketRate,
  errors: [stepNotAllowed, wholeTenantOnly, marketRateIsObserved],
  async handle({ marketRateId, reason }, context) {
    const row = await context.take(marketRates, marketRateId);
    if (row.programId === null) assertWholeTenant(context.actor);
    if (row.isObserved) throw marketRateIsObserved();
    if (row.withdrawnAt !== null) throw stepNotAllowed({ detail: 'It is withdrawn already.' });
    const withdrawn = await context.tx.change(marketRates, row, { withdrawnAt: context.now });
    return { result: withdrawn, events: [marketRateWithdrawn(withdrawn, {}, reason)] };
  },
});
