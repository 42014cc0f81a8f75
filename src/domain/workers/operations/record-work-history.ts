import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { assertNotMerged, workerMerged } from '../matches/model.ts';
import { permissions } from '../policy.ts';
import { workHistoryRecorded } from '../profile/model.ts';
import { workHistoryEntry } from '../profile/nouns.ts';
import { assertInOrder, stretch } from '../profile/stretch.ts';
import { workers, workHistoryEntries } from '../tables.ts';

export const recordWorkHistory = command({
  name: 'recordWorkHistory',
  summary: 'Record a stretch of work that the operator knows of a worker.',
  rest: 'POST /workers/{workerId}/work-history-entries',
  permission: permissions.recordForWorkers,
  input: z.strictObject({ workerId: reference('worker'), ...stretch }),
  output: workHistoryEntry,
  concurrency: 'none',
  errors: [workerMerged],
  async handle({ workerId, ...told }, context) {
    assertInOrder(told);
    assertNotMerged(await context.take(workers, workerId, { version: false }));
    const [row] = await context.tx.insert(workHistoryEntries, [{ ...told, workerId }]);
    return { result: row!, events: [workHistoryRecorded(row!, {})] };
  },
});
