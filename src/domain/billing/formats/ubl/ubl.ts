import { compare, negate, zeroAmount } from '../../../../kernel/money.ts';
import { isCredit, isVendors, type DocumentHead, type InvoiceDocument } from '../document.ts';
import { turned } from '../measure.ts';
import { termsOf } from '../terms.ts';
import { element, opening, textElement } from '../xml.ts';
import { lineElement } from './line.ts';
import { party } from './party.ts';
import { categoriesOf, taxCategory, taxTotal, type Category } from './taxes.ts';

const schemas = 'urn:oasis:names:specification:ubl:schema:xsd';

/**
 * The document type (UNTDID 1001): 380 and 381 are the seller's; a vendor's documents are made by the buyer in the
 * vendor's name: 389, a self-billed invoice, and 261, a self-billed credit note.
 */
const types = {
  client_invoice: '380',
  credit_memo: '381',
  vendor_statement: '389',
  vendor_credit: '261',
} as const;

const instrumentNotDefined = '1';

/** The fee that a vendor's total is net of, above zero where it lessens the total; of a client's document none. */
const feeOf = (head: DocumentHead) => (isVendors(head) ? turned(head.fee, isCredit(head)) : zeroAmount);

/** The fee as an allowance, or as a charge where it is given back. */
function feeElement(head: DocumentHead, categories: readonly Category[]): string {
  const fee = feeOf(head);
  const sign = compare(fee, zeroAmount);
  if (sign === 0) return '';
  return element('cac:AllowanceCharge', [
    textElement('cbc:ChargeIndicator', String(sign < 0)),
    textElement('cbc:AllowanceChargeReason', 'Program fee'),
    textElement('cbc:Amount', sign < 0 ? negate(fee) : fee, { currencyID: head.currency }),
    taxCategory('cac:TaxCategory', categories.at(-1)!),
  ]);
}

function totalsElement(head: DocumentHead): string {
  const money = { currencyID: head.currency };
  const said = (name: string, text: string) => textElement(name, turned(text, isCredit(head)), money);
  const fee = feeOf(head);
  const sign = compare(fee, zeroAmount);
  return element('cac:LegalMonetaryTotal', [
    said('cbc:LineExtensionAmount', head.gross),
    said('cbc:TaxExclusiveAmount', isVendors(head) ? head.net : head.gross),
    said('cbc:TaxInclusiveAmount', head.total),
    sign > 0 ? textElement('cbc:AllowanceTotalAmount', fee, money) : '',
    sign < 0 ? textElement('cbc:ChargeTotalAmount', negate(fee), money) : '',
    said('cbc:PayableAmount', head.total),
  ]);
}

function introduction(head: DocumentHead): string {
  const isNote = isCredit(head);
  const notes = [head.note, head.reason].map((note) => textElement('cbc:Note', note));
  const order = head.names.purchaseOrders[head.purchaseOrderId ?? ''] ?? null;
  return [
    textElement('cbc:CustomizationID', 'urn:cen.eu:en16931:2017'),
    textElement('cbc:ID', head.number),
    textElement('cbc:IssueDate', head.issuedOn),
    isNote ? '' : textElement('cbc:DueDate', head.dueOn),
    textElement(isNote ? 'cbc:CreditNoteTypeCode' : 'cbc:InvoiceTypeCode', types[head.kind]),
    ...notes,
    textElement('cbc:DocumentCurrencyCode', head.currency),
    textElement('cbc:AccountingCost', head.names.costCenters[head.costCenterId ?? ''] ?? null),
    textElement('cbc:BuyerReference', head.names.program),
    element('cac:InvoicePeriod', [
      textElement('cbc:StartDate', head.periodStart),
      textElement('cbc:EndDate', head.periodEnd),
    ]),
    order === null ? '' : element('cac:OrderReference', [textElement('cbc:ID', order)]),
    head.correctsNumber === null
      ? ''
      : element('cac:BillingReference', [
          element('cac:InvoiceDocumentReference', [textElement('cbc:ID', head.correctsNumber)]),
        ]),
  ].join('');
}

/** The document as UBL 2.1 in the shape of EN 16931, in pieces; a credit's amounts are what it takes back. */
export function* ublOf({ head, lines }: InvoiceDocument): Generator<string> {
  const root = isCredit(head) ? 'CreditNote' : 'Invoice';
  const categories = categoriesOf({ head, lines });
  const chargesTax = categories[0]!.code === 'S';
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield opening(root, {
    xmlns: `${schemas}:${root}-2`,
    'xmlns:cac': `${schemas}:CommonAggregateComponents-2`,
    'xmlns:cbc': `${schemas}:CommonBasicComponents-2`,
  });
  yield introduction(head);
  yield party('cac:AccountingSupplierParty', head.seller, { isSeller: true, chargesTax });
  yield party('cac:AccountingCustomerParty', head.buyer, { isSeller: false, chargesTax });
  yield element('cac:PaymentMeans', [textElement('cbc:PaymentMeansCode', instrumentNotDefined)]);
  yield element('cac:PaymentTerms', [textElement('cbc:Note', termsOf(head).join(' '))]);
  yield feeElement(head, categories);
  yield taxTotal(head, categories);
  yield totalsElement(head);
  for (const line of lines) yield lineElement(line, head, categories);
  yield `</${root}>\n`;
}
