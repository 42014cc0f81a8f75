import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conversionFee, type ConversionStep } from '../../src/domain/vendors/terms/conversion.ts';
import { guaranteedShortfall } from '../../src/domain/vendors/terms/guarantee.ts';
import { noticeOf, penaltyFor, type PenaltyWindow } from '../../src/domain/vendors/terms/penalty.ts';
import { windowRows } from '../../src/domain/vendors/terms/rows.ts';
import { assertContiguous, assertSeparate, covers } from '../../src/domain/vendors/terms/span.ts';
import { bandOf, steppedRate, volumeChange } from '../../src/domain/vendors/terms/volume.ts';
import type { Problem } from '../../src/kernel/errors.ts';

const fortnight: PenaltyWindow = {
  id: 'w',
  subject: 'order',
  noticeUnit: 'days',
  from: '0',
  under: '14',
  penaltyKind: 'hours',
  penaltyValue: '36.00',
};
const canceled = {
  subject: 'order' as const,
  startsAt: '2026-02-16T05:00:00Z',
  canceledAt: '2026-02-07T17:00:00Z',
  timeZone: 'America/New_York',
  hoursPerWeek: '36',
  billRate: '98',
};
const fault = (run: () => unknown) => {
  try {
    run();
  } catch (problem) {
    return (problem as Problem).details.errors![0];
  }
  return undefined;
};

describe('a penalty', () => {
  test('of an order canceled 9 days ahead, in a window of 14, is 36 × 98 = 3,528.00', () => {
    const { notice, hours, amount, window, steps } = penaltyFor([fortnight], canceled);
    expect([notice, hours, amount, window?.id]).toEqual([
      { unit: 'days', value: 9 },
      '36.00',
      '3528.00',
      'w',
    ]);
    expect(steps.map(({ result }) => result)).toEqual(['9', '36.00', '3528.00']);
  });

  test('of a part of a week is exact and rounded once', () => {
    const half = { ...fortnight, penaltyKind: 'percent_of_week' as const, penaltyValue: '33.33' };
    // 37.5 × 33.33 % is 12.49875 hours; × 98.3333 is 1,229.0433… .
    const found = penaltyFor([half], { ...canceled, hoursPerWeek: '37.5', billRate: '98.3333' });
    expect([found.hours, found.amount]).toEqual(['12.49875', '1229.04']);
  });

  test('is none where the notice is long enough, of another subject, or nothing is agreed', () => {
    const early = { ...canceled, canceledAt: '2026-02-02T05:00:00Z' };
    for (const found of [
      penaltyFor([fortnight], early),
      penaltyFor([fortnight], { ...canceled, subject: 'shift' as const }),
      penaltyFor([], canceled),
    ])
      expect([found.window, found.amount]).toEqual([undefined, '0.00']);
  });

  test('counts days by the zone’s calendar and hours by the clock', () => {
    // 23:30 in New York on the 7th is the 8th in UTC.
    expect(noticeOf('days', { ...canceled, canceledAt: '2026-02-08T04:30:00Z' })).toBe(9);
    expect(noticeOf('hours', { ...canceled, canceledAt: '2026-02-16T03:01:00Z' })).toBe(1);
    expect(noticeOf('hours', { ...canceled, canceledAt: '2026-02-17T00:00:00Z' })).toBe(0);
    // The clock goes forward on 2026-03-08: 23 hours between two midnights, one day.
    const spring = { ...canceled, startsAt: '2026-03-09T04:00:00Z', canceledAt: '2026-03-08T05:00:00Z' };
    expect([noticeOf('days', spring), noticeOf('hours', spring)]).toEqual([1, 23]);
  });

  test('is found in at most one of separate windows, and never grows with the notice under falling ones', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(cuts, fc.integer({ min: 0, max: 61 }), (points, notice) => {
        const sorted = points.toSorted((one, other) => one - other);
        const windows = sorted.slice(1).map((under, at) => ({
          ...fortnight,
          from: String(sorted[at]),
          under: String(under),
        }));
        assertSeparate(windows, { pointer: '/penaltyWindows' });
        const hits = windows.filter((one) => covers(one, String(notice)));
        const inside = notice >= sorted[0]! && notice < sorted.at(-1)!;
        expect(hits).toHaveLength(inside ? 1 : 0);
      }),
    );
  });
});

describe('guaranteed hours', () => {
  const terms = { hoursPerWeek: '36.00', freeCallOffs: 1, periodWeeks: 2 };

  test('bill the second call off of two weeks: 12 × 98 = 1,176.00', () => {
    const weeks = [
      { worked: '24', callOffs: ['12'] },
      { worked: '24', callOffs: ['12'] },
    ];
    const { weeks: owed, hours, amount } = guaranteedShortfall(terms, weeks, '98');
    expect([owed, hours, amount]).toEqual([['0.00', '12.00'], '12.00', '1176.00']);
  });

  test('owe nothing for hours made up for, or that nobody called off', () => {
    const made = [{ worked: '36', callOffs: ['12', '12'] }];
    expect(guaranteedShortfall(terms, made, '98').amount).toBe('0.00');
    expect(guaranteedShortfall(terms, [{ worked: '10', callOffs: [] }], '98').amount).toBe('0.00');
    expect(() => guaranteedShortfall(terms, [...made, ...made, ...made], '98')).toThrow(RangeError);
  });

  test('never bill more than was called off nor than is guaranteed, and no more with more free', () => {
    const quarter = (most: number) => fc.integer({ min: 0, max: most * 4 }).map((n) => (n / 4).toFixed(2));
    const week = fc.record({ worked: quarter(60), callOffs: fc.array(quarter(12), { maxLength: 4 }) });
    fc.assert(
      fc.property(fc.array(week, { maxLength: 2 }), fc.integer({ min: 0, max: 5 }), (weeks, free) => {
        const owed = (freeCallOffs: number) =>
          Number(guaranteedShortfall({ ...terms, freeCallOffs }, weeks, '100').hours);
        const off = weeks.flatMap(({ callOffs }) => callOffs).reduce((all, hours) => all + Number(hours), 0);
        expect(owed(free)).toBeLessThanOrEqual(Math.min(off, 36 * weeks.length));
        expect(owed(free + 1)).toBeLessThanOrEqual(owed(free));
      }),
    );
  });
});

describe('a conversion fee', () => {
  const step = (from: string, under: string | null, feeValue: string): ConversionStep => ({
    id: from,
    measure: 'hours',
    from,
    under,
    feeKind: 'percent_of_salary',
    feeValue,
  });
  const schedule = [
    step('0', '520', '20.0000'),
    step('520', '1040', '12.5000'),
    step('1040', null, '0.0000'),
  ];

  test.each([
    [0, '18000.00', '0'],
    [519, '18000.00', '0'],
    [520, '11250.00', '520'],
    [99_999, '0.00', '1040'],
  ])('after %i hours is %s', (worked, amount, id) => {
    const found = conversionFee(schedule, { worked, annualSalary: '90000.00' });
    expect([found.amount, found.step?.id]).toEqual([amount, id]);
  });

  test('is flat, beyond the schedule, or without one', () => {
    const flat = [{ ...step('0', '10', '9000.0000'), feeKind: 'flat' as const }];
    expect(conversionFee(flat, { worked: 3, annualSalary: '1' }).amount).toBe('9000.00');
    expect(conversionFee(flat, { worked: 10, annualSalary: '1' })).toMatchObject({ amount: '0.00' });
    expect(conversionFee([], { worked: 0, annualSalary: '1' }).steps[0]!.detail).toMatch(/no schedule/);
  });

  test('is of a schedule that begins at 0 and leaves nothing out', () => {
    expect(fault(() => assertContiguous(schedule, { pointer: '/s' }))).toBeUndefined();
    expect(fault(() => assertContiguous(schedule.slice(1), { pointer: '/s' }))?.code).toBe('not_contiguous');
    expect(fault(() => assertContiguous([schedule[0]!, schedule[2]!], { pointer: '/s' }))).toMatchObject({
      pointer: '/s/1',
      code: 'not_contiguous',
    });
    expect(
      fault(() => assertSeparate([schedule[2]!, step('1050', '1051', '1')], { pointer: '/s' }))?.code,
    ).toBe('overlapping');
    expect(fault(() => assertSeparate([step('5', '5', '1')], { pointer: '/s' }))?.code).toBe('empty_span');
  });
});

test('penalty windows that contradict each other are named by their place in the list', () => {
  const window = (subject: 'order' | 'shift', noticeFrom: number, noticeUnit: 'hours' | 'days' = 'days') => ({
    subject,
    noticeUnit,
    noticeFrom,
    noticeUnder: noticeFrom + 5,
    penaltyKind: 'hours' as const,
    penaltyValue: '8',
  });
  const [order, ...shifts] = [window('order', 0), window('shift', 0), window('shift', 4)];
  expect(fault(() => windowRows([order!, ...shifts]))).toMatchObject({
    pointer: '/penaltyWindows/2',
    code: 'overlapping',
  });
  expect(fault(() => windowRows([order!, shifts[0]!, window('shift', 9, 'hours')]))).toMatchObject({
    pointer: '/penaltyWindows/2/noticeUnit',
    code: 'several_units',
  });
});

describe('a volume step', () => {
  const line = (hourType: string, minutes: number, rate: string, amount: string) => ({
    hourType,
    minutes,
    rate,
    amount,
  });
  const lines = [
    line('regular', 2400, '98.0000', '3920.00'),
    line('overtime', 75, '147.0000', '183.75'),
    line('differential', 2400, '3.0000', '120.00'),
  ];

  test('takes a percentage off everything, rounded once', () => {
    expect(volumeChange(lines, { kind: 'discount_percent', value: '2.5000' })).toBe('-105.59');
  });
  test('moves each hour worked once, whatever its kind', () => {
    expect(volumeChange(lines, { kind: 'rate_step', value: '-2.0000' })).toBe('-82.50');
    expect(volumeChange(lines, { kind: 'rate_step', value: '1.0000' })).toBe('41.25');
  });
  test('raises regular hours to a floor, and no others', () => {
    expect(volumeChange(lines, { kind: 'rate_floor', value: '100.0000' })).toBe('80.00');
    expect(volumeChange(lines, { kind: 'rate_floor', value: '90.0000' })).toBe('0.00');
  });
  test('never takes off more than is charged', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000_000 }), (units) => {
        const change = volumeChange(lines, { kind: 'rate_step', value: `-${(units / 10_000).toFixed(4)}` });
        expect(Number(change)).toBeGreaterThanOrEqual(-4223.75);
        expect(Number(change)).toBeLessThanOrEqual(0);
      }),
    );
    expect(steppedRate('98', { kind: 'rate_step', value: '-200.0000' })).toBe('0.0000');
    expect(steppedRate('98', { kind: 'discount_percent', value: '2.5000' })).toBe('95.5500');
    expect(steppedRate('98', { kind: 'rate_floor', value: '99.5000' })).toBe('99.5000');
  });
  test('is of the band that the volume lies in', () => {
    const bands = [
      { id: 'low', from: '100.00', under: '160.00' },
      { id: 'high', from: '160.00', under: null },
    ];
    expect(['99.99', '100', '159.99', '160.00', '5000'].map((volume) => bandOf(bands, volume)?.id)).toEqual([
      undefined,
      'low',
      'low',
      'high',
      'high',
    ]);
  });
});
