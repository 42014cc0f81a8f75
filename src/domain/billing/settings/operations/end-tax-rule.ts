import { endCommand } from '../../../../kernel/ending.ts';
import { assertOwnPart, boundOfWholeProgram } from '../../../purchasing/index.ts';
import { taxRuleEnded } from '../model.ts';
import { taxRule } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { taxRules } from '../tables.ts';

export const endTaxRule = endCommand({
  noun: taxRule,
  table: taxRules,
  summary: 'Give a tax a last day; what was issued keeps it.',
  permission: permissions.manageSettings,
  event: taxRuleEnded,
  errors: [boundOfWholeProgram],
  assertMay: ({ actor }) => assertOwnPart({ facilityId: null, unitId: null }, actor),
});
