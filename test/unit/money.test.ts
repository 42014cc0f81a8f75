import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  allocate,
  chargeFor,
  compare,
  multiplyRate,
  negate,
  parseAmount,
  parseRate,
  percentOf,
  subtract,
  sum,
  zeroAmount,
} from '../../src/kernel/money.ts';
import type { Amount, Rate } from '../../src/kernel/money.ts';

const cents = (value: Amount) => BigInt(value.replace('.', ''));
const text = (units: bigint, scale: number) => {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
};
const anyAmount = fc.bigInt(-(10n ** 11n), 10n ** 11n).map((units) => parseAmount(text(units, 2)));
const anyRate = fc.bigInt(-(10n ** 8n), 10n ** 8n).map((units) => parseRate(text(units, 4)));

describe('reading money', () => {
  test.each([
    ['98', '98.0000'],
    ['98.1', '98.1000'],
    ['-0', '0.0000'],
    ['-0.00', '0.0000'],
    ['99999999.9999', '99999999.9999'],
    ['-99999999.9999', '-99999999.9999'],
  ])('the rate %s is %s', (given, canonical) => expect(parseRate(given)).toBe(canonical));

  test.each([
    ['4264.75', '4264.75'],
    ['0.5', '0.50'],
    ['-36.75', '-36.75'],
    ['999999999999.99', '999999999999.99'],
  ])('the amount %s is %s', (given, canonical) => expect(parseAmount(given)).toBe(canonical));

  test.each([
    '1.234',
    '1.230',
    '1000000000000',
    '',
    ' 1',
    '1 ',
    '+1',
    '01',
    '1.',
    '.5',
    '1e3',
    'NaN',
    '1,00',
    '٣',
  ])('the amount %j is refused', (given) => expect(() => parseAmount(given)).toThrow(RangeError));

  test.each(['1.00000', '100000000', '-100000000'])('the rate %j is refused', (given) =>
    expect(() => parseRate(given)).toThrow(RangeError),
  );

  test('what is read reads again as itself', () => {
    fc.assert(fc.property(anyAmount, (value) => parseAmount(value) === value));
    fc.assert(fc.property(anyRate, (value) => parseRate(value) === value));
  });
});

describe('adding', () => {
  test('is exact where floats are not', () => {
    expect(add(parseAmount('0.10'), parseAmount('0.20'))).toBe('0.30');
    expect(subtract(parseAmount('4228.00'), parseAmount('4264.75'))).toBe('-36.75');
    expect(sum(['3920.00', '183.75', '118.50', '42.50'].map(parseAmount))).toBe('4264.75');
    expect(sum([])).toBe('0.00');
    expect(negate(zeroAmount)).toBe('0.00');
  });

  test('undoes what subtracting did', () => {
    fc.assert(
      fc.property(anyAmount, anyAmount, (one, other) => {
        expect(add(subtract(one, other), other)).toBe(one);
        expect(subtract(one, other)).toBe(negate(subtract(other, one)));
      }),
    );
  });

  test('refuses to leave the range', () => {
    const most = parseAmount('999999999999.99');
    expect(() => add(most, parseAmount('0.01'))).toThrow(RangeError);
  });
});

describe('comparing', () => {
  test('goes by value, not by text', () => {
    expect(compare(parseAmount('9.00'), parseAmount('10.00'))).toBe(-1);
    expect(compare(parseAmount('-9.00'), parseAmount('-10.00'))).toBe(1);
    expect(compare(parseRate('102'), parseRate('102.0000'))).toBe(0);
  });

  test('refuses a rate beside an amount', () => {
    expect(() => compare<Rate | Amount>(parseRate('1'), parseAmount('1'))).toThrow(TypeError);
  });
});

describe('rounding once, half away from zero', () => {
  test.each([
    [2400, '98', '3920.00'],
    [75, '147', '183.75'],
    [60, '37.3650', '37.37'],
    [60, '37.3649', '37.36'],
    [-60, '37.3650', '-37.37'],
    [1, '0.2999', '0.00'],
    [1, '0.3', '0.01'],
    [-1, '0.3', '-0.01'],
    [0, '98', '0.00'],
  ])('%i minutes at %s are %s', (minutes, rate, amount) => {
    expect(chargeFor(minutes, parseRate(rate))).toBe(amount);
  });

  test('minutes are whole', () => {
    expect(() => chargeFor(0.5, parseRate('1'))).toThrow(RangeError);
    expect(() => chargeFor(Number.NaN, parseRate('1'))).toThrow(RangeError);
  });

  test.each([
    ['4264.75', '3.00', '127.94'],
    ['4228.00', '3.00', '126.84'],
    ['-36.75', '3.00', '-1.10'],
    ['0.50', '1', '0.01'],
    ['-0.50', '1', '-0.01'],
    ['100.00', '33.3333', '33.33'],
  ])('of %s, %s %% are %s', (amount, percent, part) => {
    expect(percentOf(parseAmount(amount), percent)).toBe(part);
  });

  test.each([
    ['98', '1.5', '147.0000'],
    ['61.75', '1.5', '92.6250'],
    ['0.0001', '1.5', '0.0002'],
    ['-0.0001', '1.5', '-0.0002'],
  ])('%s times %s is %s', (rate, factor, product) =>
    expect(multiplyRate(parseRate(rate), factor)).toBe(product),
  );

  test('is never further than half a cent off, and the same for both signs', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 20_000 }), anyRate, (minutes, rate) => {
        const exact = BigInt(minutes) * BigInt(rate.replace('.', ''));
        const error = cents(chargeFor(minutes, rate)) * 6000n - exact;
        expect(error <= 3000n && error >= -3000n).toBe(true);
        if (error === 3000n) expect(exact > 0n).toBe(true);
        if (error === -3000n) expect(exact < 0n).toBe(true);
        expect(chargeFor(-minutes, rate)).toBe(negate(chargeFor(minutes, rate)));
      }),
    );
  });
});

describe('allocating', () => {
  test.each([
    ['4264.75', ['60', '40'], ['2558.85', '1705.90']],
    ['4228.00', ['33.33', '33.33', '33.34'], ['1409.19', '1409.19', '1409.62']],
    ['-36.75', ['60', '40'], ['-22.05', '-14.70']],
    ['0.01', [1, 1, 1], ['0.01', '0.00', '0.00']],
    ['-0.02', [1, 1, 1], ['-0.01', '-0.01', '0.00']],
    ['1.00', ['0', '100'], ['0.00', '1.00']],
    ['0.00', [3], ['0.00']],
  ])('%s by %j is %j', (amount, weights, shares) => {
    expect(allocate(parseAmount(amount), weights)).toEqual(shares);
  });

  test.each([[[]], [['0', '0']], [['-1', '2']], [[0.5]], [['33.33333']]])('by %j is refused', (weights) => {
    expect(() => allocate(parseAmount('1.00'), weights)).toThrow(RangeError);
  });

  const weights = fc.array(fc.integer({ min: 0, max: 10_080 }), { minLength: 1, maxLength: 9 });

  test('shares sum to the amount, each within a cent of its exact share', () => {
    fc.assert(
      fc.property(anyAmount, weights, (amount, parts) => {
        fc.pre(parts.some((part) => part > 0));
        const shares = allocate(amount, parts);
        expect(sum(shares)).toBe(amount);
        const whole = BigInt(parts.reduce((total, part) => total + part));
        for (const [position, share] of shares.entries()) {
          const error = cents(share) * whole - cents(amount) * BigInt(parts[position]!);
          expect(error < whole && error > -whole).toBe(true);
        }
        expect(allocate(negate(amount), parts)).toEqual(shares.map(negate));
      }),
    );
  });
});
