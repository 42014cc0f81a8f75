import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { BillRate, Day, Instant, Rate, reference, text } from '../../../kernel/shapes.ts';
import { boundaryAt, epochDay, instantAt, localDate, minuteOfDay } from '../../../kernel/zone.ts';
import { LocalTime } from '../model/shift-pattern.ts';
import { MealMinutes } from '../model/shift.ts';

/** When a shift is: two instants, or a day with two times by the clock of the facility. */
export const spanInput = {
  startsAt: Instant.optional(),
  endsAt: Instant.optional(),
  localDate: Day.optional().meta({ description: 'In place of the instants, with startTime and endTime.' }),
  startTime: LocalTime.optional(),
  endTime: LocalTime.optional().meta({
    description: 'Of the next day where it is not later than the start.',
  }),
};

/** What an order's shifts say besides when they are. */
export const shiftTerms = {
  mealMinutes: MealMinutes.default(0),
  billRate: BillRate.optional().meta({ description: 'Absent, the order’s.' }),
  payRate: Rate.optional().meta({ description: 'Absent, what the vendor pays its worker.' }),
  instantBook: z.boolean().default(false).meta({ description: 'Whether whoever asks first has it.' }),
  broadcastPlanId: reference('broadcastPlan').optional(),
  note: text(2_000).optional(),
};

type Given = Partial<Record<keyof typeof spanInput, string | undefined>>;

/** A span of work in a zone: instants, and the day on which it begins. */
export interface Span {
  startsAt: string;
  endsAt: string;
  localDate: string;
}

/** The span that was given for a facility's zone; refuses what is none, or longer than 24 hours. */
export function spanOf(given: Given, zone: string, mealMinutes: number): Span {
  const { startTime, endTime, localDate: date } = given;
  let { startsAt, endsAt } = given;
  const byClock = date !== undefined && startTime !== undefined && endTime !== undefined;
  const byInstants = startsAt !== undefined && endsAt !== undefined;
  if (byClock === byInstants || (byInstants && (date ?? startTime ?? endTime) !== undefined))
    throw refuse(
      '/startsAt',
      'span_unclear',
      'Give startsAt and endsAt, or localDate, startTime and endTime.',
    );
  if (byClock) {
    const later = minuteOfDay(endTime) <= minuteOfDay(startTime) ? 1 : 0;
    startsAt = instantAt(boundaryAt(epochDay(date), startTime, zone));
    endsAt = instantAt(boundaryAt(epochDay(date) + later, endTime, zone));
  }
  const minutes = (Date.parse(endsAt!) - Date.parse(startsAt!)) / 60_000;
  if (minutes <= mealMinutes)
    throw refuse('/endsAt', 'before_start', 'It ends before there is any work in it.');
  if (minutes > 1440) throw refuse('/endsAt', 'too_long', 'A shift is at most 24 hours long.');
  return { startsAt: startsAt!, endsAt: endsAt!, localDate: localDate(startsAt!, zone) };
}
