import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { editsOf } from '../../../src/domain/regulatory/pbj/edits.ts';
import { daysOf } from '../../../src/domain/regulatory/pbj/quarter.ts';
import {
  mostBytes,
  submissionParts,
  type JournalDay,
} from '../../../src/domain/regulatory/pbj/submission-xml.ts';
import { Xml } from '../../support/xml.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/regulatory/${name}`, import.meta.url), 'utf8');
const head = { facilityCode: '0420', stateCode: 'NY', federalFiscalYear: 2023, reportQuarter: 1 };

/** A facility-day of CMS's employee detail file: 1 is an employee, here pay type 2, and 2 contract, 3. */
const real: JournalDay[] = fixture('pbj-employee-day.csv')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [, , , , employeeId, jobCode, kind, hours] = line.split(',') as string[];
    return {
      employeeId: employeeId!,
      jobCode: Number(jobCode),
      payType: kind === '2' ? 3 : 2,
      workDate: '2022-10-01',
      hours: Number(hours).toFixed(2),
    };
  });
const contract = real.filter(({ payType }) => payType === 3);

/** What a file says, read by another parser than none. */
const readBack = (xml: string): JournalDay[] =>
  Xml.parse(xml)
    .all('staffingHours', 'staffHours')
    .flatMap((person) =>
      person.all('workDays', 'workDay').flatMap((day) =>
        day.all('hourEntries', 'hourEntry').map((entry) => ({
          employeeId: person.text('employeeId'),
          workDate: day.text('date'),
          hours: entry.text('hours'),
          jobCode: Number(entry.text('jobTitleCode')),
          payType: Number(entry.text('payTypeCode')),
        })),
      ),
    );
const inOrder = (days: readonly JournalDay[]) =>
  days
    .map(({ employeeId, workDate, jobCode, payType, hours }) =>
      [employeeId, workDate, jobCode, payType, hours].join('|'),
    )
    .toSorted();
const faultsOf = async (xml: string) =>
  (
    await validateXML({
      xml: [{ fileName: 'submission.xml', contents: xml }],
      schema: [{ fileName: 'nhpbj_4_10_0.xsd', contents: fixture('nhpbj_4_10_0.xsd') }],
    })
  ).errors.map(({ message }) => message);

describe('a real day of a nursing home', () => {
  test('is the golden file, which the schema takes', async () => {
    const [only, ...others] = submissionParts(head, contract);
    expect(others).toEqual([]);
    expect(only!.xml).toBe(fixture('pbj-submission.xml'));
    expect(await faultsOf(only!.xml)).toEqual([]);
  });

  test('comes to CMS’s own daily sums by title, of contract staff and of all', () => {
    const sums = (days: JournalDay[]) => {
      const [part] = submissionParts(head, days);
      const hundredths = new Map<number, number>();
      for (const { jobCode, hours } of readBack(part!.xml))
        hundredths.set(jobCode, (hundredths.get(jobCode) ?? 0) + Math.round(Number(hours) * 100));
      expect(part!.hundredths).toBe([...hundredths.values()].reduce((sum, one) => sum + one, 0));
      return Object.fromEntries([...hundredths].map(([code, sum]) => [code, sum / 100]));
    };
    // What the daily file of 2022-10-01 says of nursing: RNs with duties, RNs, LPNs and aides, of contract and of all.
    const nursing = ({ 6: duties, 7: rn, 8: lead, 9: lpn, 10: aide }: Record<string, number>) => [
      duties,
      rn,
      lead,
      lpn,
      aide,
    ];
    expect(nursing(sums(contract))).toEqual([16.5, undefined, undefined, 47.75, 81.47]);
    expect(nursing(sums(real))).toEqual([41, 24, undefined, 180.63, 688.23]);
  });

  test('has faults that the schema names where it says what CMS does not take', async () => {
    const { xml } = submissionParts(head, contract)[0]!;
    const spoiled: [string, string][] = [
      ['<hours>7.00</hours>', '<hours>22.51</hours>'],
      ['<jobTitleCode>10</jobTitleCode>', '<jobTitleCode>41</jobTitleCode>'],
      ['<payTypeCode>3</payTypeCode>', '<payTypeCode>4</payTypeCode>'],
      ['4.10.0">', '4.00.0">'],
      ['<stateCode>NY</stateCode>\n', ''],
      [
        '<employees>\n<employee>',
        '<employees>\n<employee><employeeId>9</employeeId></employee>\n<employee><x/>',
      ],
      ['<date>2022-10-01</date>', '<date>2022-10-32</date>'],
      ['processType="merge"', 'processType="append"'],
    ];
    for (const [sound, wrong] of spoiled) {
      expect(xml).toContain(sound);
      expect(await faultsOf(xml.replace(sound, wrong)), wrong).not.toEqual([]);
    }
  });
});

test('the parts of any journal hold every hour once, whole people, in the bytes allowed', () => {
  const days = fc.uniqueArray(
    fc.record({
      employeeId: fc.integer({ min: 1, max: 40 }).map((n) => `E${n}`),
      jobCode: fc.integer({ min: 1, max: 40 }),
      payType: fc.constantFrom(2, 3),
      workDate: fc.integer({ min: 1, max: 31 }).map((n) => `2022-10-${String(n).padStart(2, '0')}`),
      hours: fc.integer({ min: 1, max: 2250 }).map((n) => (n / 100).toFixed(2)),
    }),
    { selector: (day) => `${day.employeeId}|${day.jobCode}|${day.payType}|${day.workDate}`, maxLength: 200 },
  );
  fc.assert(
    fc.property(days, fc.integer({ min: 9_000, max: 60_000 }), (journal, most) => {
      const parts = submissionParts(head, journal, most);
      for (const { xml, bytes } of parts) {
        expect(Buffer.byteLength(xml)).toBe(bytes);
        expect(bytes).toBeLessThanOrEqual(most);
      }
      expect(inOrder(parts.flatMap(({ xml }) => readBack(xml)))).toEqual(inOrder(journal));
      const people = parts.flatMap(({ xml }) =>
        Xml.parse(xml)
          .all('employees', 'employee')
          .map((one) => one.text('employeeId')),
      );
      expect(people).toEqual(
        [...new Set(journal.map(({ employeeId }) => employeeId))].toSorted((a, b) => a.localeCompare(b)),
      );
    }),
    { numRuns: 100 },
  );
});

test('a quarter of a large home is cut where 5 MB are full', () => {
  const { from } = daysOf(head);
  const first = Temporal.PlainDate.from(from);
  const journal = Array.from({ length: 600 }, (_, person) =>
    Array.from({ length: 90 }, (__, day) => ({
      employeeId: `9F86D081884C7D65${String(person).padStart(4, '0')}`,
      jobCode: 10,
      payType: 3,
      workDate: first.add({ days: day }).toString(),
      hours: '7.50',
    })),
  ).flat();
  const parts = submissionParts(head, journal);
  expect(parts).toHaveLength(2);
  expect(parts[0]!.bytes).toBeGreaterThan(mostBytes - 20_000);
  for (const { bytes } of parts) expect(bytes).toBeLessThanOrEqual(5_000_000);
  expect(parts.reduce((sum, { hundredths }) => sum + hundredths, 0)).toBe(600 * 90 * 750);
});

test('federal fiscal quarters begin in October of the year before and are due 45 days after', () => {
  const of = (federalFiscalYear: number, reportQuarter: number) =>
    Object.values(daysOf({ federalFiscalYear, reportQuarter }));
  expect(of(2026, 1)).toEqual(['2025-10-01', '2025-12-31', '2026-02-14']);
  expect(of(2026, 2)).toEqual(['2026-01-01', '2026-03-31', '2026-05-15']);
  expect(of(2026, 3)).toEqual(['2026-04-01', '2026-06-30', '2026-08-14']);
  expect(of(2026, 4)).toEqual(['2026-07-01', '2026-09-30', '2026-11-14']);
});

test('what CMS would reject the file for is told: more than 22.5 hours of a day over all titles, days to come', () => {
  const day = { employeeId: 'A', jobCode: 7, payType: 3, workDate: '2026-02-02', hours: '11.25' };
  expect(editsOf([day, { ...day, jobCode: 10 }], '2026-02-02')).toEqual([]);
  expect(editsOf([day, { ...day, jobCode: 10, hours: '11.26' }], '2026-02-01')).toMatchObject([
    {
      edit: '-4025',
      employeeId: 'A',
      workDate: '2026-02-02',
      message: '22.51 hours on one day; at most 22.50 are taken.',
    },
    { edit: '-4002', employeeId: 'A', workDate: '2026-02-02' },
  ]);
  expect(
    editsOf(
      [
        { ...day, hours: '22.50' },
        { ...day, employeeId: 'B' },
      ],
      '2026-03-01',
    ),
  ).toEqual([]);
});
