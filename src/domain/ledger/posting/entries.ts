import { add, compare, negate, parseAmount, sum, zeroAmount, type Amount } from '../../../kernel/money.ts';
import type { LedgerFault } from '../model/fault.ts';
import { mappingFor, type MappingRule, type Posted } from './mapping-match.ts';

/** Money of an entry before it has an account: positive is a debit, negative a credit. */
export interface Posting extends Posted {
  readonly entryNumber: number;
  readonly reference: string;
  readonly amount: string;
  readonly costCenterCode: string | null;
}

/** A posting on an account, on one side. */
export interface GlLine<From extends Posting> {
  readonly from: From;
  readonly rule: MappingRule;
  readonly debit: Amount;
  readonly credit: Amount;
}

const describe = ({ purpose, itemKind, hourType, costCenterCode }: Posting) =>
  [purpose, itemKind, hourType, costCenterCode && `cost center ${costCenterCode}`]
    .filter((part) => part !== null)
    .join(' ');

const size = (amount: Amount) => (compare(amount, zeroAmount) < 0 ? negate(amount) : amount);

function unmapped(postings: readonly Posting[]): LedgerFault[] {
  const groups = Map.groupBy(postings, describe);
  return [...groups].map(([subject, held]) => ({
    code: 'unmapped',
    subject,
    detail: `No account is for it on ${held[0]!.postedOn}.`,
    amount: sum(held.map(({ amount }) => size(parseAmount(amount)))),
  }));
}

function unbalanced(postings: readonly Posting[]): LedgerFault[] {
  return [...Map.groupBy(postings, ({ entryNumber }) => entryNumber).values()].flatMap((held) => {
    const left = sum(held.map(({ amount }) => parseAmount(amount)));
    const fault = {
      code: 'out_of_balance' as const,
      subject: held[0]!.reference,
      detail: 'Its debits are not its credits.',
      amount: left,
    };
    return compare(left, zeroAmount) === 0 ? [] : [fault];
  });
}

/** The lines of entries, each on its account; or what keeps them from being told. */
export function linesOf<From extends Posting>(
  postings: readonly From[],
  rules: readonly MappingRule[],
): { lines: GlLine<From>[]; faults: LedgerFault[] } {
  const known = new Map<string, MappingRule | undefined>();
  const ruleFor = (posting: From) => {
    const { purpose, itemKind, hourType, costCenterId, postedOn } = posting;
    const key = [purpose, itemKind, hourType, costCenterId, postedOn].join('|');
    if (!known.has(key)) known.set(key, mappingFor(rules, posting));
    return known.get(key);
  };
  const mapped = postings.map((from) => ({ from, rule: ruleFor(from) }));
  const faults = [
    ...unbalanced(postings),
    ...unmapped(mapped.flatMap(({ from, rule }) => (rule ? [] : [from]))),
  ];
  if (faults.length > 0) return { lines: [], faults };
  const lines = mapped.map(({ from, rule }) => {
    const amount = parseAmount(from.amount);
    const isDebit = compare(amount, zeroAmount) > 0;
    return {
      from,
      rule: rule!,
      debit: isDebit ? amount : zeroAmount,
      credit: isDebit ? zeroAmount : negate(amount),
    };
  });
  return { lines, faults };
}

/** What lines come to on each side. */
export const totalsOf = (lines: readonly { debit: Amount; credit: Amount }[]) => ({
  debitTotal: lines.reduce((total, { debit }) => add(total, debit), zeroAmount),
  creditTotal: lines.reduce((total, { credit }) => add(total, credit), zeroAmount),
});
