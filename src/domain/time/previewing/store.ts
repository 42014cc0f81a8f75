import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { TimesheetRow } from '../store.ts';

/** What an agreement says of the MSP's fee for the type of order. */
export interface PreviewedFee {
  agreementId: string;
  feeModel: 'vendor_funded' | 'client_funded' | 'none';
  feeBasis: 'timesheet' | 'line' | 'invoice';
  feePercent: string;
}

/**
 * The fee's terms of an agreement of the week's vendor in its program, or of the one in force when the week began where
 * none is named; undefined where there is none. Nothing is held: nothing will be billed by it.
 */
export async function feeTerms(
  { assignmentId, programId, vendorId, weekStartsOn }: TimesheetRow,
  agreementId: string | undefined,
  { tx, actor }: Context,
): Promise<PreviewedFee | undefined> {
  const [found] = await tx.rows<PreviewedFee>(sql`
    select a.id as "agreementId", coalesce(f.fee_model, a.fee_model) as "feeModel",
      coalesce(f.fee_basis, a.fee_basis) as "feeBasis", coalesce(f.fee_percent, a.fee_percent)::text as "feePercent"
    from agreements a
    join assignments s on s.tenant_id = a.tenant_id and s.id = ${assignmentId}
    join orders o on o.tenant_id = s.tenant_id and o.id = s.order_id
    left join agreement_fees f on f.tenant_id = a.tenant_id and f.agreement_id = a.id and f.order_type = o.type and f.state = 'in_force'
    where a.tenant_id = ${actor.tenantId} and a.program_id = ${programId} and a.vendor_id = ${vendorId}
      and (a.id = ${agreementId ?? null}::uuid
        or ${agreementId === undefined}::boolean and a.effective @> ${weekStartsOn}::date)`);
  return found;
}
