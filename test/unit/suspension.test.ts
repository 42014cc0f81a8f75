import { expect, test } from 'vitest';
import { isSuspendedOn, resumedFrom, suspendedFrom } from '../../src/domain/assignments/model/suspension.ts';

test('a suspension takes the days from its first on, until it goes on', () => {
  const first = suspendedFrom('{}', '2026-02-10');
  expect(first).toBe('{[2026-02-10,)}');
  const days = (spans: string) =>
    ['2026-02-09', '2026-02-10', '2026-02-11', '2026-02-12', '2030-01-01'].filter((day) =>
      isSuspendedOn(spans, day),
    );
  expect(days(first)).toEqual(['2026-02-10', '2026-02-11', '2026-02-12', '2030-01-01']);
  const resumed = resumedFrom(first, '2026-02-12');
  expect(days(resumed)).toEqual(['2026-02-10', '2026-02-11']);
  expect(days(suspendedFrom(resumed, '2026-03-01'))).toEqual(['2026-02-10', '2026-02-11', '2030-01-01']);
});

test('one that goes on before its first day was none, and those before it stay', () => {
  expect(resumedFrom('{[2026-02-10,)}', '2026-02-10')).toBe('{}');
  expect(resumedFrom('{[2026-02-01,2026-02-03),[2026-02-10,)}', '2026-02-09')).toBe(
    '{[2026-02-01,2026-02-03)}',
  );
});
