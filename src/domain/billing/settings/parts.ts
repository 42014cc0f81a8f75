import type { Capability } from '../../../kernel/operation.ts';
import { billingProfileSet, taxRuleCreated, taxRuleEnded, taxRuleOverlaps } from './model.ts';
import { billingProfile, taxRule } from './nouns.ts';
import { setBillingProfile } from './operations/set-billing-profile.ts';
import { createTaxRule } from './operations/create-tax-rule.ts';
import { endTaxRule } from './operations/end-tax-rule.ts';

/** How documents are made, and what tax they bear. */
export const settingsParts = {
  nouns: [billingProfile, taxRule],
  commands: [setBillingProfile, createTaxRule, endTaxRule],
  events: [billingProfileSet, taxRuleCreated, taxRuleEnded],
  constraints: { tax_rules_no_overlap: taxRuleOverlaps },
} satisfies Partial<Capability>;
