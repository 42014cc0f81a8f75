import { z } from 'zod';
import { shortened } from '../../../kernel/day-range.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import {
  assertManagesCodes,
  payCodeEnded,
  payCodesOfWholeProgram,
  vendorPayCodeEnded,
} from '../model/pay-code.ts';
import { payCode } from '../nouns/pay-code.ts';
import { permissions } from '../policy.ts';
import { payCodes } from '../tables.ts';

export const endPayCode = command({
  name: 'endPayCode',
  summary:
    'Give a pay code a last day, no later than the one it has; what was exported stays as it was told.',
  rest: 'POST /pay-codes/{payCodeId}/end',
  permission: permissions.manageCodes,
  input: z.strictObject({ payCodeId: reference('payCode'), effectiveTo: Day }),
  output: payCode,
  errors: [payCodesOfWholeProgram],
  async handle({ payCodeId, effectiveTo }, context) {
    assertManagesCodes(context.actor);
    const row = await context.take(payCodes, payCodeId);
    const effective = shortened(row.effective, effectiveTo);
    if (effective === row.effective) return { result: row, unchanged: true };
    const ended = await context.tx.change(payCodes, row, { effective });
    const happened = row.receiver === 'vendor' ? vendorPayCodeEnded : payCodeEnded;
    return { result: ended, events: [happened(ended, {})] };
  },
});
