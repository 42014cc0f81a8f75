import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rateWeek } from '../../../src/domain/time/pay-rules/rate.ts';
import { parseRate } from '../../../src/kernel/money.ts';
import { weekdayOnOrBefore } from '../../../src/kernel/week.ts';
import { dayText, epochDay } from '../../../src/kernel/zone.ts';
import { instantOf } from '../../support/local-time.ts';
import { policyWith } from './any-week.ts';

const rowsOf = (file: string) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

/** A week that begins on the Wednesday before, so that no night of a clock change is cut by its boundary. */
function rate(
  zone: string,
  overtime: object,
  times: readonly (readonly [string, string])[],
  rest: object = {},
) {
  const [[first]] = times as [[string, string]];
  const day = dayText(weekdayOnOrBefore('wednesday', epochDay(first.slice(0, 10))));
  const policy = policyWith(overtime, {
    workweekStart: { day: 'wednesday', time: '00:00' },
    differentials: [{ code: 'night', rate: '3', payRate: '3', window: { from: '19:00', to: '07:00' } }],
    premiums: null,
    ...rest,
  });
  return rateWeek({
    zone,
    weekStartsOn: day,
    policy,
    intervals: times.map(([start, end]) => ({
      start: start.endsWith('Z') ? start : instantOf(start, zone),
      end: end.endsWith('Z') ? end : instantOf(end, zone),
      meals: [],
    })),
    revisions: [{ from: '2024-01-01', until: null, billRate: parseRate('60'), payRate: parseRate('40') }],
  });
}

const minutesOf = ({ pay }: ReturnType<typeof rate>, ...earnings: string[]) =>
  pay!.lines
    .filter(({ earning }) => earnings.includes(earning))
    .reduce((sum, { minutes }) => sum + minutes, 0);

const nights = rowsOf('test/fixtures/tz_night_shift_vectors.csv');

test('216 shifts across clock changes are paid and billed the time that passed', () => {
  expect(nights).toHaveLength(216);
  for (const [zone, , , startUtc, endUtc, , elapsed] of nights) {
    const week = rate(zone!, { system: 'flsa_40' }, [[startUtc!, endUtc!]]);
    const minutes = Number(elapsed) * 60;
    expect([week.workedMinutes, minutesOf(week, 'regular')]).toEqual([minutes, minutes]);
    expect(week.gross).toBe(
      week.chargeLines
        .map(({ amount }) => Number(amount))
        .reduce((a, b) => a + b, 0)
        .toFixed(2),
    );
  }
});

const transitions = rowsOf('test/fixtures/tz_us_transitions_2024_2028.csv').map(
  ([zone, , kind, , , from]) => ({
    zone: zone!,
    kind: kind!,
    day: from!.slice(0, 10),
  }),
);
const zones = [...new Set(transitions.map(({ zone }) => zone))];

test('every US zone is there, those that keep daylight saving time with ten transitions', () => {
  expect(zones.length).toBeGreaterThanOrEqual(8);
  for (const zone of zones) expect(transitions.filter((one) => one.zone === zone)).toHaveLength(10);
});

/** By system: overtime and double-time minutes of a night 19:00 to 07:00 in a workday from 07:00, of 11 and of 13 hours. */
const ofANight: Record<string, { gap: [number, number]; overlap: [number, number] }> = {
  none: { gap: [0, 0], overlap: [0, 0] },
  flsa_40: { gap: [0, 0], overlap: [0, 0] },
  flsa_8_80: { gap: [180, 0], overlap: [300, 0] },
  california: { gap: [180, 0], overlap: [240, 60] },
  california_aws: { gap: [0, 0], overlap: [0, 60] },
  alaska: { gap: [180, 0], overlap: [300, 0] },
  nevada: { gap: [0, 0], overlap: [0, 0] },
  colorado: { gap: [0, 0], overlap: [60, 0] },
};

describe.each(zones)('%s', (zone) => {
  test('a night over each transition, under each system', () => {
    for (const { kind, day } of transitions.filter((one) => one.zone === zone)) {
      const eve = dayText(epochDay(day) - 1);
      for (const [system, expected] of Object.entries(ofANight)) {
        const payPeriodStartsOn = dayText(weekdayOnOrBefore('wednesday', epochDay(eve)));
        const week = rate(
          zone,
          {
            system,
            workdayStart: '07:00',
            ...(system === 'flsa_8_80' && { payPeriodStartsOn }),
            ...(system === 'nevada' && { nevadaMinimumWage: '12' }),
          },
          [[`${eve}T19:00`, `${day}T07:00`]],
        );
        const [overtime, doubleTime] = kind === 'gap' ? expected.gap : expected.overlap;
        expect([system, kind, minutesOf(week, 'overtime'), minutesOf(week, 'double_time')]).toEqual([
          system,
          kind,
          overtime,
          doubleTime,
        ]);
        expect(week.workedMinutes).toBe(kind === 'gap' ? 660 : 780);
        // The window is open by the clock, so all that passed in it earns the differential.
        expect(minutesOf(week, 'differential')).toBe(week.workedMinutes);
      }
    }
  });

  test('the week of a clock change holds 167 or 169 hours, and 40 of them are regular', () => {
    for (const { kind, day } of transitions.filter((one) => one.zone === zone).slice(-2)) {
      const start = dayText(weekdayOnOrBefore('wednesday', epochDay(day)));
      const end = dayText(epochDay(start) + 7);
      const week = rate(zone, { system: 'flsa_40' }, [[`${start}T00:00`, `${end}T00:00`]]);
      const hours = kind === 'gap' ? 167 : 169;
      expect([week.workedMinutes, minutesOf(week, 'overtime')]).toEqual([hours * 60, (hours - 40) * 60]);
    }
  });
});

test.each(['America/Phoenix', 'Pacific/Honolulu', 'America/Puerto_Rico', 'Pacific/Guam'])(
  '%s keeps its clock all year',
  (zone) => {
    for (const [eve, day] of [
      ['2026-03-07', '2026-03-08'],
      ['2026-10-31', '2026-11-01'],
    ]) {
      const week = rate(zone, { system: 'california', workdayStart: '07:00' }, [
        [`${eve}T19:00`, `${day}T07:00`],
      ]);
      expect([week.workedMinutes, minutesOf(week, 'overtime')]).toEqual([720, 240]);
    }
  },
);

test('a repeated hour is told apart by its offset, and rounded by the clock it is read from', () => {
  const first = rate(
    'America/Chicago',
    { system: 'flsa_40' },
    [['2026-11-01T03:30:00Z', '2026-11-01T06:38:00Z']],
    {
      rounding: { minutes: 15 },
    },
  );
  const second = rate(
    'America/Chicago',
    { system: 'flsa_40' },
    [['2026-11-01T03:30:00Z', '2026-11-01T07:38:00Z']],
    {
      rounding: { minutes: 15 },
    },
  );
  expect([first.workedMinutes, second.workedMinutes]).toEqual([195, 255]);
});
