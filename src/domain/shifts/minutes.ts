/** Minutes from one RFC 3339 instant to another, with their fraction; negative where it lies before. */
export const minutesBetween = (from: string, to: string): number =>
  (Temporal.Instant.from(to).epochMilliseconds - Temporal.Instant.from(from).epochMilliseconds) / 60_000;

/** The minutes of a shift that are paid: its length without the meal, whole ones. */
export const payableMinutes = (shift: { startsAt: string; endsAt: string; mealMinutes: number }): number =>
  Math.max(0, Math.floor(minutesBetween(shift.startsAt, shift.endsAt)) - shift.mealMinutes);
