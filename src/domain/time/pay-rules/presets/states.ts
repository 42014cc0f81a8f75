/** The states, the District of Columbia and the territories, by code. */
export const stateNames = {
  AL: 'Alabama',
  AK: 'Alaska',
  AZ: 'Arizona',
  AR: 'Arkansas',
  CA: 'California',
  CO: 'Colorado',
  CT: 'Connecticut',
  DE: 'Delaware',
  DC: 'District of Columbia',
  FL: 'Florida',
  GA: 'Georgia',
  HI: 'Hawaii',
  ID: 'Idaho',
  IL: 'Illinois',
  IN: 'Indiana',
  IA: 'Iowa',
  KS: 'Kansas',
  KY: 'Kentucky',
  LA: 'Louisiana',
  ME: 'Maine',
  MD: 'Maryland',
  MA: 'Massachusetts',
  MI: 'Michigan',
  MN: 'Minnesota',
  MS: 'Mississippi',
  MO: 'Missouri',
  MT: 'Montana',
  NE: 'Nebraska',
  NV: 'Nevada',
  NH: 'New Hampshire',
  NJ: 'New Jersey',
  NM: 'New Mexico',
  NY: 'New York',
  NC: 'North Carolina',
  ND: 'North Dakota',
  OH: 'Ohio',
  OK: 'Oklahoma',
  OR: 'Oregon',
  PA: 'Pennsylvania',
  RI: 'Rhode Island',
  SC: 'South Carolina',
  SD: 'South Dakota',
  TN: 'Tennessee',
  TX: 'Texas',
  UT: 'Utah',
  VT: 'Vermont',
  VA: 'Virginia',
  WA: 'Washington',
  WV: 'West Virginia',
  WI: 'Wisconsin',
  WY: 'Wyoming',
  AS: 'American Samoa',
  GU: 'Guam',
  MP: 'Northern Mariana Islands',
  PR: 'Puerto Rico',
  VI: 'U.S. Virgin Islands',
} as const;
export type StateCode = keyof typeof stateNames;
export const stateCodes = Object.keys(stateNames) as StateCode[];

/** States whose own daily rules have a preset of their own. */
export const ownRules: readonly StateCode[] = ['AK', 'CA', 'CO', 'NV'];

const mandatory =
  'The state restricts mandatory overtime of nurses; that limits scheduling and is no rule of pay (unchecked).';

/** What a state adds to the federal rule that its preset does not compute; all of it from general knowledge. */
export const stateFlags: Partial<Record<StateCode, string>> = {
  KY: 'Work on the seventh day of a workweek may be owed at 1.5; this preset does not compute it (unchecked).',
  NY: mandatory,
  OR: 'Hospital nurses have limits of hours of their own, ORS 441.166; this preset does not compute them (unchecked).',
  PA: mandatory,
  PR: 'More than 8 hours of a day are overtime; this preset does not compute it (unchecked).',
  WA: mandatory,
};
