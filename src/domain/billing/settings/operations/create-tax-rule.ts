import { daysBetween, rangeOf } from '../../../../kernel/day-range.ts';
import { refuse } from '../../../../kernel/errors.ts';
import { command } from '../../../../kernel/operation.ts';
import { assertOwnPart, boundOfWholeProgram } from '../../../purchasing/index.ts';
import { taxRuleCreated, taxRuleOverlaps, TaxRuleTerms } from '../model.ts';
import { taxRule } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { elsewhere } from '../store.ts';
import { taxRules } from '../tables.ts';

const once = (values: readonly string[]): string[] => [...new Set(values)].toSorted();

export const createTaxRule = command({
  name: 'createTaxRule',
  summary:
    'Put a tax on what client documents of a program charge; of several on a line the one that names most: vendors, then facilities, states, kinds.',
  rest: 'POST /tax-rules',
  permission: permissions.manageSettings,
  input: TaxRuleTerms,
  output: taxRule,
  errors: [taxRuleOverlaps, boundOfWholeProgram],
  async handle(terms, context) {
    assertOwnPart({ facilityId: null, unitId: null }, context.actor);
    const { programId, name, jurisdiction = null, percent } = terms;
    const foreign = await elsewhere(terms.facilityIds, programId, context);
    const at = terms.facilityIds.findIndex((id) => foreign.has(id));
    if (at >= 0) throw refuse(`/facilityIds/${at}`, 'other_program', 'It is of another program.');
    const [made] = await context.tx.insert(taxRules, [
      {
        programId,
        name,
        jurisdiction,
        percent,
        effective: rangeOf(daysBetween(terms.effectiveFrom, terms.effectiveTo)),
        covers: {
          facilityIds: once(terms.facilityIds),
          states: once(terms.states),
          kinds: once(terms.kinds),
          vendorIds: once(terms.vendorIds),
        },
      },
    ]);
    return { result: made!, events: [taxRuleCreated(made!, {})] };
  },
});
