import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { Instant } from '../../../kernel/shapes.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { permissions } from '../policy.ts';
import { compareTotals } from '../store/kept-totals.ts';

const Verified = z
  .strictObject({
    asOf: Instant,
    areEqual: z.boolean().meta({ description: 'Whether all that is kept equals what its rows come to.' }),
    rows: z.array(
      z
        .strictObject({
          fact: z.string().meta({ description: 'The view whose rows are summed.' }),
          totals: z.string().meta({
            description: 'The view of the sums that are kept of it; `…_people`: whose rows there are.',
          }),
          cells: z.int().meta({ description: 'How many sums its rows come to.' }),
          differing: z.int().meta({ description: 'How many are kept otherwise, or not, or in vain.' }),
        })
        .meta({ id: 'TotalsComparison' }),
    ),
  })
  .meta({ id: 'TotalsVerification' });

export const verifyTotals = query({
  name: 'verifyTotals',
  summary: 'Count all rows anew and compare with the sums that are kept of them, of the whole tenant.',
  rest: 'GET /reports/totals-check',
  permission: permissions.verifyTotals,
  input: z.strictObject({}),
  output: Verified,
  errors: [wholeTenantOnly],
  rows: 'rows',
  heavy: true,
  async handle(_, context) {
    assertWholeTenant(context.actor);
    const rows = await compareTotals(context);
    return { asOf: context.now, areEqual: rows.every(({ differing }) => differing === 0), rows };
  },
});
