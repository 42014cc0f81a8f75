import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import type { Actor } from '../../../kernel/actor.ts';
import type { Noun } from '../../../kernel/noun.ts';
import { command, type Command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { differences } from '../../identifiers/index.ts';
import {
  viewArchived,
  viewChanged,
  viewExists,
  viewNotYours,
  viewSaved,
  ViewSharing,
} from '../model/saved-view.ts';
import { savedView } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { savedViews } from '../tables.ts';
import { assertShareable, listed } from '../users-of-view.ts';

const Query = z.string().max(4_000).meta({ description: 'What follows the ? of the list.' });

function assertOwn({ membershipId }: { membershipId: string }, actor: Actor): void {
  if (membershipId !== actor.membershipId) throw viewNotYours();
}

const createSavedView = (nouns: ReadonlyMap<string, Noun>) =>
  command({
    name: 'createSavedView',
    summary:
      'Save how you like to see a list: for yourself, your role, or your side; of a vendor, within the vendor.',
    rest: 'POST /saved-views',
    permission: permissions.keepViews,
    input: z.strictObject({
      noun: text(63).meta({ examples: ['order'] }),
      name: text(100),
      query: Query,
      sharedWith: ViewSharing.default('nobody'),
      programId: reference('program')
        .optional()
        .meta({ description: 'Only whoever sees the program is shown it.' }),
      isDefault: z.boolean().default(false),
    }),
    output: savedView,
    errors: [viewExists],
    example: { noun: 'order', name: 'Open, newest first', query: 'state=open&sort=-createdAt' },
    async handle({ programId = null, ...view }, { tx, actor }) {
      assertShareable(listed(view.noun, nouns, actor), view.query, view.sharedWith, actor);
      const [row] = await tx.insert(savedViews, [
        {
          ...view,
          programId,
          membershipId: actor.membershipId!,
          side: actor.side as 'operator',
          role: actor.role,
          vendorId: actor.vendorId,
        },
      ]);
      return { result: row!, events: [viewSaved(row!, {})] };
    },
  });

const updateSavedView = (nouns: ReadonlyMap<string, Noun>) =>
  command({
    name: 'updateSavedView',
    summary: 'Change a view of your own: absent keeps.',
    rest: 'PATCH /saved-views/{savedViewId}',
    permission: permissions.keepViews,
    input: z.strictObject({
      savedViewId: reference('savedView'),
      name: text(100).optional(),
      query: Query.optional(),
      sharedWith: ViewSharing.optional(),
      isDefault: z.boolean().optional(),
    }),
    output: savedView,
    errors: [viewNotYours, viewExists],
    async handle({ savedViewId, ...wanted }, context) {
      const row = await context.take(savedViews, savedViewId);
      assertOwn(row, context.actor);
      const changes = differences(row, wanted);
      if (Object.keys(changes).length === 0) return { result: row, unchanged: true };
      const { query, sharedWith } = { ...row, ...changes };
      assertShareable(listed(row.noun, nouns, context.actor), query, sharedWith, context.actor);
      const changed = await context.tx.change(savedViews, row, changes);
      return { result: changed, events: [viewChanged(changed, {})] };
    },
  });

const archiveSavedView = command({
  name: 'archiveSavedView',
  summary: 'Put away a view of your own; lists show it with archived=true.',
  rest: 'POST /saved-views/{savedViewId}/archive',
  permission: permissions.keepViews,
  input: z.strictObject({ savedViewId: reference('savedView') }),
  output: savedView,
  errors: [viewNotYours, stepNotAllowed],
  async handle({ savedViewId }, context) {
    const row = await context.take(savedViews, savedViewId);
    assertOwn(row, context.actor);
    if (row.archivedAt !== null) throw stepNotAllowed({ detail: 'It is archived already.' });
    const changed = await context.tx.change(savedViews, row, { archivedAt: context.now });
    return { result: changed, events: [viewArchived(changed, {})] };
  },
});

/** The verbs of views of the lists that there are. */
export const viewCommands = (nouns: ReadonlyMap<string, Noun>): readonly Command[] => [
  createSavedView(nouns),
  updateSavedView(nouns),
  archiveSavedView,
];
