import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decimalOf,
  judged,
  judgedValues,
  missingOf,
  plainDecimalOf,
  type FieldRules,
} from '../../src/domain/custom-fields/values.ts';

const rules = (key: string, kind: FieldRules['kind'], more: Partial<FieldRules> = {}): FieldRules => ({
  key,
  kind,
  required: false,
  choices: kind === 'choice' ? ['north', 'south'] : null,
  minimum: null,
  maximum: null,
  maxLength: null,
  ...more,
});

describe('a custom value', () => {
  test.each([
    [rules('a', 'text'), '  Ward\u00a07 ', 'Ward\u00a07'],
    [rules('a', 'text', { maxLength: 3 }), 'abc', 'abc'],
    [rules('a', 'number'), '-0.500', '-0.5'],
    [rules('a', 'number'), '-0', '0'],
    [rules('a', 'number', { minimum: '1', maximum: '2.5' }), '2.50', '2.5'],
    [rules('a', 'date'), '2028-02-29', '2028-02-29'],
    [rules('a', 'boolean'), 'false', 'false'],
    [rules('a', 'choice'), 'south', 'south'],
  ])('that fits is kept as one text', (field, told, canonical) => {
    expect(judged(told, field)).toEqual({ canonical });
  });

  test.each([
    [rules('a', 'text', { maxLength: 3 }), 'abcd', 'not_a_text'],
    [rules('a', 'text'), '   ', 'not_a_text'],
    [rules('a', 'text'), 'a\u202eb', 'not_a_text'],
    [rules('a', 'number'), '1e3', 'not_a_number'],
    [rules('a', 'number'), '1.0000001', 'not_a_number'],
    [rules('a', 'number', { minimum: '1' }), '0.999999', 'below_minimum'],
    [rules('a', 'number', { maximum: '-1' }), '-0.999999', 'above_maximum'],
    [rules('a', 'date'), '2027-02-29', 'not_a_day'],
    [rules('a', 'boolean'), 'TRUE', 'not_a_boolean'],
    [rules('a', 'choice'), 'North', 'not_a_choice'],
  ])('that does not is refused by its rule', (field, told, code) => {
    expect(judged(told, field)).toMatchObject({ code });
  });

  const decimal = fc
    .tuple(fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n }), fc.integer({ min: 0, max: 6 }))
    .map(([size, places]) => {
      const digits = (size < 0n ? -size : size).toString().padStart(7, '0');
      const fraction = digits.slice(-6).slice(0, places);
      return `${size < 0n ? '-' : ''}${digits.slice(0, -6)}${fraction && '.'}${fraction}`;
    });

  test('means the same number in the one way it is kept, which is kept as it is', () => {
    fc.assert(
      fc.property(decimal, (told) => {
        const kept = plainDecimalOf(told);
        expect(decimalOf(kept)).toBe(decimalOf(told));
        expect(plainDecimalOf(kept)).toBe(kept);
        expect(kept).not.toMatch(/\.\d*0$|^-0$/);
      }),
    );
  });

  const anyRules = fc.constantFrom(
    rules('t', 'text', { maxLength: 20 }),
    rules('n', 'number', { minimum: '-5', maximum: '5' }),
    rules('d', 'date'),
    rules('b', 'boolean'),
    rules('c', 'choice'),
  );
  const anyText = fc.oneof(
    fc.string({ maxLength: 30 }),
    decimal,
    fc.constantFrom('true', 'north', '2026-02-01', '-4.20', ''),
  );

  test('is judged the same again once it is kept, and never throws', () => {
    fc.assert(
      fc.property(anyRules, anyText, (field, told) => {
        const first = judged(told, field);
        if ('canonical' in first) expect(judged(first.canonical, field)).toEqual(first);
        else expect(first.code).not.toBe('');
      }),
    );
  });
});

describe('the values of a row', () => {
  const fields = [rules('ward', 'text', { required: true }), rules('size', 'number')];

  test('name each fault at its place', () => {
    const told = [
      { key: 'size', value: 'big' },
      { key: 'size', value: '1' },
      { key: 'color', value: 'red' },
      { key: '__proto__', value: 'x' },
    ];
    expect(judgedValues(told, fields).faults.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/customValues/0/value', 'not_a_number'],
      ['/customValues/1/key', 'repeated'],
      ['/customValues/2/key', 'unknown_custom_field'],
      ['/customValues/3/key', 'unknown_custom_field'],
    ]);
  });

  test('lack what is required and not told', () => {
    expect(missingOf({ size: '1' }, fields)).toMatchObject([
      { pointer: '/customValues', code: 'custom_value_missing' },
    ]);
    expect(missingOf({ ward: 'A' }, fields)).toEqual([]);
  });

  test('stand where they were kept before, whatever became of their field', () => {
    const told = [{ key: 'gone', value: 'x' }];
    expect(judgedValues(told, fields, { gone: 'x' })).toEqual({ values: { gone: 'x' }, faults: [] });
    expect(judgedValues(told, fields, { gone: 'y' }).faults).toHaveLength(1);
  });
});
