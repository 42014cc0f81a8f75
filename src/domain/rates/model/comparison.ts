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

type Traits = Pick<ComparedLine, 'profession' | 'specialty' | 'facilityId' | 'unitId' | 'shift' | 'hourType'>;
const keyOf = ({ profession, specialty, facilityId, unitId, shift, hourType }: Traits) =>
  JSON.stringify([profession, specialty, facilityId, unitId, shift, hourType]);

/** A card's lines on a day, of which it has one for the same. */
interface Side {
  lines: readonly ComparedLine[];
  on: string;
}
type ByKey = ReadonlyMap<string, ComparedLine>;

const byKey = ({ lines }: Side): ByKey => new Map(lines.map((line) => [keyOf(line), line] as const));

const orAny = <Trait>(trait: Trait | null) => (trait === null ? [null] : [trait, null]);

/** The lines for the regular hour of what a line is for, or of any of it: looked up, for there are thousands. */
const regularsFor = (line: ComparedLine, side: ByKey): ComparedLine[] =>
  orAny(line.specialty).flatMap((specialty) =>
    orAny(line.facilityId).flatMap((facilityId) =>
      orAny(line.unitId).flatMap((unitId) =>
        orAny(line.shift).flatMap((shift) => {
          const traits = { specialty, facilityId, unitId, shift, hourType: 'regular' as const };
          return side.get(keyOf({ ...line, ...traits })) ?? [];
        }),
      ),
    ),
  );

/** The rate of a line among the others of its side; null where it multiplies a regular hour that its side has not. */
function rateOf(line: ComparedLine, side: ByKey, on: string): string | null {
  const asked = { ...line, hourType: 'regular' as const, on };
  const regular = line.multiplier === null ? undefined : lineFor(regularsFor(line, side), asked);
  return priceOf(line, regular, { caps: [] })?.billRate ?? null;
}

/** A line where it stands, with its rate; null where the side has none for the same. */
const shown = (line: ComparedLine | undefined, side: ByKey, { on }: Side) => ({
  lineId: line?.id ?? null,
  multiplier: line?.multiplier ?? null,
  billRate: line ? rateOf(line, side, on) : null,
});

/**
 * Both sides' rates for each combination of traits that either has a line for, with the difference (right − left) and
 * by how many percent the right is more; null where one of them is missing.
 */
export function comparison(left: Side, right: Side) {
  const [ofLeft, ofRight] = [byKey(left), byKey(right)];
  const keys = [...new Set([...ofLeft.keys(), ...ofRight.keys()])].toSorted();
  return keys.map((key) => {
    const [before, after] = [ofLeft.get(key), ofRight.get(key)];
    const { profession, specialty, facilityId, unitId, shift, hourType } = (before ?? after)!;
    const [one, other] = [shown(before, ofLeft, left), shown(after, ofRight, right)];
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
