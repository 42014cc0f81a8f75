import { spanOf } from '../../../kernel/day-range.ts';
import type { GlPurpose } from '../model/account.ts';

/** A mapping as far as it decides; null is any. */
export interface MappingRule {
  readonly purpose: GlPurpose;
  readonly itemKind: string | null;
  readonly hourType: string | null;
  readonly costCenterId: string | null;
  readonly effective: string;
  readonly accountId: string;
  readonly accountNumber: string;
  readonly accountName: string;
}

/** What an account is looked for. */
export interface Posted {
  readonly purpose: GlPurpose;
  readonly itemKind: string | null;
  readonly hourType: string | null;
  readonly costCenterId: string | null;
  readonly postedOn: string;
}

/** Whether a mapping is in force on a day. */
export const holdsOn = ({ effective }: Pick<MappingRule, 'effective'>, day: string): boolean => {
  const { from, until } = spanOf(effective);
  return from <= day && (until === null || day < until);
};

// A cost center’s own account goes before an hour type’s, and that before a kind’s.
const weightOf = ({ costCenterId, hourType, itemKind }: MappingRule) =>
  (costCenterId ? 4 : 0) + (hourType ? 2 : 0) + (itemKind ? 1 : 0);

/** The most specific rule that is for what is posted on its day; undefined where none is. */
export const mappingFor = (rules: readonly MappingRule[], posted: Posted): MappingRule | undefined =>
  rules
    .filter(
      (rule) =>
        rule.purpose === posted.purpose &&
        (rule.itemKind === null || rule.itemKind === posted.itemKind) &&
        (rule.hourType === null || rule.hourType === posted.hourType) &&
        (rule.costCenterId === null || rule.costCenterId === posted.costCenterId) &&
        holdsOn(rule, posted.postedOn),
    )
    .toSorted((one, other) => weightOf(other) - weightOf(one))[0];
