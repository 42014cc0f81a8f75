import { z } from 'zod';
import { bulkCommand } from '../../../kernel/operation.ts';
import { ExternalId, reference, text } from '../../../kernel/shapes.ts';
import { belongsElsewhere, externalIdTaken, externalSystemUnknown } from '../../identifiers/index.ts';
import { costCenterChanged, costCenterCodeTaken, costCenterCreated } from '../model.ts';
import { costCenter } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { upsertOf } from '../store.ts';
import { costCenters } from '../tables.ts';

export const upsertCostCenter = bulkCommand({
  name: 'upsertCostCenter',
  summary:
    'Create one, or change the one that the external id names already; unchanged content makes no version.',
  rest: 'PUT /cost-centers/{externalId}',
  permission: permissions.manage,
  concurrency: 'optional',
  input: z.strictObject({
    externalId: ExternalId,
    programId: reference('program'),
    facilityId: reference('facility').nullish(),
    code: text(50),
    name: text(200),
  }),
  output: costCenter,
  errors: [costCenterCodeTaken, belongsElsewhere, externalIdTaken, externalSystemUnknown],
  bulk: {
    name: 'upsertCostCenters',
    rest: 'POST /cost-centers/bulk',
    summary: 'Create or change up to 1,000 by their external ids, with a result for each row.',
  },
  handleMany: (inputs, context) =>
    upsertOf(
      'costCenter',
      costCenters,
      inputs,
      { created: costCenterCreated, changed: costCenterChanged },
      context,
    ),
});
