import { sql, type SQL } from 'drizzle-orm';

/** What a run of a program up to and with a day bills. */
export interface Waiting {
  programId: string;
  periodEnd: string;
}

/** The week that an item, by an alias, is billed with: a month's volume changes what a week is charged, whose id its key begins with. */
export const weekOf = (item: SQL): SQL => sql`case ${item}.source_noun when 'timesheet' then ${item}.source_id
  when 'agreement_utilization' then split_part(${item}.line_key, ':', 1)::uuid end`;

/**
 * The condition under which a billing item, by the alias `i`, waits for a document of the program: approved, no credit
 * (those wait for their memo), its last day in or before the period, and its timesheet in no dispute.
 */
export const waitingItems = ({ programId, periodEnd }: Waiting, tenantId: string): SQL => sql`
  i.tenant_id = ${tenantId} and i.program_id = ${programId} and i.state = 'approved' and i.corrects_id is null
  and i.work_date_to <= ${periodEnd}::date
  and not exists (select from timesheets disputed where disputed.tenant_id = i.tenant_id and disputed.state = 'disputed'
    and disputed.id = ${weekOf(sql`i`)})`;
