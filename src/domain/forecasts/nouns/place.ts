import { field } from '../../../kernel/noun.ts';
import { Id } from '../../../kernel/shapes.ts';

/** Where a unit's figure is of. */
export const place = {
  programId: field(Id, { filter: true }),
  facilityId: field(Id, { filter: true }),
  unitId: field(Id, { filter: true }),
};
