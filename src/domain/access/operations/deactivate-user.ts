import { z } from 'zod';
import { notFound, stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { grantWiderThanOwn, lastAdmin, userDeactivated } from '../model.ts';
import { user } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { adminsBesides, assertInReach } from '../store.ts';
import { users } from '../tables.ts';

export const deactivateUser = command({
  name: 'deactivateUser',
  summary: 'Stop a person from acting; every token of theirs is refused within a second.',
  rest: 'POST /users/{userId}/deactivate',
  permission: permissions.manageUsers,
  input: z.strictObject({ userId: reference('user') }),
  output: user,
  errors: [stepNotAllowed, lastAdmin, grantWiderThanOwn],
  async handle({ userId }, context) {
    const person = await context.tx.find(users, userId, { lock: true });
    if (!person) throw notFound();
    context.expectVersion(person);
    await assertInReach(userId, context);
    if (person.state !== 'active')
      throw stepNotAllowed({ detail: 'The user is deactivated already.', facts: { state: person.state } });
    if ((await adminsBesides({ userId }, context)) === 0) throw lastAdmin();
    const changed = await context.tx.change(users, person, { state: 'deactivated' });
    return { result: changed, events: [userDeactivated(changed, {})] };
  },
});
