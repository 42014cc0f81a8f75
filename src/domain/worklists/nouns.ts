import { z } from 'zod';
import { field, noun } from '../../kernel/noun.ts';
import { Id, text } from '../../kernel/shapes.ts';
import { ViewSharing } from './model/saved-view.ts';
import { permissions, viewVisibility } from './policy.ts';
import { savedViews } from './tables.ts';

export const savedView = noun({
  name: 'savedView',
  summary: 'A list as somebody likes to see it: its filters, order and columns as the query of that list.',
  table: savedViews,
  read: permissions.readViews,
  fields: {
    membershipId: field(Id, { filter: true }),
    programId: field(Id.nullable(), { filter: true }),
    noun: field(z.string(), { filter: true }),
    name: field(text(100), { filter: true, sort: true, search: true }),
    query: field(
      z.string().meta({ description: 'What follows the ? of the list: `state=open&sort=-createdAt`.' }),
    ),
    sharedWith: field(ViewSharing, { filter: true }),
    isDefault: field(z.boolean(), { filter: true }),
  },
  visibleTo: viewVisibility,
});
