import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { importCanceled, importIsOver } from '../model.ts';
import { importNoun } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { finishImport } from '../store.ts';
import { imports } from '../tables.ts';

const over: readonly string[] = ['succeeded', 'failed', 'canceled'];

export const cancelImport = command({
  name: 'cancelImport',
  summary: 'Stop an import: chunks that are kept stay kept, the rest is not taken.',
  rest: 'POST /imports/{importId}/cancel',
  permission: permissions.run,
  input: z.strictObject({ importId: reference('import') }),
  output: importNoun,
  errors: [importIsOver],
  async handle({ importId }, context) {
    const row = await context.take(imports, importId);
    if (over.includes(row.state)) throw importIsOver({ detail: `It has ${row.state}.` });
    const canceled = await finishImport(row, { state: 'canceled' }, context);
    return { result: canceled, events: [importCanceled(canceled, { operation: row.operation })] };
  },
});
