import {
  compare,
  negate,
  parseAmount,
  percentOf,
  subtract,
  sum,
  zeroAmount,
  type Amount,
} from '../../../kernel/money.ts';
import type { Charged, Share } from './allocation.ts';
import {
  feeOfTakenBack,
  settleFees,
  standingOf,
  takeBack,
  type Billed,
  type OpenFee,
  type Standing,
} from './corrections.ts';
import { versionFee, type FeeTerms } from './fees.ts';
import { concededOf, owedLines } from './owed.ts';
import { priceLines, type ChargeLine, type PricedLine } from './version.ts';

/** What has been invoiced of a timesheet before, in the order in which it was billed. */
export interface InvoicedItem extends Billed, ChargeLine {
  allocation: Charged['allocation'];
  correction: string | null;
}

/** A line of the difference: more of it, or a part taken back of one item; its fee is to be settled. */
interface Change {
  line: ChargeLine;
  from: Standing | null;
  open: OpenFee;
}

const isNone = (charge: Amount) => compare(charge, zeroAmount) === 0;

/** The percentage that is charged now; where the basis is the invoice, its document charges it. */
const shareOf = (charge: Amount, { feeModel, feeBasis, feePercent }: FeeTerms) =>
  percentOf(charge, feeModel === 'none' || feeBasis === 'invoice' ? '0' : feePercent);

function changesOf(
  line: ChargeLine,
  standing: readonly Standing[],
  isBilledNow: boolean,
  terms: FeeTerms,
): Change[] {
  const held = standing.filter(({ lineKey }) => lineKey === line.lineKey);
  const minutes =
    (isBilledNow ? (line.minutes ?? 0) : 0) - held.reduce((total, item) => total + item.minutes, 0);
  const charge = subtract(
    isBilledNow ? parseAmount(line.amount) : zeroAmount,
    sum(held.map((item) => item.charge)),
  );
  const isMore = compare(charge, zeroAmount) > 0;
  // Where part of a line was conceded its minutes and its charge may go different ways.
  const more = { minutes: Math.max(minutes, 0), charge: isMore ? charge : zeroAmount };
  const less = { minutes: Math.max(-minutes, 0), charge: isMore ? zeroAmount : negate(charge) };
  const added: Change = {
    line: { ...line, minutes: more.minutes, amount: more.charge },
    from: null,
    open: { fee: shareOf(more.charge, terms), least: zeroAmount, most: more.charge },
  };
  const back = takeBack(held, less).map((taken) => ({
    line: { ...line, minutes: -taken.minutes, amount: negate(taken.charge) },
    from: taken.from,
    open:
      terms.feeBasis === 'invoice'
        ? { fee: zeroAmount, least: zeroAmount, most: zeroAmount }
        : feeOfTakenBack(taken, shareOf(taken.charge, terms)),
  }));
  return more.minutes === 0 && isNone(more.charge) ? back : [added, ...back];
}

/** An item of which nothing but a part of its fee is taken back. */
const feeAlone = (line: ChargeLine, from: Standing): Change => ({
  line: { ...line, minutes: 0, amount: zeroAmount },
  from,
  open: { fee: zeroAmount, least: negate(from.fee), most: zeroAmount },
});

/** Settles the fees of changes so that they sum to the target: on the largest first, then on items that stand otherwise. */
function settled(
  changes: readonly Change[],
  others: readonly Change[],
  target: Amount,
): { change: Change; fee: Amount }[] {
  const size = ({ line: { amount } }: Change) =>
    compare(parseAmount(amount), zeroAmount) < 0 ? negate(parseAmount(amount)) : parseAmount(amount);
  const all = [...changes.toSorted((one, other) => compare(size(other), size(one))), ...others];
  const { fees, left } = settleFees(
    all.map(({ open }) => open),
    target,
  );
  const charged = all.flatMap((change, at) =>
    changes.includes(change) || !isNone(fees[at]!) ? [{ change, fee: fees[at]! }] : [],
  );
  if (isNone(left)) return charged;
  // A cent more of fee than what stands can bear stands alone, on a line of its own.
  const { line, open } = all[0]!;
  const more = charged.find(({ change }) => change.from === null);
  if (more) {
    more.fee = subtract(more.fee, negate(left));
    return charged;
  }
  return [
    ...charged,
    { change: { line: { ...line, minutes: 0, amount: zeroAmount }, from: null, open }, fee: left },
  ];
}

/**
 * A version after some of the timesheet was invoiced: for each line what more of it is charged, or what is taken back
 * of the items that billed it, the latest first and never more than they stand at; so that together every minute is
 * billed once and the fees sum to the fee of this version. What was conceded stays so.
 */
export function priceDifference(
  charged: readonly ChargeLine[],
  invoiced: readonly InvoicedItem[],
  terms: FeeTerms,
  shares: readonly Share[],
): PricedLine[] {
  const lines = owedLines(charged, concededOf(invoiced));
  const standing = standingOf(invoiced);
  const sources = new Map(invoiced.map((item) => [item.id, item]));
  const now = new Map(lines.map((line) => [line.lineKey, line]));
  const originals = invoiced.filter(({ correctsId }) => correctsId === null);
  const known = new Map([...originals.map((item) => [item.lineKey, item] as const), ...now]);
  const changes = [...known.values()].flatMap((line) =>
    changesOf(line, standing, now.has(line.lineKey), terms),
  );
  if (changes.length === 0) return [];
  const byLine = terms.feeBasis === 'line';
  const groups = byLine ? [...Map.groupBy(changes, ({ line }) => line.lineKey).values()] : [changes];
  const priced = groups.flatMap((group) => {
    const concerns = ({ lineKey }: { lineKey: string }) => !byLine || lineKey === group[0]!.line.lineKey;
    const standingFee = sum(standing.filter(concerns).map(({ fee }) => fee));
    const charges = lines.filter(concerns).map(({ amount }) => parseAmount(amount));
    const touched = new Set(group.map(({ from }) => from?.id));
    const others = standing
      .filter((from) => concerns(from) && !touched.has(from.id))
      .map((from) => feeAlone(sources.get(from.id)!, from));
    return terms.feeBasis === 'invoice'
      ? group.map((change) => ({ change, fee: zeroAmount }))
      : settled(group, others, subtract(versionFee(charges, terms), standingFee));
  });
  return priceLines(
    priced.map(({ change: { line, from } }) => ({
      ...chargeOnly(line),
      kind: 'adjustment',
      correctsId: from?.id ?? null,
      correction: from && 'difference',
    })),
    priced.map(({ fee }) => fee),
    terms,
    shares,
    invoiced,
  );
}

// A change may come from an item, whose other members are not its own.
const chargeOnly = ({
  lineKey,
  hourType,
  differentialCode,
  minutes,
  rate,
  amount,
  workDateFrom,
  workDateTo,
}: ChargeLine): ChargeLine => ({
  lineKey,
  hourType,
  differentialCode,
  minutes,
  rate,
  amount,
  workDateFrom,
  workDateTo,
});
