import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { paymentApplications, payments } from '../tables.ts';

export type PaymentRow = Row<typeof payments>;
export type ApplicationRow = Row<typeof paymentApplications>;

/** The payment recorded under the payer's reference; one that was reversed too. */
export async function paymentUnder(
  {
    programId,
    direction,
    vendorId,
    reference,
  }: Pick<PaymentRow, 'programId' | 'direction' | 'vendorId' | 'reference'>,
  { tx, actor }: Context,
): Promise<PaymentRow | undefined> {
  const [found] = await tx.db
    .select()
    .from(payments)
    .where(
      and(
        eq(payments.tenantId, actor.tenantId),
        eq(payments.programId, programId),
        eq(payments.direction, direction),
        vendorId === null ? isNull(payments.vendorId) : eq(payments.vendorId, vendorId),
        eq(payments.reference, reference),
      ),
    );
  return found;
}

/** What of a payment was applied and not taken back, in the order in which it was. */
export const standingApplications = (paymentId: string, { tx, actor }: Context): Promise<ApplicationRow[]> =>
  tx.db
    .select()
    .from(paymentApplications)
    .where(
      and(
        eq(paymentApplications.tenantId, actor.tenantId),
        eq(paymentApplications.paymentId, paymentId),
        isNull(paymentApplications.reversesId),
        sql`not exists (select from payment_applications back where back.tenant_id = ${paymentApplications.tenantId}
          and back.reverses_id = ${paymentApplications.id})`,
      ),
    )
    .orderBy(paymentApplications.id);
