import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { csvOf } from '../../../../src/domain/billing/formats/csv.ts';
import { readDocument } from '../../../../src/domain/billing/formats/document.ts';
import type { InvoiceContent } from '../../../../src/domain/billing/charging/content.ts';
import { contentOf, lakeshoreLines, textOf, workedLine } from '../../../support/invoice-documents.ts';

const read = (content: InvoiceContent): Record<string, string>[] =>
  parse([...csvOf(readDocument(textOf(content)))].join(''), { columns: true });

describe('a document as CSV', () => {
  test('has a record a line, with what the document says before it', () => {
    const rows = read(contentOf(lakeshoreLines()));
    expect(rows.map(({ line, description, amount }) => [line, description, amount])).toEqual([
      ['1', 'Regular hours', '3920.00'],
      ['2', 'Overtime hours', '183.75'],
      ['3', 'Night differential', '118.50'],
      ['4', 'Weekend differential', '42.50'],
    ]);
    expect(rows[0]).toMatchObject({
      documentNumber: 'CI-000001',
      buyer: 'Lakeshore Health',
      documentTotal: '4264.75',
      facility: 'Lakeshore Columbus',
      costCenters: '4410 2352.00; 4420 1568.00',
    });
  });

  test('keeps negative amounts numbers, and disarms what a spreadsheet would run', () => {
    const line = workedLine(1, -15, '147', { description: '=HYPERLINK("http://x")', feeAmount: '-1.10' });
    const [row] = read(contentOf([line], { kind: 'credit_memo', number: '+1' }));
    expect(row).toMatchObject({
      amount: '-36.75',
      feeAmount: '-1.10',
      documentTotal: '-36.75',
      description: '\'=HYPERLINK("http://x")',
      documentNumber: "'+1",
    });
  });

  test('can be given of a document that kept no names', () => {
    const { head, lines } = readDocument(textOf(contentOf(lakeshoreLines())));
    const { contentVersion: _, seller: __, buyer: ___, names: ____, ...old } = head;
    const text = [...csvOf({ head: old as typeof head, lines })].join('');
    expect(parse(text, { columns: true })[0]).toMatchObject({ seller: '', facility: '', amount: '3920.00' });
  });
});
