/** Which showing of a wall-clock time is meant where the clock goes back and shows it twice. */
export type Showing = 'earlier' | 'later';

/** Why a wall-clock time names no single instant in a zone. */
export class LocalTimeError extends RangeError {
  override readonly name = 'LocalTimeError';
  readonly code: 'local_time_does_not_exist' | 'local_time_is_ambiguous';

  constructor(code: LocalTimeError['code'], local: string, zone: string) {
    super(`${local} in ${zone}: ${code.replaceAll('_', ' ')}`);
    this.code = code;
  }
}

/**
 * The RFC 3339 instant, in UTC, of a wall-clock date and time (`2026-03-07T19:00`) in an IANA zone.
 * Throws a LocalTimeError for a time that the clock skips, and for one that it shows twice unless `showing`
 * says which; `showing` changes nothing anywhere else. Throws a RangeError on malformed input.
 */
export function resolveLocal(local: string, zone: string, showing?: Showing): string {
  const wall = Temporal.PlainDateTime.from(local, { overflow: 'reject' });
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (!earlier.toPlainDateTime().equals(wall)) {
    throw new LocalTimeError('local_time_does_not_exist', local, zone);
  }
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  if (!earlier.equals(later) && !showing) throw new LocalTimeError('local_time_is_ambiguous', local, zone);
  return (showing === 'later' ? later : earlier).toInstant().toString();
}
