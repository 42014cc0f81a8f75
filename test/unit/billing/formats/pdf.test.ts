import { getDocumentProxy } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../../src/domain/billing/formats/document.ts';
import { grouped, shortPercent, shortRate } from '../../../../src/domain/billing/formats/pdf/figures.ts';
import { settable } from '../../../../src/domain/billing/formats/pdf/paper.ts';
import { mostPrinted, pdfOf } from '../../../../src/domain/billing/formats/pdf/pdf.ts';
import type { InvoiceContent } from '../../../../src/domain/billing/charging/content.ts';
import {
  contentOf,
  lakeshoreLines,
  logoPng,
  taxOf,
  textOf,
  workedLine,
} from '../../../support/invoice-documents.ts';

async function write(content: InvoiceContent, logo?: Uint8Array): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of pdfOf(readDocument(textOf(content)), async () => logo ?? null))
    pieces.push(piece);
  return Buffer.concat(pieces);
}

interface Placed {
  text: string;
  right: number;
  bottom: number;
}

/** The texts of each page, with where each ends and stands. */
async function pagesOf(bytes: Buffer): Promise<Placed[][]> {
  const pdf = await getDocumentProxy(Uint8Array.from(bytes));
  const pages: Placed[][] = [];
  for (let page = 1; page <= pdf.numPages; page += 1) {
    const { items } = await (await pdf.getPage(page)).getTextContent();
    pages.push(
      items.flatMap((item) =>
        'str' in item && item.str.trim() !== ''
          ? [{ text: item.str, right: item.transform[4] + item.width, bottom: item.transform[5] }]
          : [],
      ),
    );
  }
  return pages;
}
const textsOf = async (content: InvoiceContent) =>
  (await pagesOf(await write(content))).map((page) => page.map(({ text }) => text));

const png = logoPng();

describe('a document to print', () => {
  test('says the Lakeshore invoice to the cent, and what each cost center bears', async () => {
    const [page, ...others] = await textsOf(contentOf(lakeshoreLines()));
    expect(others).toEqual([]);
    for (const text of [
      'INVOICE',
      'CI-000001',
      '3,920.00',
      '183.75',
      '118.50',
      '42.50',
      'USD 4,264.75',
      '40.00 h',
    ])
      expect(page).toContain(text);
    for (const text of [
      '4410 ICU nursing',
      '2,558.85',
      '4420 Float pool',
      '1,705.90',
      'Page 1 of 1',
      'Net 30 days',
    ])
      expect(page).toContain(text);
    expect(page).toContain('PO Box 100');
    // What the vendors pay is no part of what the client is asked for.
    expect(page!.join(' ')).not.toContain('127.94');
  });

  test('a statement shows gross, fee and net, and no cost center', async () => {
    const [page] = await textsOf(contentOf(lakeshoreLines(true), { kind: 'vendor_statement' }));
    for (const text of ['VENDOR STATEMENT', '4,264.75', '127.94', '-127.94', 'USD 4,136.81'])
      expect(page).toContain(text);
    expect(page!.join(' ')).not.toMatch(/4410|cost center/i);
  });

  test('a memo is below zero and names what it corrects', async () => {
    const lines = [workedLine(1, -15, '147', { description: 'Correction: overtime hours' })];
    const [page] = await textsOf(
      contentOf(lines, { kind: 'credit_memo', correctsNumber: 'CI-000001', number: 'CM-1' }),
    );
    for (const text of ['CREDIT MEMO', 'CI-000001', '-0.25 h', '-36.75', 'USD -36.75'])
      expect(page).toContain(text);
  });

  test('goes on over pages: heads again, groups continued, nothing beyond the margins, each page numbered', async () => {
    const vendors = ['a', 'b'].map((last) => `0198c0de-0000-7000-8000-00000000010${last}`);
    const long = `${'Extraordinarily long words of a description '.repeat(9)}${'W'.repeat(200)}`;
    const lines = Array.from({ length: 120 }, (_, at) =>
      workedLine(at + 1, 60 + at, '1234.5678', {
        vendorId: vendors[at % 2]!,
        ...(at % 7 === 0 && { description: long }),
      }),
    );
    const content = contentOf(lines);
    const name = `Travel Nursing of the Greater Midwest ${'and Associates '.repeat(12)}`;
    content.names = { ...content.names, vendors: { [vendors[0]!]: name, [vendors[1]!]: 'Atlas' } };
    const pages = await pagesOf(await write(content));
    expect(pages.length).toBeGreaterThan(4);
    const count = pages.length;
    for (const [at, page] of pages.entries()) {
      const texts = page.map(({ text }) => text);
      expect(texts).toContain(`Page ${at + 1} of ${count}`);
      if (at < count - 1) expect(texts).toContain('Description');
      for (const { text, right, bottom } of page) {
        expect(right, text).toBeLessThanOrEqual(565);
        expect(bottom, text).toBeGreaterThan(30);
      }
    }
    const all = pages.flat().map(({ text }) => text);
    expect(all.some((text) => text.endsWith('(continued)'))).toBe(true);
    const subtotals = all.filter((text) => text.startsWith('Subtotal'));
    expect(subtotals.length).toBe(2);
    expect(all).toContain(`USD ${grouped(content.total)}`);
  });

  test('says its taxes', async () => {
    const taxRuleId = '0198c0de-0000-7000-8000-000000000099';
    const tax = {
      number: 1,
      taxRuleId,
      name: 'Sales tax',
      jurisdiction: 'OH',
      percent: '7.5000',
      base: '100.00',
      amount: taxOf('100', '7.5'),
    };
    const [page] = await textsOf(contentOf([workedLine(1, 60, '100', { taxRuleId })], { taxes: [tax] }));
    for (const text of ['Subtotal', 'Sales tax 7.5% of 100.00', '7.50', 'USD 107.50'])
      expect(page).toContain(text);
  });

  test('of very many lines prints what the groups come to, and says so', async () => {
    const lines = Array.from({ length: mostPrinted + 1 }, (_, at) => workedLine(at + 1, 60, '98'));
    const pages = await textsOf(contentOf(lines));
    expect(pages.length).toBe(1);
    expect(pages[0]!.join(' ')).toContain('The 3,001 lines of this document are in its JSON');
    expect(pages[0]).toContain('3,001 lines');
    expect(pages[0]).toContain('USD 294,098.00');
  });

  test('is the same bytes each time, with a logo too', async () => {
    const content = contentOf(lakeshoreLines());
    expect((await write(content)).equals(await write(content))).toBe(true);
    const marked = await write(content, png);
    expect(marked.equals(await write(content, png))).toBe(true);
    expect(marked.includes('/Subtype /Image')).toBe(true);
    const [texts] = await pagesOf(marked);
    expect(texts!.filter(({ text }) => text === 'Keystone MSP').length).toBe(2);
  });

  test('has the seller’s name where the logo is no picture, or one too large to unpack', async () => {
    const plain = await write(contentOf(lakeshoreLines()));
    const huge = Buffer.from(png);
    huge.writeUInt32BE(100_000, 16);
    huge.writeUInt32BE(100_000, 20);
    for (const logo of [
      Buffer.from('%PDF-1.4'),
      Buffer.from([]),
      huge,
      logoPng({ hasAlpha: true }),
      png.subarray(0, 40),
    ])
      expect((await write(contentOf(lakeshoreLines()), logo)).equals(plain)).toBe(true);
  });
});

describe('figures and letters', () => {
  test('are what people read', () => {
    expect(['0.00', '999.99', '-1000.00', '1234567.89'].map(grouped)).toEqual([
      '0.00',
      '999.99',
      '-1,000.00',
      '1,234,567.89',
    ]);
    expect(['98.0000', '0.6700', '3.1250', '1234.5678'].map(shortRate)).toEqual([
      '98.00',
      '0.67',
      '3.125',
      '1,234.5678',
    ]);
    expect(['7.5000', '10.0000', '0.1250'].map(shortPercent)).toEqual(['7.5%', '10%', '0.125%']);
  });

  test('without a place in the fonts are set without accents, or as a question mark', () => {
    expect(settable('Muñoz – “Zoë”')).toBe('Muñoz – “Zoë”');
    expect(settable('Dvořák 東京\n x')).toBe('Dvorák ?? x');
  });
});
