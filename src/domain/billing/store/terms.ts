import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { onceEach } from '../../../kernel/once-each.ts';
import { allocationsOn, holdAssignments } from '../../assignments/index.ts';
import { agreementOn, feeFor } from '../../vendors/index.ts';
import type { Share } from '../charging/allocation.ts';
import { noFee, type FeeTerms } from '../charging/fees.ts';

/** What of a timesheet its billing needs, and the program's currency. */
export interface BilledWeek {
  assignmentId: string;
  orderId: string;
  programId: string;
  facilityId: string;
  unitId: string;
  vendorId: string;
  workerId: string;
  weekStartsOn: string;
  timeZone: string;
  currency: string;
  orderType: string;
  unitCostCenterId: string | null;
}

/** The weeks that timesheets are for, by timesheet, as billing sees them; their assignments' allocations stay as they are meanwhile. */
export async function heldWeeks(
  timesheetIds: readonly string[],
  context: Context,
): Promise<Map<string, BilledWeek>> {
  const { tx, actor } = context;
  const found = await tx.rows<BilledWeek & { id: string }>(sql`
    select t.id, t.assignment_id as "assignmentId", a.order_id as "orderId", t.time_zone as "timeZone", t.program_id as "programId", t.facility_id as "facilityId", t.unit_id as "unitId",
      t.vendor_id as "vendorId", t.worker_id as "workerId", t.week_starts_on as "weekStartsOn", p.currency, o.type as "orderType", u.cost_center_id as "unitCostCenterId"
    from timesheets t join programs p on p.tenant_id = t.tenant_id and p.id = t.program_id
    join assignments a on a.tenant_id = t.tenant_id and a.id = t.assignment_id
    join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id
    join units u on u.tenant_id = t.tenant_id and u.id = t.unit_id
    where t.tenant_id = ${actor.tenantId} and t.id = any(${`{${timesheetIds.join(',')}}`}::uuid[])`);
  await holdAssignments([...new Set(found.map(({ assignmentId }) => assignmentId))], context);
  return new Map(found.map(({ id, ...week }) => [id, week]));
}

/** The week that a timesheet is for, as billing sees it; its assignment's allocations stay as they are meanwhile. */
export const heldWeek = async (timesheetId: string, context: Context): Promise<BilledWeek> =>
  (await heldWeeks([timesheetId], context)).get(timesheetId)!;

/** The version of a week that stands approved, held until the transaction ends; undefined where none does. */
export async function heldRevision(timesheetId: string, { tx, actor }: Context): Promise<number | undefined> {
  const [held] = await tx.rows<{ revision: number }>(sql`select t.revision from timesheets t
    where t.tenant_id = ${actor.tenantId} and t.id = ${timesheetId} and t.approved_at is not null
      and t.state in ('approved', 'invoiced', 'disputed') for update of t`);
  return held?.revision;
}

/** Whose fee, and on which day. */
export interface FeeAsked {
  week: Pick<BilledWeek, 'programId' | 'vendorId'> & { orderType: string | null };
  onDay: string;
}

/** The fee's terms on a day: of the agreement in force for this type of order, or none; asked once of each. */
export function feeTermsIn(context: Context): (asked: FeeAsked) => Promise<FeeTerms> {
  const agreed = onceEach(
    ({ week: { programId, vendorId }, onDay }: FeeAsked) => `${programId} ${vendorId} ${onDay}`,
    ({ week: { programId, vendorId }, onDay }) => agreementOn(programId, vendorId, onDay, context),
  );
  const special = onceEach(
    ({ id, orderType }: { id: string; orderType: string }) => `${id} ${orderType}`,
    ({ id, orderType }) => feeFor(id, orderType, context),
  );
  return async (asked) => {
    const agreement = await agreed(asked);
    if (!agreement) return noFee;
    const { id } = agreement;
    const { orderType } = asked.week;
    const { feeModel, feeBasis, feePercent } =
      (orderType === null ? undefined : await special({ id, orderType })) ?? agreement;
    return { agreementId: id, feeModel, feeBasis, feePercent };
  };
}

/** What is charged on one day. */
export interface ChargedOn {
  assignmentId: string | null;
  unitCostCenterId: string | null;
  onDay: string;
}

/** Where things are charged: by the allocation in force on the day of each, else to the unit's cost center; in the order asked. */
export async function sharesOfMany(charged: readonly ChargedOn[], context: Context): Promise<Share[][]> {
  const { tx, actor } = context;
  const placed = charged.filter(({ assignmentId }) => assignmentId !== null);
  const allocated = await allocationsOn(
    placed.map(({ assignmentId, onDay }) => ({ assignmentId: assignmentId!, day: onDay })),
    context,
  );
  const agreed = new Map(placed.map((one, at) => [one, allocated[at]!]));
  const all = charged.map((one) => {
    const parts = agreed.get(one) ?? [];
    return parts.length === 0 && one.unitCostCenterId
      ? [{ costCenterId: one.unitCostCenterId, percent: '100' }]
      : parts;
  });
  const ids = [...new Set(all.flat().map(({ costCenterId }) => costCenterId))];
  if (ids.length === 0) return all.map(() => []);
  const centers = await tx.rows<{ id: string; code: string }>(
    sql`select c.id, c.code from cost_centers c where c.tenant_id = ${actor.tenantId} and c.id = any (${`{${ids.join(',')}}`}::uuid[])`,
  );
  const codes = new Map(centers.map(({ id, code }) => [id, code]));
  return all.map((shares) =>
    shares.map(({ costCenterId, percent }) => ({
      costCenterId,
      code: codes.get(costCenterId)!,
      weight: percent,
    })),
  );
}

/** Whether a source that was first worked on after the end of an agreement was billed by its terms. */
export async function isBilledAfterEnd(agreementId: string, { tx, actor }: Context): Promise<boolean> {
  const found = await tx.rows<{ id: string }>(sql`select i.source_id as id from billing_items i
    join agreements a on a.tenant_id = i.tenant_id and a.id = i.agreement_id
    where i.tenant_id = ${actor.tenantId} and i.agreement_id = ${agreementId} and i.state <> 'void'
    group by i.source_id, a.effective having min(i.work_date_from) >= upper(a.effective) limit 1`);
  return found.length > 0;
}
