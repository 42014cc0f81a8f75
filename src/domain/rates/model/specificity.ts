import type { z } from 'zod';
import type { DaySpan } from '../../../kernel/day-range.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import type { RateHourType, RateShift } from './rate-line.ts';

/** What a rate line can be bound to beside its profession and hour type, from the most telling to the least. */
const traits = ['vendor', 'card', 'unit', 'facility', 'specialty', 'shift'] as const;
export const RateTrait = oneOf('RateTrait', traits);
export type Trait = z.output<typeof RateTrait>;

/** Why a line of the program does not count for what is asked. */
export const PassedOver = oneOf('RatePassedOver', [
  'other_hour_type',
  'not_in_force',
  'card_not_in_force',
  'other_vendor',
  'other_unit',
  'other_facility',
  'other_specialty',
  'other_shift',
  'less_specific',
]);
export type PassedOver = z.output<typeof PassedOver>;

/** What a line is for, when; a null trait is any. A line of no card is of the base card, in force on every day. */
export interface RateLine {
  id: string;
  cardId: string | null;
  vendorId: string | null;
  facilityId: string | null;
  unitId: string | null;
  specialty: string | null;
  shift: RateShift | null;
  hourType: RateHourType;
  days: DaySpan;
  /** The days on which its card counts; null where the card is a draft. */
  cardDays: DaySpan | null;
}

/** What a rate is asked for; a null trait is met only by lines for any. */
export interface RateQuestion {
  vendorId: string | null;
  facilityId: string | null;
  unitId: string | null;
  specialty: string | null;
  shift: RateShift | null;
  hourType: RateHourType;
  /** The day worked, `YYYY-MM-DD`. */
  on: string;
}

const boundBy: Record<Trait, 'vendorId' | 'cardId' | 'unitId' | 'facilityId' | 'specialty' | 'shift'> = {
  vendor: 'vendorId',
  card: 'cardId',
  unit: 'unitId',
  facility: 'facilityId',
  specialty: 'specialty',
  shift: 'shift',
};

/** What a line is bound to, the most telling first. */
export const traitsOf = (line: RateLine): Trait[] => traits.filter((trait) => line[boundBy[trait]] !== null);

/** How much a line is bound to: each trait tells more than all that stand after it together. */
export const specificity = (line: RateLine): number =>
  traits.reduce((sum, trait) => sum * 2 + (line[boundBy[trait]] === null ? 0 : 1), 0);

/** Whether the day is one of the span's. */
export const holdsOn = ({ from, until }: DaySpan, day: string) =>
  from <= day && (until === null || day < until);

const meets = (bound: string | null, asked: string | null) => bound === null || bound === asked;

/** What speaks against a line; nothing where it applies. */
export function mismatches(line: RateLine, asked: RateQuestion): PassedOver[] {
  const against: [boolean, PassedOver][] = [
    [line.hourType !== asked.hourType, 'other_hour_type'],
    [!holdsOn(line.days, asked.on), 'not_in_force'],
    [line.cardId !== null && !(line.cardDays && holdsOn(line.cardDays, asked.on)), 'card_not_in_force'],
    [!meets(line.vendorId, asked.vendorId), 'other_vendor'],
    [!meets(line.unitId, asked.unitId), 'other_unit'],
    [!meets(line.facilityId, asked.facilityId), 'other_facility'],
    [!meets(line.specialty, asked.specialty), 'other_specialty'],
    [!meets(line.shift, asked.shift), 'other_shift'],
  ];
  return against.flatMap(([holds, reason]) => (holds ? [reason] : []));
}
