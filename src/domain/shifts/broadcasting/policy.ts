import { sql, type SQL } from 'drizzle-orm';
import type { RowAt } from '../../../kernel/noun.ts';
import { shifts } from '../tables.ts';

/** Whether the shift that is shown is open and has not begun by the clock. */
export const ofTakable = (row: RowAt): SQL =>
  sql`exists (select from ${row.source(shifts, 'shown')} where shown.tenant_id = ${row('tenantId')}
    and shown.id = ${row('shiftId')} and shown.state = 'open' and shown.starts_at > app.now())`;
