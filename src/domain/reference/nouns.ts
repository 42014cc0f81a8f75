import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { permission, roles } from '../../kernel/actor.ts';
import { field, noun } from '../../kernel/noun.ts';
import { codeOf, Day, oneOf, Rate, text } from '../../kernel/shapes.ts';
import {
  agencyRateCaps,
  payTransparencyRules,
  professions,
  rateCapCounties,
  specialties,
  states,
} from './tables.ts';

const read = permission('reference.read', ...roles);
const name = field(text(200), { filter: true, sort: true, search: true });

export const profession = noun({
  name: 'profession',
  summary: 'What people practice; the same for every tenant.',
  table: professions,
  read,
  fields: {
    code: field(codeOf('profession', 'rn'), { filter: true, sort: true }),
    name,
    licensed: field(z.boolean(), { filter: true }),
    compact: field(
      z.boolean().meta({ description: 'A multistate license of the Nurse Licensure Compact covers it.' }),
      { filter: true },
    ),
  },
});

export const specialty = noun({
  name: 'specialty',
  plural: 'specialties',
  summary: 'Where in care people practice; the same for every tenant.',
  table: specialties,
  read,
  fields: { code: field(codeOf('specialty', 'icu'), { filter: true, sort: true }), name },
});

export const state = noun({
  name: 'state',
  summary: 'A state or territory, with the time zone that most of it keeps.',
  table: states,
  read,
  fields: {
    code: field(codeOf('state', 'OH'), { filter: true, sort: true }),
    name,
    timeZone: field(z.string()),
  },
});

/** Whether a figure was taken from where it is law, or from who wrote of it. */
export const RateCapConfidence = oneOf('RateCapConfidence', ['official', 'reported']);

export const agencyRateCap = noun({
  name: 'agencyRateCap',
  summary:
    'What a state’s law lets an agency charge for an hour, dated, with its statute; the same for every tenant.',
  table: agencyRateCaps,
  read,
  fields: {
    code: field(codeOf('agencyRateCap', 'mn_2002_group_3_metro_rn'), { filter: true, sort: true }),
    state: field(codeOf('state', 'OH'), { filter: true, sort: true }),
    careSetting: field(oneOf('RateCapCareSetting', ['hospital', 'nursing_home']).nullable(), {
      filter: true,
    }),
    countyGroup: field(z.string().nullable(), { filter: true }),
    profession: field(codeOf('profession', 'rn'), { filter: true, sort: true }),
    effectiveFrom: field(Day, { filter: true, value: (row) => sql`lower(${row('effective')})` }),
    effectiveTo: field(Day.nullable(), { value: (row) => sql`(upper(${row('effective')}) - 1)` }),
    certainUntil: field(
      Day.nullable().meta({
        description: 'From this day on the law may have set another figure, which is not known here.',
      }),
    ),
    maxRate: field(Rate),
    premiumMultiplier: field(
      Rate.nullable().meta({ description: 'What overtime and holiday work may cost of it; null: no more.' }),
    ),
    currency: field(z.string()),
    basisRate: field(Rate.nullable()),
    basisMultiplier: field(Rate.nullable()),
    citation: field(z.string(), { search: true }),
    source: field(z.string()),
    confidence: field(RateCapConfidence, { filter: true }),
    notes: field(z.string().nullable()),
  },
});

export const rateCapCounty = noun({
  name: 'rateCapCounty',
  plural: 'rateCapCounties',
  summary: 'A county and the group that its state’s rate caps count it to.',
  table: rateCapCounties,
  read,
  fields: {
    code: field(codeOf('rateCapCounty', 'mn_hennepin'), { filter: true, sort: true }),
    state: field(codeOf('state', 'OH'), { filter: true }),
    county: field(z.string(), { filter: true, sort: true, search: true }),
    countyGroup: field(z.string(), { filter: true }),
  },
});

/** Whether a rule was looked up for this table, or written down from what is known of the law. */
export const RuleConfidence = oneOf('RuleConfidence', ['confirmed', 'from_knowledge']);

export const payTransparencyRule = noun({
  name: 'payTransparencyRule',
  summary:
    'What the law of a state or a place in it demands that a posting of work there tells of pay, dated; the same for every tenant.',
  table: payTransparencyRules,
  read,
  fields: {
    code: field(codeOf('payTransparencyRule', 'co_2024'), { filter: true, sort: true }),
    state: field(codeOf('state', 'OH'), { filter: true, sort: true }),
    locality: field(
      z.string().nullable().meta({ description: 'A city or county; null is all of the state.' }),
      {
        filter: true,
      },
    ),
    effectiveFrom: field(Day, { filter: true, value: (row) => sql`lower(${row('effective')})` }),
    effectiveTo: field(Day.nullable(), { value: (row) => sql`(upper(${row('effective')}) - 1)` }),
    employeesFrom: field(
      z.int().meta({ description: 'The fewest people of an employer to whom it applies.' }),
      {
        filter: true,
      },
    ),
    inPosting: field(
      z.boolean().meta({ description: 'False: owed on request or with an offer; no posting waits for it.' }),
      { filter: true },
    ),
    showsRange: field(z.boolean()),
    showsBenefits: field(z.boolean()),
    showsOtherCompensation: field(z.boolean()),
    showsCloseDate: field(z.boolean()),
    citation: field(z.string(), { search: true }),
    source: field(z.string()),
    confidence: field(RuleConfidence, { filter: true }),
    notes: field(z.string().nullable()),
  },
});
