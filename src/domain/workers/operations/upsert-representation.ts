import { bulkCommand } from '../../../kernel/operation.ts';
import { ExternalId } from '../../../kernel/shapes.ts';
import { externalIdTaken, externalSystemUnknown } from '../../identifiers/index.ts';
import { representationExists } from '../model.ts';
import { representation } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { representationInput } from '../representation-input.ts';
import { upsertRepresentations } from '../upsert-representations.ts';

export const upsertRepresentation = bulkCommand({
  name: 'upsertRepresentation',
  summary:
    'Represent a worker, or change the representation that your external id names or that is of the same person; unchanged content makes no version.',
  rest: 'PUT /representations/{externalId}',
  permission: permissions.represent,
  concurrency: 'optional',
  input: representationInput.extend({ externalId: ExternalId }),
  output: representation,
  errors: [externalIdTaken, externalSystemUnknown, representationExists],
  bulk: {
    name: 'upsertRepresentations',
    rest: 'POST /representations/bulk',
    summary: 'Represent or change up to 1,000 by your external ids, with a result for each row.',
  },
  handleMany: upsertRepresentations,
});
