import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { codeOf, reference, text } from '../../../kernel/shapes.ts';
import { unitChanged } from '../model.ts';
import { unit } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { changeOf } from '../store.ts';
import { units } from '../tables.ts';

export const updateUnit = command({
  name: 'updateUnit',
  summary: 'Change it: absent keeps, null clears.',
  rest: 'PATCH /units/{unitId}',
  permission: permissions.manage,
  input: z.strictObject({
    unitId: reference('unit'),
    name: text(200).optional(),
    profession: codeOf('profession', 'rn').nullish(),
    costCenterId: reference('costCenter').nullish(),
  }),
  output: unit,
  handle: ({ unitId, ...changes }, context) => changeOf(units, unitId, changes, unitChanged, context),
});
