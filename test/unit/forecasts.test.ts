import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requirementOf } from '../../src/domain/forecasts/model/staffing.ts';
import { accuracyOf } from '../../src/domain/forecasts/models/accuracy.ts';
import { backtest, originsOf } from '../../src/domain/forecasts/models/backtest.ts';
import { seasonalNaive } from '../../src/domain/forecasts/models/candidates.ts';
import { combined } from '../../src/domain/forecasts/models/combine.ts';
import { reachOf } from '../../src/domain/forecasts/models/intervals.ts';
import { serve } from '../../src/domain/forecasts/models/serve.ts';
import { historyOf, wholeWeeks } from '../../src/domain/forecasts/models/weeks.ts';

describe('accuracy', () => {
  test('is Lakeshore’s of four weeks', () => {
    const actual = [1180, 1210, 1275, 1330];
    const scored = [1200, 1150, 1300, 1250].map((forecast, at) => ({ forecast, actual: actual[at]! }));
    const { mape, wape, bias, coverage } = accuracyOf(scored);
    expect([mape, wape, bias].map((error) => error!.toFixed(4))).toEqual(['3.6574', '3.7037', '-1.9019']);
    expect(coverage).toBeNull();
  });

  test('leaves weeks in which nothing came out of MAPE alone, and divides by nothing never', () => {
    const { mape, wape } = accuracyOf([
      { forecast: 5, actual: 0 },
      { forecast: 12, actual: 10 },
    ]);
    expect([mape, wape]).toEqual([20, 70]);
    expect(accuracyOf([{ forecast: 5, actual: 0 }])).toMatchObject({ mape: null, wape: null, bias: null });
  });

  test('counts an outcome on the edge of its interval as held', () => {
    const bounds = { lower: 8, upper: 10 };
    const scored = [8, 10, 10.5].map((actual) => ({ forecast: 9, actual, ...bounds }));
    expect(accuracyOf([...scored, { forecast: 9, actual: 9 }])).toMatchObject({ coveredPoints: 3 });
    expect(accuracyOf(scored).coverage).toBeCloseTo(66.667, 2);
  });
});

test('the baseline is the mean of the last four of the same place in the season, or of those there are', () => {
  const days = Array.from({ length: 35 }, (_, day) => (day % 7) * 10 + Math.floor(day / 7));
  // Weeks 1 to 4 of the same weekday: the mean of their numbers is 2.5.
  expect(seasonalNaive(days, 8, 7)).toEqual([0, 1, 2, 3, 4, 5, 6, 0].map((place) => place * 10 + 2.5));
  expect(seasonalNaive([1, 2, 3], 2, 1)).toEqual([2, 2]);
});

describe('weeks', () => {
  const told = new Map([
    ['2026-01-04', 10],
    ['2026-01-25', 40],
  ]);
  test('that the service counted and that have nothing had no demand', () => {
    expect(historyOf(told, '2026-02-08', true)).toEqual({
      from: '2026-01-04',
      values: [10, 0, 0, 40, 0],
      filled: 0,
      untold: 0,
    });
  });
  test('that others did not tell are interpolated between others, and said to be; those after the last are not known', () => {
    expect(historyOf(told, '2026-02-08', false)).toEqual({
      from: '2026-01-04',
      values: [10, 20, 30, 40],
      filled: 2,
      untold: 1,
    });
  });
  test('of which fewer days were told than of the one beside them are cut off at the ends', () => {
    const weeks = (...days: (number | null)[]) =>
      days.map((told, at) => ({
        week: `2026-01-${String(4 + 7 * at).padStart(2, '0')}`,
        value: at,
        days: told,
      }));
    const left = (...days: (number | null)[]) => wholeWeeks(weeks(...days)).map(({ value }) => value);
    expect(left(3, 7, 2, 7, 2)).toEqual([1, 2, 3]);
    expect(left(1, 1, 1)).toEqual([0, 1, 2]);
    expect(left(7, 2)).toEqual([0]);
    expect(left(2, 7)).toEqual([1]);
    expect(left(2)).toEqual([0]);
    expect(left(null, null)).toEqual([0, 1]);
    expect(left()).toEqual([]);
  });
  test('of which nothing is known are forecast too, and nothing is scored that nobody told', () => {
    const history = Array.from({ length: 40 }, (_, week) => 100 + 5 * week + (week % 3));
    const all = serve(history, 7, 52);
    const late = serve(history, 4, 52, 3);
    expect(late).toMatchObject({ steps: all.steps.slice(3), baseline: all.baseline.slice(3) });
    expect(late.backtests).toEqual(all.backtests);
    expect(late.why).toBe(`${all.why} Nothing is known of the 3 weeks before: they are forecast too.`);
  });
});

describe('a backtest', () => {
  test('forecasts from each week up to the last whose outcome is known', () => {
    expect(originsOf(60, 4, 1)).toEqual(Array.from({ length: 20 }, (_, at) => 37 + at));
    expect(originsOf(13, 4, 1)).toEqual([8, 9]);
  });

  test('knows at no origin what comes after it', () => {
    const weeks = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 20, maxLength: 34, size: 'max' });
    fc.assert(
      fc.property(weeks, fc.integer({ min: 1, max: 400 }), (history, otherwise) => {
        // The last value is the outcome of the last week of the last origin alone.
        const changed = [...history.slice(0, -1), history.at(-1)! + otherwise];
        for (const [at, one] of backtest(history, 4, 1).entries()) {
          const other = backtest(changed, 4, 1)[at]!;
          const before = (known: typeof one.known) =>
            known.map(({ errors }, run) => (run === known.length - 1 ? errors.slice(0, -1) : errors));
          expect(before(other.known)).toEqual(before(one.known));
        }
      }),
      { numRuns: 8 },
    );
  });

  test('is empty where the history is too short, and then the baseline serves', () => {
    const served = serve([3, 5, 4, 6, 5, 4, 6, 5, 4], 4, 52);
    expect(served).toMatchObject({ model: 'seasonal_naive', backtests: [] });
    expect(served.steps.map(({ value, lower }) => [value, lower])).toEqual(Array(4).fill([4.75, null]));
  });
});

test('the models serve a trend, which the baseline lags behind; a level without any is left to the baseline', () => {
  const trend = Array.from({ length: 32 }, (_, week) => 100 + 5 * week);
  const served = serve(trend, 4, 52);
  expect(served.model).toBe('combined');
  expect(served.why).toContain('The models win');
  const of = (model: string) => served.backtests.find((one) => one.model === model)!;
  expect(of('combined').wape!).toBeLessThan(of('seasonal_naive').wape! / 2);
  // The truth is 260; the mean of the last four weeks 247.5.
  expect(Math.abs(served.steps[0]!.value - 260)).toBeLessThan(3);
  const level = serve(Array<number>(32).fill(36), 4, 52);
  expect(level).toMatchObject({ model: 'seasonal_naive' });
  expect(level.steps.map(({ value, lower, upper }) => [value, lower, upper])).toEqual(
    Array(4).fill([36, 36, 36]),
  );
});

test('demand is never below zero, and lies within its interval', () => {
  const weeks = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 45, size: 'max' });
  fc.assert(
    fc.property(weeks, fc.integer({ min: 1, max: 13 }), (history, ahead) => {
      const { steps, baseline } = serve(history, ahead, 52);
      for (const { value, lower, upper } of [...steps, ...baseline]) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(lower === null || (0 <= lower && lower <= value && value <= upper!)).toBe(true);
      }
      expect([steps.length, baseline.length]).toEqual([ahead, ahead]);
    }),
    { numRuns: 12 },
  );
});

test('an interval reaches as far as the split-conformal rank of the errors that were known', () => {
  const known = Array.from({ length: 10 }, (_, at) => ({ origin: at, errors: [at + 1, 100] }));
  // Of ten errors 1 to 10 the ninth: ⌈0.8 × 11⌉.
  expect(reachOf(known, 0, 11)).toBe(9);
  // Seven are too few of their own step, so all fourteen or so of both count.
  expect(reachOf(known.slice(0, 3), 0, 11)).toBeUndefined();
  // What lies after the origin is not known.
  expect(reachOf(known, 0, 8)).toBe(8);
});

test('models weigh by how little they erred, and none that erred over a quarter more than the best', () => {
  const voice = (value: number, error: number) => ({
    values: [value],
    known: Array.from({ length: 10 }, (_, origin) => ({ origin, errors: [error] })),
  });
  const [best, near, far] = [voice(100, 10), voice(200, -12.5), voice(900, 12.6)];
  // 1 ÷ 1² and 1 ÷ 1.25² are as 25 to 16.
  expect(combined([best, near, far], 10)[0]).toBeCloseTo((25 * 100 + 16 * 200) / 41, 9);
  expect(combined([best, near], 3)).toEqual([150]);
  expect(combined([voice(100, 0), voice(200, 0), far], 10)).toEqual([150]);
});

describe('on a real nursing home of which no model has seen the last four weeks', () => {
  const weeks: number[] = JSON.parse(readFileSync('test/fixtures/contract_hours_335513.json', 'utf8')).weeks;
  test('what serves errs less than the baseline, and its intervals hold', () => {
    const held = Array.from({ length: 6 }, (_, back) => {
      const series = weeks.slice(0, weeks.length - back * 4);
      const { steps, baseline } = serve(series.slice(0, -4), 4, 52);
      const actual = series.slice(-4);
      const scored = (of: typeof steps) =>
        of.map(({ value, lower, upper }, at) => ({ forecast: value, actual: actual[at]!, lower, upper }));
      return { served: scored(steps), baseline: scored(baseline) };
    });
    const served = accuracyOf(held.flatMap((one) => one.served));
    const baseline = accuracyOf(held.flatMap((one) => one.baseline));
    expect(served.wape!).toBeLessThan(baseline.wape!);
    expect(served.wape!).toBeLessThan(13);
    expect(served.coverage!).toBeGreaterThan(70);
  });
});

describe('patients by a ratio', () => {
  const law = {
    code: 'ca_medical_surgical',
    professions: ['rn', 'lpn'],
    patientsPerNurse: '5.00',
    hoursPerPatientDay: null,
    citation: '22 CCR 70217(a)(11)',
  };
  const owed = (patients: number, minutes = 720) => requirementOf(patients, minutes, law, null)!;
  test('need whole nurses for the whole shift', () => {
    expect([0, 1, 5, 6, 17].map((patients) => owed(patients).requiredNurses)).toEqual([0, 1, 1, 2, 4]);
    expect(owed(17)).toMatchObject({ requiredHours: '48.00', ratioCode: 'ca_medical_surgical' });
    // A night of the spring change of clocks is an hour shorter.
    expect(owed(17, 660).requiredHours).toBe('44.00');
  });
  test('are owed a stricter ratio of the unit’s own, never a looser one', () => {
    const own = { patientsPerNurse: '4.00', profession: 'rn', citation: 'Staffing plan 2026' };
    expect(requirementOf(17, 720, law, own)).toMatchObject({
      requiredNurses: 5,
      ratioCode: null,
      citation: 'Staffing plan 2026',
    });
    expect(requirementOf(17, 720, law, { ...own, patientsPerNurse: '6.00' })).toMatchObject({
      requiredNurses: 4,
      ratioCode: 'ca_medical_surgical',
    });
    expect(requirementOf(17, 720, null, own)).toMatchObject({ requiredNurses: 5 });
    expect(requirementOf(17, 720, null, null)).toBeNull();
  });
  test('of a nursing home are owed hours by the shift’s share of the day', () => {
    const home = { ...law, code: 'ny_nursing_home', patientsPerNurse: null, hoursPerPatientDay: '3.50' };
    // 100 residents × 3.5 h × 8 ÷ 24.
    expect(requirementOf(100, 480, home, null)).toMatchObject({
      requiredHours: '116.67',
      requiredNurses: 15,
    });
  });
});
