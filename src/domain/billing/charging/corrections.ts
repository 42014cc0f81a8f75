import {
  add,
  compare,
  negate,
  parseAmount,
  subtract,
  sum,
  zeroAmount,
  type Amount,
} from '../../../kernel/money.ts';
import { chargeOf, type FeeTerms } from './fees.ts';

/** An invoiced item, or a correction of one. */
export interface Billed {
  id: string;
  correctsId: string | null;
  lineKey: string;
  minutes: number | null;
  amount: string;
  feeAmount: string;
  vendorAmount: string;
  feeModel: FeeTerms['feeModel'];
}

/** Whether a correction was decided: conceded, or taken back with its document, and no difference between versions. */
export const isDecided = ({ correction }: { correction: string | null }): boolean =>
  correction === 'concession' || correction === 'reversal';

/** Whether an item is invoiced, or counts as if it were: what was decided stands while it waits for its memo. */
export const isInvoiced = (item: { state: string; correction: string | null }): boolean =>
  item.state === 'invoiced' || item.state === 'paid' || (isDecided(item) && item.state !== 'void');

/** What an invoiced item stands at, after what was taken back of it: never negative. */
export interface Standing {
  id: string;
  lineKey: string;
  minutes: number;
  charge: Amount;
  fee: Amount;
}

/** What is taken back of an item: positive minutes and charge, at most what it stands at. */
export interface TakenBack {
  from: Standing;
  minutes: number;
  charge: Amount;
}

/** The charge of a billed item, without a fee on top of it. */
export const chargeOfBilled = (item: Billed): Amount =>
  chargeOf({ amount: parseAmount(item.amount), vendorAmount: parseAmount(item.vendorAmount) }, item);

/** What the invoiced items stand at, the latest first; the items come in the order in which they were billed. */
export function standingOf(invoiced: readonly Billed[]): Standing[] {
  const corrections = Map.groupBy(invoiced, ({ correctsId }) => correctsId);
  return invoiced
    .filter(({ correctsId }) => correctsId === null)
    .map((item) => {
      const all = [item, ...(corrections.get(item.id) ?? [])];
      return {
        id: item.id,
        lineKey: item.lineKey,
        minutes: all.reduce((total, { minutes }) => total + (minutes ?? 0), 0),
        charge: sum(all.map(chargeOfBilled)),
        fee: sum(all.map(({ feeAmount }) => parseAmount(feeAmount))),
      };
    })
    .toReversed();
}

/** The lesser of two amounts. */
export const least = (one: Amount, other: Amount): Amount => (compare(one, other) < 0 ? one : other);
const most = (one: Amount, other: Amount): Amount => (compare(one, other) > 0 ? one : other);

/** Takes minutes and their charge back from items of one line, the latest first; both are at most what these stand at. */
export function takeBack(
  standing: readonly Standing[],
  asked: { minutes: number; charge: Amount },
): TakenBack[] {
  let { minutes, charge } = asked;
  return standing.flatMap((from) => {
    const part = { from, minutes: Math.min(minutes, from.minutes), charge: least(charge, from.charge) };
    minutes -= part.minutes;
    charge = subtract(charge, part.charge);
    return part.minutes === 0 && compare(part.charge, zeroAmount) === 0 ? [] : [part];
  });
}

/** A fee still to be settled and what it may be. */
export interface OpenFee {
  fee: Amount;
  least: Amount;
  most: Amount;
}

/** The fee given back with a part of an item: its share, and such that no more fee is left than charge. */
export function feeOfTakenBack({ from, charge }: TakenBack, share: Amount): OpenFee {
  const needed = most(zeroAmount, subtract(from.fee, subtract(from.charge, charge)));
  const given = least(from.fee, most(needed, share));
  return { fee: negate(given), least: negate(from.fee), most: negate(needed) };
}

/** Moves fees within their bounds, in their order, until they sum to the target; answers those and what is left over. */
export function settleFees(open: readonly OpenFee[], target: Amount): { fees: Amount[]; left: Amount } {
  let left = subtract(target, sum(open.map(({ fee }) => fee)));
  const fees = open.map(({ fee, ...bounds }) => {
    const room = compare(left, zeroAmount) < 0 ? subtract(bounds.least, fee) : subtract(bounds.most, fee);
    const moved = compare(left, zeroAmount) < 0 ? most(left, room) : least(left, room);
    left = subtract(left, moved);
    return add(fee, moved);
  });
  return { fees, left };
}
