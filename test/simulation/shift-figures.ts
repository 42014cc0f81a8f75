import { expect } from 'vitest';
import type { Client } from '../support/service.ts';
import { asked, sorted } from './figures-asked.ts';
import { counted, dayThere, listed, type Counted, type Listed, type Period } from './figures-by-hand.ts';

const minutes = (from: string, to: string): number =>
  Math.floor((Date.parse(to) - Date.parse(from)) / 60_000);

const dayOf = ({ startsAt, timeZone }: Listed) => dayThere(startsAt, timeZone);
const wasWorked = ({ state }: Listed) => ['completed', 'reported'].includes(state);
const isMissed = ({ state }: Listed) => state === 'no_show';
/** Over without anybody: nobody took it, or its vendor gave it up. */
const isLeft = ({ state, postedAt, canceledBy }: Listed) =>
  (state === 'unfilled' && postedAt !== null) || (state === 'canceled' && canceledBy === 'vendor');

function minutesWorked(shift: Listed): number {
  const { actualStartsAt, actualEndsAt, mealStartsAt, mealEndsAt } = shift;
  const meal = mealStartsAt && mealEndsAt ? Date.parse(mealEndsAt) - Date.parse(mealStartsAt) : 0;
  return Math.floor((Date.parse(actualEndsAt) - Date.parse(actualStartsAt) - meal) / 60_000);
}

/** By what a shift is grouped, from the shift and its order. */
const groups: Record<string, (shift: Listed, order: Listed) => string | null> = {
  none: () => null,
  facility: ({ facilityId }) => facilityId,
  unit: ({ unitId }) => unitId,
  vendor: ({ vendorId }) => vendorId,
  profession: (_, { profession }) => profession,
  order_type: (_, { type }) => type,
};

const periods = ['none', 'week', 'month'] as const;

/**
 * Compares what became of shifts with what the lists of shifts and of how they were kept come to; answers how many
 * figures there were.
 */
export async function compareShiftFigures(
  client: Client,
  more = '',
  grains: readonly Period[] = periods,
): Promise<number> {
  const [all, noted, ordered] = await Promise.all(
    ['/shifts', '/attendance-events', '/orders'].map((path) => listed(client, path)),
  );
  const orders = new Map(ordered!.map((order) => [order['id'] as string, order]));
  const known = new Map(all!.map((shift) => [shift['id'] as string, shift]));
  const over = all!.filter((shift) => wasWorked(shift) || isMissed(shift) || isLeft(shift));
  // Who took a shift that was called off is told by what was noted: it may be another's by now.
  const bookings = [
    ...over.filter((shift) => wasWorked(shift)).map((shift) => ({ shift, of: shift, kind: 'kept' })),
    ...noted!
      .filter(({ kind }) => kind === 'no_show' || kind === 'call_off_worker')
      .map((note) => ({ shift: known.get(note['shiftId'])!, of: note, kind: note['kind'] as string })),
  ];
  let compared = 0;
  for (const [by, groupOf] of Object.entries(groups))
    for (const grain of grains) {
      const at = (shift: Listed, of = shift) => ({
        day: dayOf(shift),
        group: groupOf({ ...shift, vendorId: of['vendorId'] }, orders.get(shift['orderId'])!),
      });
      const filled = over.map((shift): Counted => ({
        ...at(shift),
        numerator: wasWorked(shift) ? 1 : 0,
        denominator: 1,
      }));
      const hours = over.map((shift): Counted => ({
        ...at(shift),
        numerator: wasWorked(shift) ? minutesWorked(shift) : 0,
        denominator: shift['replacesShiftId']
          ? 0
          : minutes(shift['startsAt'], shift['endsAt']) - shift['mealMinutes'],
      }));
      const missed = (...kinds: string[]) =>
        bookings.map(({ shift, of, kind }): Counted => ({
          ...at(shift, of),
          numerator: kinds.includes(kind) ? 1 : 0,
          denominator: 1,
        }));
      const expected: Record<string, readonly Counted[]> = {
        // Who did not take a shift is no vendor.
        ...(by !== 'vendor' && { shift_fill: filled, hours_fill: hours }),
        missed_shift: missed('no_show', 'call_off_worker'),
        no_call_no_show: missed('no_show'),
      };
      const found = await asked(client, Object.keys(expected), {
        by: by === 'none' ? undefined : by,
        grain,
        more,
      });
      for (const [metric, things] of Object.entries(expected)) {
        const figures = counted(things, grain);
        expect(sorted(found.get(metric)!), `${metric} by ${by} by ${grain}${more}`).toEqual(sorted(figures));
        compared += figures.size;
      }
    }
  return compared;
}
