import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf, text } from '../../../kernel/shapes.ts';

export const noteSubjects = [
  'order',
  'submission',
  'assignment',
  'timesheet',
  'shift',
  'invoice',
  'vendor',
  'worker',
] as const;
export type NoteSubject = (typeof noteSubjects)[number];
export const NoteSubjectName = oneOf('NoteSubject', noteSubjects);

export const NoteAudience = oneOf('NoteAudience', ['operator', 'operator_and_client']);

/** What is said in a note or a message: 1 to 4,000 characters. */
export const Words = text(4_000);

const editHours = 24;

export const noteNotYours = declareError(
  'note_not_yours',
  'forbidden',
  'Only its author changes a note, and a program manager may take it away.',
);
export const noteSettled = declareError(
  'note_settled',
  'conflict',
  'A note is changed within 24 hours; after that, add another one.',
);
export const noteForOperatorOnly = declareError(
  'note_for_operator_only',
  'invalid',
  'What is said of a vendor or a person stays with the operator.',
);

/** Whether the time in which a note is changed has passed. */
export const isSettled = ({ createdAt }: { createdAt: string }, now: string): boolean =>
  Temporal.Instant.compare(now, Temporal.Instant.from(createdAt).add({ hours: editHours })) >= 0;

/**
 * Who may read a note that names no audience: an operator's own side until it says otherwise; what a client writes, the
 * operator reads too.
 */
export const audienceOf = (
  side: string,
  wanted: 'operator' | 'operator_and_client' | undefined,
): 'operator' | 'operator_and_client' => (side === 'client' ? 'operator_and_client' : (wanted ?? 'operator'));

// Whether the client may know of it is a matter of the note: its feed tells of none.
const fact = factsFor(['operator'], z.strictObject({}));
export const noteAdded = fact('note.added', 'Something was noted.');
export const noteChanged = fact('note.changed', 'A note was worded anew by its author.');
export const notePinned = fact('note.pinned', 'A note stands first.');
export const noteUnpinned = fact('note.unpinned', 'A note stands among the others again.');
export const noteArchived = fact('note.archived', 'A note was taken away.');
