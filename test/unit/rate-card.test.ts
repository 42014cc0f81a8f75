import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explain, lineFor, resolve } from '../../src/domain/rates/model/resolution.ts';
import {
  mismatches,
  specificity,
  traitsOf,
  type RateLine,
  type RateQuestion,
} from '../../src/domain/rates/model/specificity.ts';

const always = { from: '1900-01-01', until: null };
const open: RateLine = {
  id: '0',
  cardId: null,
  vendorId: null,
  facilityId: null,
  unitId: null,
  specialty: null,
  shift: null,
  hourType: 'regular',
  days: { from: '2026-01-01', until: '2027-01-01' },
  cardDays: null,
};
const asked: RateQuestion = {
  vendorId: 'v',
  facilityId: 'f',
  unitId: 'u',
  specialty: 's',
  shift: 'night',
  hourType: 'regular',
  on: '2026-06-01',
};
const binding = [
  { shift: 'night' },
  { specialty: 's' },
  { facilityId: 'f' },
  { unitId: 'u' },
  { cardId: 'c', cardDays: always },
  { vendorId: 'v' },
] as const;

/** All 64 ways in which a line that applies can be bound, the least telling first. */
const ranked = Array.from({ length: 64 }, (_, bits): RateLine => {
  const bound = binding.filter((_binding, place) => bits & (1 << place));
  return Object.assign({}, open, { id: String(99 - bits) }, ...bound);
});

test('each trait tells more than all that stand after it together', () => {
  for (let count = 1; count <= ranked.length; count += 1)
    expect(lineFor(ranked.slice(0, count).toReversed(), asked)).toBe(ranked[count - 1]);
  expect(lineFor([], asked)).toBeUndefined();
  expect(ranked.map(specificity)).toEqual(ranked.map((_, bits) => bits));
});

test('a line for another is passed over with every reason', () => {
  const other: RateLine = {
    ...open,
    hourType: 'holiday',
    cardId: 'c',
    vendorId: 'w',
    facilityId: 'g',
    unitId: 'x',
    specialty: 't',
    shift: 'day',
    days: { from: '2026-06-02', until: null },
  };
  expect(mismatches(other, asked)).toEqual([
    'other_hour_type',
    'not_in_force',
    'card_not_in_force',
    'other_vendor',
    'other_unit',
    'other_facility',
    'other_specialty',
    'other_shift',
  ]);
  const draft = { ...open, cardId: 'c', cardDays: null };
  const ended = { ...open, cardId: 'c', cardDays: { from: '2026-01-01', until: '2026-06-01' } };
  expect([draft, ended].map((line) => mismatches(line, asked))).toEqual([
    ['card_not_in_force'],
    ['card_not_in_force'],
  ]);
  expect(mismatches({ ...open, days: { from: '2026-01-01', until: '2026-06-01' } }, asked)).toEqual([
    'not_in_force',
  ]);
  expect(mismatches({ ...open, days: { from: '2026-06-01', until: '2026-06-02' } }, asked)).toEqual([]);
});

const some = <Value>(...values: Value[]) => fc.constantFrom(null, ...values);
const traits = fc.record({
  vendorId: some('v', 'w'),
  facilityId: some('f', 'g'),
  unitId: some('u', 'x'),
  specialty: some('s', 't'),
  shift: some('night' as const, 'day' as const),
  hourType: fc.constantFrom('regular' as const, 'overtime' as const),
});
const days = fc.constantFrom(
  { from: '2026-01-01', until: '2026-06-01' },
  { from: '2026-06-01', until: null },
  always,
);
const anyLine = fc.record({ traits, cardId: some('base of the program'), days });
const questions = fc.record({ traits, on: fc.constantFrom('2025-01-01', '2026-03-01', '2026-06-01') });

const overlapping = (one: RateLine, other: RateLine) =>
  (one.days.until === null || other.days.from < one.days.until) &&
  (other.days.until === null || one.days.from < other.days.until);
const forTheSame = (one: RateLine, other: RateLine) =>
  (['cardId', 'vendorId', 'facilityId', 'unitId', 'specialty', 'shift', 'hourType'] as const).every(
    (key) => one[key] === other[key],
  );

/** Lines as the database lets them stand: each vendor has one card in force, and lines for the same never overlap. */
const cards = fc.array(anyLine, { maxLength: 60 }).map((drawn) => {
  const lines: RateLine[] = [];
  for (const [place, { traits: bound, cardId, days: held }] of drawn.entries()) {
    const card = cardId === null ? null : `card of ${bound.vendorId}`;
    const line = { ...bound, id: String(place), cardId: card, days: held, cardDays: card ? always : null };
    if (!lines.some((other) => forTheSame(line, other) && overlapping(line, other))) lines.push(line);
  }
  return lines;
});

test('of the lines that apply exactly one counts, whatever their order', () => {
  fc.assert(
    fc.property(cards, questions, fc.infiniteStream(fc.nat()), (lines, { traits: bound, on }, random) => {
      const question = { ...bound, on };
      const applying = lines.filter((line) => mismatches(line, question).length === 0);
      expect(new Set(applying.map(specificity)).size).toBe(applying.length);
      const candidates = resolve(lines, question);
      expect(candidates.length).toBe(lines.length);
      const counting = candidates.filter(({ passedOver }) => passedOver.length === 0);
      expect(counting.length).toBe(applying.length === 0 ? 0 : 1);
      expect(candidates.slice(0, counting.length)).toEqual(counting);
      const weight = () => random.next().value as number;
      const shuffled = lines
        .map((line) => ({ line, at: weight() }))
        .toSorted((one, other) => one.at - other.at);
      expect(
        resolve(
          shuffled.map(({ line }) => line),
          question,
        ),
      ).toEqual(candidates);
      for (const { line, passedOver } of candidates.slice(counting.length))
        expect(passedOver).toEqual(applying.includes(line) ? ['less_specific'] : mismatches(line, question));
    }),
  );
});

test('the answer says why', () => {
  expect(explain(undefined, 0, asked)).toBe('No line of a card in force is for this profession on this day.');
  expect(explain(undefined, 0, { ...asked, hourType: 'on_call' })).toContain('for on call of');
  expect(explain(open, 1, asked)).toContain('the only one');
  expect(explain({ ...open, vendorId: 'v', specialty: 's' }, 3, asked)).toContain('this vendor, specialty');
  expect(traitsOf(ranked.at(-1)!)).toEqual(['vendor', 'card', 'unit', 'facility', 'specialty', 'shift']);
});
