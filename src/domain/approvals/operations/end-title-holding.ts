import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { titleHoldingEnded } from '../model/title.ts';
import { titleHolding } from '../nouns/title.ts';
import { permissions } from '../policy.ts';
import { titleHoldings } from '../tables.ts';

export const endTitleHolding = command({
  name: 'endTitleHolding',
  summary: 'Take a title from a membership; approvals that nobody else can decide pause.',
  rest: 'POST /title-holdings/{titleHoldingId}/end',
  permission: permissions.manage,
  input: z.strictObject({ titleHoldingId: reference('titleHolding') }),
  output: titleHolding,
  errors: [stepNotAllowed],
  async handle({ titleHoldingId }, context) {
    const held = await context.take(titleHoldings, titleHoldingId);
    if (held.endedAt !== null) throw stepNotAllowed({ detail: 'It has ended already.' });
    const ended = await context.tx.change(titleHoldings, held, { endedAt: context.now });
    const { titleId, membershipId } = ended;
    return { result: ended, events: [titleHoldingEnded(ended, { titleId, membershipId })] };
  },
});
