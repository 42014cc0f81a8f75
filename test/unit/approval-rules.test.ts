import { expect, test } from 'vitest';
import { isNeeded } from '../../src/domain/approvals/model/condition.ts';
import { covers } from '../../src/domain/approvals/model/title.ts';

test.each([
  [undefined, '0.00', true],
  [null, null, true],
  ['50000', '50000.00', false],
  ['50000', '50000.01', true],
  ['50000.00', '91728.00', true],
  ['50000', null, true],
])('a step with minimum %s for an amount of %s is needed: %s', (minimumAmount, amount, needed) => {
  expect(isNeeded({ minimumAmount }, amount)).toBe(needed);
});

const place = { programId: 'p', facilityId: 'f', unitId: 'u' };
const all = { programIds: null, facilityIds: null, unitIds: null };

test.each([
  [all, place, true],
  [{ ...all, programIds: ['p'] }, { programId: 'p', facilityId: null, unitId: null }, true],
  [{ ...all, programIds: ['q'] }, place, false],
  [{ ...all, facilityIds: ['f'] }, { programId: 'p', facilityId: null, unitId: null }, false],
  [{ ...all, unitIds: ['u'] }, { ...place, unitId: null }, false],
  [{ programIds: ['p'], facilityIds: ['f'], unitIds: ['u'] }, place, true],
  [{ ...all, unitIds: [] }, place, false],
])('scopes %j see all of %j: %s', (scopes, where, seen) => {
  expect(covers(scopes, where)).toBe(seen);
});
