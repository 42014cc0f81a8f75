import { declareError } from '../../kernel/errors.ts';
import { factsFor } from '../../kernel/event.ts';
import { oneOf, text } from '../../kernel/shapes.ts';
import { z } from 'zod';

export const importStates = [
  'awaiting_content',
  'queued',
  'running',
  'succeeded',
  'failed',
  'canceled',
] as const;
export const importModes = ['best_effort', 'all_or_nothing'] as const;
export const importFormats = ['csv', 'ndjson'] as const;
/** `not_written`: nothing is wrong with the row; another one of an all-or-nothing file is. */
export const importRowStatuses = ['created', 'changed', 'unchanged', 'failed', 'not_written'] as const;

export const ImportState = oneOf('ImportState', importStates);
export const ImportMode = oneOf('ImportMode', importModes);
export const ImportFormat = oneOf('ImportFormat', importFormats);
export const ImportRowStatus = oneOf('ImportRowStatus', importRowStatuses);

/** The field that a column of the file fills; absent, the column is left out. */
export const ColumnMapping = z
  .strictObject({
    column: text(200).meta({ examples: ['Cost Center'] }),
    field: text(200)
      .optional()
      .meta({ examples: ['code'] }),
  })
  .meta({ id: 'ColumnMapping' });
export type ColumnMapping = z.output<typeof ColumnMapping>;

/** What every row has in a field, as a cell would say it. */
export const ConstantField = z
  .strictObject({
    field: text(200).meta({ examples: ['programId'] }),
    value: text(1_000).meta({ examples: ['0198c0de-0000-7000-8000-000000000001'] }),
  })
  .meta({ id: 'ConstantField' });
export type ConstantField = z.output<typeof ConstantField>;

export const importIsOver = declareError('import_is_over', 'conflict', 'The import has ended already.');

const fact = factsFor(['operator'], z.strictObject({ operation: z.string() }));
export const importCreated = fact('import.created', 'An import was announced; its file is awaited.');
export const importQueued = fact('import.queued', 'An import has its whole file and waits for its turn.');
export const importStarted = fact('import.started', 'The rows of an import are being taken.');
export const importSucceeded = fact(
  'import.succeeded',
  'An import went through its file; rows may have failed.',
);
export const importFailed = fact('import.failed', 'An import ended before its file did, or kept nothing.');
export const importCanceled = fact('import.canceled', 'An import was canceled; what it had kept stays.');
