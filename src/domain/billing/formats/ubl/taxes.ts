import { add, subtract, sum, zeroAmount, type Amount } from '../../../../kernel/money.ts';
import { isCredit, isVendors, type DocumentHead, type InvoiceDocument } from '../document.ts';
import { turned } from '../measure.ts';
import { element, textElement } from '../xml.ts';

/** A tax category of EN 16931 as a document bears it; every other thing of the document is in none of them. */
export interface Category {
  /** S: taxed; Z: not, on a document on which other lines are; O: on a document outside of tax. */
  code: 'S' | 'Z' | 'O';
  percent: string | null;
  base: Amount;
  tax: Amount;
}

const isNone = (percent: string) => !/[1-9]/.test(percent);

/**
 * The categories of a document. All lines of a document without tax are O, which no other may stand beside (BR-O-11);
 * taxes of one percentage are one category (BR-S-08), and what bears none of a taxed document is Z.
 */
export function categoriesOf({ head, lines }: InvoiceDocument): Category[] {
  const isTurned = isCredit(head);
  const taxable = turned(isVendors(head) ? head.net : head.gross, isTurned);
  const bearing = head.taxes.filter(({ percent }) => !isNone(percent));
  if (bearing.length === 0) return [{ code: 'O', percent: null, base: taxable, tax: zeroAmount }];
  const taxed = [...Map.groupBy(bearing, ({ percent }) => percent)].map(([percent, taxes]): Category => ({
    code: 'S',
    percent,
    base: sum(taxes.map(({ base }) => turned(base, isTurned))),
    tax: sum(taxes.map(({ amount }) => turned(amount, isTurned))),
  }));
  const rest = subtract(taxable, sum(taxed.map(({ base }) => base)));
  const rules = new Set(bearing.map(({ taxRuleId }) => taxRuleId));
  const isAllTaxed = rest === zeroAmount && lines.every(({ taxRuleId }) => rules.has(taxRuleId ?? ''));
  return isAllTaxed ? taxed : [...taxed, { code: 'Z', percent: '0', base: rest, tax: zeroAmount }];
}

/** The category of what bears a tax rule, or none. */
export function categoryOf(
  head: DocumentHead,
  categories: readonly Category[],
  taxRuleId: string | null,
): Category {
  const percent = head.taxes.find((tax) => tax.taxRuleId === taxRuleId)?.percent;
  return (
    categories.find((category) => category.code === 'S' && category.percent === percent) ?? categories.at(-1)!
  );
}

const scheme = element('cac:TaxScheme', [textElement('cbc:ID', 'VAT')]);

/** A category as a line, an allowance or the breakdown names it. */
export const taxCategory = (
  name: string,
  { code, percent }: Category,
  reason: string | null = null,
): string =>
  element(name, [
    textElement('cbc:ID', code),
    textElement('cbc:Percent', percent),
    textElement('cbc:TaxExemptionReason', reason),
    scheme,
  ]);

/** The breakdown of a document's tax, and its total. */
export function taxTotal(head: DocumentHead, categories: readonly Category[]): string {
  const money = { currencyID: head.currency };
  return element('cac:TaxTotal', [
    textElement(
      'cbc:TaxAmount',
      categories.reduce((total, { tax }) => add(total, tax), zeroAmount),
      money,
    ),
    ...categories.map((category) =>
      element('cac:TaxSubtotal', [
        textElement('cbc:TaxableAmount', category.base, money),
        textElement('cbc:TaxAmount', category.tax, money),
        taxCategory('cac:TaxCategory', category, category.code === 'O' ? 'Not subject to VAT' : null),
      ]),
    ),
  ]);
}
