import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { censusWithdrawn } from '../model/happened.ts';
import { censusCount } from '../nouns/demand.ts';
import { permissions } from '../policy.ts';
import { censusCounts } from '../tables.ts';

export const withdrawCensusCount = command({
  name: 'withdrawCensusCount',
  summary: 'Take back a unit’s census of a shift: it stays, and counts no more until it is told again.',
  rest: 'POST /census-counts/{censusCountId}/withdraw',
  permission: permissions.record,
  input: z.strictObject({ censusCountId: reference('censusCount'), reason: text(2_000) }),
  output: censusCount,
  errors: [stepNotAllowed],
  async handle({ censusCountId, reason }, { take, tx, now }) {
    const row = await take(censusCounts, censusCountId);
    if (row.withdrawnAt !== null) throw stepNotAllowed({ detail: 'It is withdrawn already.' });
    const withdrawn = await tx.change(censusCounts, row, { withdrawnAt: now });
    return { result: withdrawn, events: [censusWithdrawn(withdrawn, {}, reason)] };
  },
});
