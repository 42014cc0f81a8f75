import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { liveStates } from '../model/vendor-consequence.ts';
import { performanceRules, vendorConsequences } from '../tables.ts';

export type RuleRow = Row<typeof performanceRules>;
export type ConsequenceRow = Row<typeof vendorConsequences>;

/** The rules in force that judge a scorecard, by name. */
export const rulesOf = (seriesId: string, { tx, actor }: Context): Promise<RuleRow[]> =>
  tx.db
    .select()
    .from(performanceRules)
    .where(
      and(
        eq(performanceRules.tenantId, actor.tenantId),
        eq(performanceRules.seriesId, seriesId),
        eq(performanceRules.state, 'in_force'),
      ),
    )
    .orderBy(asc(performanceRules.name));

/** All that rules ever brought upon the vendors, in the order in which it came. */
export const consequencesOf = (
  ruleIds: readonly string[],
  vendorIds: readonly string[],
  { tx, actor }: Context,
): Promise<ConsequenceRow[]> =>
  tx.db
    .select()
    .from(vendorConsequences)
    .where(
      and(
        eq(vendorConsequences.tenantId, actor.tenantId),
        inArray(vendorConsequences.ruleId, [...ruleIds]),
        inArray(vendorConsequences.vendorId, [...vendorIds]),
      ),
    )
    .orderBy(asc(vendorConsequences.createdAt), asc(vendorConsequences.id));

/** What a vendor feels in a program, whatever rule brought it, in the order in which it came; held, as its place is. */
export const liveOf = (
  { programId, vendorId }: Pick<ConsequenceRow, 'programId' | 'vendorId'>,
  { tx, actor }: Context,
): Promise<ConsequenceRow[]> =>
  tx.db
    .select()
    .from(vendorConsequences)
    .where(
      and(
        eq(vendorConsequences.tenantId, actor.tenantId),
        eq(vendorConsequences.programId, programId),
        eq(vendorConsequences.vendorId, vendorId),
        inArray(vendorConsequences.state, [...liveStates]),
      ),
    )
    .orderBy(asc(vendorConsequences.createdAt), asc(vendorConsequences.id))
    .for('update');
