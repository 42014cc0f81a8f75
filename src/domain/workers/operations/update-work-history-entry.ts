import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { differences } from '../../identifiers/index.ts';
import { assertOwnStatement, permissions, statedByOthers } from '../policy.ts';
import { workHistoryChanged } from '../profile/model.ts';
import { workHistoryEntry } from '../profile/nouns.ts';
import { assertInOrder, stretchChanges } from '../profile/stretch.ts';
import { workHistoryEntries } from '../tables.ts';

export const updateWorkHistoryEntry = command({
  name: 'updateWorkHistoryEntry',
  summary: 'Correct a stretch of work that one’s own side stated: absent keeps, null clears.',
  rest: 'PATCH /work-history-entries/{workHistoryEntryId}',
  permission: permissions.recordHistory,
  input: z.strictObject({ workHistoryEntryId: reference('workHistoryEntry'), ...stretchChanges }),
  output: workHistoryEntry,
  errors: [statedByOthers],
  async handle({ workHistoryEntryId, ...told }, context) {
    const row = await context.take(workHistoryEntries, workHistoryEntryId);
    assertOwnStatement(row, context.actor);
    const changes = differences(row, told as Partial<typeof row>);
    assertInOrder({ ...row, ...changes });
    if (Object.keys(changes).length === 0) return { result: row, unchanged: true };
    const changed = await context.tx.change(workHistoryEntries, row, changes);
    return { result: changed, events: [workHistoryChanged(changed, {})] };
  },
});
