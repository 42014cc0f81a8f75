import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { programs } from '../../programs/index.ts';
import { tieOutOf } from '../closing/tie-out.ts';
import { ledgerOfWholeProgram } from '../model/period.ts';
import { TieOutReport } from '../model/tie-out.ts';
import { assertWholeProgram, permissions } from '../policy.ts';

export const tieOut = query({
  name: 'tieOut',
  summary:
    'Whether the money of a program is the same wherever it stands, up to a day: time approved is billed or waits, client less vendors is the fee, documents are their lines and lines their items, payments are applied or left. Every difference is named.',
  rest: 'GET /programs/{programId}/tie-out',
  permission: permissions.tieOut,
  input: z.strictObject({
    programId: reference('program'),
    onDay: Day.meta({ description: 'Work and documents up to the end of this day.' }),
  }),
  output: TieOutReport,
  rows: 'checks',
  heavy: true,
  errors: [ledgerOfWholeProgram],
  async handle({ programId, onDay }, context) {
    assertWholeProgram(context.actor);
    const { currency } = (await context.tx.find(programs, programId))!;
    const question = { programId, onDay, at: context.now, facilityIds: null, unitIds: null };
    const { checks, faults } = await asTenant(context.tx, () => tieOutOf(question, context));
    const isTied = checks.every((check) => check.isTied);
    return { programId, onDay, asOf: context.now, currency, isTied, checks, faults };
  },
});
