import { parseAmount, percentOf, subtract, sum, zeroAmount, type Amount } from '../../../kernel/money.ts';

/** Which lines a tax is on: each list sorted, an empty one is any. */
export interface Coverage {
  facilityIds: string[];
  states: string[];
  kinds: string[];
  vendorIds: string[];
}

/** A tax as it was in force on a day. */
export interface TaxRule {
  id: string;
  name: string;
  jurisdiction: string | null;
  /** A decimal string, at most 4 places. */
  percent: string;
  covers: Coverage;
}

/** What decides which tax a line bears; `state` is the facility's. */
export interface Taxable {
  facilityId: string | null;
  state: string | null;
  kind: string;
  vendorId: string;
}

/** A line of a client document; `taxRuleId` given, also as null, is the tax that it bears whatever is in force now. */
export interface TaxedLine extends Taxable {
  amount: string;
  taxRuleId?: string | null;
}

/** A tax of a document, numbered in order. */
export interface Tax {
  number: number;
  taxRuleId: string;
  name: string;
  jurisdiction: string | null;
  percent: string;
  base: Amount;
  amount: Amount;
}

/** What stands already of a tax that is reckoned further: of the corrected document, and what took back some of it. */
export interface StandingTax {
  taxRuleId: string;
  base: string;
  amount: string;
}

const lists = ['vendorIds', 'facilityIds', 'states', 'kinds'] as const;

function bears({ covers }: TaxRule, { vendorId, facilityId, state, kind }: Taxable): boolean {
  const asked = { vendorIds: vendorId, facilityIds: facilityId, states: state, kinds: kind };
  return lists.every((list) => covers[list].length === 0 || covers[list].includes(asked[list] ?? ''));
}

// Who names vendors comes before who names facilities, then states, then kinds; of equals the shorter list, then the name.
function inOrder(one: TaxRule, other: TaxRule): number {
  for (const list of lists) {
    const difference = Number(other.covers[list].length > 0) - Number(one.covers[list].length > 0);
    if (difference !== 0) return difference;
  }
  for (const list of lists) {
    const difference = one.covers[list].length - other.covers[list].length;
    if (difference !== 0) return difference;
  }
  const [first, second] = [one, other].map(({ name, id }) => `${name} ${id}`);
  return first! < second! ? -1 : 1;
}

/** The tax that a line bears: of those that cover it the one that names most; null where none does. */
export function taxRuleFor(rules: readonly TaxRule[], line: Taxable): TaxRule | null {
  const [first] = rules.filter((rule) => bears(rule, line)).toSorted(inOrder);
  return first ?? null;
}

/**
 * The tax that each line bears, by id, and each tax reckoned once over all lines that bear it: the sum of their amounts
 * times its percentage, rounded once to cents, half away from zero. With what stands already of a tax, it is what
 * brings the whole to that: credits that take back all of a document take back all of its tax, to the cent.
 */
export function taxesOf(
  lines: readonly TaxedLine[],
  rules: readonly TaxRule[],
  standing: readonly StandingTax[] = [],
): { ruleIds: (string | null)[]; taxes: Tax[] } {
  const ruleIds = lines.map((line) =>
    line.taxRuleId === undefined ? (taxRuleFor(rules, line)?.id ?? null) : line.taxRuleId,
  );
  const amounts = Map.groupBy(
    lines.map(({ amount }, at) => ({ id: ruleIds[at]!, amount: parseAmount(amount) })),
    ({ id }) => id,
  );
  const borne = rules.flatMap((rule) => {
    const bearing = amounts.get(rule.id);
    if (!bearing) return [];
    const before = standing.filter(({ taxRuleId }) => taxRuleId === rule.id);
    const total = (values: readonly string[]) => sum(values.map(parseAmount));
    const base = sum(bearing.map(({ amount }) => amount));
    const whole = percentOf(sum([total(before.map((tax) => tax.base)), base]), rule.percent);
    return [{ rule, base, amount: subtract(whole, total(before.map((tax) => tax.amount))) }];
  });
  const taxes = borne
    .toSorted((one, other) => inOrder(one.rule, other.rule))
    .map(({ rule: { id, name, jurisdiction, percent }, base, amount }, at) => ({
      number: at + 1,
      taxRuleId: id,
      name,
      jurisdiction,
      percent,
      base,
      amount,
    }));
  return { ruleIds, taxes };
}

/** The sum of the taxes of a document. */
export const totalTax = (taxes: readonly Pick<Tax, 'amount'>[]): Amount =>
  taxes.length === 0 ? zeroAmount : sum(taxes.map(({ amount }) => amount));
