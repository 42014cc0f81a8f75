import type { Context } from '../../../kernel/operation.ts';
import {
  explain,
  explainDecided,
  explainStated,
  explainVolume,
  type ExplanationStep,
} from '../charging/explanation.ts';
import { siblingsOf, type BillingItemRow } from '../store/billing-items.ts';

/** How the money of an item came about, step by step: the last results are its fee and what its vendor is paid. */
export async function itemSteps(item: BillingItemRow, context: Context): Promise<ExplanationStep[]> {
  const decided = explainDecided(item);
  if (decided.length > 0) return decided;
  if (item.kind === 'volume_adjustment') return explainVolume(item);
  const siblings = await siblingsOf(item, context);
  return item.sourceNoun === 'timesheet' ? explain(item, siblings) : explainStated(item, siblings);
}
