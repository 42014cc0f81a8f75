import { spanOf } from '../../../kernel/day-range.ts';
import type { SourceLine } from './source-line.ts';

/** A pay code as far as it decides; null is any. */
export interface CodeRule {
  readonly vendorId: string | null;
  readonly basis: 'hours' | 'pay';
  readonly type: string;
  readonly component: string | null;
  readonly profession: string | null;
  readonly code: string;
  readonly effective: string;
}

/** Whose line it is. */
export interface LineOwner {
  readonly vendorId: string;
  readonly profession: string;
}

type Question = Pick<SourceLine, 'basis' | 'type' | 'component' | 'workDate'>;

const holdsOn = ({ effective }: CodeRule, day: string) => {
  const { from, until } = spanOf(effective);
  return from <= day && (until === null || day < until);
};

// A vendor’s own word goes before a component’s, and that before a profession’s.
const weightOf = ({ vendorId, component, profession }: CodeRule) =>
  (vendorId ? 4 : 0) + (component ? 2 : 0) + (profession ? 1 : 0);

/** The code of the most specific rule that is for the line on its day; null where none is. */
export function payCodeFor(rules: readonly CodeRule[], line: Question, owner: LineOwner): string | null {
  const fitting = rules.filter(
    (rule) =>
      rule.basis === line.basis &&
      rule.type === line.type &&
      (rule.vendorId === null || rule.vendorId === owner.vendorId) &&
      (rule.component === null || rule.component === line.component) &&
      (rule.profession === null || rule.profession === owner.profession) &&
      holdsOn(rule, line.workDate),
  );
  return fitting.toSorted((one, other) => weightOf(other) - weightOf(one))[0]?.code ?? null;
}

/** The same, remembering answers: the lines of an export ask the same thing over and over. */
export function payCodesOf(rules: readonly CodeRule[]) {
  const known = new Map<string, string | null>();
  return (line: Question, owner: LineOwner): string | null => {
    const key = `${line.basis}|${line.type}|${line.component}|${line.workDate}|${owner.vendorId}|${owner.profession}`;
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = payCodeFor(rules, line, owner)));
    return found;
  };
}
