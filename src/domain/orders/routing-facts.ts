import type { Context } from '../../kernel/operation.ts';
import { overCardOf } from '../rates/index.ts';
import type { OrderRow } from './store.ts';

/** The cost by which an order is routed; null, which asks everybody, of a direct hire whose fee nobody estimated. */
export const routedAmountOf = ({ type, placementFeeEstimate, estimatedCost }: OrderRow): string | null =>
  type === 'direct_hire' && placementFeeEstimate === null ? null : estimatedCost;

/**
 * What approval policies judge an order by. How far its rate lies over the card is told by the program's base card on
 * the first day; where no card says, by the rate of the order as it stands, if there is one.
 */
export async function routingFactsOf(order: OrderRow, before: OrderRow | undefined, context: Context) {
  const { type, programId, unitId, profession, specialty, billRate, startsOn } = order;
  const about = { orderType: type, profession, specialty };
  if (billRate === null) return about;
  const standing = before?.billRate ?? null;
  const question = { programId, unitId, profession, specialty, on: startsOn, standing };
  return { ...about, billRate, overCardPercent: await overCardOf(billRate, question, context) };
}
