import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { Clock } from '../model.ts';
import { permissions } from '../policy.ts';
import { clockOf } from '../store.ts';

export const clock = query({
  name: 'clock',
  summary: 'The tenant’s clock: a live tenant’s runs, a sandbox’s stands until it is moved.',
  rest: 'GET /clock',
  permission: permissions.readClock,
  input: z.strictObject({}),
  output: Clock,
  async handle(_, context) {
    const { now, target, kind } = await clockOf(context);
    return { now, target, movable: kind === 'sandbox' };
  },
});
