import { refuse } from '../../../kernel/errors.ts';
import { compare, parseAmount, parseRate, priceOf, zeroAmount, type Amount } from '../../../kernel/money.ts';
import { allocationNotWhole, costCenterOfAnotherProgram, nameWhole } from '../../assignments/index.ts';
import type { Share } from '../charging/allocation.ts';
import type { ImportedItem } from './model.ts';
import type { centersById, Place } from './store.ts';

const owedBack: readonly string[] = ['service_credit', 'placement_refund'];

/** Refuses what comes to more than money can be here, with the fee on top of it. */
export function withinRange<Result>(reckon: () => Result): Result {
  try {
    return reckon();
  } catch (error) {
    if (error instanceof RangeError)
      throw refuse('/amount', 'too_large', 'It comes to more than can be billed.');
    throw error;
  }
}

/** The charge that an item states, of the sign of its kind; nothing only where a revision takes back what was charged. */
export function chargeStated({ kind, quantity, rate, amount, revision }: ImportedItem): Amount {
  const isPriced = quantity != null || rate != null;
  if (isPriced === (amount != null))
    throw refuse('/amount', 'stated_twice_or_not', 'State an amount, or a quantity and the rate of one.');
  if (isPriced && (quantity == null || rate == null))
    throw refuse(quantity == null ? '/quantity' : '/rate', 'required', 'A quantity has the rate of one.');
  const priced = isPriced ? withinRange(() => priceOf(quantity!, parseRate(rate!))) : parseAmount(amount!);
  const isBack = owedBack.includes(kind);
  const charge = isPriced && isBack ? parseAmount(priced === zeroAmount ? priced : `-${priced}`) : priced;
  const sign = compare(charge, zeroAmount);
  if (sign === 0 && revision === 1) throw refuse('/amount', 'no_money', 'It comes to nothing.');
  if (sign !== 0 && sign > 0 === isBack)
    throw refuse('/amount', 'wrong_sign', isBack ? 'A credit is below zero.' : 'It is above zero.');
  return charge;
}

/** Where the item is; refuses places and assignments of another program or vendor. */
export function placeStated(item: ImportedItem, place: Place) {
  const { assignment } = place;
  if (assignment && assignment.programId !== item.programId)
    throw refuse('/assignmentId', 'of_another_program', 'The assignment is of another program.');
  if (assignment && assignment.vendorId !== item.vendorId)
    throw refuse('/vendorId', 'of_another_assignment', 'The assignment is of another vendor.');
  const unitId = item.unitId ?? assignment?.unitId ?? null;
  const facilityId = item.facilityId ?? place.unitFacilityId ?? assignment?.facilityId ?? null;
  if (place.unitFacilityId && place.unitFacilityId !== facilityId)
    throw refuse('/unitId', 'of_another_facility', 'The unit is of another facility.');
  if (facilityId && place.facilityProgramId !== item.programId)
    throw refuse('/facilityId', 'of_another_program', 'The facility is of another program.');
  return { facilityId, unitId, workerId: assignment?.workerId ?? null };
}

/** The shares that the sender names; none where it names none. */
export function sharesStated(
  { programId, shares }: ImportedItem,
  centers: Awaited<ReturnType<typeof centersById>>,
): Share[] {
  if (shares.length > 0 && !nameWhole(shares)) throw allocationNotWhole();
  return shares.map(({ costCenterId, percent }) => {
    const center = centers.get(costCenterId);
    if (center?.programId !== programId) throw costCenterOfAnotherProgram();
    return { costCenterId, code: center.code, weight: percent };
  });
}
