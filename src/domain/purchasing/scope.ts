import { refuse } from '../../kernel/errors.ts';
import type { PurchaseOrderTerms } from './model/purchase-order.ts';

/** What a row that an order names belongs to. */
export interface Implied {
  programId: string;
  facilityId: string | null;
  unitId: string | null;
  orderId: string | null;
  vendorId: string | null;
}

const named = ['assignmentId', 'orderId', 'unitId', 'facilityId', 'costCenterId'] as const;
const implied = ['facilityId', 'unitId', 'orderId', 'vendorId'] as const;

type Named = Pick<PurchaseOrderTerms, (typeof named)[number]>;

/** The ids by which an order's scope is named. */
export const idsNamed = (terms: Named): string[] => named.flatMap((key) => terms[key] ?? []);

/**
 * The whole scope of an order: what it names, and what that implies. Refuses what is of another program, and what does
 * not lie in what else is named.
 */
export function scopeOf(terms: PurchaseOrderTerms, places: ReadonlyMap<string, Implied>) {
  const scope = {
    assignmentId: terms.assignmentId ?? null,
    orderId: terms.orderId ?? null,
    unitId: terms.unitId ?? null,
    facilityId: terms.facilityId ?? null,
    costCenterId: terms.costCenterId ?? null,
    vendorId: terms.vendorId ?? null,
  };
  for (const key of named) {
    const place = terms[key] && places.get(terms[key]);
    if (!place) continue;
    if (place.programId !== terms.programId)
      throw refuse(`/${key}`, 'other_program', 'It is of another program.');
    for (const column of implied) {
      if (place[column] === null) continue;
      if (scope[column] !== null && scope[column] !== place[column])
        throw refuse(`/${key}`, 'elsewhere', `It does not lie in what ${column} names.`);
      scope[column] = place[column];
    }
  }
  return scope;
}
