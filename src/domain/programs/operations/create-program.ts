import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { text } from '../../../kernel/shapes.ts';
import { Currency, programCreated, TimeZone } from '../model.ts';
import { program } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { programs } from '../tables.ts';

export const createProgram = command({
  name: 'createProgram',
  summary: 'Create the managed program of a client.',
  rest: 'POST /programs',
  permission: permissions.manage,
  input: z.strictObject({
    name: text(200),
    currency: Currency.default('USD'),
    timeZone: TimeZone.meta({ description: 'Where its days and business hours are reckoned.' }),
    requesterSeesPay: z.boolean().default(false),
  }),
  output: program,
  async handle(values, { tx }) {
    const [created] = await tx.insert(programs, [{ ...values, state: 'active' }]);
    return { result: created!, events: [programCreated(created!, {})] };
  },
});
