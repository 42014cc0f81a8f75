import { taxesOf, taxRuleFor, type Tax, type Taxable, type TaxRule } from '../settings/taxing.ts';

/** The lines of a facility, kind and vendor, and the tax that they bear. */
export interface TaxedGroup {
  facilityId: string | null;
  kind: string;
  vendorId: string;
  taxRuleId: string;
}

/** What the lines of a draft that bear a tax come to. */
export interface TaxBase {
  invoiceId: string;
  taxRuleId: string;
  base: string;
}

/** Which groups of lines bear a tax. */
export const taxedBy = (groups: readonly Taxable[], rules: readonly TaxRule[]): TaxedGroup[] =>
  groups.flatMap(({ facilityId, kind, vendorId, state }) => {
    const rule = taxRuleFor(rules, { facilityId, kind, vendorId, state });
    return rule ? [{ facilityId, kind, vendorId, taxRuleId: rule.id }] : [];
  });

/** The taxes of each draft, each rounded once over the lines that bear it; see `taxesOf` of what stands. */
export function taxesByDraft(
  bases: readonly TaxBase[],
  rules: readonly TaxRule[],
  standing: readonly { taxRuleId: string; base: string; amount: string }[],
): Map<string, Tax[]> {
  const nowhere = { facilityId: null, state: null, kind: '', vendorId: '' };
  return new Map(
    [...Map.groupBy(bases, ({ invoiceId }) => invoiceId)].map(([invoiceId, here]) => {
      const lines = here.map(({ taxRuleId, base }) => ({ ...nowhere, taxRuleId, amount: base }));
      return [invoiceId, taxesOf(lines, rules, standing).taxes];
    }),
  );
}
