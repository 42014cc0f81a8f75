import { z } from 'zod';
import { shortened } from '../../../kernel/day-range.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { glMappingEnded, operatorGlMappingEnded } from '../model/account.ts';
import { ledgerOfOperator, ledgerOfWholeProgram } from '../model/period.ts';
import { glMapping } from '../nouns/gl-account.ts';
import { assertOwnLedger, permissions } from '../policy.ts';
import { glMappings } from '../tables.ts';

export const endGlMapping = command({
  name: 'endGlMapping',
  summary: 'Give a mapping a last day, no later than the one it has; what was exported stays as it was told.',
  rest: 'POST /gl-mappings/{glMappingId}/end',
  permission: permissions.manageAccounts,
  input: z.strictObject({ glMappingId: reference('glMapping'), effectiveTo: Day }),
  output: glMapping,
  errors: [ledgerOfWholeProgram, ledgerOfOperator],
  async handle({ glMappingId, effectiveTo }, context) {
    const row = await context.take(glMappings, glMappingId);
    assertOwnLedger(context.actor, row.ledger);
    const effective = shortened(row.effective, effectiveTo);
    if (effective === row.effective) return { result: row, unchanged: true };
    const ended = await context.tx.change(glMappings, row, { effective });
    const happened = row.ledger === 'operator' ? operatorGlMappingEnded : glMappingEnded;
    return { result: ended, events: [happened(ended, {})] };
  },
});
