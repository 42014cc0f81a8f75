import { z } from 'zod';
import { field, noun } from '../../../kernel/noun.ts';
import { Id, Instant } from '../../../kernel/shapes.ts';
import { NoteAudience, NoteSubjectName, Words } from '../model/note.ts';
import { noteVisibility, permissions } from '../policy.ts';
import { notes } from '../tables.ts';

export const note = noun({
  name: 'note',
  summary: 'A word of the tenant’s own side on something: for the operator alone, or for the client too.',
  table: notes,
  read: permissions.readNotes,
  fields: {
    subjectNoun: field(NoteSubjectName, { filter: true }),
    subjectId: field(Id, { filter: true }),
    programId: field(Id.nullable(), { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    unitId: field(Id.nullable(), { filter: true }),
    audience: field(NoteAudience, { filter: true }),
    membershipId: field(Id.meta({ description: 'Its author.' }), { filter: true }),
    body: field(Words, { dataClass: 'internal' }),
    isPinned: field(z.boolean(), { filter: true, sort: true }),
    editedAt: field(Instant.nullable()),
  },
  visibleTo: noteVisibility,
});
