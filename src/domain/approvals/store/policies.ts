import { and, asc, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Context } from '../../../kernel/operation.ts';
import { programs, type Place } from '../../programs/index.ts';
import { choosePolicy } from '../model/choosing.ts';
import type { ApprovalFacts } from '../model/condition.ts';
import { approvalPolicies } from '../tables.ts';
import type { PolicyRow } from './rows.ts';

const sameOrNone = (column: PgColumn, id: string | null): SQL | undefined =>
  id === null ? isNull(column) : or(isNull(column), eq(column, id));

/**
 * The policy that routes a subject of the place now, of those in effect on the program's day; a surge without one of its
 * own is routed as its order is.
 */
export async function policyInForce(
  subject: PolicyRow['subject'],
  { programId, facilityId, unitId }: Place,
  facts: ApprovalFacts,
  { tx, actor, now }: Context,
): Promise<PolicyRow | undefined> {
  const found = await tx.db
    .select({ policy: approvalPolicies })
    .from(approvalPolicies)
    .innerJoin(
      programs,
      and(eq(programs.tenantId, approvalPolicies.tenantId), eq(programs.id, approvalPolicies.programId)),
    )
    .where(
      and(
        eq(approvalPolicies.tenantId, actor.tenantId),
        eq(approvalPolicies.programId, programId),
        inArray(approvalPolicies.subject, subject === 'surge' ? [subject, 'order'] : [subject]),
        sameOrNone(approvalPolicies.facilityId, facilityId),
        sameOrNone(approvalPolicies.unitId, unitId),
        isNull(approvalPolicies.archivedAt),
        sql`${approvalPolicies.effectiveFrom} <= (${now}::timestamptz at time zone ${programs.timeZone})::date`,
      ),
    )
    // Of two that a fact nobody knows leaves equal, always the same one.
    .orderBy(asc(approvalPolicies.id));
  const policies = found.map(({ policy }) => policy);
  const own = policies.filter((policy) => policy.subject === subject);
  return choosePolicy(own, facts) ?? choosePolicy(policies, facts);
}

/** The policies of a subject that take effect in the program on a day; the program is held: none joins them meanwhile. */
export async function policiesFrom(
  { programId, subject, effectiveFrom }: Pick<PolicyRow, 'programId' | 'subject' | 'effectiveFrom'>,
  { tx, actor }: Context,
): Promise<PolicyRow[]> {
  await tx.rows(
    sql`select id from programs where tenant_id = ${actor.tenantId} and id = ${programId} for no key update`,
  );
  return tx.db
    .select()
    .from(approvalPolicies)
    .where(
      and(
        eq(approvalPolicies.tenantId, actor.tenantId),
        eq(approvalPolicies.programId, programId),
        eq(approvalPolicies.subject, subject),
        eq(approvalPolicies.effectiveFrom, effectiveFrom),
        isNull(approvalPolicies.archivedAt),
      ),
    );
}
