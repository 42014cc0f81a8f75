import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareExact, exactPay, minus, nothing, total } from '../../../src/kernel/exact.ts';
import { sum } from '../../../src/kernel/money.ts';
import { epochMinute } from '../../../src/kernel/zone.ts';
import { rateExactly, rateWeek } from '../../../src/domain/time/pay-rules/rate.ts';
import type { StatedInterval } from '../../../src/domain/time/pay-rules/week-input.ts';
import { anyWeek, spanOf } from './any-week.ts';

describe('pay', () => {
  test('no policy pays below straight time', () => {
    fc.assert(
      fc.property(anyWeek(), (input) => {
        const { pay, split } = rateExactly(input);
        const floor = total(
          split.hours.map(({ start, end, workDate }) => {
            const [revision] = input.revisions.filter(
              ({ from, until }) => from <= workDate && (until === null || workDate < until),
            );
            return exactPay(end - start, revision!.payRate!);
          }),
        );
        expect(compareExact(pay!.total, floor)).toBeGreaterThanOrEqual(0);
        expect(pay!.lines.every(({ exact }) => compareExact(exact, nothing) >= 0)).toBe(true);
      }),
    );
  });

  // True of minutes at one base rate, added at the end of the week: a minute at a lower rate, or one that spreads a large
  // bonus over more hours, lowers the regular rate and with it the premium of daily overtime; that is the law's average.
  test('more minutes at the end of the last shift never pay less, nor bill less', () => {
    fc.assert(
      fc.property(
        anyWeek({
          elsewhere: false,
          otherPay: false,
          rest: {
            differentials: [{ code: 'all', rate: '3', payRate: '2' }],
            shiftMinimumMinutes: 240,
            meals: { system: 'california' },
          },
        }),
        fc.integer({ min: 1, max: 300 }),
        (input, more) => {
          const [last] = input.intervals.slice(-1);
          fc.pre(last !== undefined);
          // What reaches into the next week is paid there.
          fc.pre(epochMinute(last!.end) + more <= epochMinute(rateWeek(input).workweek.end));
          const [revision] = input.revisions;
          const one = { ...input, revisions: [{ ...revision!, until: null }] };
          const longer: StatedInterval = {
            ...last!,
            ...spanOf(epochMinute(last!.start), epochMinute(last!.end) + more),
          };
          const added = { ...one, intervals: [...input.intervals.slice(0, -1), longer] };
          const [before, after] = [rateExactly(one), rateExactly(added)];
          const gained = minus(after.pay!.total, before.pay!.total);
          expect(compareExact(gained, nothing)).toBeGreaterThanOrEqual(0);
          // A line each is rounded once, so a moved minute may cost a cent of a line.
          expect(Number(after.week.gross)).toBeGreaterThanOrEqual(Number(before.week.gross) - 0.03);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('time on two timesheets of one week is paid as on one', () => {
    fc.assert(
      fc.property(anyWeek({ elsewhere: false, otherPay: false }), fc.nat(), (input, mask) => {
        const one = {
          ...input,
          policy: {
            ...input.policy,
            rounding: { minutes: 0 as const },
            attribution: 'split_at_midnight' as const,
          },
          revisions: [{ ...input.revisions[0]!, until: null }],
        };
        const rate = one.revisions[0]!.payRate!;
        const isHere = (_: unknown, index: number) => Math.floor(mask / 2 ** index) % 2 === 0;
        const side = (here: boolean) => ({
          ...one,
          intervals: input.intervals.map((interval, index) =>
            isHere(null, index) === here ? interval : { ...interval, isElsewhere: true, payRate: rate },
          ),
        });
        const [whole, here, there] = [one, side(true), side(false)].map((week) => rateExactly(week).pay!);
        const apart = total([here!.total, there!.total]);
        expect(compareExact(apart, whole!.total)).toBe(0);
      }),
    );
  });

  test('the days of a line sum to it, and the lines to the total', () => {
    fc.assert(
      fc.property(anyWeek(), (input) => {
        const { chargeLines, gross, pay } = rateWeek(input);
        for (const { days, minutes, amount } of [...chargeLines, ...pay!.lines]) {
          expect(sum(days.map((day) => day.amount))).toBe(amount);
          expect(days.reduce((all, day) => all + day.minutes, 0)).toBe(minutes);
          expect(new Set(days.map(({ workDate }) => workDate)).size).toBe(days.length);
        }
        expect(sum(chargeLines.map(({ amount }) => amount))).toBe(gross);
        expect(sum(pay!.lines.map(({ amount }) => amount))).toBe(pay!.total);
      }),
    );
  });
});
