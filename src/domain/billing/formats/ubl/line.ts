import type { DocumentHead, DocumentLine } from '../document.ts';
import { isCredit } from '../document.ts';
import { measureOf, one, turned } from '../measure.ts';
import { element, textElement } from '../xml.ts';
import { categoryOf, taxCategory, type Category } from './taxes.ts';

/** Where the client charges its cost: a cost center's code, or each with its part. */
function accountingCost({ allocation }: DocumentLine, isTurned: boolean): string | null {
  if (allocation.length === 0) return null;
  if (allocation.length === 1) return allocation[0]!.code;
  return allocation.map(({ code, amount }) => `${code} ${turned(amount, isTurned)}`).join('; ');
}

const property = (name: string, value: string | null | undefined): string =>
  value
    ? element('cac:AdditionalItemProperty', [textElement('cbc:Name', name), textElement('cbc:Value', value)])
    : '';

/** A line of an invoice, or of a credit note, where quantities take back. */
export function lineElement(line: DocumentLine, head: DocumentHead, categories: readonly Category[]): string {
  const isTurned = isCredit(head);
  const money = { currencyID: head.currency };
  const amount = turned(line.amount, isTurned);
  const { quantity, unit, price, per } = measureOf(line, amount);
  const { names } = head;
  return element(isTurned ? 'cac:CreditNoteLine' : 'cac:InvoiceLine', [
    textElement('cbc:ID', line.number),
    textElement(isTurned ? 'cbc:CreditedQuantity' : 'cbc:InvoicedQuantity', quantity, { unitCode: unit }),
    textElement('cbc:LineExtensionAmount', amount, money),
    textElement('cbc:AccountingCost', accountingCost(line, isTurned)),
    element('cac:InvoicePeriod', [
      textElement('cbc:StartDate', line.workDateFrom),
      textElement('cbc:EndDate', line.workDateTo),
    ]),
    element('cac:Item', [
      textElement('cbc:Name', line.description),
      element('cac:SellersItemIdentification', [textElement('cbc:ID', line.kind)]),
      taxCategory('cac:ClassifiedTaxCategory', categoryOf(head, categories, line.taxRuleId)),
      property('Facility', names.facilities[line.facilityId ?? '']),
      property('Unit', names.units[line.unitId ?? '']),
      property('Vendor', names.vendors[line.vendorId]),
      property('Purchase order', names.purchaseOrders[line.purchaseOrderId ?? '']),
      property('Unit of measure', unit === one ? line.unitOfMeasure : null),
      property('Billing item', line.billingItemId),
    ]),
    element('cac:Price', [
      textElement('cbc:PriceAmount', price, money),
      per === 1 ? '' : textElement('cbc:BaseQuantity', per, { unitCode: unit }),
    ]),
  ]);
}
