import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAmount } from '../../../../src/kernel/money.ts';
import { canonicalJson } from '../../../../src/domain/billing/charging/document.ts';
import { readDocument } from '../../../../src/domain/billing/formats/document.ts';
import { piecesOf } from '../../../../src/domain/billing/formats/formats.ts';
import { measureOf } from '../../../../src/domain/billing/formats/measure.ts';
import { fileNameOf } from '../../../../src/domain/billing/formats/naming.ts';
import { contentOf, lakeshoreLines, textOf, workedLine } from '../../../support/invoice-documents.ts';

describe('the lines of a document', () => {
  test('are read one by one out of its text, the head without them', () => {
    const content = contentOf(lakeshoreLines());
    const { head, lines } = readDocument(textOf(content));
    expect([...lines]).toEqual(content.lines);
    expect(head).toEqual({ ...content, lines: [] });
    expect(lines.at(2)).toEqual(content.lines[2]);
  });

  test('are found whatever the texts beside them hold', () => {
    const awkward = fc.constantFrom('"lines":[{', '\\', '\\"', ']}', '{"lines":[', 'é😀', '\\\\"}],');
    const texts = fc.array(awkward, { maxLength: 6 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 4 }), texts, (descriptions, note) => {
        const lines = descriptions.map((description, at) => workedLine(at + 1, 60, '98', { description }));
        const content = contentOf(lines, { note, reason: note });
        const { head, lines: read } = readDocument(textOf(content));
        expect([head.note, read.count, [...read]]).toEqual([note, lines.length, lines]);
      }),
    );
  });
});

describe('what a line measures', () => {
  const of = (line: Parameters<typeof workedLine>[3], minutes = 60) => {
    const worked = workedLine(1, minutes, '98', line);
    return measureOf(worked, parseAmount(worked.amount));
  };

  test('hours where two places say them exactly, else minutes at the price of an hour', () => {
    expect(of({}, 75)).toEqual({ quantity: '1.25', unit: 'HUR', price: '98.0000', per: 1 });
    expect(of({}, 41)).toEqual({ quantity: '41', unit: 'MIN', price: '98.0000', per: 60 });
    expect(of({}, -15)).toEqual({ quantity: '-0.25', unit: 'HUR', price: '98.0000', per: 1 });
  });

  test('a stated quantity in its unit', () => {
    const miles = {
      minutes: null,
      quantity: '120.0000',
      unitOfMeasure: 'Miles',
      rate: '0.6700',
      amount: '80.40',
    };
    expect(of(miles)).toEqual({ quantity: '120.0000', unit: 'SMI', price: '0.6700', per: 1 });
    expect(of({ ...miles, unitOfMeasure: 'provider' })).toMatchObject({ unit: 'C62' });
  });

  test('one at the amount, where nothing times the rate is it: a part taken back, a fee', () => {
    const lump = { quantity: '1', unit: 'C62', per: 1 };
    expect(of({ amount: '97.99' })).toEqual({ ...lump, price: '97.99' });
    expect(of({ minutes: null, rate: null, amount: '-500.00' })).toEqual({
      ...lump,
      quantity: '-1',
      price: '500.00',
    });
    expect(of({ amount: '0.00', minutes: 0 })).toEqual({ ...lump, price: '0.00' });
  });
});

test('its text goes out in pieces, which are its canonical JSON', () => {
  for (const lines of [lakeshoreLines(), lakeshoreLines().slice(0, 1), []]) {
    const content = contentOf(lines);
    expect([...piecesOf(textOf(content))].join('')).toBe(canonicalJson(content));
  }
});

test('a file is named by the number, without what file systems do not take', () => {
  expect(fileNameOf({ number: 'CI-0A1B2C3D-000001' }, 'pdf')).toBe('CI-0A1B2C3D-000001.pdf');
  expect(fileNameOf({ number: '../A/1 "x"' }, 'csv')).toBe('.._A_1_x_.csv');
});
