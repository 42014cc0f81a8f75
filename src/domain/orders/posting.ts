import type { Context } from '../../kernel/operation.ts';
import { gapsOf, postingLacksPayTerms } from './model/posting.ts';
import type { OrderRow } from './store.ts';
import { postingLawOf } from './store/posting.ts';

/**
 * Refuses with `posting_lacks_pay_terms`, naming each term and the rule that wants it with its source, where the law of
 * the facility's place or of a state from which the work may be done wants more of the posting than the order tells.
 * A program that only warns is refused nothing: `postingCheck` shows it.
 */
export async function assertPostable(order: OrderRow, context: Context): Promise<void> {
  const { mode, rules } = await postingLawOf(order, context);
  const gaps = mode === 'block' ? gapsOf(order, rules) : [];
  if (gaps.length === 0) return;
  throw postingLacksPayTerms({
    detail: `The posting lacks ${[...new Set(gaps.map(({ field }) => field))].join(', ')}.`,
    errors: gaps.map(({ field, citation, source, confidence }) => ({
      pointer: `/${field}`,
      code: postingLacksPayTerms.code,
      message: `${citation} (${source}; ${confidence === 'confirmed' ? 'confirmed' : 'from knowledge, not looked up'}) wants it shown.`,
    })),
  });
}
