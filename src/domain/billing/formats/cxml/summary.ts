import { compare, negate, parseAmount, zeroAmount } from '../../../../kernel/money.ts';
import { isVendors, type DocumentHead } from '../document.ts';
import { element, textElement } from '../xml.ts';
import { money } from './line.ts';

const english = { 'xml:lang': 'en' };

const taxDetails = (head: DocumentHead): string[] =>
  head.taxes.map(({ name, jurisdiction, percent, base, amount }) =>
    element(
      'TaxDetail',
      [
        element('TaxableAmount', [money(base, head)]),
        element('TaxAmount', [money(amount, head)]),
        textElement('TaxLocation', jurisdiction, english),
        textElement('Description', name, english),
      ],
      { purpose: 'tax', category: 'sales', percentageRate: percent },
    ),
  );

/** The fee that a vendor's total is net of: a deduction, or a cost where it is given back. */
function fee(head: DocumentHead): string[] {
  const taken = parseAmount(head.fee);
  const sign = compare(taken, zeroAmount);
  if (!isVendors(head) || sign === 0) return [];
  const modification =
    sign > 0
      ? element('AdditionalDeduction', [element('DeductionAmount', [money(taken, head)])], { type: 'fee' })
      : element('AdditionalCost', [money(negate(taken), head)]);
  const detail = element('ModificationDetail', [textElement('Description', 'Program fee', english)], {
    name: sign > 0 ? 'Allowance' : 'Charge',
  });
  return [
    element('InvoiceHeaderModifications', [element('Modification', [modification, detail])]),
    sign < 0 ? element('TotalCharges', [money(negate(taken), head)]) : '',
    sign > 0 ? element('TotalAllowances', [money(taken, head)]) : '',
    element('TotalAmountWithoutTax', [money(head.net, head)]),
  ];
}

/** The totals of a document, of a credit below zero. */
export const summary = (head: DocumentHead): string =>
  element('InvoiceDetailSummary', [
    element('SubtotalAmount', [money(head.gross, head)]),
    element('Tax', [money(head.tax, head), textElement('Description', 'Tax', english), ...taxDetails(head)]),
    ...fee(head),
    element('NetAmount', [money(head.total, head)]),
    element('DueAmount', [money(head.total, head)]),
  ]);
