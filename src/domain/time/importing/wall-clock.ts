import { refuse } from '../../../kernel/errors.ts';
import { instantAt, wallMinute } from '../../../kernel/zone.ts';
import { Day, Instant } from '../../../kernel/shapes.ts';

const local = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.0{1,9})?)?$/;
const minutesPerDay = 1_440;

/** Whether the text is a wall-clock time, `YYYY-MM-DDTHH:MM` with or without seconds, of a day that there is. */
export const isWallClock = (told: string): boolean => {
  const day = local.exec(told)?.[1];
  return day !== undefined && Day.safeParse(day).success;
};

const offset = (minute: number, zone: string) => wallMinute(minute, zone) - minute;

/**
 * The instant, in UTC, of what the sender told: an instant as it is, a wall-clock time by the zone. One that the clock
 * showed twice is refused with `ambiguous_local_time`, one that it skipped with `skipped_local_time`, at the pointer.
 */
export function instantIn(zone: string, told: string, pointer: string): string {
  const found = local.exec(told);
  if (!found) return Instant.parse(told);
  const [, day, hour, minute, second = '0'] = found;
  const wall = Date.parse(`${day}T${hour}:${minute}Z`) / 60_000;
  const candidates = [offset(wall - minutesPerDay, zone), offset(wall + minutesPerDay, zone)];
  const real = [...new Set(candidates.map((ahead) => wall - ahead))].filter(
    (at) => wallMinute(at, zone) === wall,
  );
  if (real.length === 0)
    throw refuse(pointer, 'skipped_local_time', `Clocks in ${zone} went past ${told}: there was none.`);
  if (real.length > 1)
    throw refuse(pointer, 'ambiguous_local_time', `Clocks in ${zone} showed ${told} twice: give its offset.`);
  if (Number(second) === 0) return instantAt(real[0]!);
  return Temporal.Instant.fromEpochMilliseconds(real[0]! * 60_000 + Number(second) * 1_000).toString();
}
