import { compare, parseRate } from '../../../kernel/money.ts';
import type { OrderRow } from '../../orders/index.ts';
import { overMax } from '../boosting/model.ts';

/** What the shifts of an order cost an hour: as given, or as the order says; `over_max` above what it pays at most. */
export function billRateOf(given: string | null | undefined, { billRate, maxBillRate }: OrderRow): string {
  const rate = parseRate(given ?? billRate!);
  if (maxBillRate !== null && compare(rate, parseRate(maxBillRate)) > 0) throw overMax();
  return rate;
}

/** The same for what was agreed before: where the order pays less at most by now, that. */
export function cappedRateOf(given: string | null, order: OrderRow): string {
  const rate = parseRate(given ?? order.billRate!);
  const most = order.maxBillRate === null ? rate : parseRate(order.maxBillRate);
  return compare(rate, most) > 0 ? most : rate;
}
