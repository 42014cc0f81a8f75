import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const ViewSharing = oneOf('ViewSharing', ['nobody', 'role', 'side']);

export const viewNotYours = declareError(
  'view_not_yours',
  'forbidden',
  'Only who saved a view changes it or puts it away; save one of your own.',
);
export const viewExists = declareError(
  'view_exists',
  'conflict',
  'You have a view of this name for the list, or another default one.',
);

const fact = factsFor(['operator'], z.strictObject({}));
export const viewSaved = fact('saved_view.created', 'A view of a list was saved.');
export const viewChanged = fact('saved_view.changed', 'A saved view was changed.');
export const viewArchived = fact('saved_view.archived', 'A saved view was put away.');
