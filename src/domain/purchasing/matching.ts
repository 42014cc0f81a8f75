import { spanOf } from '../../kernel/day-range.ts';

/** An open or closed order of a program as items are matched to it; what it does not name is any. */
export interface MatchedOrder {
  readonly id: string;
  readonly number: string;
  readonly state: 'open' | 'closed';
  /** `[from,until)` */
  readonly effective: string;
  readonly assignmentId: string | null;
  readonly orderId: string | null;
  readonly unitId: string | null;
  readonly facilityId: string | null;
  readonly costCenterId: string | null;
  readonly vendorId: string | null;
}

/** What is to be paid for: on which day, by whom, where, and to which cost centers it is charged. */
export interface PaidFor {
  /** The last day worked, or the day of the charge. */
  readonly day: string;
  readonly vendorId: string | null;
  readonly facilityId: string | null;
  readonly unitId: string | null;
  readonly orderId: string | null;
  readonly assignmentId: string | null;
  readonly costCenterIds: readonly string[];
}

const places = ['assignmentId', 'orderId', 'unitId', 'facilityId', 'costCenterId', 'vendorId'] as const;

function pays(order: MatchedOrder, wanted: PaidFor): boolean {
  const { from, until } = spanOf(order.effective);
  if (order.state !== 'open' || wanted.day < from || (until !== null && wanted.day >= until)) return false;
  return places.every((place) => {
    const named = order[place];
    if (named === null) return true;
    if (place !== 'costCenterId') return wanted[place] === named;
    // An order of one cost center pays for none of what another bears.
    return wanted.costCenterIds.length > 0 && wanted.costCenterIds.every((id) => id === named);
  });
}

// What names an assignment comes before what names an order, whatever else either names; what ends first is used first.
function inOrder(one: MatchedOrder, other: MatchedOrder): number {
  for (const place of places) {
    const difference = Number(other[place] !== null) - Number(one[place] !== null);
    if (difference !== 0) return difference;
  }
  const keys = [one, other].map(({ effective, number, id }) =>
    [spanOf(effective).until ?? '9999', number, id].join(' '),
  );
  return keys[0]! < keys[1]! ? -1 : 1;
}

/**
 * The order that pays for something: of the open ones that cover its day and name nothing else, the one that names
 * most closely, by assignment, order, unit, facility, cost center, vendor, program; null where none does.
 */
export function purchaseOrderFor(orders: readonly MatchedOrder[], wanted: PaidFor): string | null {
  const [first] = orders.filter((order) => pays(order, wanted)).toSorted(inOrder);
  return first?.id ?? null;
}
