import { describe, expect, test } from 'vitest';
import { formatHours } from '../../../src/kernel/hours.ts';
import { percentOf, sum } from '../../../src/kernel/money.ts';
import { dayLines, rateWeek } from '../../../src/domain/time/pay-rules/rate.ts';
import { lakeshoreWeek } from './lakeshore.ts';

const punched = rateWeek(lakeshoreWeek('07:38'));
const agreed = rateWeek(lakeshoreWeek('07:30'));

describe("clinician A's week 1", () => {
  test('is 41.25 hours and 4,264.75', () => {
    expect(formatHours(punched.workedMinutes)).toBe('41.25');
    expect(
      punched.chargeLines.map(({ hourType, differentialCode, minutes, rate, amount }) => [
        hourType,
        differentialCode,
        formatHours(minutes),
        rate,
        amount,
      ]),
    ).toEqual([
      ['regular', null, '40.00', '98.0000', '3920.00'],
      ['overtime', null, '1.25', '147.0000', '183.75'],
      ['differential', 'night', '39.50', '3.0000', '118.50'],
      ['differential', 'weekend', '17.00', '2.5000', '42.50'],
    ]);
    expect(punched.gross).toBe('4264.75');
    expect(percentOf(punched.gross, '3.00')).toBe('127.94');
  });

  test('counts each night as rounded, less its meal, up to Sunday midnight', () => {
    expect(punched.counted.map(({ workedMinutes }) => formatHours(workedMinutes))).toEqual([
      '12.00',
      '12.25',
      '12.00',
      '5.00',
    ]);
    expect(punched.counted[1]).toMatchObject({
      counted: { start: '2026-02-04T00:00:00Z', end: '2026-02-04T12:45:00Z' },
      mealMinutes: 30,
      rules: [
        { rule: 'punch_rounding', citation: '29 CFR 785.48(b)' },
        { rule: 'unpaid_meal', citation: '29 CFR 785.19' },
      ],
    });
    expect(punched.counted[3]!.rules.map(({ rule }) => rule)).toEqual(['workweek_boundary']);
  });

  test('leaves the rest of Saturday night to the next week', () => {
    const next = rateWeek({ ...lakeshoreWeek('07:38'), weekStartsOn: '2026-02-08' });
    expect(formatHours(next.workedMinutes)).toBe('7.00');
    expect(next.gross).toBe('723.00');
  });

  test('has overtime in its last 75 minutes, Saturday evening', () => {
    expect(dayLines(punched.chargeLines).filter(({ hourType }) => hourType === 'overtime')).toEqual([
      {
        workDate: '2026-02-07',
        hourType: 'overtime',
        differentialCode: null,
        rate: '147.0000',
        minutes: 75,
        amount: '183.75',
        rule: 'weekly_overtime',
        citation: '29 USC 207(a)(1); 29 CFR 778.101',
      },
    ]);
  });

  test('has day lines that sum to the gross', () => {
    const lines = dayLines(punched.chargeLines);
    expect(sum(lines.map(({ amount }) => amount))).toBe('4264.75');
    expect([...new Set(lines.map(({ workDate }) => workDate))]).toEqual([
      '2026-02-02',
      '2026-02-03',
      '2026-02-04',
      '2026-02-06',
      '2026-02-07',
    ]);
  });

  test('says what each rate came from', () => {
    expect(punched.chargeLines[1]!.inputs).toEqual({
      limitMinutes: 2400,
      baseRate: '98.0000',
      multiplier: '1.5',
      window: null,
    });
    expect(punched.chargeLines[2]!.inputs.window).toEqual({ from: '19:00', to: '07:00' });
  });
});

describe("with Wednesday's punch out agreed at 07:30", () => {
  test('it is 4,228.00', () => {
    expect(formatHours(agreed.workedMinutes)).toBe('41.00');
    expect(agreed.gross).toBe('4228.00');
    expect(percentOf(agreed.gross, '3.00')).toBe('126.84');
  });
});
