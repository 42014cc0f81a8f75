// How long the pure engine takes for a national Monday: 17,000 workweeks of 4 or 5 shifts, both sides, on one core.
import { rateWeek } from '../../src/domain/time/pay-rules/rate.ts';
import { PayPolicy } from '../../src/domain/time/pay-rules/policy.ts';
import type { WeekInput } from '../../src/domain/time/pay-rules/week-input.ts';
import { parseRate } from '../../src/kernel/money.ts';
import { boundaryAt, epochDay, instantAt } from '../../src/kernel/zone.ts';

const weeks = 17_000;
const zones = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Anchorage',
];
const starts = ['2026-02-01', '2026-03-08', '2026-07-05', '2026-11-01'];
const overtime = [
  { system: 'flsa_40' },
  { system: 'flsa_8_80', payPeriodStartsOn: '2026-02-01' },
  { system: 'california' },
  { system: 'california_aws' },
  { system: 'alaska' },
  { system: 'nevada', nevadaMinimumWage: '12' },
  { system: 'colorado' },
  { system: 'alaska', alsoSystems: ['flsa_40'] },
];
const policies = overtime.map((rule) =>
  PayPolicy.parse({
    overtime: rule,
    workweekStart: { day: 'sunday', time: '00:00' },
    rounding: { minutes: 15 },
    attribution: 'split_at_midnight',
    meals: { system: rule.system.startsWith('california') ? 'california' : 'none' },
    differentials: [
      { code: 'evening', rate: '2', payRate: '1.5', window: { from: '15:00', to: '23:00' } },
      { code: 'night', rate: '3', payRate: '2.5', window: { from: '23:00', to: '07:00' } },
      { code: 'charge', rate: '2', payRate: '2', roles: ['charge'] },
    ],
    premiums: [{ code: 'holiday', multiplier: '1.5', treatment: 'credit', onHolidays: true }],
    billOvertimeMultiplier: '1.5',
  }),
);

function anyWeek(index: number): WeekInput {
  const zone = zones[index % zones.length]!;
  const weekStartsOn = starts[index % starts.length]!;
  const first = epochDay(weekStartsOn);
  const shifts = 4 + (index % 2);
  const time = index % 3 === 0 ? '06:53' : '18:53';
  const intervals = Array.from({ length: shifts }, (_, day) => {
    const start = boundaryAt(first + day + (index % 3), time, zone) + (index % 7);
    const meal = start + 300 + (index % 11);
    return {
      start: instantAt(start),
      end: instantAt(start + 750 + (index % 13)),
      meals: [{ start: instantAt(meal), end: instantAt(meal + 30) }],
      roles: day === 2 ? ['charge'] : [],
    };
  });
  return {
    zone,
    weekStartsOn,
    policy: policies[index % policies.length]!,
    intervals,
    revisions: [{ from: '2026-01-01', until: null, billRate: parseRate('98'), payRate: parseRate('61.25') }],
    holidays: [starts[2]!],
  };
}

const inputs = Array.from({ length: weeks }, (_, index) => anyWeek(index));
// The first run builds the tables of the zones and warms the code up; it is told apart.
for (const run of ['cold', 'warm']) {
  const before = process.cpuUsage();
  const began = performance.now();
  let lines = 0;
  for (const input of inputs) {
    const { chargeLines, pay } = rateWeek(input);
    lines += chargeLines.length + pay!.lines.length;
  }
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(
    `${run}: ${weeks} workweeks in ${seconds.toFixed(2)} s, ${Math.round(weeks / seconds)}/s, CPU ${((user + system) / 1e6).toFixed(2)} s, ${lines} lines\n`,
  );
}
