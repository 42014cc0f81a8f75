// Temporal builds one table of offsets per zone; everything after that is integer arithmetic on epoch minutes,
// a hundred times cheaper than asking Temporal for each shift.

/** Minutes since 1970-01-01T00:00Z: what instants are inside the engine. */
export type EpochMinute = number;

/** Days since 1970-01-01: what calendar days are inside the engine. */
export type EpochDay = number;

interface OffsetTable {
  readonly since: readonly EpochMinute[];
  readonly offsets: readonly number[];
}

const minutesPerDay = 1440;
const firstInstant = Temporal.Instant.from('1899-12-01T00:00Z');
const lastInstant = Temporal.Instant.from('2200-02-01T00:00Z');
const epoch = new Temporal.PlainDate(1970, 1, 1);
const tables = new Map<string, OffsetTable>();

const minuteOf = (instant: Temporal.Instant) => Math.floor(instant.epochMilliseconds / 60_000);
const lastMinute = minuteOf(lastInstant);

/** Keeps what was made, since the same few thousand instants and days are asked for again and again. */
function remembered<Asked, Made>(make: (asked: Asked) => Made): (asked: Asked) => Made {
  const known = new Map<Asked, Made>();
  return (asked) => {
    const found = known.get(asked);
    if (found !== undefined) return found;
    // Callers choose what is asked, so the map is not let grow.
    if (known.size >= 8_192) known.clear();
    const made = make(asked);
    known.set(asked, made);
    return made;
  };
}

function buildTable(zone: string): OffsetTable {
  const since: EpochMinute[] = [];
  const offsets: number[] = [];
  let moment: Temporal.ZonedDateTime | null = firstInstant.toZonedDateTimeISO(zone);
  while (moment && Temporal.Instant.compare(moment.toInstant(), lastInstant) < 0) {
    since.push(minuteOf(moment.toInstant()));
    offsets.push(Math.round(moment.offsetNanoseconds / 60e9));
    moment = moment.getTimeZoneTransition('next');
  }
  return { since, offsets };
}

function tableOf(zone: string): OffsetTable {
  const known = tables.get(zone);
  if (known) return known;
  if (!/^[A-Za-z]/.test(zone)) throw new RangeError(`${JSON.stringify(zone)} is not an IANA time zone`);
  const name = firstInstant.toZonedDateTimeISO(zone).timeZoneId;
  const table = tables.get(name) ?? buildTable(name);
  // Kept under the zone's own spelling only, so that callers cannot grow the map.
  tables.set(name, table);
  return table;
}

function offsetAt(minute: EpochMinute, zone: string): number {
  const { since, offsets } = tableOf(zone);
  if (!(minute >= since[0]! && minute < lastMinute)) throw new RangeError('instants lie in 1900 to 2199');
  let low = 0;
  let high = since.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (since[middle]! <= minute) low = middle;
    else high = middle - 1;
  }
  return offsets[low]!;
}

/** The minute that an RFC 3339 instant lies in; seconds are dropped, as a wall clock shows it. */
export const epochMinute: (instant: string) => EpochMinute = remembered((instant: string) =>
  minuteOf(Temporal.Instant.from(instant)),
);

/** The RFC 3339 instant, in UTC, at which a minute begins. */
export const instantAt: (minute: EpochMinute) => string = remembered((minute: EpochMinute) =>
  Temporal.Instant.fromEpochMilliseconds(minute * 60_000).toString(),
);

/** Wall-clock minutes since 1970-01-01T00:00 in the zone. */
export const wallMinute = (minute: EpochMinute, zone: string): number => minute + offsetAt(minute, zone);

/** The calendar day in the zone on which a minute lies. */
export const localDay = (minute: EpochMinute, zone: string): EpochDay =>
  Math.floor(wallMinute(minute, zone) / minutesPerDay);

/** The day as `YYYY-MM-DD`. */
export const dayText: (day: EpochDay) => string = remembered((day: EpochDay) =>
  epoch.add({ days: day }).toString(),
);

/** The day that `YYYY-MM-DD` names; throws a RangeError if there is none. */
export const epochDay: (text: string) => EpochDay = remembered(
  (text: string) => epoch.until(Temporal.PlainDate.from(text, { overflow: 'reject' })).days,
);

/** The calendar day in the zone, `YYYY-MM-DD`, on which an instant lies. */
export const localDate = (instant: string, zone: string): string =>
  dayText(localDay(epochMinute(instant), zone));

/** Minutes after midnight of a wall-clock time `HH:MM`; throws a RangeError if it is none. */
export const minuteOfDay: (time: string) => number = remembered((time: string) => {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (hour === undefined) throw new RangeError(`${JSON.stringify(time)} is not a time of day, HH:MM`);
  return Number(hour) * 60 + Number(minute);
});

/**
 * The minute at which a boundary that recurs by the wall clock falls on a day. One that the clock skips falls
 * as much later as the clock jumped; one that it shows twice falls at the first showing, so that what ends
 * there and what begins there meet.
 */
export function boundaryAt(day: EpochDay, time: string, zone: string): EpochMinute {
  const wall = day * minutesPerDay + minuteOfDay(time);
  const before = wall - offsetAt(wall - minutesPerDay, zone);
  const after = wall - offsetAt(wall + minutesPerDay, zone);
  const real = [before, after].filter((minute) => wallMinute(minute, zone) === wall);
  return real.length > 0 ? Math.min(...real) : before;
}
