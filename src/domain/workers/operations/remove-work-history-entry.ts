import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { assertOwnStatement, permissions, statedByOthers } from '../policy.ts';
import { workHistoryRemoved } from '../profile/model.ts';
import { workHistoryEntry } from '../profile/nouns.ts';
import { workHistoryEntries } from '../tables.ts';

export const removeWorkHistoryEntry = command({
  name: 'removeWorkHistoryEntry',
  summary: 'Take a stretch of work that one’s own side stated out of the history; it stays archived.',
  rest: 'POST /work-history-entries/{workHistoryEntryId}/remove',
  permission: permissions.recordHistory,
  input: z.strictObject({ workHistoryEntryId: reference('workHistoryEntry') }),
  output: workHistoryEntry,
  errors: [statedByOthers],
  async handle({ workHistoryEntryId }, context) {
    const row = await context.take(workHistoryEntries, workHistoryEntryId);
    assertOwnStatement(row, context.actor);
    if (row.archivedAt) return { result: row, unchanged: true };
    const removed = await context.tx.change(workHistoryEntries, row, { archivedAt: context.now });
    return { result: removed, events: [workHistoryRemoved(removed, {})] };
  },
});
