import { describe, expect, test } from 'vitest';
import { nameWhole, sameShares } from '../../src/domain/assignments/model/allocation.ts';
import { endKindOn } from '../../src/domain/assignments/model/assignment.ts';
import { changesTerms } from '../../src/domain/assignments/model/terms.ts';
import { hasLapsed } from '../../src/domain/submissions/model/offer.ts';
import { isAbove, mayRepresent } from '../../src/domain/submissions/model/submission.ts';

describe('shares', () => {
  const part = (costCenterId: string, percent: string) => ({ costCenterId, percent });
  test('are whole at exactly 100 percent', () => {
    expect(nameWhole([part('a', '33.33'), part('b', '33.33'), part('c', '33.34')])).toBe(true);
    expect(nameWhole([part('a', '100')])).toBe(true);
    expect(nameWhole([part('a', '60'), part('b', '39.9999')])).toBe(false);
    expect(nameWhole([part('a', '100'), part('b', '0')])).toBe(false);
    expect(nameWhole([part('a', '50'), part('a', '50')])).toBe(false);
  });
  test('are the same in any order and spelling', () => {
    expect(sameShares([part('a', '60'), part('b', '40')], [part('b', '40.0'), part('a', '60.0000')])).toBe(
      true,
    );
    expect(sameShares([part('a', '60'), part('b', '40')], [part('a', '40'), part('b', '60')])).toBe(false);
    expect(sameShares([part('a', '100')], [part('a', '60'), part('b', '40')])).toBe(false);
  });
});

test('terms are the same however their decimals are spelled', () => {
  const held = { billRate: '98.0000', payRate: null, hoursPerWeek: '36.00' };
  expect(changesTerms({ billRate: '98', payRate: null, hoursPerWeek: '36' }, held)).toBe(false);
  expect(changesTerms({ ...held, billRate: '98.0001' }, held)).toBe(true);
  expect(changesTerms({ ...held, payRate: '0' }, held)).toBe(true);
});

test('an end before the planned last day is early', () => {
  expect(endKindOn('2026-05-01', { endsOn: '2026-05-02' })).toBe('early');
  expect(endKindOn('2026-05-02', { endsOn: '2026-05-02' })).toBe('completed');
});

test('a rate is above a limit only beyond it', () => {
  expect(isAbove('102.0000', '102')).toBe(false);
  expect(isAbove('102.0001', '102')).toBe(true);
  expect(isAbove('9', '10')).toBe(false);
  expect(isAbove('104', null)).toBe(false);
});

test('a right to represent holds from its beginning up to its end', () => {
  const held = {
    state: 'active',
    rightToRepresentFrom: '2026-01-01T00:00:00Z',
    rightToRepresentUntil: '2026-07-01T00:00:00Z',
  };
  expect(mayRepresent(held, '2026-01-01T00:00:00Z')).toBe(true);
  expect(mayRepresent(held, '2026-06-30T23:59:59.999Z')).toBe(true);
  expect(mayRepresent(held, '2026-07-01T00:00:00Z')).toBe(false);
  expect(mayRepresent({ ...held, state: 'withdrawn' }, '2026-02-01T00:00:00Z')).toBe(false);
});

test('only an extended offer lapses, at its end', () => {
  const offer = { state: 'extended', expiresAt: '2026-01-12T00:00:00Z' };
  expect(hasLapsed(offer, '2026-01-11T23:59:59.999Z')).toBe(false);
  expect(hasLapsed(offer, '2026-01-12T00:00:00Z')).toBe(true);
  expect(hasLapsed({ ...offer, state: 'accepted_by_vendor' }, '2026-02-01T00:00:00Z')).toBe(false);
  expect(hasLapsed({ ...offer, expiresAt: null }, '2026-02-01T00:00:00Z')).toBe(false);
});
