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
