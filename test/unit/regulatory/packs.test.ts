import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { hcssPack, hcssRowOf, measures } from '../../../src/domain/regulatory/model/hcss-pack.ts';
import { filesToSample } from '../../../src/domain/regulatory/model/personnel-file-sample.ts';
import {
  auditedOf,
  postingPack,
  type PostedContent,
} from '../../../src/domain/regulatory/model/posting-audit.ts';
import {
  registerPack,
  registerRowOf,
  type Registered,
} from '../../../src/domain/regulatory/model/service-register.ts';
import { pbjPack } from '../../../src/domain/regulatory/model/pbj-submission.ts';
import { columnsOf, packFile, type Pack } from '../../../src/domain/regulatory/packs/pack.ts';
import type { MetricFigure } from '../../../src/domain/reports/index.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/regulatory/${name}`, import.meta.url), 'utf8');
const id = (digit: number) => `0198c0de-0000-7000-8000-00000000000${digit}`;
const asOf = '2026-07-01T12:00:00Z';

function written<Row extends z.ZodObject>(pack: Pack<Row>, of: object, rows: z.input<Row>[]) {
  const file = (format: 'json' | 'csv') => {
    const { pieces } = packFile(pack, format, 'golden', { asOf, ...of }, rows);
    return [...(pieces as Iterable<string>)].join('');
  };
  return { json: JSON.parse(file('json')), csv: file('csv') };
}

/** Both files are the golden ones. */
function isGolden<Row extends z.ZodObject>(pack: Pack<Row>, of: object, rows: z.input<Row>[]) {
  const { json, csv } = written(pack, of, rows);
  expect(json).toEqual(JSON.parse(fixture(`${pack.name}.json`)));
  expect(csv.replaceAll('\r\n', '\n')).toBe(fixture(`${pack.name}.csv`));
}

test.each([hcssPack, pbjPack, postingPack, registerPack])('$name says of every column what it is', (pack) => {
  expect(columnsOf(pack).filter(({ description }) => description === '')).toEqual([]);
});

const figure = (metric: string, period: string, counted: [string, string, string | null]): MetricFigure => ({
  metric,
  definitionId: `${metric}@1`,
  unit: 'ratio',
  period,
  keys: { vendor: id(1) },
  currency: null,
  value: counted[2],
  numerator: counted[0],
  denominator: counted[1],
  median: null,
  p90: null,
  prior: null,
  isSuppressed: false,
});

const service: Registered = {
  vendorId: id(1),
  vendorName: 'Atlas Staffing',
  agreementId: id(2),
  agreementFrom: '2026-01-01',
  agreementTo: '2026-12-31',
  placements: 12,
  contractedServiceId: id(3),
  service: 'Travel nursing',
  nature: 'direct_care',
  scope: 'Inpatient units, day and night; no hemodialysis.',
  serviceFrom: '2026-01-01',
  serviceTo: null,
  qualityMethod: 'Monthly file audit; incidents to the quality council.',
  evaluatedEveryMonths: 3,
  lastEvaluatedOn: '2026-03-31',
  lastOutcome: 'met',
};
const none = {
  contractedServiceId: null,
  service: null,
  nature: null,
  scope: null,
  serviceFrom: null,
  serviceTo: null,
};
const unheard = { qualityMethod: null, evaluatedEveryMonths: null, lastEvaluatedOn: null, lastOutcome: null };

const colorado = {
  code: 'co_2024',
  state: 'CO',
  locality: null,
  showsRange: true,
  showsBenefits: true,
  showsOtherCompensation: true,
  showsCloseDate: true,
  citation: 'C.R.S. 8-5-201',
  source: 'https://example.test/co',
  confidence: 'confirmed',
} as const;
const content: PostedContent = {
  orderId: id(1),
  type: 'contract',
  profession: 'rn',
  facilityId: id(2),
  facilityName: 'Denver General',
  state: 'CO',
  locality: 'Denver',
  remoteStates: [],
  postedFrom: '2026-01-05T12:00:00Z',
  postedTo: null,
  postedOn: '2026-01-05',
  currency: 'USD',
  payRateFrom: '55.0000',
  payRateTo: '60.0000',
  salaryFrom: null,
  salaryTo: null,
  payUnit: 'hour',
  benefitsText: 'Medical from day 1.',
  otherCompensation: 'Night differential.',
  respondBy: '2026-03-01T00:00:00Z',
  rules: [colorado],
};

describe('golden samples', () => {
  test('of the staffing measures', () => {
    const names = new Map([[id(1), 'Atlas Staffing']]);
    const counted: [string, string, string | null][] = [
      ['1', '40', '0.025'],
      ['2', '310', '0.006452'],
      ['9', '10', '0.9'],
      ['0', '0', null],
    ];
    const rows = Object.values(measures).flatMap(
      ([metric], at) => hcssRowOf(figure(metric, '2026-06-01', counted[at]!), names) ?? [],
    );
    expect(rows.map(({ measure }) => measure)).toEqual(['HCSS-4', 'HCSS-5', 'HCSS-6']);
    isGolden(hcssPack, { from: '2026-06', to: '2026-06', by: ['vendor'] }, rows);
  });

  test('of the register of contracted services', () => {
    const known = [
      service,
      {
        ...service,
        ...none,
        ...unheard,
        vendorId: id(4),
        vendorName: 'Borealis',
        agreementId: null,
        agreementFrom: null,
        agreementTo: null,
        placements: 1,
      },
    ];
    const of = { facilityId: id(9), facilityName: 'Columbus', onDay: '2026-07-01' };
    isGolden(
      registerPack,
      of,
      known.map((one) => registerRowOf(one, '2026-07-01')),
    );
  });

  test('of the audit of postings', () => {
    const bare = { payRateTo: null, payUnit: null, benefitsText: null };
    const contents: PostedContent[] = [
      content,
      { ...content, ...bare, orderId: id(3), postedTo: '2026-01-08T00:00:00Z' },
      { ...content, ...bare, orderId: id(4), state: 'TX', locality: null, rules: [] },
      {
        ...content,
        orderId: id(5),
        type: 'direct_hire',
        salaryFrom: '90000.00',
        salaryTo: '99000.00',
        payUnit: 'year',
      },
    ];
    const rows = contents.map(auditedOf);
    expect(rows.map(({ verdict }) => verdict)).toEqual(['lawful', 'unlawful', 'no_rule', 'lawful']);
    const of = { from: '2026-01-01', to: '2026-01-31', postings: 4, unlawful: 1 };
    isGolden(postingPack, of, rows);
  });
});

test('a service is overdue on the day after the one by which it is due, and never where it is not registered', () => {
  const gaps = (onDay: string, about: Partial<Registered> = {}) =>
    registerRowOf({ ...service, ...about }, onDay).gaps;
  expect(gaps('2026-06-30')).toEqual([]);
  expect(gaps('2026-07-01')).toEqual(['evaluation_overdue']);
  expect(gaps('2026-07-01', { lastOutcome: 'not_met' })).toEqual(['evaluation_overdue', 'last_not_met']);
  expect(gaps('2026-03-31', { lastEvaluatedOn: null, lastOutcome: null })).toEqual(['never_evaluated']);
  expect(gaps('2026-04-02', { lastEvaluatedOn: null, lastOutcome: null })).toEqual([
    'never_evaluated',
    'evaluation_overdue',
  ]);
  expect(gaps('2030-01-01', { ...none, ...unheard, agreementId: null })).toEqual([
    'no_agreement',
    'not_registered',
  ]);
});

test('as many files are sampled as the rule says, never fewer for more people, never more than there are', () => {
  expect([0, 1, 9, 10, 49, 50, 51, 99, 100, 4_000].map(filesToSample)).toEqual([
    0, 1, 9, 10, 10, 10, 11, 20, 20, 20,
  ]);
  fc.assert(
    fc.property(fc.nat(1_000), (people) => {
      expect(filesToSample(people + 1)).toBeGreaterThanOrEqual(filesToSample(people));
      expect(filesToSample(people)).toBeLessThanOrEqual(people);
    }),
  );
});

test('whatever is written, a cell of a pack is never a formula, and a row has every column', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.constantFrom('=', '+', '-', '@'), (rest, sign) => {
      const row = registerRowOf({ ...service, scope: `${sign}${rest}` }, '2026-07-01');
      expect(written(registerPack, {}, [row]).csv).toContain(`'${sign}`);
    }),
  );
});
