import { isCredit, isVendors, type DocumentHead, type InvoiceDocument } from '../document.ts';
import { termsOf } from '../terms.ts';
import { element, opening, textElement } from '../xml.ts';
import { closes, opens, serviceItem } from './line.ts';
import { credential, partner, remitTo } from './parties.ts';
import { summary } from './summary.ts';

const version = '1.2.037';
const home = 'http://xml.cXML.org/schemas/cXML';

/** What the envelope of a document is known by, so that a later one can refer to it. */
const payloadId = (id: string): string => `${id}@requisite`;

/**
 * What a document is for. A memo of lines gives back on each of them; `creditMemo` would say its total alone. One that
 * asks for more than it gives back is a debit.
 */
function purposeOf(head: DocumentHead): string {
  if (!isCredit(head)) return 'standard';
  return head.total.startsWith('-') ? 'lineLevelCreditMemo' : 'lineLevelDebitMemo';
}

function requestHeader(head: DocumentHead, hasDistributions: boolean): string {
  const comments = [head.note, head.reason, ...termsOf(head)].filter((text) => text !== null);
  return element(
    'InvoiceDetailRequestHeader',
    [
      element('InvoiceDetailHeaderIndicator', []),
      element('InvoiceDetailLineIndicator', [], { isAccountingInLine: hasDistributions ? 'yes' : null }),
      partner('from', head.seller),
      partner('billTo', head.buyer),
      remitTo(head.remitTo),
      head.correctsId === null
        ? ''
        : element('DocumentReference', [], { payloadID: payloadId(head.correctsId) }),
      head.correctsNumber === null ? '' : element('InvoiceIDInfo', [], { invoiceID: head.correctsNumber }),
      isCredit(head) ? '' : element('PaymentTerm', [], { payInNumberOfDays: head.termsDays }),
      element('Period', [], { startDate: opens(head.periodStart), endDate: closes(head.periodEnd) }),
      textElement('Comments', comments.join(' '), { 'xml:lang': 'en' }),
    ],
    {
      invoiceID: head.number,
      purpose: purposeOf(head),
      operation: 'new',
      invoiceDate: head.issuedAt,
      invoiceOrigin: isVendors(head) ? 'buyer' : 'supplier',
    },
  );
}

/** The places of the lines of each purchase order, in the order in which they come. */
function byOrder({ lines }: InvoiceDocument): Map<string | null, number[]> {
  const places = new Map<string | null, number[]>();
  let place = 0;
  for (const { purchaseOrderId } of lines) {
    const held = places.get(purchaseOrderId);
    if (held) held.push(place);
    else places.set(purchaseOrderId, [place]);
    place += 1;
  }
  return places;
}

/** The document as a cXML InvoiceDetailRequest in its envelope, in pieces; one order for each purchase order. */
export function* cxmlOf(document: InvoiceDocument): Generator<string> {
  const { head, lines } = document;
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<!DOCTYPE cXML SYSTEM "${home}/${version}/InvoiceDetail.dtd">\n`;
  yield opening('cXML', { version, payloadID: payloadId(head.id), timestamp: head.issuedAt });
  const [from, to] = [credential(head.seller), credential(head.buyer)];
  yield element('Header', [
    element('From', [from]),
    element('To', [to]),
    element('Sender', [isVendors(head) ? to : from, textElement('UserAgent', 'Requisite')]),
  ]);
  yield opening('Request', { deploymentMode: 'production' });
  yield opening('InvoiceDetailRequest');
  yield requestHeader(head, !isVendors(head));
  for (const [orderId, places] of byOrder(document)) {
    const number = head.names.purchaseOrders[orderId ?? ''];
    yield opening('InvoiceDetailOrder');
    yield element('InvoiceDetailOrderInfo', [
      number === undefined
        ? element('SupplierOrderInfo', [], { orderID: head.number })
        : element('OrderIDInfo', [], { orderID: number }),
    ]);
    for (const place of places) yield serviceItem(lines.at(place), head);
    yield '</InvoiceDetailOrder>';
  }
  yield summary(head);
  yield '</InvoiceDetailRequest></Request></cXML>\n';
}
