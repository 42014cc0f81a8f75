import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { TermStep } from '../../vendors/index.ts';

/** What is charged besides time, each thing once: of the program's currency, on a day at its facility. */
export interface Source {
  id: string;
  kind: 'penalty' | 'guarantee' | 'placement_fee' | 'placement_refund' | 'conversion_fee' | 'expense';
  description: string;
  programId: string;
  facilityId: string;
  unitId: string;
  vendorId: string;
  workerId: string | null;
  orderId: string | null;
  orderType: string | null;
  assignmentId: string | null;
  unitCostCenterId: string | null;
  onDay: string;
  currency: string;
  quantity: string | null;
  unitOfMeasure: string | null;
  rate: string | null;
  amount: string;
  explanation: TermStep[];
}

export type SourceNoun = 'charge' | 'expense';

const placed = sql`left join assignments a on a.tenant_id = s.tenant_id and a.id = s.assignment_id`;
const unit = sql`join units u on u.tenant_id = s.tenant_id and u.id = s.unit_id`;
const common = sql`s.id, s.program_id as "programId", s.facility_id as "facilityId", s.unit_id as "unitId", s.vendor_id as "vendorId",
  s.worker_id as "workerId", o.id as "orderId", o.type as "orderType", s.assignment_id as "assignmentId",
  u.cost_center_id as "unitCostCenterId", s.currency, s.rate::text as rate, s.amount::text as amount, s.explanation`;

// What comes to nothing is not billed.
const charges = sql`select ${common}, s.kind, s.due_on::text as "onDay", s.hours::text as quantity,
    case when s.hours is not null then 'hour' end as "unitOfMeasure",
    case s.kind when 'penalty' then 'Penalty for a cancellation' when 'guarantee' then 'Guaranteed hours'
      when 'placement_fee' then 'Placement fee' when 'placement_refund' then 'Refund of a placement fee'
      else 'Conversion fee' end as description
  from charges s ${placed} left join orders o on o.tenant_id = s.tenant_id and o.id = coalesce(s.order_id, a.order_id) ${unit}
  where s.state = 'computed' and s.amount <> 0`;
const expenses = sql`select ${common}, 'expense' as kind, s.incurred_on::text as "onDay", s.quantity::text as quantity,
    case c.kind when 'mileage' then 'mile' when 'per_diem' then 'day' end as "unitOfMeasure", 'Expense: ' || c.name as description
  from expenses s ${placed} left join orders o on o.tenant_id = s.tenant_id and o.id = a.order_id ${unit}
    join expense_categories c on c.tenant_id = s.tenant_id and c.id = s.category_id
  where s.state = 'approved' and s.is_pass_through`;

const owed: Record<SourceNoun, SQL> = { charge: charges, expense: expenses };

// Whatever became of its item: nothing is billed twice.
const unbilled = (noun: SourceNoun) => sql`not exists (select from billing_items i
  where i.tenant_id = s.tenant_id and i.source_id = s.id and i.source_noun = ${noun})`;

/** Those of the sources that are owed and were never billed, by id. */
export const unbilledSources = (
  noun: SourceNoun,
  ids: readonly string[],
  { tx, actor }: Context,
): Promise<Source[]> =>
  tx.rows(sql`${owed[noun]} and s.tenant_id = ${actor.tenantId} and s.id = any (${`{${ids.join(',')}}`}::uuid[])
    and ${unbilled(noun)} order by s.id`);

/** Everything of a program that is owed and was never billed: nothing, but for what is older than its billing. */
export const overlookedSources = (
  noun: SourceNoun,
  programId: string,
  { tx, actor }: Context,
): Promise<Source[]> =>
  tx.rows(sql`${owed[noun]} and s.tenant_id = ${actor.tenantId} and s.program_id = ${programId}
    and ${unbilled(noun)} order by s.id`);
