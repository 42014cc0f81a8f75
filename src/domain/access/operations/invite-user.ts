import { z } from 'zod';
import { command, type Context } from '../../../kernel/operation.ts';
import { ExternalId, text } from '../../../kernel/shapes.ts';
import { subjectNamed, upsertAll } from '../../identifiers/index.ts';
import { Problem } from '../../../kernel/errors.ts';
import { Email, emailTaken, grantWiderThanOwn, userInvited } from '../model.ts';
import { user } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { actingUser, assertInReach } from '../store.ts';
import { users } from '../tables.ts';

interface Identity {
  issuer?: string | undefined;
  subject?: string | undefined;
}

/** Whether what is told of how the user signs in is an administrator's own word; undefined where nothing new is told. */
async function vouched(
  { issuer, subject }: Identity,
  externalId: z.output<typeof ExternalId> | undefined,
  context: Context,
): Promise<boolean | undefined> {
  if (issuer === undefined && subject === undefined) return undefined;
  if (context.actor.role === 'tenant_admin' && (await actingUser(context))?.kind === 'person') return true;
  const id = externalId && (await subjectNamed('user', externalId, context));
  const held = id === undefined ? undefined : await context.tx.find(users, id, { lock: true });
  const isSame =
    held && (issuer ?? held.issuer) === held.issuer && (subject ?? held.subject) === held.subject;
  return isSame ? undefined : false;
}

export const inviteUser = command({
  name: 'inviteUser',
  summary: 'Add a person; memberships are granted to it afterwards.',
  rest: 'POST /users',
  permission: permissions.manageUsers,
  input: z.strictObject({
    name: text(200),
    email: Email,
    issuer: text(500).optional().meta({ description: 'The identity provider, as in its tokens’ iss.' }),
    subject: text(255).optional().meta({ description: 'Its name for the person, as in its tokens’ sub.' }),
    externalId: ExternalId.optional(),
  }),
  output: user,
  errors: [emailTaken, grantWiderThanOwn],
  async handle({ externalId, ...values }, context) {
    const isVouched = await vouched(values, externalId, context);
    const [invited] = await upsertAll(
      'user',
      users,
      [{ externalId, values: { ...values, isVouched, state: 'active' } }],
      context,
    );
    if (invited instanceof Problem) throw invited;
    const { row, changed, before } = invited!;
    // Whoever changes how a person signs in could act as that person.
    if (before && changed) await assertInReach(row.id, context);
    return changed || !before
      ? { result: row, events: [userInvited(row, {})] }
      : { result: row, unchanged: true };
  },
});
