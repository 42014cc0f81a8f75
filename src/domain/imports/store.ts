import { sql } from 'drizzle-orm';
import type { Context } from '../../kernel/operation.ts';
import type { Changes, Row } from '../../kernel/transaction.ts';
import { imports } from './tables.ts';

type Import = Row<typeof imports>;

/** The end of an import, whatever it is: what it still holds of its file goes with it. */
export async function finishImport(
  row: Import,
  changes: Changes<typeof imports> & { state: 'succeeded' | 'failed' | 'canceled' },
  { tx, now }: Context,
): Promise<Import> {
  // In the order in which a worker keeps results, so that the two never wait for each other in a circle.
  await tx.rows(sql`update import_chunks set content = '' where tenant_id = ${row.tenantId} and id in (
    select id from import_chunks where tenant_id = ${row.tenantId} and import_id = ${row.id} and content <> '' order by number for update)`);
  return tx.change(imports, row, { ...changes, finishedAt: now });
}
