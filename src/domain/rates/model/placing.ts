import { daysBetween, rangeOf } from '../../../kernel/day-range.ts';
import { notFound, Problem, refuse } from '../../../kernel/errors.ts';
import { compare, parseRate, type Rate } from '../../../kernel/money.ts';
import { brokenCap, type CitedCap } from './rate-cap.ts';
import { rateCardRetired } from './rate-card.ts';
import type { RateHourType, RateShift } from './rate-line.ts';

/** A rate line as it is told: absent and null are the same, a null trait is any. */
export interface ToldLine {
  programId: string;
  cardId?: string | null | undefined;
  vendorId?: string | null | undefined;
  facilityId?: string | null | undefined;
  unitId?: string | null | undefined;
  profession: string;
  specialty?: string | null | undefined;
  shift?: RateShift | null | undefined;
  hourType: RateHourType;
  billRate?: string | null | undefined;
  minBillRate?: string | null | undefined;
  maxBillRate?: string | null | undefined;
  multiplier?: string | null | undefined;
  payRate?: string | null | undefined;
  effectiveFrom: string;
  effectiveTo?: string | null | undefined;
}

/** What is there of what a line names; undefined where it names none, or none that is seen. */
export interface LineFacts {
  program: { currency: string } | undefined;
  card: { programId: string; vendorId: string | null; state: string } | undefined;
  facility: { programId: string } | undefined;
  unit: { programId: string; facilityId: string } | undefined;
  /** The caps of the facility's state for the profession. */
  caps: readonly CitedCap[];
  place: { careSetting: string | null; countyGroup: string | null };
}

const canonical = (rate: string | null | undefined): Rate | null => (rate == null ? null : parseRate(rate));

/** The prices as they are kept: either the rates or a multiplier. */
function priced(line: ToldLine) {
  const { multiplier, billRate, minBillRate, payRate, hourType } = line;
  if ((billRate == null) === (multiplier == null))
    throw refuse('/billRate', 'rate_or_multiplier', 'A line has either a bill rate or a multiplier.');
  if (multiplier != null) {
    if (hourType === 'regular')
      throw refuse(
        '/multiplier',
        'of_regular_hour',
        'A regular hour has a rate: it is what others multiply.',
      );
    const beside = (['minBillRate', 'maxBillRate', 'payRate'] as const).find((key) => line[key] != null);
    if (beside) throw refuse(`/${beside}`, 'with_multiplier', 'A multiplier has no rates beside it.');
    const none = { billRate: null, minBillRate: null, maxBillRate: null, payRate: null };
    return { ...none, multiplier: canonical(multiplier) };
  }
  const bill = parseRate(billRate!);
  const max = canonical(line.maxBillRate) ?? bill;
  const min = canonical(minBillRate);
  if (compare(max, bill) < 0)
    throw refuse('/maxBillRate', 'below_bill_rate', 'The most that is paid is below the bill rate.');
  if (min !== null && compare(min, bill) > 0)
    throw refuse('/minBillRate', 'above_bill_rate', 'The least that is paid is above the bill rate.');
  return {
    billRate: bill,
    minBillRate: min,
    maxBillRate: max,
    payRate: canonical(payRate),
    multiplier: null,
  };
}

/** Where the line holds, as far as it is bound to a place; a unit brings its facility. */
function placed({ programId, facilityId, unitId }: ToldLine, { facility, unit }: LineFacts) {
  if (unit && unit.programId !== programId)
    throw refuse('/unitId', 'not_in_program', 'The unit is not one of the program.');
  if (unit && facilityId != null && unit.facilityId !== facilityId)
    throw refuse('/unitId', 'not_in_facility', 'The unit is not one of the facility.');
  if (facility && facility.programId !== programId)
    throw refuse('/facilityId', 'not_in_program', 'The facility is not one of the program.');
  return { facilityId: unit?.facilityId ?? facilityId ?? null, unitId: unitId ?? null };
}

/** Whose rates they are: those of the card's vendor. */
function bound({ programId, cardId, vendorId }: ToldLine, { card }: LineFacts) {
  if (!card) return { cardId: null, vendorId: vendorId ?? null };
  if (card.programId !== programId)
    throw refuse('/cardId', 'not_in_program', 'The card is not one of the program.');
  if (card.state === 'retired') throw rateCardRetired();
  if (vendorId != null && vendorId !== card.vendorId)
    throw refuse('/vendorId', 'not_of_card', 'The card is not this vendor’s.');
  return { cardId: cardId ?? null, vendorId: card.vendorId };
}

/**
 * The line as it is kept, or what is wrong with it. A bill rate above a state's cap that surely binds at the line's
 * facility on one of its days is refused with the statute.
 */
export function place(line: ToldLine, facts: LineFacts) {
  if (!facts.program) throw notFound();
  const days = daysBetween(line.effectiveFrom, line.effectiveTo);
  const { profession, specialty = null, shift = null, hourType, programId } = line;
  const price = priced(line);
  const values = {
    programId,
    ...bound(line, facts),
    ...placed(line, facts),
    profession,
    specialty,
    shift,
    hourType,
    ...price,
    currency: facts.program.currency,
    effective: rangeOf(days),
  };
  const broken = price.billRate && brokenCap(price.billRate, { days, hourType }, facts.caps, facts.place);
  if (broken) {
    const { cap, maxRate } = broken;
    const detail = `${cap.citation} lets an agency charge ${maxRate} an hour at most.`;
    throw refuse('/billRate', 'above_state_cap', detail);
  }
  return values;
}

/** A line as it is kept. */
export type PlacedLine = ReturnType<typeof place>;

/** The same with the refusal as the answer, for one of many. */
export function placeOrRefuse(line: ToldLine, facts: LineFacts): PlacedLine | Problem {
  try {
    return place(line, facts);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
