/** A shift as a calendar shows it; instants are RFC 3339, `sequence` grows with each change of it. */
export interface CalendarEntry {
  id: string;
  startsAt: string;
  endsAt: string;
  createdAt: string;
  updatedAt: string;
  sequence: number;
  canceled: boolean;
  summary: string;
  location: string | null;
  description: string | null;
}

const octets = new TextEncoder();

/** A content line folded so that none is longer than 75 octets, never within a character (RFC 5545, 3.1). */
export function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let room = 75;
  for (const character of line) {
    const size = octets.encode(character).length;
    if (size > room) {
      parts.push(part);
      part = '';
      // The blank that begins a continuation is one of its octets.
      room = 74;
    }
    part += character;
    room -= size;
  }
  return [...parts, part].join('\r\n ');
}

/** Text as the value of a TEXT property (RFC 5545, 3.3.11). */
export const escaped = (text: string): string =>
  text
    .replace(/\\/g, '\\\\')
    .replace(/([;,])/g, '\\$1')
    .replace(/\r\n|\r|\n/g, '\\n');

/** An instant as DATE-TIME in UTC, to the second. */
export const utcText = (instant: string): string =>
  Temporal.Instant.from(instant).toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');

const lineOf = (name: string, text: string | null): string[] =>
  text === null || text === '' ? [] : [`${name}:${escaped(text)}`];

function eventOf(entry: CalendarEntry): string[] {
  const { id, startsAt, endsAt, createdAt, updatedAt, sequence, canceled } = entry;
  return [
    'BEGIN:VEVENT',
    `UID:${id}@requisite`,
    `DTSTAMP:${utcText(updatedAt)}`,
    `CREATED:${utcText(createdAt)}`,
    `LAST-MODIFIED:${utcText(updatedAt)}`,
    `DTSTART:${utcText(startsAt)}`,
    `DTEND:${utcText(endsAt)}`,
    `SEQUENCE:${sequence}`,
    `STATUS:${canceled ? 'CANCELLED' : 'CONFIRMED'}`,
    ...(canceled ? ['TRANSP:TRANSPARENT'] : []),
    ...lineOf('SUMMARY', entry.summary),
    ...lineOf('LOCATION', entry.location),
    ...lineOf('DESCRIPTION', entry.description),
    'END:VEVENT',
  ];
}

/**
 * A calendar of RFC 5545 (text/calendar, UTF-8). Times are in UTC, which every calendar shows in its own zone; an entry
 * keeps its UID for good and one that was canceled stays, with STATUS:CANCELLED. Feeds name METHOD:PUBLISH.
 */
export function calendarText(name: string, entries: readonly CalendarEntry[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Requisite//Shifts//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...lineOf('X-WR-CALNAME', name),
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...entries.flatMap(eventOf),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}
