import { describe, expect, test } from 'vitest';
import { cxmlOf } from '../../../../src/domain/billing/formats/cxml/cxml.ts';
import { readDocument } from '../../../../src/domain/billing/formats/document.ts';
import type { InvoiceContent } from '../../../../src/domain/billing/charging/content.ts';
import { contentOf, lakeshoreLines, taxOf, textOf, workedLine } from '../../../support/invoice-documents.ts';
import { Xml } from '../../../support/xml.ts';

const write = (content: InvoiceContent): string => [...cxmlOf(readDocument(textOf(content)))].join('');
const request = (content: InvoiceContent): Xml =>
  Xml.parse(write(content)).one('Request', 'InvoiceDetailRequest');
const header = (xml: Xml) => xml.one('InvoiceDetailRequestHeader');
const summary = (xml: Xml, name: string) => xml.text('InvoiceDetailSummary', name, 'Money');

const orders = ['0198c0de-0000-7000-8000-0000000000a1', '0198c0de-0000-7000-8000-0000000000a2'];

describe('a cXML InvoiceDetailRequest', () => {
  test('bills the Lakeshore week as service items, each by its rate and its cost centers', () => {
    const xml = request(contentOf(lakeshoreLines()));
    expect(header(xml).attribute('purpose')).toBe('standard');
    expect(header(xml).one('PaymentTerm').attribute('payInNumberOfDays')).toBe('30');
    const items = xml.all('InvoiceDetailOrder', 'InvoiceDetailServiceItem');
    expect(items.map((item) => item.text('SubtotalAmount', 'Money'))).toEqual([
      '3920.00',
      '183.75',
      '118.50',
      '42.50',
    ]);
    expect(items[1]!.attribute('quantity')).toBe('1.25');
    expect(items[1]!.text('UnitRate', 'UnitOfMeasure')).toBe('HUR');
    expect(items[1]!.all('Distribution', 'Charge', 'Money').map(({ node }) => node.text)).toEqual([
      '110.25',
      '73.50',
    ]);
    expect([summary(xml, 'SubtotalAmount'), summary(xml, 'DueAmount')]).toEqual(['4264.75', '4264.75']);
    // A line without an order of the client's stands under the document's own number.
    expect(
      xml.one('InvoiceDetailOrder', 'InvoiceDetailOrderInfo', 'SupplierOrderInfo').attribute('orderID'),
    ).toBe('CI-000001');
  });

  test('has an order for each purchase order, whose lines keep their numbers', () => {
    const lines = [0, 1, 0].map((order, at) =>
      workedLine(at + 1, 60, '98', { purchaseOrderId: orders[order]! }),
    );
    const content = contentOf(lines);
    content.names = { ...content.names, purchaseOrders: { [orders[0]!]: 'PO-7', [orders[1]!]: 'PO-8' } };
    const found = request(content)
      .all('InvoiceDetailOrder')
      .map((order) => [
        order.one('InvoiceDetailOrderInfo', 'OrderIDInfo').attribute('orderID'),
        order.all('InvoiceDetailServiceItem').map((item) => item.attribute('invoiceLineNumber')),
      ]);
    expect(found).toEqual([
      ['PO-7', ['1', '3']],
      ['PO-8', ['2']],
    ]);
  });

  test('a memo is one of its lines, below zero, and refers to the invoice that it corrects', () => {
    const original = contentOf(lakeshoreLines());
    const xml = request(
      contentOf([workedLine(1, -15, '147')], {
        kind: 'credit_memo',
        number: 'CM-000001',
        id: '0198c0de-0000-7000-8000-000000000021',
        correctsId: original.id,
        correctsNumber: original.number,
      }),
    );
    expect(header(xml).attribute('purpose')).toBe('lineLevelCreditMemo');
    const [, payloadId] = /payloadID="([^"]+)"/.exec(write(original))!;
    expect(header(xml).one('DocumentReference').attribute('payloadID')).toBe(payloadId);
    expect(header(xml).one('InvoiceIDInfo').attribute('invoiceID')).toBe('CI-000001');
    expect(xml.one('InvoiceDetailOrder', 'InvoiceDetailServiceItem').attribute('quantity')).toBe('-0.25');
    expect(summary(xml, 'DueAmount')).toBe('-36.75');
  });

  test('a statement deducts the fee, and is sent by the buyer', () => {
    const xml = Xml.parse(write(contentOf(lakeshoreLines(true), { kind: 'vendor_statement' })));
    expect(xml.text('Header', 'From', 'Credential', 'Identity')).toBe('31-5550101');
    expect(xml.text('Header', 'Sender', 'Credential', 'Identity')).toBe('31-5550100');
    const detail = xml.one('Request', 'InvoiceDetailRequest');
    expect(header(detail).attribute('invoiceOrigin')).toBe('buyer');
    expect(summary(detail, 'TotalAllowances')).toBe('127.94');
    expect(summary(detail, 'DueAmount')).toBe('4136.81');
    expect(detail.all('InvoiceDetailOrder', 'InvoiceDetailServiceItem', 'Distribution')).toEqual([]);
  });

  test('taxes are told at the foot', () => {
    const taxRuleId = orders[0]!;
    const xml = request(
      contentOf([workedLine(1, 41, '100', { taxRuleId })], {
        taxes: [
          {
            number: 1,
            taxRuleId,
            name: 'Sales tax',
            jurisdiction: 'OH',
            percent: '7.5000',
            base: '68.33',
            amount: taxOf('68.33', '7.5'),
          },
        ],
      }),
    );
    const detail = xml.one('InvoiceDetailSummary', 'Tax', 'TaxDetail');
    expect([detail.attribute('percentageRate'), detail.text('TaxAmount', 'Money')]).toEqual([
      '7.5000',
      '5.12',
    ]);
    expect(summary(xml, 'DueAmount')).toBe('73.45');
    const rate = xml.one('InvoiceDetailOrder', 'InvoiceDetailServiceItem', 'UnitRate');
    expect([rate.text('UnitOfMeasure'), rate.one('PriceBasisQuantity').attribute('quantity')]).toEqual([
      'MIN',
      '60',
    ]);
  });
});
