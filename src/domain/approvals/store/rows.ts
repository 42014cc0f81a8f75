import type { Row } from '../../../kernel/transaction.ts';
import type {
  approvalChains,
  approvalDelegations,
  approvalLinks,
  approvalPolicies,
  approvalSteps,
} from '../tables.ts';

export type PolicyRow = Row<typeof approvalPolicies>;
export type ChainRow = Row<typeof approvalChains>;
export type StepRow = Row<typeof approvalSteps>;
export type DelegationRow = Row<typeof approvalDelegations>;
export type LinkRow = Row<typeof approvalLinks>;

/** Ids as the text of an array of Postgres. */
export const idList = (ids: readonly string[]): string => `{${ids.join(',')}}`;
