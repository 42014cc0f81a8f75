import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { periodsOfYear, type YearRule } from '../../src/domain/ledger/calendar/fiscal-year.ts';
import { weekdays } from '../../src/kernel/week.ts';

const days = (from: string, to: string) => Temporal.PlainDate.from(from).until(to).days + 1;
const weeksIn = (year: number, rule: YearRule) =>
  periodsOfYear(year, rule).map(({ startsOn, endsOn }) => days(startsOn, endsOn) / 7);

describe('months', () => {
  test('of a year that ends in June begin in July before', () => {
    const periods = periodsOfYear(2026, { pattern: 'months', yearEndsIn: 6 });
    expect(periods).toHaveLength(12);
    expect(periods[0]).toEqual({ number: 1, name: '2025-07', startsOn: '2025-07-01', endsOn: '2025-07-31' });
    expect(periods[7]).toEqual({ number: 8, name: '2026-02', startsOn: '2026-02-01', endsOn: '2026-02-28' });
    expect(periods[11]).toMatchObject({ endsOn: '2026-06-30' });
  });

  test('of a year that ends in December are the calendar’s, with a leap day where there is one', () => {
    const periods = periodsOfYear(2028, { pattern: 'months', yearEndsIn: 12 });
    expect(periods[1]).toMatchObject({ startsOn: '2028-02-01', endsOn: '2028-02-29' });
  });
});

describe('weeks', () => {
  // The retail calendar of the National Retail Federation: Saturdays nearest to the end of January, called by the year before.
  const retail = {
    pattern: 'weeks_454',
    yearEndsIn: 1,
    weekEndsOn: 'saturday',
    yearEndsBy: 'nearest',
  } as const;

  test('end as the published 4-5-4 calendar ends, in 2023 of 53 weeks', () => {
    const ends = [2023, 2024, 2025, 2026].map((year) => periodsOfYear(year, retail).at(-1)!.endsOn);
    expect(ends).toEqual(['2023-01-28', '2024-02-03', '2025-02-01', '2026-01-31']);
    expect(weeksIn(2024, retail)).toEqual([4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 5]);
    expect(weeksIn(2025, retail)).toEqual([4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4]);
  });

  test('of 4-4-5 have the 53rd in the last period', () => {
    const rule = { pattern: 'weeks_445', yearEndsIn: 9, weekEndsOn: 'saturday', yearEndsBy: 'last' } as const;
    // The last Saturday of September: 2022-09-24, 2023-09-30, a year of 53 weeks.
    expect(weeksIn(2023, rule)).toEqual([4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 6]);
    expect(weeksIn(2022, rule)).toEqual([4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5]);
  });

  test('of 5-4-4 begin with the long period', () => {
    const rule = { pattern: 'weeks_544', yearEndsIn: 12, weekEndsOn: 'sunday', yearEndsBy: 'last' } as const;
    expect(weeksIn(2026, rule).slice(0, 3)).toEqual([5, 4, 4]);
  });

  test('follow each other without a gap for years, 12 periods of whole weeks, 52 or 53 of them', () => {
    const rules = fc.record({
      pattern: fc.constantFrom('weeks_445', 'weeks_454', 'weeks_544'),
      yearEndsIn: fc.integer({ min: 1, max: 12 }),
      weekEndsOn: fc.constantFrom(...weekdays),
      yearEndsBy: fc.constantFrom('last', 'nearest'),
    }) as fc.Arbitrary<Extract<YearRule, { weekEndsOn: unknown }>>;
    fc.assert(
      fc.property(rules, fc.integer({ min: 2001, max: 2190 }), (rule, year) => {
        const periods = [...periodsOfYear(year, rule), ...periodsOfYear(year + 1, rule)];
        expect(periods).toHaveLength(24);
        periods.slice(1).forEach(({ startsOn }, at) => expect(days(periods[at]!.endsOn, startsOn)).toBe(2));
        const weeks = weeksIn(year, rule).reduce((total, some) => total + some, 0);
        expect([52, 53]).toContain(weeks);
        const last = Temporal.PlainDate.from(periods[11]!.endsOn);
        expect(last.dayOfWeek).toBe(weekdays.indexOf(rule.weekEndsOn) || 7);
        const ends = Temporal.PlainYearMonth.from({ year, month: rule.yearEndsIn }).toPlainDate({ day: 31 });
        const off = last.until(ends).days;
        expect(rule.yearEndsBy === 'last' ? off >= 0 && off < 7 : Math.abs(off) <= 3).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
