import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { costCenterChanged, costCenterCodeTaken } from '../model.ts';
import { costCenter } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { changeOf } from '../store.ts';
import { costCenters } from '../tables.ts';

export const updateCostCenter = command({
  name: 'updateCostCenter',
  summary: 'Change it: absent keeps, null clears.',
  rest: 'PATCH /cost-centers/{costCenterId}',
  permission: permissions.manage,
  input: z.strictObject({
    costCenterId: reference('costCenter'),
    code: text(50).optional(),
    name: text(200).optional(),
  }),
  output: costCenter,
  errors: [costCenterCodeTaken],
  handle: ({ costCenterId, ...changes }, context) =>
    changeOf(costCenters, costCenterId, changes, costCenterChanged, context),
});
