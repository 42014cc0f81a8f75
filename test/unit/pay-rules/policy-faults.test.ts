import { describe, expect, test } from 'vitest';
import { policyFaults } from '../../../src/domain/time/pay-rules/policy-faults.ts';
import { PayPolicy } from '../../../src/domain/time/pay-rules/policy.ts';
import { payPolicyPresets, presetOf, presetsIn } from '../../../src/domain/time/pay-rules/presets.ts';
import { rateWeek } from '../../../src/domain/time/pay-rules/rate.ts';
import { at, policyOf, worked } from './bill.ts';

const faults = (given: object) =>
  policyFaults(policyOf(given)).map(({ pointer, code }) => `${pointer} ${code}`);
const premium = { code: 'p', multiplier: '1.5', treatment: 'credit' };
const window = { from: '19:00', to: '07:00' };
const differential = { code: 'd', rate: '1', window };

test.each<[string, object, string[]]>([
  [
    '8 and 80 without a period',
    { overtime: { system: 'flsa_8_80' } },
    ['/overtime/payPeriodStartsOn required'],
  ],
  [
    'a period that begins on another weekday',
    { overtime: { system: 'flsa_8_80', payPeriodStartsOn: '2026-01-05' } },
    ['/overtime/payPeriodStartsOn not_a_workweek_start'],
  ],
  [
    'a period of another system',
    { overtime: { system: 'flsa_40', payPeriodStartsOn: '2026-01-04' } },
    ['/overtime/payPeriodStartsOn not_applicable'],
  ],
  [
    '40 hours and 8 and 80 at once',
    { overtime: { system: 'flsa_40', alsoSystems: ['flsa_8_80'], payPeriodStartsOn: '2026-01-04' } },
    ['/overtime/alsoSystems systems_exclude'],
  ],
  [
    'a system twice',
    { overtime: { system: 'alaska', alsoSystems: ['alaska'] } },
    ['/overtime/alsoSystems repeated'],
  ],
  ['Nevada without its wage', { overtime: { system: 'nevada' } }, ['/overtime/nevadaMinimumWage required']],
  [
    'Nevada’s wage and agreement elsewhere',
    { overtime: { system: 'flsa_40', nevadaMinimumWage: '12', fourTenAgreement: true } },
    ['/overtime/nevadaMinimumWage not_applicable', '/overtime/fourTenAgreement not_applicable'],
  ],
  ['a differential of nothing', { differentials: [{ code: 'd', window }] }, ['/differentials/0 required']],
  [
    'a rate and a share at once',
    { differentials: [{ ...differential, percent: '5', payRate: '1', payPercent: '5' }] },
    ['/differentials/0/percent either', '/differentials/0/payPercent either'],
  ],
  ['a premium without a condition', { premiums: [premium] }, ['/premiums/0 one_condition']],
  [
    'a premium with two, and its code again',
    {
      premiums: [
        { ...premium, window, onHolidays: true },
        { ...premium, onCallback: true },
      ],
    },
    ['/premiums/0 one_condition', '/premiums/1/code repeated'],
  ],
  [
    'a credit below 1.5',
    { premiums: [{ ...premium, multiplier: '1.25', onHolidays: true }] },
    ['/premiums/0/multiplier not_creditable'],
  ],
  [
    'a deduction without its bound',
    { meals: { autoDeductMinutes: 30 } },
    ['/meals/autoDeductAfterMinutes both'],
  ],
  [
    'meals rounded in California',
    { overtime: { system: 'california' }, rounding: { minutes: 15, roundsMeals: true } },
    ['/rounding/roundsMeals meals_not_rounded'],
  ],
  [
    'meals rounded under California’s meals',
    { meals: { system: 'california' }, rounding: { minutes: 15, roundsMeals: true } },
    ['/rounding/roundsMeals meals_not_rounded'],
  ],
  [
    'a holiday that ends before it begins',
    { holidays: { from: '07:00', to: '07:00', endsOn: 'holiday' } },
    ['/holidays/to before_start'],
  ],
])('a policy may not have %s', (_what, given, found) => {
  expect(faults(given)).toEqual(found);
});

test.each<[string, object]>([
  [
    'a premium below 1.5 that is included',
    { premiums: [{ ...premium, multiplier: '1.25', treatment: 'include', window }] },
  ],
  [
    'a daily premium below 1.5 that is credited',
    { premiums: [{ ...premium, multiplier: '1.25', dailyAfterMinutes: 480 }] },
  ],
  [
    'a holiday from the eve to the evening',
    { holidays: { from: '23:00', fromEve: true, to: '23:00', endsOn: 'holiday' } },
  ],
  ['a holiday to the morning after', { holidays: { from: '07:00', to: '07:00' } }],
  ['meals rounded elsewhere', { rounding: { minutes: 15, roundsMeals: true } }],
  ['a differential of a share', { differentials: [{ code: 'd', percent: '5' }] }],
])('a policy may have %s', (_what, given) => {
  expect(faults(given)).toEqual([]);
});

describe('presets', () => {
  test('are rules that stand, each with its law, once a code', () => {
    for (const { code, rules, citations, notes } of payPolicyPresets) {
      expect(PayPolicy.parse(rules), code).toEqual(rules);
      expect(policyFaults(rules), code).toEqual([]);
      expect(citations.length * notes.length, code).toBeGreaterThan(0);
    }
    expect(new Set(payPolicyPresets.map(({ code }) => code)).size).toBe(payPolicyPresets.length);
  });

  test('are there for every state and territory, the state’s own before the federal', () => {
    const first = (state: string) => presetsIn(state).map(({ code }) => code);
    expect(first('OH')).toEqual(['oh_federal_40', 'federal_40', 'federal_8_80']);
    expect(first('CA')).toEqual(['california', 'california_aws_12', 'federal_8_80']);
    expect(first('AK')).toEqual(['alaska']);
    expect(first('NV')).toEqual(['nevada']);
    expect(first('CO')).toEqual(['colorado']);
    const all = new Set(payPolicyPresets.flatMap(({ states }) => states));
    expect(all.size).toBe(56);
    expect(presetsIn(null)).toHaveLength(payPolicyPresets.length);
    expect(presetOf('nothing')).toBeUndefined();
  });

  test('say where the law was not looked up', () => {
    const unchecked = payPolicyPresets.filter(({ confidence }) => confidence === 'unchecked');
    expect(unchecked.map(({ states }) => states[0])).toEqual(['KY', 'NY', 'OR', 'PA', 'WA', 'PR']);
    for (const { notes } of unchecked) expect(notes.at(-1)).toMatch(/\(unchecked\)\.$/);
  });

  test.each([
    ['federal_40', ['1000.00', '0.00']],
    ['california', ['800.00', '300.00']],
    ['alaska', ['800.00', '300.00']],
    ['colorado', ['1000.00', '0.00']],
  ])('%s splits a day of ten hours as its law does', (code, [regular, overtime]) => {
    const { chargeLines } = rateWeek({
      zone: 'America/New_York',
      weekStartsOn: '2026-02-01',
      policy: presetOf(code)!.rules,
      intervals: [worked('2026-02-03T07:00', '2026-02-03T17:00')],
      revisions: [at('100')],
    });
    const of = (type: string) => chargeLines.find(({ hourType }) => hourType === type)?.amount ?? '0.00';
    expect([of('regular'), of('overtime')]).toEqual([regular, overtime]);
  });
});
