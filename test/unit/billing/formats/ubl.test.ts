import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { readDocument } from '../../../../src/domain/billing/formats/document.ts';
import { ublOf } from '../../../../src/domain/billing/formats/ubl/ubl.ts';
import type { InvoiceContent } from '../../../../src/domain/billing/charging/content.ts';
import { contentOf, lakeshoreLines, taxOf, textOf, workedLine } from '../../../support/invoice-documents.ts';
import { Xml } from '../../../support/xml.ts';

const write = (content: InvoiceContent): string => [...ublOf(readDocument(textOf(content)))].join('');
const read = (content: InvoiceContent): Xml => Xml.parse(write(content));
const cents = (text: string) => Math.round(Number(text) * 100);
const total = (elements: Xml[], ...path: string[]) =>
  elements.reduce((sum, element) => sum + cents(element.text(...path)), 0);

const memo = (over: Partial<InvoiceContent> = {}) =>
  contentOf(
    [
      workedLine(1, -15, '147', {
        kind: 'adjustment',
        description: 'Correction: overtime hours',
        feeAmount: '-1.10',
      }),
    ],
    {
      kind: 'credit_memo',
      number: 'CM-000001',
      correctsNumber: 'CI-000001',
      reason: 'Out at 07:30',
      ...over,
    },
  );

const taxRuleId = '0198c0de-0000-7000-8000-000000000099';
const otherRuleId = '0198c0de-0000-7000-8000-000000000098';
const tax = (ruleId: string, percent: string, base: string, number = 1) => ({
  number,
  taxRuleId: ruleId,
  name: 'Sales tax',
  jurisdiction: 'OH',
  percent,
  base,
  amount: taxOf(base, percent),
});

/** The arithmetic that EN 16931 demands of every invoice, by the rules' names. */
function assertArithmetic(xml: Xml): void {
  const isCredit = xml.node.name === 'CreditNote';
  const lines = xml.all(isCredit ? 'cac:CreditNoteLine' : 'cac:InvoiceLine');
  const totals = xml.one('cac:LegalMonetaryTotal');
  const said = (name: string) => totals.all(name).reduce((_, element) => cents(element.node.text), 0);
  const parts = (isCharge: boolean) =>
    xml.all('cac:AllowanceCharge').filter((part) => part.text('cbc:ChargeIndicator') === String(isCharge));
  const taxes = xml.all('cac:TaxTotal', 'cac:TaxSubtotal');
  expect(said('cbc:LineExtensionAmount'), 'BR-CO-10').toBe(total(lines, 'cbc:LineExtensionAmount'));
  expect(said('cbc:AllowanceTotalAmount'), 'BR-CO-11').toBe(total(parts(false), 'cbc:Amount'));
  expect(said('cbc:ChargeTotalAmount'), 'BR-CO-12').toBe(total(parts(true), 'cbc:Amount'));
  expect(said('cbc:TaxExclusiveAmount'), 'BR-CO-13').toBe(
    said('cbc:LineExtensionAmount') - said('cbc:AllowanceTotalAmount') + said('cbc:ChargeTotalAmount'),
  );
  expect(cents(xml.text('cac:TaxTotal', 'cbc:TaxAmount')), 'BR-CO-14').toBe(total(taxes, 'cbc:TaxAmount'));
  expect(said('cbc:TaxInclusiveAmount'), 'BR-CO-15').toBe(
    said('cbc:TaxExclusiveAmount') + cents(xml.text('cac:TaxTotal', 'cbc:TaxAmount')),
  );
  expect(said('cbc:PayableAmount'), 'BR-CO-16').toBe(said('cbc:TaxInclusiveAmount'));
  const category = (element: Xml, name: string) =>
    [element.text(name, 'cbc:ID'), ...element.all(name, 'cbc:Percent').map((one) => one.node.text)].join(' ');
  const keys = taxes.map((one) => category(one, 'cac:TaxCategory'));
  expect(new Set(keys).size, 'one breakdown for each category and rate').toBe(keys.length);
  for (const [at, subtotal] of taxes.entries()) {
    const bearing = lines.filter(
      (one) => category(one.one('cac:Item'), 'cac:ClassifiedTaxCategory') === keys[at],
    );
    const fees = (isCharge: boolean) =>
      total(
        parts(isCharge).filter((one) => category(one, 'cac:TaxCategory') === keys[at]),
        'cbc:Amount',
      );
    expect(cents(subtotal.text('cbc:TaxableAmount')), 'BR-S-08, BR-Z-08, BR-O-08').toBe(
      total(bearing, 'cbc:LineExtensionAmount') - fees(false) + fees(true),
    );
  }
  for (const line of lines) {
    expect(Number(line.text('cac:Price', 'cbc:PriceAmount')), 'BR-27').toBeGreaterThanOrEqual(0);
    const per = Number(line.all('cac:Price', 'cbc:BaseQuantity')[0]?.node.text ?? '1');
    const quantity = line.text(isCredit ? 'cbc:CreditedQuantity' : 'cbc:InvoicedQuantity');
    const priced = (Number(quantity) * Number(line.text('cac:Price', 'cbc:PriceAmount'))) / per;
    expect(Math.abs(priced * 100 - cents(line.text('cbc:LineExtensionAmount')))).toBeLessThanOrEqual(0.5001);
  }
}

describe('UBL 2.1 in the shape of EN 16931', () => {
  test('the Lakeshore invoice is 380 for 4,264.75, outside of VAT', () => {
    const xml = read(contentOf(lakeshoreLines()));
    expect(xml.node.name).toBe('Invoice');
    expect(xml.text('cbc:InvoiceTypeCode')).toBe('380');
    expect(xml.text('cac:LegalMonetaryTotal', 'cbc:PayableAmount')).toBe('4264.75');
    expect(xml.text('cac:AccountingSupplierParty', 'cac:Party', 'cac:PartyName', 'cbc:Name')).toBe(
      'Keystone MSP',
    );
    expect(xml.text('cbc:DueDate')).toBe('2026-03-12');
    expect(xml.text('cac:PaymentTerms', 'cbc:Note')).toMatch(
      /^Net 30 days\..*Remit to: Keystone MSP, PO Box 100/,
    );
    const [regular] = xml.all('cac:InvoiceLine');
    expect(regular!.one('cbc:InvoicedQuantity').attribute('unitCode')).toBe('HUR');
    expect(regular!.text('cbc:InvoicedQuantity')).toBe('40.00');
    expect(regular!.text('cac:Price', 'cbc:PriceAmount')).toBe('98.0000');
    expect(regular!.text('cbc:AccountingCost')).toBe('4410 2352.00; 4420 1568.00');
    const category = xml.one('cac:TaxTotal', 'cac:TaxSubtotal', 'cac:TaxCategory');
    expect([category.text('cbc:ID'), category.all('cbc:Percent').length]).toEqual(['O', 0]);
    // BR-O-02: no VAT number on either side.
    expect(xml.all('cac:AccountingSupplierParty', 'cac:Party', 'cac:PartyTaxScheme')).toEqual([]);
    assertArithmetic(xml);
  });

  test('the vendor statement is self-billed, 389, and net of the fee: 4,264.75 less 127.94', () => {
    const xml = read(contentOf(lakeshoreLines(true), { kind: 'vendor_statement' }));
    expect(xml.text('cbc:InvoiceTypeCode')).toBe('389');
    expect(xml.text('cac:AccountingSupplierParty', 'cac:Party', 'cac:PartyName', 'cbc:Name')).toBe(
      'Riverbend Staffing',
    );
    expect(xml.text('cac:AllowanceCharge', 'cbc:Amount')).toBe('127.94');
    expect(xml.text('cac:LegalMonetaryTotal', 'cbc:LineExtensionAmount')).toBe('4264.75');
    expect(xml.text('cac:LegalMonetaryTotal', 'cbc:PayableAmount')).toBe('4136.81');
    expect(xml.node.text).not.toMatch(/4410|Float pool/);
    assertArithmetic(xml);
  });

  test('the memo of -36.75 is a credit note, 381, whose figures are above zero, and names what it corrects', () => {
    const xml = read(memo());
    expect(xml.node.name).toBe('CreditNote');
    expect(xml.text('cbc:CreditNoteTypeCode')).toBe('381');
    expect(xml.text('cac:BillingReference', 'cac:InvoiceDocumentReference', 'cbc:ID')).toBe('CI-000001');
    expect(xml.text('cac:LegalMonetaryTotal', 'cbc:PayableAmount')).toBe('36.75');
    expect(xml.text('cac:CreditNoteLine', 'cbc:CreditedQuantity')).toBe('0.25');
    assertArithmetic(xml);
    const vendors = read(memo({ kind: 'vendor_credit', total: '-35.65' }));
    expect(vendors.text('cbc:CreditNoteTypeCode')).toBe('261');
    expect(vendors.text('cac:LegalMonetaryTotal', 'cbc:PayableAmount')).toBe('35.65');
    assertArithmetic(vendors);
  });

  test('taxed lines are S at their rate, the others Z; rules of one rate are one breakdown', () => {
    const lines = [
      workedLine(1, 60, '100', { taxRuleId }),
      workedLine(2, 60, '50', { taxRuleId: otherRuleId }),
      workedLine(3, 60, '25'),
    ];
    const taxes = [tax(taxRuleId, '7.5000', '100.00'), tax(otherRuleId, '7.5000', '50.00', 2)];
    const xml = read(contentOf(lines, { taxes }));
    const breakdown = xml.all('cac:TaxTotal', 'cac:TaxSubtotal');
    expect(breakdown.map((one) => one.text('cac:TaxCategory', 'cbc:ID'))).toEqual(['S', 'Z']);
    expect(xml.text('cac:TaxTotal', 'cbc:TaxAmount')).toBe('11.25');
    expect(xml.text('cac:LegalMonetaryTotal', 'cbc:PayableAmount')).toBe('186.25');
    // BR-S-02: the seller is registered for tax, under what is no VAT number.
    const scheme = xml.one('cac:AccountingSupplierParty', 'cac:Party', 'cac:PartyTaxScheme');
    expect([scheme.text('cbc:CompanyID'), scheme.text('cac:TaxScheme', 'cbc:ID')]).toEqual([
      '31-5550100',
      'TAX',
    ]);
    assertArithmetic(xml);
    const whole = read(contentOf(lines.slice(0, 1), { taxes: taxes.slice(0, 1) }));
    expect(whole.all('cac:TaxTotal', 'cac:TaxSubtotal').length).toBe(1);
  });

  test('what XML would read as marks, or cannot hold, does no harm', () => {
    const content = contentOf([workedLine(1, 60, '98', { description: 'R&D <b>"x"</b> \u0001\ufffe 😀' })]);
    expect(read(content).text('cac:InvoiceLine', 'cac:Item', 'cbc:Name')).toBe('R&D <b>"x"</b>  😀');
  });

  test('any document adds up as EN 16931 demands', () => {
    const line = fc.record({
      minutes: fc.integer({ min: -3000, max: 3000 }),
      rate: fc.integer({ min: 1, max: 3_000_000 }).map((units) => (units / 10_000).toFixed(4)),
      fee: fc.integer({ min: -500, max: 5_000 }).map((units) => (units / 100).toFixed(2)),
      odd: fc.boolean(),
    });
    const kinds = fc.constantFrom('client_invoice', 'credit_memo', 'vendor_statement', 'vendor_credit');
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), kinds, (given, kind) => {
        const lines = given.map(({ minutes, rate, fee, odd }, at) =>
          workedLine(at + 1, minutes, rate, { feeAmount: fee, ...(odd && { minutes: null }) }),
        );
        assertArithmetic(read(contentOf(lines, { kind: kind as InvoiceContent['kind'] })));
      }),
      { numRuns: 150 },
    );
  });

  test('has the members of UBL in their order', async () => {
    const at = (name: string) => ({
      fileName: name,
      contents: readFileSync(new URL(`../../../fixtures/ubl/${name}`, import.meta.url), 'utf8'),
    });
    const check = async (content: InvoiceContent, schema: string) =>
      (
        await validateXML({
          xml: [{ fileName: 'document.xml', contents: write(content) }],
          schema: [at(schema)],
          preload: [at('basic.xsd'), at('aggregate.xsd')],
        })
      ).errors.map(({ message }) => message);
    const taxed = contentOf([workedLine(1, 61, '100', { taxRuleId }), workedLine(2, 60, '25')], {
      taxes: [tax(taxRuleId, '7.5000', '101.67')],
      note: 'Quote the number.',
    });
    taxed.seller = { ...taxed.seller, electronicAddress: '0088:1234567890123', email: 'ar@keystone.example' };
    expect(await check(taxed, 'invoice.xsd')).toEqual([]);
    expect(await check(contentOf(lakeshoreLines(true), { kind: 'vendor_statement' }), 'invoice.xsd')).toEqual(
      [],
    );
    expect(await check(memo(), 'credit-note.xsd')).toEqual([]);
    expect(await check(memo(), 'invoice.xsd')).not.toEqual([]);
  });
});
