import { sql, type SQL } from 'drizzle-orm';

declare const ofHours: unique symbol;

/** Hours as a canonical decimal string of scale 2, `"36.00"`; never negative. */
export type Hours = string & { readonly [ofHours]: true };

/** Reads hours; throws a RangeError on anything malformed, negative or finer than 2 places. */
export function parseHours(text: string): Hours {
  const [, whole, fraction = ''] = /^(0|[1-9]\d*)(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`${JSON.stringify(text)} is no number of hours`);
  return `${whole}.${fraction.padEnd(2, '0')}` as Hours;
}

const hundredths = (hours: string) => BigInt(parseHours(hours).replace('.', ''));

/** Hours as whole hundredths: what sums and differences of hours are computed in. */
export const hundredthsOf = (hours: string): number => Number(hundredths(hours));

/** The hours that so many hundredths are; throws a RangeError unless they are whole and not negative. */
export function hoursOfHundredths(count: number): Hours {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError('hundredths of hours are whole');
  return parseHours(`${Math.floor(count / 100)}.${String(count % 100).padStart(2, '0')}`);
}
const week = 16_800n;

/** The minutes of hours given as a decimal string; undefined where they are not whole ones that a number holds. */
export function minutesOf(hours: string): number | undefined {
  const parts = hundredths(hours) * 60n;
  const minutes = Number(parts / 100n);
  return parts % 100n === 0n && Number.isSafeInteger(minutes) ? minutes : undefined;
}

/** Whether a week can have so many hours: more than 0 and at most 168. */
export const fitWeek = (hours: string): boolean => hundredths(hours) > 0n && hundredths(hours) <= week;

/**
 * Minutes shown as hours: two places where that is exact (`"41.25"`), else four, half away from zero
 * (`"0.0167"`). For reading only: never an input to arithmetic. Throws a RangeError unless minutes are whole.
 */
export function formatHours(minutes: number): string {
  if (!Number.isSafeInteger(minutes)) throw new RangeError('minutes are whole');
  const places = minutes % 3 === 0 ? 2 : 4;
  const size = BigInt(Math.abs(minutes));
  const digits = ((size * 10n ** BigInt(places) + 30n) / 60n).toString().padStart(places + 1, '0');
  return `${minutes < 0 ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** The same of a column of whole minutes. */
export const hoursShown = (minutes: SQL): SQL =>
  sql`round(${minutes} / 60.0, case when ${minutes} % 3 = 0 then 2 else 4 end)`;
