import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { parseAmount, sum } from '../../../kernel/money.ts';
import { query } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { localDate } from '../../../kernel/zone.ts';
import { programs } from '../../programs/index.ts';
import { Aging, AgingBy, AgingSide, type AgedAmounts, type AgingRow } from '../aging/model.ts';
import { agedRows, unappliedOn } from '../aging/store.ts';
import { permissions } from '../policy.ts';

// Whoever is no operator is told what it owes, or is owed itself.
const own = { client: 'receivable', vendor: 'payable' } as const;

/** What each age comes to over all rows. */
function totalsOf(rows: readonly AgingRow[]): AgedAmounts {
  const total = (age: keyof AgedAmounts) => sum(rows.map((row) => parseAmount(row[age])));
  return {
    current: total('current'),
    days1To30: total('days1To30'),
    days31To60: total('days31To60'),
    days61To90: total('days61To90'),
    over90: total('over90'),
    open: total('open'),
  };
}

export const agingReport = query({
  name: 'agingReport',
  summary:
    'What is open of a program’s documents by how long it is past due, at the end of any day: by document, vendor or facility.',
  rest: 'GET /aging',
  permission: permissions.readAging,
  input: z.strictObject({
    programId: reference('program'),
    side: AgingSide,
    by: AgingBy.default('document'),
    on: Day.optional().meta({ description: 'Today in the program’s zone, unless told.' }),
  }),
  output: Aging,
  rows: 'rows',
  heavy: true,
  async handle({ programId, side, by, on }, context) {
    const told = own[context.actor.side as keyof typeof own];
    if (told && side !== told) throw refuse('/side', 'of_another_party', `You are told what is ${told}.`);
    // A vendor need not see the program.
    const program = (await asTenant(context.tx, () => context.tx.find(programs, programId)))!;
    const question = { programId, side, by, on: on ?? localDate(context.now, program.timeZone) };
    const rows = await agedRows(question, context);
    return {
      ...question,
      currency: program.currency,
      rows,
      totals: totalsOf(rows),
      unapplied: await unappliedOn(question, context),
      asOf: context.now,
    };
  },
});
