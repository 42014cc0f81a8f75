import { z } from 'zod';
import { refuse } from '../../../../kernel/errors.ts';
import { command } from '../../../../kernel/operation.ts';
import { reference, text } from '../../../../kernel/shapes.ts';
import { facilities, units } from '../../../programs/index.ts';
import { assertStands, workerMerged } from '../../../workers/index.ts';
import { attendingPermissions } from '../../attending/policy.ts';
import { favoriteLife } from '../lifecycle.ts';
import { favoriteAdded, favoriteExists } from '../model.ts';
import { favoriteWorker } from '../nouns.ts';
import { favoriteWorkers } from '../tables.ts';

export const addFavoriteWorker = command({
  name: 'addFavoriteWorker',
  summary: 'Keep a worker as a favorite of a facility, or of one unit: whom broadcasts can tell first.',
  rest: 'POST /favorite-workers',
  permission: attendingPermissions.manageFavorites,
  input: z.strictObject({
    workerId: reference('worker'),
    facilityId: reference('facility'),
    unitId: reference('unit').optional().meta({ noun: 'unit', description: 'Absent: at all of its units.' }),
    note: text(500).optional(),
  }),
  output: favoriteWorker,
  errors: [favoriteExists, workerMerged],
  async handle({ workerId, facilityId, unitId = null, note = null }, context) {
    await assertStands(workerId, context);
    const { programId } = (await context.tx.find(facilities, facilityId))!;
    const unit = unitId === null ? undefined : await context.tx.find(units, unitId);
    if (unit && unit.facilityId !== facilityId)
      throw refuse('/unitId', 'invalid_value', 'The unit is of another facility.');
    const place = { programId, facilityId, unitId };
    const [row] = await context.tx.insert(favoriteWorkers, [
      { ...place, workerId, note, state: favoriteLife.initial },
    ]);
    return { result: row!, events: [favoriteAdded(row!, {})] };
  },
});
