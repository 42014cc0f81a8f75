import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import {
  audienceOf,
  NoteAudience,
  noteAdded,
  noteForOperatorOnly,
  noteSubjects,
  Words,
} from '../model/note.ts';
import { note } from '../nouns/note.ts';
import { permissions } from '../policy.ts';
import { placeOf } from '../store.ts';
import { namedSubject, subjectMembers } from '../subject-input.ts';
import { notes } from '../tables.ts';

export const addNote = command({
  name: 'addNote',
  summary: 'Note something on one thing, for the operator alone or for the client too; never for a vendor.',
  rest: 'POST /notes',
  permission: permissions.writeNotes,
  input: z.strictObject({
    ...subjectMembers(noteSubjects),
    audience: NoteAudience.optional(),
    body: Words,
    isPinned: z.boolean().default(false),
  }),
  output: note,
  errors: [noteForOperatorOnly],
  example: {
    orderId: '0198c0de-0000-7000-8000-000000000001',
    body: 'The unit opens two more beds in March.',
  },
  async handle({ audience: wanted, body, isPinned, ...named }, context) {
    const { noun, id } = namedSubject(noteSubjects, named, context.actor);
    const place = await placeOf(noun, id, context);
    if (!place) throw notFound();
    const audience = audienceOf(context.actor.side, wanted);
    if (place.programId === null && audience !== 'operator') throw noteForOperatorOnly();
    const [row] = await context.tx.insert(notes, [
      {
        ...place,
        subjectNoun: noun,
        subjectId: id,
        audience,
        membershipId: context.actor.membershipId!,
        body,
        isPinned,
      },
    ]);
    return { result: row!, events: [noteAdded(row!, {})] };
  },
});
