import { sql, type SQL } from 'drizzle-orm';
import type { RowAt } from '../../../kernel/noun.ts';
import { submissionRanks } from '../tables.ts';

/** The place of a submission among those of its order, as the client has them; null where it has none. */
export const rankShown = (row: RowAt): SQL =>
  sql`(select ranked.place from ${row.source(submissionRanks, 'ranked')} where ranked.tenant_id = ${row('tenantId')}
    and ranked.submission_id = ${row('id')})`;
