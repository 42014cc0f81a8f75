import type { Fact } from '../../kernel/event.ts';
import type { Context } from '../../kernel/operation.ts';
import { orders } from '../orders/index.ts';
import { consentAsked, priceAsked } from './model/consent.ts';
import { isHigher } from './model/price.ts';
import { waitingOn } from './store/consent.ts';
import type { SubmissionRow } from './store/submission.ts';
import { submissions } from './tables.ts';

const ownPrice = ({ billRate, annualSalary }: SubmissionRow): string => (billRate ?? annualSalary)!;

/**
 * Asks the vendors of an order's submissions, each for its own, whether they go along with what was cut: those that are
 * dearer with the lower price, all of them, at the price they have, where fewer hours are guaranteed.
 */
export async function askConsent(
  orderId: string,
  changed: readonly string[],
  context: Context,
): Promise<Fact[]> {
  const order = (await context.tx.find(orders, orderId))!;
  const price = priceAsked({ ...order, changed });
  const ofAll = changed.includes('guaranteedHours');
  const asking = (await waitingOn(orderId, context)).flatMap((row) => {
    const own = ownPrice(row);
    // Asked for less already, it is not asked for more.
    const held = row.consent === 'asked' && isHigher(own, row.consentPrice!) ? row.consentPrice! : own;
    const consentPrice = price !== null && isHigher(held, price) ? price : held;
    if (!ofAll && (consentPrice === held || price === null)) return [];
    return [
      {
        row,
        changes: { consent: 'asked' as const, consentPrice, consentAskedAt: context.now, consentedAt: null },
      },
    ];
  });
  if (asking.length === 0) return [];
  const asked = await context.tx.changeAll(submissions, asking);
  return asked.map((row) => consentAsked(row, { orderId }));
}
