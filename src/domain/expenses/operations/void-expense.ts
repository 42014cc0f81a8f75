import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { assertUnlocked, timePeriodLocked } from '../../time/index.ts';
import { expenseLife } from '../lifecycle.ts';
import { approverClaims, approverIsPaid, expenseVoided, told } from '../model/expense.ts';
import { expense } from '../nouns/expense.ts';
import { permissions } from '../policy.ts';
import { expenses } from '../tables.ts';

export const voidExpense = command({
  name: 'voidExpense',
  summary: 'Take an approved expense back before it is billed, with the reason.',
  rest: 'POST /expenses/{expenseId}/void',
  permission: permissions.void,
  input: z.strictObject({ expenseId: reference('expense'), reason: text(2_000) }),
  output: expense,
  errors: [stepNotAllowed, approverIsPaid, approverClaims, timePeriodLocked],
  async handle({ expenseId, reason }, context) {
    const row = await context.take(expenses, expenseId);
    const state = step(expenseLife, 'void', row.state);
    await assertProvided(expenseLife, 'void', expenses, row, context);
    await assertUnlocked(row.programId, row.facilityId, row.incurredOn, context);
    const voided = await context.tx.change(expenses, row, { state, voidedBecause: reason });
    return { result: voided, events: [expenseVoided(voided, told(voided), reason)] };
  },
});
