import { plain, type PayPolicyPreset } from './preset.ts';
import { ownRules, stateCodes, stateFlags, stateNames, type StateCode } from './states.ts';

const weekly = ['29 USC 207(a)(1)', '29 CFR 778.101', '29 CFR 778.104'];
const hospital = ['29 USC 207(j)', '29 CFR 778.601', '29 CFR 516.23'];
const federalOnly = stateCodes.filter((code) => !ownRules.includes(code));

/** Over 40 hours of a workweek: the law wherever no state’s own rule gives more. */
const overForty: PayPolicyPreset = {
  code: 'federal_40',
  name: 'Federal: over 40 hours a week',
  states: federalOnly,
  rules: { ...plain, overtime: { system: 'flsa_40' } },
  citations: weekly,
  notes: ['No daily, weekend or double time rule; each workweek stands alone.'],
  confidence: 'confirmed',
};

/** A hospital’s period of 14 days instead of the workweek. California takes it for hospitals; Colorado is not looked up. */
const eightAndEighty: PayPolicyPreset = {
  code: 'federal_8_80',
  name: 'Hospital: over 8 hours a day and 80 in 14 days',
  states: [...federalOnly, 'CA'],
  rules: { ...plain, overtime: { system: 'flsa_8_80', payPeriodStartsOn: '2026-01-04' } },
  citations: [...hospital, '8 CCR 11050(3)(D)'],
  notes: [
    'Only for staff of a hospital or residential-care employer, by an agreement or understanding before the work.',
    'One employee is on 40 hours or on 8 and 80, never on both; put the start of the period to your own.',
    'An agency is generally no hospital: use it for its staff only on counsel’s word.',
    'California accepts it for hospitals, without double time; its meals, rests and reporting time bind all the same: add them in `changes`.',
  ],
  confidence: 'confirmed',
};

const ofState = (code: StateCode): PayPolicyPreset => ({
  ...overForty,
  code: `${code.toLowerCase()}_federal_40`,
  name: `${stateNames[code]}: over 40 hours a week`,
  states: [code],
  notes: [...overForty.notes, ...(stateFlags[code] ? [stateFlags[code]] : [])],
  confidence: stateFlags[code] ? 'unchecked' : 'confirmed',
});

/** The federal presets, and of each state that has no daily rule of its own the federal one under its name. */
export const federalPresets: readonly PayPolicyPreset[] = [
  overForty,
  eightAndEighty,
  ...federalOnly.map(ofState),
];
