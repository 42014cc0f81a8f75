import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarText, escaped, folded, utcText } from '../../src/domain/shifts/calendar/ical.ts';

const octets = (text: string) => new TextEncoder().encode(text).length;
const unfolded = (text: string) => text.replace(/\r\n[ \t]/g, '');

test('a line is folded at 75 octets, never within a character, and unfolds to itself', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 400 }).filter((text) => !/[\r\n]/.test(text)),
      (text) => {
        const lines = folded(text).split('\r\n');
        expect(lines.every((line) => octets(line) <= 75)).toBe(true);
        expect(lines.slice(1).every((line) => line.startsWith(' '))).toBe(true);
        expect(unfolded(folded(text))).toBe(text);
        expect(lines.every((line) => line.isWellFormed())).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

test('a line of 75 octets stays whole and one of 76 is folded', () => {
  expect(folded('a'.repeat(75))).toBe('a'.repeat(75));
  expect(folded('a'.repeat(76))).toBe(`${'a'.repeat(75)}\r\n a`);
  // Four octets each: eighteen fit, and three octets stay free.
  expect(folded('𝄞'.repeat(19))).toBe(`${'𝄞'.repeat(18)}\r\n 𝄞`);
});

test('text is escaped so that it can be read back', () => {
  expect(escaped('a,b;c\\d\ne')).toBe('a\\,b\\;c\\\\d\\ne');
  fc.assert(
    fc.property(fc.string(), (text) => {
      const written = escaped(text);
      expect(written).not.toMatch(/[\r\n]/);
      const read = written.replace(/\\([\\;,n])/g, (_, mark: string) => (mark === 'n' ? '\n' : mark));
      expect(read).toBe(text.replace(/\r\n|\r/g, '\n'));
    }),
  );
});

test('an instant is written in UTC to the second', () => {
  expect(utcText('2026-03-08T06:30:00.123Z')).toBe('20260308T063000Z');
});

test('a calendar is whole lines that end in CRLF, with what RFC 5545 demands of each entry', () => {
  const entry = {
    id: '0198c0de-0000-7000-8000-000000000001',
    startsAt: '2026-02-03T00:00:00Z',
    endsAt: '2026-02-03T12:30:00Z',
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-02T00:00:00Z',
    sequence: 3,
    canceled: false,
    summary: 'Registered Nurse, ICU',
    location: 'Lakeshore; Columbus, OH',
    description: null,
  };
  const text = calendarText('Shifts', [entry, { ...entry, canceled: true }]);
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const lines = unfolded(text).trimEnd().split('\r\n');
  expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(2);
  for (const line of ['VERSION:2.0', 'DTSTART:20260203T000000Z', 'SEQUENCE:3', 'DTSTAMP:20260102T000000Z'])
    expect(lines).toContain(line);
  expect(lines).toContain('LOCATION:Lakeshore\\; Columbus\\, OH');
  expect(lines.filter((line) => line.startsWith('STATUS:'))).toEqual([
    'STATUS:CONFIRMED',
    'STATUS:CANCELLED',
  ]);
});
