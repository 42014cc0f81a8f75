/** The instant of a wall-clock time (`2026-03-07T19:00`) in a zone; of two that it shows, the first. */
export const instantOf = (local: string, zone: string): string =>
  Temporal.PlainDateTime.from(local, { overflow: 'reject' }).toZonedDateTime(zone).toInstant().toString();
