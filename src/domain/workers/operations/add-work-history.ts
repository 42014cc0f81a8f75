import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { permissions } from '../policy.ts';
import { workHistoryRecorded } from '../profile/model.ts';
import { workHistoryEntry } from '../profile/nouns.ts';
import { assertInOrder, stretch } from '../profile/stretch.ts';
import { representations, workHistoryEntries } from '../tables.ts';

export const addWorkHistory = command({
  name: 'addWorkHistory',
  summary: 'State a stretch of work of a person whom your firm represents.',
  rest: 'POST /representations/{representationId}/work-history-entries',
  permission: permissions.represent,
  input: z.strictObject({ representationId: reference('representation'), ...stretch }),
  output: workHistoryEntry,
  concurrency: 'none',
  errors: [stepNotAllowed],
  async handle({ representationId, ...told }, context) {
    assertInOrder(told);
    const { vendorId, workerId, state } = await context.take(representations, representationId, {
      version: false,
    });
    if (state !== 'active') throw stepNotAllowed({ detail: 'representation is withdrawn.' });
    const [row] = await context.tx.insert(workHistoryEntries, [
      { ...told, representationId, vendorId, workerId },
    ]);
    return { result: row!, events: [workHistoryRecorded(row!, {})] };
  },
});
