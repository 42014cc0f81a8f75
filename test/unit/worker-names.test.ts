import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayNameOf, isNpi, normalizeName } from '../../src/domain/workers/model.ts';

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .filter((text) => text.trim() !== '');

describe('a normalized name', () => {
  test.each([
    ['Ana María', 'Núñez', 'ana maria nunez'],
    ['  ANA   maria ', 'NUNEZ', 'ana maria nunez'],
    ['Mary-Kate', "O'Brien", 'mary kate obrien'],
    ['Søren', 'Müller Jr.', 'søren muller jr'],
    ['Лев', 'Толстой', 'лев толстои'],
    ['--', '..', '-- ..'],
  ])('of %s %s is %s', (first, last, normalized) => {
    expect(normalizeName(first, last)).toBe(normalized);
  });

  test('is what the database takes, and stays as it is', () => {
    fc.assert(
      fc.property(name, name, (first, last) => {
        const normalized = normalizeName(first.trim(), last.trim());
        expect([...normalized].length).toBeGreaterThan(0);
        expect([...normalized].length).toBeLessThanOrEqual(210);
        expect(normalized).toBe(normalized.trim().toLowerCase());
      }),
    );
  });

  test('shows the first name and one initial', () => {
    expect(displayNameOf('Ana', 'núñez')).toBe('Ana N.');
    expect([...displayNameOf('x'.repeat(100), 'y')]).toHaveLength(99);
  });
});

describe('an NPI', () => {
  const body = fc.stringMatching(/^[12]\d{8}$/);
  const whole = (nine: string) => [...'0123456789'].map((check) => nine + check).filter(isNpi);

  test.each(['1234567893', '1093817462', '1497758544'])('%s is one', (npi) => expect(isNpi(npi)).toBe(true));
  test.each(['1234567890', '123456789', '12345678930', 'abcdefghij', ''])('%s is none', (npi) =>
    expect(isNpi(npi)).toBe(false),
  );

  test('has exactly one check digit for each nine', () => {
    fc.assert(
      fc.property(body, (nine) => {
        expect(whole(nine)).toHaveLength(1);
      }),
    );
  });

  test('is broken by any one wrong digit', () => {
    fc.assert(
      fc.property(body, fc.nat(9), fc.integer({ min: 1, max: 9 }), (nine, place, by) => {
        const [npi] = whole(nine);
        const digits = [...npi!];
        digits[place] = String((Number(digits[place]) + by) % 10);
        expect(isNpi(digits.join(''))).toBe(false);
      }),
    );
  });
});
