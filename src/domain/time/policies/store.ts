import { and, asc, eq, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import type { Weekday, WorkweekStart } from '../../../kernel/week.ts';
import { payPolicies } from '../tables.ts';

export type PayPolicyRow = Row<typeof payPolicies>;

/** Whose hours a pay policy is looked for; an assignment is one. Absent: no policy of a vendor’s agreement or a worker counts. */
export interface PolicyPlace {
  programId: string;
  facilityId: string;
  vendorId?: string | null;
  workerId?: string | null;
  /** Absent: the vendor’s agreement in the program that covers the day. */
  agreementId?: string | null;
}

/** A policy in force, and where it begins workweeks by the facility’s wall clock. */
export interface PolicyWorkweek {
  payPolicyId: string;
  start: WorkweekStart;
}

/**
 * The pay policy in force for somebody’s hours on a day of the facility, `YYYY-MM-DD`, and where it begins workweeks:
 * the worker’s before the agreement’s, the facility’s, the state’s and the program’s. Every side may know that much;
 * undefined where none is in force.
 */
export async function workweekFor(
  { programId, facilityId, vendorId, workerId, agreementId }: PolicyPlace,
  day: string,
  { tx }: Context,
): Promise<PolicyWorkweek | undefined> {
  const [found] = await tx.rows<{ payPolicyId: string; day: Weekday; time: string }>(
    sql`select pay_policy_id as "payPolicyId", weekday as day, time_of_day as time
      from app.pay_policy_on(${programId}::uuid, ${facilityId}::uuid, ${vendorId ?? null}::uuid, ${workerId ?? null}::uuid,
        ${day}::date, ${agreementId ?? null}::uuid)`,
  );
  return found && { payPolicyId: found.payPolicyId, start: { day: found.day, time: found.time } };
}

/** Whether another number stands in the place of a policy already. */
export async function isRevised(id: string, { tx, actor }: Context): Promise<boolean> {
  const found = await tx.db
    .select({ id: payPolicies.id })
    .from(payPolicies)
    .where(and(eq(payPolicies.tenantId, actor.tenantId), eq(payPolicies.supersedesId, id)))
    .limit(1);
  return found.length > 0;
}

/** The policies of an agreement, held until the transaction ends, in the order of their ids. */
export const heldPoliciesOf = (agreementId: string, { tx, actor }: Context): Promise<PayPolicyRow[]> =>
  tx.db
    .select()
    .from(payPolicies)
    .where(and(eq(payPolicies.tenantId, actor.tenantId), eq(payPolicies.agreementId, agreementId)))
    .orderBy(asc(payPolicies.id))
    .for('update');
