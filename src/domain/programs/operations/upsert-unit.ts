import { z } from 'zod';
import { bulkCommand } from '../../../kernel/operation.ts';
import { codeOf, ExternalId, reference, text } from '../../../kernel/shapes.ts';
import { belongsElsewhere, externalIdTaken, externalSystemUnknown } from '../../identifiers/index.ts';
import { unitChanged, unitCreated } from '../model.ts';
import { unit } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { upsertOf } from '../store.ts';
import { units } from '../tables.ts';

export const upsertUnit = bulkCommand({
  name: 'upsertUnit',
  summary:
    'Create one, or change the one that the external id names already; unchanged content makes no version.',
  rest: 'PUT /units/{externalId}',
  permission: permissions.manage,
  concurrency: 'optional',
  input: z.strictObject({
    externalId: ExternalId,
    programId: reference('program'),
    facilityId: reference('facility'),
    name: text(200),
    profession: codeOf('profession', 'rn').nullish(),
    costCenterId: reference('costCenter').nullish(),
  }),
  output: unit,
  errors: [belongsElsewhere, externalIdTaken, externalSystemUnknown],
  bulk: {
    name: 'upsertUnits',
    rest: 'POST /units/bulk',
    summary: 'Create or change up to 1,000 by their external ids, with a result for each row.',
  },
  handleMany: (inputs, context) =>
    upsertOf('unit', units, inputs, { created: unitCreated, changed: unitChanged }, context),
});
