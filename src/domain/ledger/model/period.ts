import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const periodStates = ['open', 'closed'] as const;
export const FiscalPeriodState = oneOf('FiscalPeriodState', periodStates);
export const closingStates = ['stands', 'reopened'] as const;
export const PeriodClosingState = oneOf('PeriodClosingState', closingStates);

export const periodNotEnded = declareError(
  'period_not_ended',
  'conflict',
  'The last day of the period is not over where the program is.',
);
export const periodHasFaults = declareError(
  'period_has_faults',
  'conflict',
  'Something stands against closing this period; `faults` names it. A program manager may force it with a reason.',
);
export const forcedByProgramManagers = declareError(
  'forced_by_program_managers',
  'forbidden',
  'Only a program manager closes a period against its faults.',
);
export const laterPeriodClosed = declareError(
  'later_period_closed',
  'conflict',
  'A later period is closed; it is reopened first.',
);
export const ledgerOfWholeProgram = declareError(
  'ledger_of_whole_program',
  'forbidden',
  'Ledgers and periods are of the whole program: nobody who is bound to facilities or units works on them.',
);
export const ledgerOfOperator = declareError(
  'ledger_of_operator',
  'forbidden',
  'The operator’s ledger is the operator’s alone.',
);

const nothing = z.strictObject({});
const clientSide = ['operator', 'client'] as const;

export const fiscalPeriodClosed = event({
  type: 'fiscal_period.closed',
  summary: 'A period was closed: no document is dated in it any more, and what it accrued is kept.',
  sides: clientSide,
  data: z.strictObject({ isForced: z.boolean() }),
});
export const fiscalPeriodReopened = event({
  type: 'fiscal_period.reopened',
  summary: 'A closed period takes documents again.',
  sides: clientSide,
  data: nothing,
});
