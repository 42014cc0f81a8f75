import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areTied, choosePolicy, type PolicyScope } from '../../src/domain/approvals/model/choosing.ts';
import { isNeeded, judgeConditions, type ApprovalFacts } from '../../src/domain/approvals/model/condition.ts';

const facts: ApprovalFacts = {
  orderType: 'contract',
  profession: 'rn',
  specialty: null,
  billRate: '98.0000',
  overCardPercent: '10.0000',
};

describe('a condition', () => {
  test.each([
    [{ orderTypes: ['contract', 'per_diem'] }, true],
    [{ orderTypes: ['direct_hire'] }, false],
    [{ professions: ['lpn'] }, false],
    [{ professions: ['rn'], orderTypes: ['direct_hire'] }, false],
    [{ specialties: ['icu'] }, false],
    [{ overCardPercent: '10' }, false],
    [{ overCardPercent: '9.9999' }, true],
    [{ minimumAmount: '50000', overCardPercent: '5' }, true],
  ])('%j asks of an order of 91,728.00: %s', (conditions, needed) => {
    expect(isNeeded(conditions, '91728.00', facts)).toBe(needed);
  });

  test('that nobody can judge is met', () => {
    const all = {
      orderTypes: ['x'],
      professions: ['x'],
      specialties: ['x'],
      overCardPercent: '5',
      minimumAmount: '1',
    };
    expect(isNeeded(all, null)).toBe(true);
    expect(judgeConditions(all, null, { overCardPercent: null }).map(({ answer }) => answer)).toEqual(
      Array.from({ length: 5 }, () => 'unknown'),
    );
  });

  test('more makes a step no more needed, and knowing less makes it no less', () => {
    const list = fc.option(fc.subarray(['rn', 'lpn', 'cna'], { minLength: 1 }));
    const conditions = fc.record({
      professions: list,
      specialties: list,
      overCardPercent: fc.option(fc.constantFrom('0', '5', '10')),
      minimumAmount: fc.option(fc.constantFrom('0', '100', '1000')),
    });
    const known = fc.record(
      {
        profession: fc.constantFrom('rn', 'lpn'),
        specialty: fc.option(fc.constantFrom('rn', 'cna')),
        overCardPercent: fc.option(fc.constantFrom('-3.0000', '5.0000', '12.0000')),
      },
      { requiredKeys: [] },
    );
    const amount = fc.option(fc.constantFrom('0.00', '100.01', '5000.00'));
    fc.assert(
      fc.property(conditions, known, amount, (asked, given, cost) => {
        const needed = isNeeded(asked, cost, given);
        for (const key of Object.keys(asked))
          expect(isNeeded({ ...asked, [key]: null }, cost, given) || !needed).toBe(true);
        for (const key of Object.keys(given) as (keyof ApprovalFacts)[]) {
          const { [key]: _, ...less } = given as ApprovalFacts;
          expect(isNeeded(asked, cost, less) || !needed).toBe(true);
        }
        expect(isNeeded(asked, null, given) || !needed).toBe(true);
      }),
    );
  });
});

describe('of policies in force', () => {
  const base: PolicyScope = {
    facilityId: null,
    unitId: null,
    orderTypes: null,
    professions: null,
    effectiveFrom: '2026-01-01',
  };
  const later = { ...base, effectiveFrom: '2026-02-01' };
  const typed = { ...base, orderTypes: ['contract'] };
  const forNurses = { ...base, professions: ['rn'] };
  const ofUnit = { ...base, facilityId: 'f', unitId: 'u' };

  test('the narrowest place counts, then the profession, then the type, then the latest', () => {
    expect(choosePolicy([base, later], facts)).toBe(later);
    expect(choosePolicy([later, typed], facts)).toBe(typed);
    expect(choosePolicy([typed, forNurses], facts)).toBe(forNurses);
    expect(choosePolicy([forNurses, ofUnit, { ...ofUnit, unitId: null }], facts)).toBe(ofUnit);
    expect(choosePolicy([forNurses], { profession: 'lpn' })).toBeUndefined();
    expect(choosePolicy([forNurses], {})).toBe(forNurses);
  });

  test('none is chosen by chance: where two may be first, they are tied', () => {
    const scope = fc.record({
      facilityId: fc.constant('f'),
      unitId: fc.option(fc.constant('u')),
      orderTypes: fc.option(fc.subarray(['contract', 'per_diem'], { minLength: 1 })),
      professions: fc.option(fc.subarray(['rn', 'lpn'], { minLength: 1 })),
      effectiveFrom: fc.constantFrom('2026-01-01', '2026-02-01'),
    });
    const asked = fc.record({
      orderType: fc.constantFrom('contract', 'per_diem'),
      profession: fc.constantFrom('rn', 'lpn'),
    });
    fc.assert(
      fc.property(scope, scope, asked, (one, other, subject) => {
        const first = choosePolicy([one, other], subject);
        const second = choosePolicy([other, one], subject);
        expect(first === second || areTied(one, other)).toBe(true);
      }),
    );
  });
});
