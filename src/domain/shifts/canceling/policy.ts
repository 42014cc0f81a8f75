import { sql, type SQL } from 'drizzle-orm';
import type { RowAt } from '../../../kernel/noun.ts';
import { assignments } from '../../assignments/index.ts';
import { agreements } from '../../vendors/index.ts';

/** Whether the agreement guarantees the hours of the shift, which is then called off and never canceled. */
export const withGuarantee = (row: RowAt): SQL =>
  sql`(${row('state')} = 'scheduled' and exists (select from ${row.source(assignments, 'placed')}
    join ${row.source(agreements, 'agreed')} on agreed.tenant_id = placed.tenant_id and agreed.program_id = ${row('programId')}
      and agreed.vendor_id = ${row('vendorId')} and agreed.effective @> ${row('localDate')}
    join ${row.source('agreement_guarantees', 'guarantee')} on guarantee.tenant_id = agreed.tenant_id
      and guarantee.agreement_id = agreed.id and guarantee.state = 'in_force'
    where placed.tenant_id = ${row('tenantId')} and placed.id = ${row('assignmentId')} and placed.kind = 'placement'))`;

export const withoutGuarantee = (row: RowAt): SQL => sql`(not ${withGuarantee(row)})`;

/** Whether the shift has not begun by the clock. */
export const isAhead = (row: RowAt): SQL => sql`(${row('startsAt')} >= app.now())`;
