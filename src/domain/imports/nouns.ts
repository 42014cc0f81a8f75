import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { edge, field, noun, type FieldOptions, type RowAt, type SideRule } from '../../kernel/noun.ts';
import { Id, Instant, Json } from '../../kernel/shapes.ts';
import {
  ColumnMapping,
  ConstantField,
  ImportFormat,
  ImportMode,
  ImportRowStatus,
  ImportState,
} from './model.ts';
import { permissions } from './policy.ts';
import { importRows, imports } from './tables.ts';

// Whoever may see the rows that it touched is another matter: a result names what may be out of others' sight.
const own: SideRule = (row, { membershipId }) => sql`${row('membershipId')} = ${membershipId}`;
const visibleTo = { operator: own, client: own, vendor: own, worker: own };

const sumOf = (column: string): FieldOptions => ({
  unversioned: true,
  value: (row: RowAt): SQL =>
    sql`(select coalesce(sum(${sql.identifier(column)}), 0)::int from import_chunks k
      where k.tenant_id = ${row('tenantId')} and k.import_id = ${row('id')} and k.state = 'done')`,
});

const receivedBytes = (row: RowAt): SQL =>
  sql`(select coalesce(max(k.end_byte), 0)::text from import_chunks k
    where k.tenant_id = ${row('tenantId')} and k.import_id = ${row('id')})`;

const count = (column: string) => field(z.int().nullable(), sumOf(column));

export const importNoun = noun({
  name: 'import',
  summary: 'A file whose rows are each the input of one operation: how far it is, and what became of them.',
  table: imports,
  read: permissions.read,
  fields: {
    membershipId: field(Id),
    operation: field(z.string(), { filter: true }),
    mode: field(ImportMode, { filter: true }),
    isDryRun: field(z.boolean(), { filter: true }),
    format: field(ImportFormat),
    preset: field(z.string().nullable()),
    columns: field(z.array(ColumnMapping)),
    constants: field(z.array(ConstantField)),
    state: field(ImportState, { filter: true }),
    receivedBytes: field(
      z
        .string()
        .nullable()
        .meta({ description: 'How much of the file is kept; a further part begins here. Null in a past.' }),
      { unversioned: true, value: receivedBytes },
    ),
    total: field(z.int().nullable()),
    done: count('rows'),
    created: count('created'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    failed: count('failed'),
    failureCode: field(z.string().nullable()),
    failureDetail: field(z.string().nullable()),
    queuedAt: field(Instant.nullable()),
    startedAt: field(Instant.nullable(), { sort: true }),
    finishedAt: field(Instant.nullable(), { sort: true }),
  },
  visibleTo,
});

export const importRow = noun({
  name: 'importRow',
  summary: 'What became of one row of an imported file.',
  table: importRows,
  read: permissions.read,
  fields: {
    importId: field(Id, { filter: true }),
    row: field(z.int().meta({ description: 'Its place among the rows of the file, from 1.' }), {
      filter: true,
      sort: true,
    }),
    line: field(z.int().meta({ description: 'The line of the file on which it begins, from 1.' })),
    status: field(ImportRowStatus, { filter: true }),
    subjectId: field(Id.nullable().meta({ scalar: 'ID', description: 'What it created, changed or met.' })),
    code: field(z.string().nullable(), { filter: true }),
    detail: field(z.string().nullable()),
    column: field(z.string().nullable().meta({ description: 'The column of the first fault.' })),
    errors: field(Json),
  },
  visibleTo,
});

edge(importRow, 'importId', 'import', importNoun, 'rows');
