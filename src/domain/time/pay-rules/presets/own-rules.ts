import { plain, type PayPolicyPreset } from './preset.ts';

const californiaNotes = [
  'The seventh day is work on each of the seven days of the employer’s workweek: put the workweek to your own.',
  'Meals are never rounded (Donohue v. AMN); rounding of shifts is off, as its lawfulness is under review (Camp v. Home Depot).',
  'Meal and rest premiums and reporting time are paid; they are billed only where `bill.passesThrough` names them.',
];

const breaksAndReporting = {
  ...plain,
  meals: { system: 'california' },
  reportingTime: 'california',
  bill: { doubleTimeMultiplier: '2' },
} as const;

/** States whose law has overtime by the day. */
export const ownRulePresets: readonly PayPolicyPreset[] = [
  {
    code: 'california',
    name: 'California: over 8 and 12 hours a day, 40 a week, seventh day',
    states: ['CA'],
    rules: { ...breaksAndReporting, overtime: { system: 'california' } },
    citations: [
      'Cal. Lab. Code 510(a)',
      'Cal. Lab. Code 500',
      'Cal. Lab. Code 512',
      'Cal. Lab. Code 226.7(c)',
      '8 CCR 11050(5)',
    ],
    notes: [
      ...californiaNotes,
      'Whether Lab. Code 556 ends the seventh-day premium of short weeks is unsettled: it is paid here.',
    ],
    confidence: 'confirmed',
  },
  {
    code: 'california_aws_12',
    name: 'California healthcare: alternative workweek of shifts up to 12 hours',
    states: ['CA'],
    rules: { ...breaksAndReporting, overtime: { system: 'california_aws' } },
    citations: ['8 CCR 11050(3)(B)(8)', 'Cal. Lab. Code 512', 'Cal. Lab. Code 226.7(c)'],
    notes: [
      'Only under a valid election: two thirds of the work unit by secret ballot, results filed within 30 days.',
      'Agency staff are covered only if the election binds their work unit and employer.',
      'The seventh day under an alternative workweek is unresolved and not computed.',
      ...californiaNotes,
    ],
    confidence: 'confirmed',
  },
  {
    code: 'alaska',
    name: 'Alaska: over 8 hours a day and 40 a week',
    states: ['AK'],
    rules: { ...plain, overtime: { system: 'alaska' } },
    citations: ['AS 23.10.060(a)-(b)', '8 AAC 15.100'],
    notes: [
      'For employers of four or more; check the exemptions of AS 23.10.060(d) for health facilities.',
      'A flexible plan of four days of ten hours, (d)(14), is not computed (unchecked).',
    ],
    confidence: 'confirmed',
  },
  {
    code: 'nevada',
    name: 'Nevada: over 8 hours in 24 below 1.5 times the minimum wage, 40 a week',
    states: ['NV'],
    rules: { ...plain, overtime: { system: 'nevada', nevadaMinimumWage: '12.00' } },
    citations: ['NRS 608.018', 'NRS 608.0126'],
    notes: [
      'The minimum wage is 12.00 since 2024-07-01: revise the policy when it changes.',
      'Say `fourTenAgreement` where four days of ten hours are agreed; the day then has no overtime.',
      'Whether the base or the regular rate is compared is unsettled: the base rate is compared here.',
    ],
    confidence: 'confirmed',
  },
  {
    code: 'colorado',
    name: 'Colorado: over 12 hours a day or in a row, 40 a week',
    states: ['CO'],
    rules: { ...plain, overtime: { system: 'colorado' }, meals: { system: 'colorado' } },
    citations: ['7 CCR 1103-1 Rule 4.1.1', '7 CCR 1103-1 Rule 5.1', '7 CCR 1103-1 Rule 5.2.4'],
    notes: [
      'Of the three counts the one that pays most counts, over the week.',
      'Hospitals may agree on 8 and 80, COMPS Rule 2.4 (unchecked): no preset of it is given here.',
    ],
    confidence: 'confirmed',
  },
];
