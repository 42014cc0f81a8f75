import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import type { EventDeclaration } from '../../../kernel/event.ts';
import { command, type RestLine } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { typeDemanded, typeRestored, typeWasArchived } from '../model/credential-type.ts';
import { credentialType } from '../nouns/credential-type.ts';
import { permissions } from '../policy.ts';
import { isDemanded } from '../store.ts';
import { credentialTypes } from '../tables.ts';

const shelving = (
  verb: 'archive' | 'restore',
  summary: string,
  happened: EventDeclaration<Record<string, never>>,
) =>
  command({
    name: `${verb}CredentialType`,
    summary,
    rest: `POST /credential-types/{credentialTypeId}/${verb}` as RestLine,
    permission: permissions.manageTypes,
    input: z.strictObject({ credentialTypeId: reference('credentialType') }),
    output: credentialType,
    errors: [stepNotAllowed, wholeTenantOnly, typeDemanded],
    async handle({ credentialTypeId }, context) {
      assertWholeTenant(context.actor);
      const row = await context.take(credentialTypes, credentialTypeId);
      const archives = verb === 'archive';
      if ((row.archivedAt !== null) === archives)
        throw stepNotAllowed({ detail: archives ? 'It is archived already.' : 'It is not archived.' });
      if (archives && (await isDemanded(row.id, context))) throw typeDemanded();
      const archivedAt = archives ? context.now : null;
      const changed = await context.tx.change(credentialTypes, row, { archivedAt });
      return { result: changed, events: [happened(changed, {})] };
    },
  });

/** `archiveCredentialType` and `restoreCredentialType`; what is held of it stays. */
export const typeShelving = [
  shelving('archive', 'Take it out of use: nothing more of it is handed in.', typeWasArchived),
  shelving('restore', 'Bring it back into use.', typeRestored),
];
