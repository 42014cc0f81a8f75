import type { Context } from '../../../kernel/operation.ts';
import type { Shown } from '../explanation.ts';
import { isPayShown } from '../paying/store.ts';
import { seesCharges } from '../policy.ts';
import type { TimesheetRow } from '../store.ts';

/** Which parts of the account of a week, which the caller sees, the caller may know. */
export const shownTo = async (sheet: TimesheetRow, context: Context): Promise<Shown> => ({
  charges: seesCharges(context.actor),
  pay: await isPayShown(sheet, context),
  elsewhere: context.actor.side === 'vendor' || context.actor.side === 'worker',
});
