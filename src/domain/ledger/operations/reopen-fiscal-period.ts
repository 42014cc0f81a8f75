import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { fiscalPeriodLife } from '../lifecycle/fiscal-period.ts';
import { fiscalPeriodReopened, laterPeriodClosed, ledgerOfWholeProgram } from '../model/period.ts';
import { fiscalPeriod } from '../nouns/fiscal-period.ts';
import { assertWholeProgram, permissions } from '../policy.ts';
import { closingsOf } from '../store/closings.ts';
import { neighborsOf } from '../store/periods.ts';
import { fiscalPeriods, periodClosings } from '../tables.ts';

export const reopenFiscalPeriod = command({
  name: 'reopenFiscalPeriod',
  summary:
    'Let a closed period take documents again, and say why; its closing is kept, and ledgers are told that what it accrued is withdrawn.',
  rest: 'POST /fiscal-periods/{fiscalPeriodId}/reopen',
  permission: permissions.close,
  input: z.strictObject({ fiscalPeriodId: reference('fiscalPeriod'), reason: text(2_000) }),
  output: fiscalPeriod,
  errors: [stepNotAllowed, laterPeriodClosed, ledgerOfWholeProgram],
  async handle({ fiscalPeriodId, reason }, context) {
    const { actor, tx } = context;
    assertWholeProgram(actor);
    const period = await context.take(fiscalPeriods, fiscalPeriodId);
    const state = step(fiscalPeriodLife, 'reopen', period.state);
    await asTenant(tx, async () => {
      const { laterClosed } = await neighborsOf(period, context);
      if (laterClosed.length > 0) throw laterPeriodClosed({ detail: `${laterClosed.at(-1)} is closed.` });
      const { standing } = await closingsOf(period.id, context);
      if (standing)
        await tx.change(periodClosings, standing, {
          state: 'reopened',
          reopenedBy: actor.membershipId,
          reopenedReason: reason,
        });
    });
    const reopened = await tx.change(fiscalPeriods, period, { state, closedAt: null, closedBy: null });
    return { result: reopened, events: [fiscalPeriodReopened(reopened, {}, reason)] };
  },
});
