import { z } from 'zod';
import { notFound, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { representationLife } from '../lifecycle.ts';
import { representationWithdrawn } from '../model.ts';
import { representation } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { representations } from '../tables.ts';

export const withdrawRepresentation = command({
  name: 'withdrawRepresentation',
  summary: 'No longer represent the worker; what was submitted stays.',
  rest: 'POST /representations/{representationId}/withdraw',
  permission: permissions.represent,
  input: z.strictObject({ representationId: reference('representation') }),
  output: representation,
  errors: [stepNotAllowed],
  async handle({ representationId }, context) {
    const row = await context.tx.find(representations, representationId, { lock: true });
    if (!row) throw notFound();
    context.expectVersion(row);
    const state = step(representationLife, 'withdraw', row.state);
    const changed = await context.tx.change(representations, row, { state });
    return { result: changed, events: [representationWithdrawn(changed, {})] };
  },
});
