import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { isSettled, noteChanged, noteNotYours, noteSettled, Words } from '../model/note.ts';
import { note } from '../nouns/note.ts';
import { permissions } from '../policy.ts';
import { notes } from '../tables.ts';

export const updateNote = command({
  name: 'updateNote',
  summary: 'Word your own note anew, within 24 hours; what it said before stands in its history.',
  rest: 'PATCH /notes/{noteId}',
  permission: permissions.writeNotes,
  input: z.strictObject({ noteId: reference('note'), body: Words }),
  output: note,
  errors: [noteNotYours, noteSettled],
  async handle({ noteId, body }, context) {
    const row = await context.take(notes, noteId);
    if (row.membershipId !== context.actor.membershipId) throw noteNotYours();
    if (row.body === body) return { result: row, unchanged: true };
    if (isSettled(row, context.now)) throw noteSettled();
    const changed = await context.tx.change(notes, row, { body, editedAt: context.now });
    return { result: changed, events: [noteChanged(changed, {})] };
  },
});
