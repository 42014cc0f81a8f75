import { sql } from 'drizzle-orm';
import type { KeptPeople } from '../../metrics/fact.ts';
import { asked, place, tiered } from './hiring.ts';
import { located, ordered } from './kept.ts';

/** People of work by the order that it was done for. */
const work = {
  cohort: 'date',
  where: 'true',
  groups: sql`${place}, r.vendor_id, m.tier, ${asked}`,
  beside: (from) => sql`${tiered(from)} ${located(from)} ${ordered(from)}`,
} satisfies Partial<KeptPeople>;

/** The people of a fact whose every row counts. */
export const peopleOfWork = (cube: string, of: readonly string[]): KeptPeople => ({ ...work, cube, of });

/** Whose weeks were approved, of those that were handed in. */
export const approvalPeople: KeptPeople = {
  ...work,
  cube: 'approvals',
  cohort: 'approved_on',
  where: 'approval_hours is not null',
  of: ['approval_hours'],
};

const charged = (cube: string, amount: string): KeptPeople => ({
  cube,
  cohort: 'date',
  where: `${amount} <> 0`,
  of: [`sum(${amount})`],
  // Of a charge to whoever may see it and not its order, too.
  groups: sql`r.program_id, r.facility_id, r.unit_id, r.cost_center_id, r.vendor_id, m.tier, o.profession, o.specialty, o.type,
    case when o.type = 'direct_hire' or r.charged_for = 'placement' then 'direct_hire'
      when o.type is not null or r.charged_for = 'work' then 'staffing'
      when r.charged_for = 'deliverable' then 'services' end,
    f.state::text, o.authors[1]`,
  beside: (from) => sql`${tiered(from)} ${located(from)} ${ordered(from)}`,
});

/** Whose work is charged, approved, invoiced or paid, by the cost center that bears it. */
export const accruedPeople = charged('accrued', 'accrued_amount');

/** Whose work stands on documents, by the cost center that bears it. */
export const invoicedPeople = charged('invoiced', 'invoiced_amount');
