import { parseAmount } from '../../../../kernel/money.ts';
import type { DocumentHead, DocumentLine } from '../document.ts';
import { measureOf } from '../measure.ts';
import { element, textElement } from '../xml.ts';

/** The first and the last instant of a day; where nobody says a zone, its own day. */
export const opens = (day: string): string => `${day}T00:00:00+00:00`;
export const closes = (day: string): string => `${day}T23:59:59+00:00`;

/** Money of the document. */
export const money = (amount: string, { currency }: DocumentHead): string =>
  textElement('Money', amount, { currency });

const english = { 'xml:lang': 'en' };

/** What of a line's amount a cost center bears. */
const distribution = (
  { costCenterId, code, amount }: DocumentLine['allocation'][number],
  head: DocumentHead,
): string =>
  element('Distribution', [
    element(
      'Accounting',
      [
        element(
          'AccountingSegment',
          [
            textElement('Name', 'Cost center', english),
            textElement('Description', head.names.costCenters[costCenterId] ?? code, english),
          ],
          { id: code },
        ),
      ],
      { name: 'Cost center' },
    ),
    element('Charge', [money(amount, head)]),
  ]);

const extrinsic = (name: string, value: string | undefined): string =>
  value === undefined ? '' : textElement('Extrinsic', value, { name });

/** A line as a service item: its rate by its unit, its days, and where its cost is charged. */
export function serviceItem(line: DocumentLine, head: DocumentHead): string {
  const { quantity, unit, price, per } = measureOf(line, parseAmount(line.amount));
  const { names } = head;
  return element(
    'InvoiceDetailServiceItem',
    [
      element('InvoiceDetailServiceItemReference', [
        element('ItemID', [textElement('SupplierPartID', line.kind)]),
        textElement('Description', line.description, english),
      ]),
      element('SubtotalAmount', [money(line.amount, head)]),
      element('Period', [], { startDate: opens(line.workDateFrom), endDate: closes(line.workDateTo) }),
      element('UnitRate', [
        money(price, head),
        textElement('UnitOfMeasure', unit),
        per === 1
          ? ''
          : element('PriceBasisQuantity', [textElement('UnitOfMeasure', unit)], {
              quantity: per,
              conversionFactor: 1,
            }),
      ]),
      ...line.allocation.map((part) => distribution(part, head)),
      extrinsic('facility', names.facilities[line.facilityId ?? '']),
      extrinsic('unit', names.units[line.unitId ?? '']),
      extrinsic('vendor', names.vendors[line.vendorId]),
      extrinsic('billingItem', line.billingItemId),
    ],
    { invoiceLineNumber: line.number, quantity },
  );
}
