import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { approvedLines, type WorkedOver } from '../../time/index.ts';
import { billingItems } from '../tables.ts';
import type { BillingItemRow } from './billing-items.ts';
import { weekOf } from './waiting-items.ts';

const week = weekOf(sql`${billingItems}`);

/**
 * Approved items under a condition, locked after the timesheets they come from, so that nobody bills them twice
 * and no version changes meanwhile. Those of a disputed timesheet wait for its end.
 */
async function lockWaiting(condition: SQL, { tx, actor }: Context): Promise<BillingItemRow[]> {
  const approved = and(
    eq(billingItems.tenantId, actor.tenantId),
    eq(billingItems.state, 'approved'),
    condition,
  )!;
  const sheets = await tx.rows<{
    id: string;
  }>(sql`select t.id from timesheets t where t.tenant_id = ${actor.tenantId}
    and t.id in (select ${week} from ${billingItems} where ${approved})
    and t.state <> 'disputed' order by t.id for update of t`);
  const free = `{${sheets.map(({ id }) => id).join(',')}}`;
  return tx.db
    .select()
    .from(billingItems)
    .where(and(approved, sql`(${week} is null or ${week} = any (${free}::uuid[]))`))
    .orderBy(billingItems.id)
    .for('update');
}

/** The credits that wait against a client invoice: of the lines that it billed. */
export const waitingForCredit = (invoiceId: string, context: Context): Promise<BillingItemRow[]> =>
  lockWaiting(
    sql`${billingItems.correctsId} in (select line.billing_item_id from invoice_lines line
      where line.tenant_id = ${context.actor.tenantId} and line.invoice_id = ${invoiceId} and line.side = 'client')`,
    context,
  );

/** The timesheets of an assignment that have something waiting to be invoiced. */
export async function waitingOfAssignment(assignmentId: string, { tx, actor }: Context): Promise<string[]> {
  const sheets = await tx.rows<{
    id: string;
  }>(sql`select t.id from timesheets t where t.tenant_id = ${actor.tenantId}
    and t.assignment_id = ${assignmentId} and exists (select from billing_items i where i.tenant_id = t.tenant_id
      and i.source_id = t.id and i.state = 'approved') order by t.id`);
  return sheets.map(({ id }) => id);
}

/** The timesheets of a unit that have something waiting to be invoiced. */
export async function waitingOfUnit(unitId: string, { tx, actor }: Context): Promise<string[]> {
  const sheets = await tx.rows<{ id: string }>(sql`select distinct i.source_id as id from billing_items i
    where i.tenant_id = ${actor.tenantId} and i.unit_id = ${unitId} and i.state = 'approved'
    and i.source_noun = 'timesheet' order by 1`);
  return sheets.map(({ id }) => id);
}

/** The weeks that stand approved with hours worked on some of the days. */
export async function billedWeeksOver(worked: WorkedOver, { tx, actor }: Context): Promise<string[]> {
  const sheets = await tx.rows<{ id: string }>(
    sql`select distinct t.id from ${approvedLines(worked, actor.tenantId)} order by t.id`,
  );
  return sheets.map(({ id }) => id);
}
