import type { Context } from '../../../kernel/operation.ts';
import { explain, explainVolume, type ExplanationStep } from '../charging/explanation.ts';
import { siblingsOf, type BillingItemRow } from '../store/billing-items.ts';

/** How the money of an item came about, step by step: the last results are its fee and what its vendor is paid. */
export const itemSteps = async (item: BillingItemRow, context: Context): Promise<ExplanationStep[]> =>
  item.kind === 'volume_adjustment' ? explainVolume(item) : explain(item, await siblingsOf(item, context));
