import { parseRate, percentMore, subtractRates } from '../../../kernel/money.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import { priceOf, type PricedLine } from './pricing.ts';
import { lineFor } from './resolution.ts';

/** On which of the two sides a rate stands. */
export const RatePresence = oneOf('RatePresence', ['both', 'left_only', 'right_only']);

/** A line of one side of a comparison. */
export interface ComparedLine extends PricedLine {
  profession: string;
}

const keyOf = ({ profession, specialty, facilityId, unitId, shift, hourType }: ComparedLine) =>
  JSON.stringify([profession, specialty, facilityId, unitId, shift, hourType]);

/** The rate of a line among the others of its side; null where it multiplies a regular hour that its side has not. */
function rateOf(line: ComparedLine, side: readonly ComparedLine[], on: string): string | null {
  const asked = { ...line, hourType: 'regular' as const, on };
  const regular =
    line.multiplier === null
      ? undefined
      : lineFor(
          side.filter(({ profession }) => profession === line.profession),
          asked,
        );
  return priceOf(line, regular, { caps: [] })?.billRate ?? null;
}

/** A line where it stands, with its rate; null where the side has none for the same. */
interface Side {
  lines: readonly ComparedLine[];
  on: string;
}

const ofSide = (line: ComparedLine | undefined, { lines, on }: Side) => ({
  lineId: line?.id ?? null,
  multiplier: line?.multiplier ?? null,
  billRate: line ? rateOf(line, lines, on) : null,
});

/**
 * Both sides' rates for each combination of traits that either has a line for, with the difference (right − left) and
 * by how many percent the right is more; null where one of them is missing. On a day a side has one line for the same.
 */
export function comparison(left: Side, right: Side) {
  const keyed = ({ lines }: Side) => new Map(lines.map((line) => [keyOf(line), line] as const));
  const [ofLeft, ofRight] = [keyed(left), keyed(right)];
  const keys = [...new Set([...ofLeft.keys(), ...ofRight.keys()])].toSorted();
  return keys.map((key) => {
    const [before, after] = [ofLeft.get(key), ofRight.get(key)];
    const { profession, specialty, facilityId, unitId, shift, hourType } = (before ?? after)!;
    const [one, other] = [ofSide(before, left), ofSide(after, right)];
    const rates =
      one.billRate !== null && other.billRate !== null ? [one.billRate, other.billRate].map(parseRate) : null;
    return {
      profession,
      specialty,
      facilityId,
      unitId,
      shift,
      hourType,
      presence:
        before && after ? ('both' as const) : before ? ('left_only' as const) : ('right_only' as const),
      leftLineId: one.lineId,
      leftMultiplier: one.multiplier,
      leftBillRate: one.billRate,
      rightLineId: other.lineId,
      rightMultiplier: other.multiplier,
      rightBillRate: other.billRate,
      difference: rates ? subtractRates(rates[1]!, rates[0]!) : null,
      differencePercent: rates ? percentMore(rates[0]!, rates[1]!) : null,
    };
  });
}
