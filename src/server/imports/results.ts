import { sql } from 'drizzle-orm';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Tried } from '../bulk.ts';
import { problemBody } from '../problem.ts';
import type { Header } from './header.ts';
import type { ImportFile } from './ports.ts';

/** What became of a row of a file, as `import_rows` keeps it. */
export interface RowOutcome {
  row: number;
  line: number;
  status: Tried['status'] | 'not_written';
  subject_id: string | null;
  code: string | null;
  detail: string | null;
  column: string | null;
  errors: readonly unknown[];
}

// `/externalId/system` is the column `externalId.system`; in NDJSON there are no columns.
const columnAt = (pointer: string | undefined, header: Header | undefined): string | null => {
  if (!header || !pointer) return null;
  return header.columnFor(pointer.slice(1).replaceAll('/', '.'));
};

/** A tried row at its place in the file, and the column of its first fault. */
export function outcomeOf(
  { status, id, problem }: Tried,
  place: { row: number; line: number },
  header: Header | undefined,
): RowOutcome {
  const body = problem && problemBody(problem, '');
  return {
    ...place,
    status,
    subject_id: id,
    code: body?.code ?? null,
    detail: body?.detail ?? null,
    column: columnAt(body?.errors?.[0]?.pointer, header),
    errors: body?.errors ?? [],
  };
}

const countOf = (outcomes: readonly RowOutcome[], wanted: string) =>
  outcomes.filter(({ status }) => status === wanted).length;

/** Keeps the results of a chunk and that it is done; false where it was done already. */
export async function keepResults(
  { id, tenantId, membershipId }: ImportFile,
  number: number,
  outcomes: readonly RowOutcome[],
  tx: Transaction,
): Promise<boolean> {
  const count = (status: string) => countOf(outcomes, status);
  const done =
    await tx.rows(sql`update import_chunks set state = 'done', content = '', created = ${count('created')}::int,
      changed = ${count('changed')}::int, unchanged = ${count('unchanged')}::int, failed = ${count('failed')}::int
    where tenant_id = ${tenantId} and import_id = ${id} and number = ${number}::int and state = 'due' returning number`);
  if (done.length === 0) return false;
  await tx.rows(sql`insert into import_rows (tenant_id, import_id, membership_id, "row", line, status, subject_id, code, detail, "column", errors, created_at, updated_at)
    select ${tenantId}::uuid, ${id}::uuid, ${membershipId}::uuid, r."row", r.line, r.status, r.subject_id, r.code, r.detail, r."column", r.errors, app.now(), app.now()
    from json_to_recordset(${JSON.stringify(outcomes)}::json) as r ("row" integer, line integer, status text, subject_id uuid, code text, detail text, "column" text, errors jsonb)`);
  return true;
}
