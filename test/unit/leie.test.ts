import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leiePreset } from '../../src/domain/screening/model/leie.ts';
import { listedBirthDate, listedDay } from '../../src/domain/screening/model/list-days.ts';
import { samPreset } from '../../src/domain/screening/model/sam.ts';
import { csvRecords } from '../../src/server/imports/csv-records.ts';

const rowsOf = (name: string) => {
  const [header, ...records] = csvRecords(readFileSync(`test/fixtures/exclusions/${name}.csv`, 'utf8'), ',');
  return {
    columns: header!.cells,
    rows: records.map(({ cells }) =>
      Object.fromEntries(header!.cells.map((name, at) => [name, cells[at] ?? ''])),
    ),
  };
};

const days = fc
  .integer({ min: Date.UTC(1905, 0, 1), max: Date.UTC(2030, 11, 31) })
  .map((at) => new Date(at).toISOString().slice(0, 10));
const parts = (day: string) => day.split('-') as [string, string, string];

describe('a day of a list', () => {
  test.each([
    ['20160115', '2016-01-15'],
    ['03/02/2021', '2021-03-02'],
    ['00000000', undefined],
    ['', undefined],
    ['  ', undefined],
    [undefined, undefined],
    ['Indefinite', undefined],
    ['2016-1-5', '2016-1-5'],
    ['20160229x', '20160229x'],
  ])('%s is %s', (text, day) => expect(listedDay(text)).toBe(day));

  test('of four-digit years is the same however it is written', () => {
    fc.assert(
      fc.property(days, (day) => {
        const [year, month, date] = parts(day);
        for (const text of [
          day,
          `${year}${month}${date}`,
          `${month}/${date}/${year}`,
          ` ${year}${month}${date} `,
        ])
          expect(listedDay(text)).toBe(day);
      }),
    );
  });
});

describe('a birth date of two-digit years', () => {
  test.each([
    ['03/09/62', '2016-02-18', '1962-03-09'],
    ['07/04/01', '2023-02-20', '2001-07-04'],
    ['01/02/15', '2010-05-18', '1915-01-02'],
    ['02/18/16', '2016-02-18', '1916-02-18'],
    ['01/01/71', undefined, '1971-01-01'],
  ])('%s of somebody excluded on %s is %s', (text, excludedOn, day) =>
    expect(listedBirthDate(text, excludedOn)).toBe(day),
  );

  test.each(['18840607', '19810229', '02/30/70', '20301231', 'unknown'])('%s is none', (text) =>
    expect(listedBirthDate(text, '2020-01-01')).toBeUndefined(),
  );

  test('is before the exclusion, and right for whoever was less than a century old', () => {
    fc.assert(
      fc.property(days, days, (born, excludedOn) => {
        fc.pre(born < excludedOn && excludedOn <= `${Number(born.slice(0, 4)) + 99}${born.slice(4)}`);
        fc.pre(excludedOn >= '2000-01-01' || born >= '1900-01-01');
        const [year, month, date] = parts(born);
        const read = listedBirthDate(`${month}/${date}/${year.slice(2)}`, excludedOn)!;
        expect(read < excludedOn).toBe(true);
        expect(read).toBe(born);
        expect(listedBirthDate(`${year}${month}${date}`, excludedOn)).toBe(born);
      }),
    );
  });
});

describe('the LEIE', () => {
  const { columns, rows } = rowsOf('leie_full');

  test('has the 18 columns that are known, and each is of a field', () => {
    expect(columns).toEqual(Object.keys(leiePreset.columns));
    expect(new Set(Object.values(leiePreset.columns)).size).toBe(18);
  });

  test('says nothing by zeros and blanks', () => {
    expect(leiePreset.inputOf(rows[1]!)).toEqual({
      lastName: "O'MOCKERY",
      firstName: 'TESTINA',
      general: 'IND- LIC HC SERV PRO',
      specialty: 'NURSE/NURSES AIDE',
      birthDate: '1975-04-12',
      address: '1 EXAMPLE WAY',
      city: 'COLUMBUS',
      state: 'OH',
      zip: '43004',
      exclusionType: '1128b4',
      excludedOn: '2018-03-20',
    });
    expect(leiePreset.inputOf(rows[0]!)).toMatchObject({ npi: '1234567893', middleName: 'ANN' });
    expect(leiePreset.inputOf(rows[7]!)).toMatchObject({ waivedOn: '2016-01-01', waiverState: 'ID' });
    const firm = leiePreset.inputOf(rows[9]!);
    expect(firm).toMatchObject({ businessName: 'MAKE-BELIEVE CLINIC, INC', npi: '1111111112' });
    expect(firm).not.toMatchObject({ lastName: expect.anything() });
  });
});

test('a person of the SAM extract has names, and a firm one', () => {
  const { columns, rows } = rowsOf('sam_extract');
  expect(columns.filter((name) => !Object.hasOwn(samPreset.columns, name))).toEqual([]);
  expect(rows.map((row) => samPreset.inputOf(row))).toMatchObject([
    { lastName: 'UNTRUEBLOOD', firstName: 'MARGUERITE', excludedOn: '2021-03-02', endsOn: undefined },
    { lastName: 'ENDSWELL', endsOn: '2026-06-30' },
    { businessName: 'IMAGINARY TEMPS LLC', listNumber: 'S4MR00003' },
  ]);
});
