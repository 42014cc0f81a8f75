import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { differences } from '../../../src/bin/labor-cases/differences.ts';
import { casesIn, readCase } from '../../../src/bin/labor-cases/labor-case.ts';
import { rateCase } from '../../../src/bin/labor-cases/result.ts';

const casesOf = (file: string) => casesIn(readFileSync(`test/fixtures/${file}`, 'utf8')).map(readCase);
const cases = casesOf('labor-cases.json');
const examples = casesOf('worked-examples.json');

test('all 69 cases are read, and each says what it expects', () => {
  expect(cases).toHaveLength(69);
  expect(cases.every(({ expected }) => expected)).toBe(true);
});

test.each(cases.map((one) => [one.id, one.title, one] as const))('%s: %s', (_id, _title, one) => {
  const actual = rateCase(one);
  expect(differences(one.expected!, actual)).toEqual([]);
  // What was not expected is not there either: no premium line, credit or workweek too many.
  expect(Object.keys(actual).toSorted()).toEqual(Object.keys(one.expected!).toSorted());
});

test.each(examples.map((one) => [one.id, one.title, one] as const))('%s: %s', (_id, _title, one) => {
  expect(differences(one.expected!, rateCase(one))).toEqual([]);
});

describe('npm run rate', () => {
  const rate = (input: unknown) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['src/bin/rate.ts'], {
      input: typeof input === 'string' ? input : JSON.stringify(input),
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };
  const [{ expected, ...one }] = cases as [(typeof cases)[number]];

  test('prints the actual result beside the expected one and tells how many match', () => {
    const off = { ...expected!, regularRate: '13.0001' };
    const { status, stdout, stderr } = rate([
      { ...one, expected },
      { ...one, id: 'off', expected: off },
    ]);
    expect(stderr).toBe('off: regularRate: "13.0001" expected, "13.0000" found\n1 of 2 match\n');
    expect(status).toBe(1);
    const printed = JSON.parse(stdout) as { cases: { expected: unknown; actual: unknown }[] };
    expect(printed.cases.map(({ actual }) => actual)).toEqual([expected, expected]);
    expect(printed.cases[1]!.expected).toEqual(off);
  });

  test('rates one case that expects nothing', () => {
    const { status, stdout, stderr } = rate(one);
    expect([status, stderr]).toEqual([0, '1 rated, none with an expected result\n']);
    expect(JSON.parse(stdout)).toMatchObject({ cases: [{ id: one.id, actual: expected }] });
  });

  test('tells of what it cannot rate, and rates the others', () => {
    const { status, stdout, stderr } = rate([
      { ...one, ruleset: 'flsa-8-80' },
      { ...one, expected },
    ]);
    const error = 'case flsa-002: payPeriodStart: is needed with flsa-8-80';
    expect([status, stderr]).toEqual([2, `${error}\n1 of 1 match\n`]);
    expect(JSON.parse(stdout).cases).toMatchObject([{ error }, { actual: expected }]);
    expect(rate('no JSON')).toMatchObject({ status: 2, stdout: '' });
  });
});

const { expected: _, ...sound } = cases[0]!;
const holiday = { code: 'HOL', multiplier: '1.5', treatment: 'credit' };
const [punch] = sound.punches as [(typeof sound.punches)[number]];

test.each([
  ['no JSON', 'no JSON', /^no JSON: /],
  [
    'a wall time',
    [{ ...sound, punches: [{ ...punch, start: 'seven' }] }],
    /^case flsa-002: punches\.0\.start: /,
  ],
  ['a field', { ...sound, tips: '1.00' }, /^case flsa-002: .*tips/],
  ['a zone', { ...sound, timeZone: 'Mars/Olympus' }, /^case flsa-002: timeZone: /],
  ['a day', { ...sound, punches: [{ ...punch, end: '2026-04-31T15:30' }] }, /^case flsa-002: /],
  ['overlaps', { ...sound, punches: [punch, punch] }, /^case flsa-002: punches: .*intervals_overlap/],
  [
    'a meal',
    { ...sound, punches: [{ ...punch, breakStart: undefined }] },
    /^case flsa-002: punches: breakStart/,
  ],
  [
    'half a span',
    { ...sound, premiumPay: [{ ...holiday, from: '2026-05-25T00:00' }] },
    /premiumPay: HOL has/,
  ],
  [
    'a window of 8 and 80 that the other week meets',
    {
      ...sound,
      ruleset: 'flsa-8-80',
      payPeriodStart: '2026-04-05T00:00',
      premiumPay: [{ ...holiday, from: '2026-04-13T08:00', to: '2026-04-13T10:00' }],
    },
    /premiumPay: with flsa-8-80/,
  ],
  ['an id', [{ ...sound, id: undefined }], /^case number 1: id: /],
])('what is wrong is named: %s', (_what, input, message) => {
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  expect(() => casesIn(text).map(readCase).map(rateCase)).toThrow(message);
});
