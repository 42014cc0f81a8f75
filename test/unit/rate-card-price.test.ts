import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { priceOf, type PricedLine, type VolumeStep } from '../../src/domain/rates/model/pricing.ts';
import {
  brokenCap,
  capsAt,
  countyKey,
  maximumCharge,
  mostFor,
  type CitedCap,
} from '../../src/domain/rates/model/rate-cap.ts';
import { uplifted, upliftOf } from '../../src/domain/rates/model/uplift.ts';
import { comparison, type ComparedLine } from '../../src/domain/rates/model/comparison.ts';
import { parseRate } from '../../src/kernel/money.ts';

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, '../fixtures', name), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1);

const line: ComparedLine & PricedLine = {
  id: 'l',
  profession: 'rn',
  cardId: null,
  vendorId: null,
  facilityId: null,
  unitId: null,
  specialty: null,
  shift: null,
  hourType: 'regular',
  days: { from: '2026-01-01', until: null },
  cardDays: null,
  billRate: '98.0000',
  maxBillRate: '102.0000',
  multiplier: null,
};
const overtime = {
  ...line,
  id: 'o',
  hourType: 'overtime' as const,
  billRate: null,
  maxBillRate: null,
  multiplier: '1.5000',
};
const band = (kind: VolumeStep['kind'], value: string): VolumeStep => ({
  agreementId: 'a',
  bandId: 'b',
  kind,
  value,
});
const cap: CitedCap = {
  code: 'mn',
  days: { from: '2002-04-09', until: null },
  careSetting: 'nursing_home',
  countyGroup: 'group_3_metro',
  certainUntil: '2003-04-09',
  maxRate: '38.1800',
  premiumMultiplier: null,
  confidence: 'official',
  citation: 'Minn. Stat. 144A.74',
  source: 'A table',
};
const home = { careSetting: 'nursing_home', countyGroup: 'group_3_metro' };
const inForce = { hourType: 'regular' as const, on: '2002-06-01' };

describe('the figures of Minnesota', () => {
  test.each(fixture('agency_rate_caps.csv').filter((row) => row.startsWith('MN')))('%s', (row) => {
    const cells = row.split(',');
    const [wage, multiplier, most] = cells.slice(8, 11) as [string, string, string];
    expect(maximumCharge(parseRate(wage), multiplier)).toBe(parseRate(most));
  });

  test('halves of a cent go up', () => {
    expect(maximumCharge(parseRate('12.11'), '1.5')).toBe('18.1700');
    expect(maximumCharge(parseRate('19.75'), '1.5')).toBe('29.6300');
  });
});

describe('a cap', () => {
  test('binds where state, setting, county and day are sure', () => {
    expect(capsAt([cap], home, inForce)).toEqual([{ cap, maxRate: '38.1800', doubts: [] }]);
    expect(capsAt([cap], { ...home, careSetting: 'hospital' }, inForce)).toEqual([]);
    expect(capsAt([cap], { ...home, countyGroup: 'group_1_rural' }, inForce)).toEqual([]);
    expect(capsAt([cap], home, { ...inForce, on: '2002-04-08' })).toEqual([]);
  });

  test.each([
    [{ ...home, careSetting: null }, inForce, cap, 'care_setting_unknown'],
    [{ ...home, countyGroup: null }, inForce, cap, 'county_unknown'],
    [home, { ...inForce, on: '2003-04-09' }, cap, 'figure_may_have_changed'],
    [home, inForce, { ...cap, confidence: 'reported' as const }, 'figure_only_reported'],
  ])('is in doubt otherwise, and stops nothing (%#)', (place, asked, law, doubt) => {
    expect(capsAt([law], place, asked)[0]!.doubts).toEqual([doubt]);
    const days = { from: asked.on, until: null };
    expect(brokenCap(parseRate('99'), { days, hourType: 'regular' }, [law], place)).toBeUndefined();
  });

  test('is broken by what is above it on one of the days, and by no less', () => {
    const broken = (rate: string, from: string, until: string | null) =>
      brokenCap(parseRate(rate), { days: { from, until }, hourType: 'regular' }, [cap], home)?.maxRate;
    expect(broken('38.1801', '2002-06-01', null)).toBe('38.1800');
    expect(broken('38.18', '2002-06-01', null)).toBeUndefined();
    expect(broken('38.1801', '2001-01-01', null)).toBe('38.1800');
    expect(broken('38.1801', '2001-01-01', '2002-04-09')).toBeUndefined();
    expect(broken('38.1801', '2003-04-09', null)).toBeUndefined();
  });

  test('lets overtime and holidays cost more only where its law says so', () => {
    const oregon = { ...cap, maxRate: '131.9500', premiumMultiplier: '1.5000' };
    expect(mostFor(oregon, 'regular')).toBe('131.9500');
    expect([mostFor(oregon, 'overtime'), mostFor(oregon, 'holiday')]).toEqual(['197.9300', '197.9300']);
    expect(mostFor(cap, 'overtime')).toBe('38.1800');
  });

  test('knows a county by any of its spellings', () => {
    const spelled = ['Saint Louis', 'St. Louis County', 'ST LOUIS', 'saint louis county'];
    expect(new Set(spelled.map(countyKey)).size).toBe(1);
    expect(countyKey('Le Sueur')).toBe(countyKey('LeSueur'));
    expect(
      new Set(fixture('mn_geographic_groups.csv').map((row) => countyKey(row.split(',')[1]!))).size,
    ).toBe(87);
  });
});

describe('a price', () => {
  test('is made step by step, each with its source', () => {
    const price = priceOf(overtime, line, {
      volume: band('discount_percent', '2.5000'),
      caps: capsAt([{ ...cap, maxRate: '120.0000' }], home, inForce),
    })!;
    expect(price.steps.map(({ kind, billRate, maxBillRate }) => [kind, billRate, maxBillRate])).toEqual([
      ['line', '98.0000', '102.0000'],
      ['multiplier', '147.0000', '153.0000'],
      ['volume_flex', '143.3250', '149.1750'],
      ['state_cap', '120.0000', '120.0000'],
    ]);
    expect(price).toMatchObject({ billRate: '120.0000', maxBillRate: '120.0000', cappedAt: '120.0000' });
    expect(price.steps.map(({ rateLineId }) => rateLineId)).toEqual(['l', 'o', null, null]);
    expect(price.steps[2]).toMatchObject({ agreementId: 'a', bandId: 'b' });
    expect(price.steps[3]).toMatchObject({ capCode: 'mn', citation: 'Minn. Stat. 144A.74' });
  });

  test('is lowered to the lowest cap that surely binds, and by none in doubt', () => {
    const low = { ...cap, code: 'low', maxRate: '90.0000' };
    const doubtful = { ...cap, code: 'reported', maxRate: '10.0000', confidence: 'reported' as const };
    const caps = capsAt(
      [cap, doubtful, low].map((one) => ({ ...one, certainUntil: null })),
      home,
      inForce,
    );
    expect(caps.map((one) => one.cap.code)).toEqual(['mn', 'low', 'reported']);
    expect(priceOf(line, undefined, { caps: caps.slice(1) })!.cappedAt).toBe('90.0000');
    expect(priceOf(line, undefined, { caps: caps.slice(2) })).toMatchObject({
      billRate: '98.0000',
      cappedAt: null,
    });
  });

  test('whose most alone is above the cap keeps its bill rate', () => {
    const caps = capsAt([{ ...cap, maxRate: '100.0000' }], home, inForce);
    expect(priceOf(line, undefined, { caps })).toMatchObject({
      billRate: '98.0000',
      maxBillRate: '100.0000',
      cappedAt: null,
    });
  });

  test('of a multiplier without a regular line is none', () => {
    expect(priceOf(overtime, undefined, { caps: [] })).toBeUndefined();
  });

  test('has the floor of a volume under the regular hour only, as it is charged', () => {
    const volume = band('rate_floor', '150');
    expect(priceOf(line, undefined, { volume, caps: [] })!.billRate).toBe('150.0000');
    expect(priceOf(overtime, line, { volume, caps: [] })!.billRate).toBe('147.0000');
    const raised = priceOf(overtime, line, { volume: band('rate_step', '-1.2500'), caps: [] })!;
    expect([raised.billRate, raised.maxBillRate]).toEqual(['145.7500', '151.7500']);
  });
});

describe('an uplift', () => {
  const rounded = (
    rate: string,
    percent: string,
    rounding: 'none' | 'cent' | 'nickel' | 'quarter' | 'dollar',
  ) => uplifted(rate, { percent }, rounding);

  test('is rounded once, half away from zero', () => {
    expect(rounded('98', '3.5', 'cent')).toBe('101.4300');
    expect(rounded('97.77', '3.3', 'none')).toBe('100.9964');
    expect(rounded('97.77', '3.3', 'quarter')).toBe('101.0000');
    expect(rounded('100', '0.125', 'quarter')).toBe('100.2500');
    expect(rounded('100', '-3', 'nickel')).toBe('97.0000');
    expect(uplifted('98', { amount: '-98.0051' }, 'cent')).toBeUndefined();
    expect(uplifted('99999', { amount: '1' }, 'cent')).toBeUndefined();
  });

  test('is the first that the line meets', () => {
    const uplifts = [
      { profession: 'rn', specialty: 'icu', percent: '5' },
      { hourType: 'holiday' as const, amount: '2' },
      { profession: 'rn', percent: '3' },
    ];
    const met = (profession: string, specialty: string | null, hourType: string) =>
      uplifts.indexOf(upliftOf({ profession, specialty, hourType, shift: null }, uplifts) as never);
    expect([
      met('rn', 'icu', 'holiday'),
      met('rn', null, 'holiday'),
      met('rn', 'ed', 'regular'),
      met('lpn', 'icu', 'regular'),
    ]).toEqual([0, 1, 2, -1]);
  });

  test('by a percentage is within half of its last place of the exact rate', () => {
    const cents = fc.bigInt({ min: 1n, max: 9_999_999n });
    fc.assert(
      fc.property(cents, fc.integer({ min: -9_000, max: 50_000 }), (units, points) => {
        const rate = parseRate(`${units / 100n}.${String(units % 100n).padStart(2, '0')}`);
        const percent = `${points < 0 ? '-' : ''}${Math.trunc(Math.abs(points) / 100)}.${String(Math.abs(points) % 100).padStart(2, '0')}`;
        const after = uplifted(rate, { percent }, 'none');
        // The exact rate is units × (10,000 + points) ÷ 10^6; what is kept is within half of its last place.
        const exact = units * BigInt(10_000 + points);
        if (after === undefined) {
          expect(exact >= 100_000n * 1_000_000n - 50n).toBe(true);
          return;
        }
        const kept = BigInt(after.replace('.', '')) * 100n;
        const off = kept > exact ? kept - exact : exact - kept;
        expect(off <= 50n).toBe(true);
      }),
    );
  });
});

test('two cards side by side have every combination that either has, with the difference', () => {
  const on = '2026-06-01';
  const always = { from: '1900-01-01', until: null };
  const left = [
    line,
    { ...overtime, cardDays: always },
    { ...line, id: 'x', profession: 'cna', billRate: '30.0000' },
  ];
  const right = [
    { ...line, id: 'r', cardId: 'c', cardDays: always, billRate: '100.4500', maxBillRate: '110.0000' },
    { ...overtime, id: 's', cardId: 'c', cardDays: always, multiplier: '1.2500' },
    { ...line, id: 'y', cardId: 'c', cardDays: always, specialty: 'icu' },
  ];
  const rows = comparison({ lines: left, on }, { lines: right, on });
  expect(rows.map((row) => [row.profession, row.specialty, row.hourType, row.presence])).toEqual([
    ['cna', null, 'regular', 'left_only'],
    ['rn', 'icu', 'regular', 'right_only'],
    ['rn', null, 'overtime', 'both'],
    ['rn', null, 'regular', 'both'],
  ]);
  expect(rows[3]).toMatchObject({
    leftLineId: 'l',
    rightLineId: 'r',
    difference: '2.4500',
    differencePercent: '2.5000',
  });
  expect(rows[2]).toMatchObject({
    leftBillRate: '147.0000',
    rightBillRate: '125.5625',
    difference: '-21.4375',
  });
  expect(rows[0]).toMatchObject({ rightBillRate: null, difference: null, differencePercent: null });
});
