import { z } from 'zod';
import { holds, type Actor } from '../../../kernel/actor.ts';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command, type Command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import type { Changes, Row } from '../../../kernel/transaction.ts';
import { noteArchived, noteNotYours, notePinned, noteUnpinned } from '../model/note.ts';
import { note } from '../nouns/note.ts';
import { permissions } from '../policy.ts';
import { notes } from '../tables.ts';

interface Standing {
  verb: 'pin' | 'unpin' | 'archive';
  summary: string;
  event: typeof notePinned;
  isDone: (row: Row<typeof notes>) => boolean;
  changes: (now: string) => Changes<typeof notes>;
  assertMay?: (row: Row<typeof notes>, actor: Actor) => void;
}

const standing = ({ verb, summary, event, isDone, changes, assertMay = () => {} }: Standing): Command =>
  command({
    name: `${verb}Note`,
    summary,
    rest: `POST /notes/{noteId}/${verb}`,
    permission: permissions.writeNotes,
    input: z.strictObject({ noteId: reference('note') }),
    output: note,
    errors: [stepNotAllowed, noteNotYours],
    async handle({ noteId }, context) {
      const row = await context.take(notes, noteId);
      assertMay(row, context.actor);
      if (isDone(row)) throw stepNotAllowed({ detail: `Nothing is left to ${verb}.` });
      const changed = await context.tx.change(notes, row, changes(context.now));
      return { result: changed, events: [event(changed, {})] };
    },
  });

export const noteStanding: readonly Command[] = [
  standing({
    verb: 'pin',
    summary: 'Have a note stand first.',
    event: notePinned,
    isDone: ({ isPinned, archivedAt }) => isPinned || archivedAt !== null,
    changes: () => ({ isPinned: true }),
  }),
  standing({
    verb: 'unpin',
    summary: 'Have a note stand among the others.',
    event: noteUnpinned,
    isDone: ({ isPinned }) => !isPinned,
    changes: () => ({ isPinned: false }),
  }),
  standing({
    verb: 'archive',
    summary: 'Take a note away: its author may, and a program manager; lists show it with archived=true.',
    event: noteArchived,
    isDone: ({ archivedAt }) => archivedAt !== null,
    changes: (now) => ({ archivedAt: now, isPinned: false }),
    assertMay: (row, actor) => {
      if (row.membershipId !== actor.membershipId && !holds(actor, permissions.removeNotes))
        throw noteNotYours();
    },
  }),
];
