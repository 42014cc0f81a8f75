import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { parseAmount, sum } from '../../../kernel/money.ts';
import { command, type Context } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { asTenant, type Row } from '../../../kernel/transaction.ts';
import { programs } from '../../programs/index.ts';
import { judgePeriod } from '../closing/judge.ts';
import { fiscalPeriodLife } from '../lifecycle/fiscal-period.ts';
import {
  fiscalPeriodClosed,
  forcedByProgramManagers,
  ledgerOfWholeProgram,
  periodHasFaults,
  periodNotEnded,
} from '../model/period.ts';
import { fiscalPeriod } from '../nouns/fiscal-period.ts';
import { assertWholeProgram, permissions } from '../policy.ts';
import { closingsOf, keepAccruals, todayOf } from '../store/closings.ts';
import { fiscalPeriods, periodClosings } from '../tables.ts';

const mostFaults = 100;

const input = z.strictObject({
  fiscalPeriodId: reference('fiscalPeriod'),
  force: z.boolean().default(false).meta({ description: 'Close it although something stands against it.' }),
  reason: text(2_000).nullish().meta({ description: 'Why it is forced.' }),
});

async function keepClosing(
  period: Row<typeof fiscalPeriods>,
  reason: string | null,
  context: Context,
): Promise<{ isForced: boolean }> {
  const { tx, actor } = context;
  const { accruals, checks, faults } = await judgePeriod(period, context);
  if (faults.length > 0 && reason === null)
    throw periodHasFaults({ facts: { faults: faults.slice(0, mostFaults) } });
  const { currency } = (await tx.find(programs, period.programId))!;
  const total = (of: 'amount' | 'feeAmount' | 'vendorAmount') =>
    sum(accruals.map((row) => parseAmount(row[of])));
  const isForced = faults.length > 0;
  const [made] = await tx.insert(periodClosings, [
    {
      periodId: period.id,
      programId: period.programId,
      number: (await closingsOf(period.id, context)).count + 1,
      endsOn: period.endsOn,
      state: 'stands',
      closedBy: actor.membershipId!,
      isForced,
      reason: isForced ? reason : null,
      faults: faults.slice(0, mostFaults),
      checks,
      currency,
      lineCount: accruals.length,
      amount: total('amount'),
      feeAmount: total('feeAmount'),
      vendorAmount: total('vendorAmount'),
    },
  ]);
  const contentHash = await keepAccruals(made!, accruals, context);
  await tx.change(periodClosings, made!, { contentHash });
  return { isForced };
}

export const closeFiscalPeriod = command({
  name: 'closeFiscalPeriod',
  summary:
    'Close a period that is over: no document is dated in it any more, and what it accrued is kept. Refused, with names, while anything does not tie out, an account is missing or an earlier period is open.',
  rest: 'POST /fiscal-periods/{fiscalPeriodId}/close',
  permission: permissions.close,
  input,
  output: fiscalPeriod,
  errors: [stepNotAllowed, periodNotEnded, periodHasFaults, forcedByProgramManagers, ledgerOfWholeProgram],
  async handle({ fiscalPeriodId, force, reason = null }, context) {
    const { actor, tx, now } = context;
    assertWholeProgram(actor);
    if (force && actor.role !== 'program_manager') throw forcedByProgramManagers();
    if (force && reason === null) throw refuse('/reason', 'missing', 'Whoever forces it says why.');
    if (!force && reason !== null) throw refuse('/reason', 'not_forced', 'A reason is of what is forced.');
    const period = await context.take(fiscalPeriods, fiscalPeriodId);
    const state = step(fiscalPeriodLife, 'close', period.state);
    // As the tenant's own hand: what is checked is not all the caller's to read.
    const { isForced } = await asTenant(tx, async () => {
      if ((await todayOf(period.programId, context)) <= period.endsOn) throw periodNotEnded();
      return keepClosing(period, force ? reason : null, context);
    });
    const closed = await tx.change(fiscalPeriods, period, {
      state,
      closedAt: now,
      closedBy: actor.membershipId,
    });
    return {
      result: closed,
      events: [fiscalPeriodClosed(closed, { isForced }, isForced ? reason! : undefined)],
    };
  },
});
