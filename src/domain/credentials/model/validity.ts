import { refuse, type Problem } from '../../../kernel/errors.ts';
import { Day } from '../../../kernel/shapes.ts';
import { epochDay, localDate } from '../../../kernel/zone.ts';

/** From when and until which day a credential is good; null is open. */
export interface Validity {
  issuedOn: string | null;
  expiresOn: string | null;
}

/** The last day of a term of whole months: the day before the term's day comes round, `YYYY-MM-DD`. */
export const lastDayOfTerm = (issuedOn: string, months: number): string =>
  Temporal.PlainDate.from(issuedOn).add({ months }).subtract({ days: 1 }).toString();

/** The days as stated; the end follows from the type's term where it is not. */
export function validityOf(
  stated: { issuedOn?: string | null | undefined; expiresOn?: string | null | undefined },
  validityMonths: number | null,
): Validity {
  const issuedOn = stated.issuedOn ?? null;
  const expiresOn =
    stated.expiresOn ?? (issuedOn && validityMonths ? lastDayOfTerm(issuedOn, validityMonths) : null);
  return { issuedOn, expiresOn };
}

/** The last day where its issue is corrected: it goes along if it followed from the type's term, and stays if it was stated. */
export function endAfter(before: Validity, issuedOn: string | null, months: number | null): string | null {
  const followed = before.expiresOn === validityOf({ issuedOn: before.issuedOn }, months).expiresOn;
  return followed && issuedOn !== null ? validityOf({ issuedOn }, months).expiresOn : before.expiresOn;
}

/** The refusal of an end before the beginning, or of a term that leads out of the calendar, if it is one. */
export function validityFault({ issuedOn, expiresOn }: Validity): Problem | undefined {
  if (issuedOn && expiresOn && expiresOn < issuedOn)
    return refuse('/expiresOn', 'before_issue', 'It ends before it was issued.');
  return expiresOn && !Day.safeParse(expiresOn).success
    ? refuse('/issuedOn', 'beyond_calendar', 'Its term ends beyond the year 2199.')
    : undefined;
}

/** How a proven credential stands at the instant by the calendar of the zone: `expiring` from so many days ahead of its last day. */
export function standingAt(
  expiresOn: string | null,
  warnDays: number,
  now: string,
  zone: string,
): 'verified' | 'expiring' | 'expired' {
  if (expiresOn === null) return 'verified';
  const left = epochDay(expiresOn) - epochDay(localDate(now, zone));
  return left < 0 ? 'expired' : left <= warnDays ? 'expiring' : 'verified';
}

/** The day until which a credential is watched: the last one of its waiver, or its own; null where it does not end. */
export function watchedDay(row: {
  state: string;
  expiresOn: string | null;
  waivedUntil: string | null;
}): string | null {
  if (row.state === 'waived') return row.waivedUntil;
  return row.state === 'verified' || row.state === 'expiring' ? row.expiresOn : null;
}
