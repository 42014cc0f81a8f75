import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitDay } from '../../src/domain/payroll/allocating/day-split.ts';
import { differenceOf } from '../../src/domain/payroll/exporting/difference.ts';
import { payCodeFor, type CodeRule } from '../../src/domain/payroll/exporting/pay-code-match.ts';
import type { PayrollLine, StandingLine } from '../../src/domain/payroll/exporting/source-line.ts';
import { weightsOf } from '../../src/domain/time/allocating/center-weights.ts';
import { workedByDay } from '../../src/domain/time/allocating/worked-by-day.ts';
import { allocateMinutes } from '../../src/kernel/money.ts';

const cents = (amount: string) => BigInt(amount.replace('.', ''));
const money = fc
  .integer({ min: 0, max: 500_000 })
  .map((units) => `${Math.floor(units / 100)}.${String(units % 100).padStart(2, '0')}`);
const dayLine = fc.record({
  minutes: fc.integer({ min: 0, max: 720 }),
  amount: fc.option(money),
  isWorked: fc.boolean(),
});
const centers = fc
  .uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.record({ costCenterId: fc.constant(String(id)), weight: fc.integer({ min: 1, max: 1_000_000 }) }),
      ),
    ),
  );
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe('the lines of a day', () => {
  test('sum to themselves in minutes and in cents, however they are allocated', () => {
    fc.assert(
      fc.property(fc.array(dayLine, { minLength: 1, maxLength: 8 }), centers, (lines, by) => {
        const parts = splitDay(lines, by);
        lines.forEach(({ minutes, amount }, at) => {
          expect(sum(parts[at]!.map((part) => part.minutes))).toBe(minutes);
          expect(parts[at]!.every((part) => part.minutes >= 0)).toBe(true);
          if (amount === null) expect(parts[at]!.every((part) => part.amount === null)).toBe(true);
          else
            expect(parts[at]!.reduce((total, part) => total + cents(part.amount!), 0n)).toBe(cents(amount));
        });
        const worked = lines.map(({ isWorked, minutes }) => (isWorked ? minutes : 0));
        const shares = allocateMinutes(
          sum(worked),
          by.map(({ weight }) => weight),
        );
        by.forEach(({ costCenterId }, at) => {
          const borne = parts.flatMap((some, row) =>
            lines[row]!.isWorked
              ? some.filter((part) => part.costCenterId === costCenterId).map((part) => part.minutes)
              : [],
          );
          expect(sum(borne)).toBe(shares[at]);
        });
      }),
    );
  });

  test('give the odd cent to the largest remainder', () => {
    const thirds = ['a', 'b', 'c'].map((costCenterId) => ({ costCenterId, weight: 1 }));
    expect(splitDay([{ minutes: 100, amount: '100.00', isWorked: true }], thirds)).toEqual([
      [
        { costCenterId: 'a', minutes: 34, amount: '34.00' },
        { costCenterId: 'b', minutes: 33, amount: '33.00' },
        { costCenterId: 'c', minutes: 33, amount: '33.00' },
      ],
    ]);
    expect(
      splitDay([{ minutes: 0, amount: '0.02', isWorked: false }], thirds)[0]!.map(({ amount }) => amount),
    ).toEqual(['0.01', '0.01']);
  });
});

describe('the weights of a day', () => {
  const shares = [
    { costCenterId: 'a', percent: '60' },
    { costCenterId: 'b', percent: '40.0000' },
  ];

  test('are the minutes that an interval names, and the shares of the rest', () => {
    const worked = new Map([
      [null, 240],
      ['c', 120],
      ['a', 60],
    ]);
    expect(weightsOf(worked, shares)).toEqual([
      { costCenterId: 'c', weight: 120_000_000 },
      { costCenterId: 'a', weight: 60_000_000 + 240 * 600_000 },
      { costCenterId: 'b', weight: 240 * 400_000 },
    ]);
    expect(weightsOf(new Map([['c', 60]]), shares)).toEqual([{ costCenterId: 'c', weight: 60_000_000 }]);
  });

  test('are the shares alone where nothing was worked, and nobody’s without any', () => {
    expect(weightsOf(new Map(), shares).map(({ costCenterId }) => costCenterId)).toEqual(['a', 'b']);
    expect(weightsOf(new Map(), [])).toEqual([{ costCenterId: null, weight: 1_000_000 }]);
  });

  test('count local days through a clock change, less unpaid meals', () => {
    const days = workedByDay(
      [
        {
          // 19:00 to 07:30 over the night on which the clock goes forward: 11.5 hours.
          startsAt: '2026-03-08T00:00:00Z',
          endsAt: '2026-03-08T11:30:00Z',
          kind: 'worked',
          costCenterId: null,
          meals: [{ startsAt: '2026-03-08T04:45:00Z', endsAt: '2026-03-08T05:15:00Z' }],
        },
        {
          startsAt: '2026-03-08T20:00:00Z',
          endsAt: '2026-03-08T22:00:00Z',
          kind: 'on_call',
          costCenterId: 'c',
          meals: [],
        },
        {
          startsAt: '2026-03-10T20:00:00Z',
          endsAt: '2026-03-10T22:00:00Z',
          kind: 'on_call',
          costCenterId: 'c',
          meals: [],
        },
      ],
      'America/New_York',
    );
    expect(Object.fromEntries([...days].map(([day, by]) => [day, [...by]]))).toEqual({
      '2026-03-07': [[null, 285]],
      '2026-03-08': [[null, 375]],
      '2026-03-10': [['c', 120]],
    });
  });
});

describe('the pay code of a line', () => {
  const rule = (more: Partial<CodeRule>): CodeRule => ({
    vendorId: null,
    basis: 'hours',
    type: 'differential',
    component: null,
    profession: null,
    code: 'ANY',
    effective: '[2026-01-01,)',
    ...more,
  });
  const line = { basis: 'hours', type: 'differential', component: 'night', workDate: '2026-02-02' } as const;
  const owner = { vendorId: 'v', profession: 'rn' };

  test('is the most specific one in force on its day', () => {
    const rules = [
      rule({}),
      rule({ profession: 'rn', code: 'RN' }),
      rule({ component: 'night', code: 'NIGHT' }),
      rule({ component: 'night', profession: 'rn', code: 'NIGHT-RN' }),
      rule({ vendorId: 'v', code: 'V' }),
      rule({ vendorId: 'w', component: 'night', code: 'W' }),
    ];
    for (const code of ['V', 'NIGHT-RN', 'NIGHT', 'RN', 'ANY', null]) {
      expect(payCodeFor(rules, line, owner)).toBe(code);
      rules.splice(
        rules.findIndex((one) => one.code === code),
        1,
      );
    }
    expect(payCodeFor([rule({ effective: '[2026-01-01,2026-02-02)' })], line, owner)).toBeNull();
    expect(payCodeFor([rule({ effective: '[2026-02-02,2026-02-03)' })], line, owner)).toBe('ANY');
    expect(payCodeFor([rule({ basis: 'pay' }), rule({ type: 'regular' })], line, owner)).toBeNull();
  });
});

describe('the difference of two versions', () => {
  const lines = fc.array(
    fc.record({
      workDate: fc.constantFrom('2026-02-02', '2026-02-03'),
      minutes: fc.integer({ min: 0, max: 2 }),
      payCode: fc.constantFrom('A', 'B'),
    }),
    { maxLength: 8 },
  );
  const whole = (line: { workDate: string; minutes: number; payCode: string }): PayrollLine => ({
    ...line,
    timesheetId: 't',
    basis: 'hours',
    type: 'regular',
    component: null,
    rate: '1.0000',
    amount: '1.00',
    costCenterId: null,
  });
  const named = ({ workDate, minutes }: PayrollLine) => `${workDate}/${minutes}`;

  test('is least: what was told, less what is taken back, with what is added is just what is wanted', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const standing: StandingLine[] = before.map((line, at) => ({
          ...whole(line),
          id: String(at),
          costCenterCode: null,
        }));
        const wanted = after.map(whole);
        const { reversals, originals } = differenceOf(wanted, standing);
        const kept = standing.filter((line) => !reversals.includes(line));
        expect([...kept, ...originals].map(named).toSorted()).toEqual(wanted.map(named).toSorted());
        const [back, added] = [new Set(reversals.map(named)), new Set(originals.map(named))];
        expect(back.isDisjointFrom(added)).toBe(true);
      }),
    );
  });
});
