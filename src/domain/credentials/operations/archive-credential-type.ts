import { archiveCommands } from '../../../kernel/archive-command.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { typeDemanded, typeRestored, typeWasArchived } from '../model/credential-type.ts';
import { credentialType } from '../nouns/credential-type.ts';
import { permissions } from '../policy.ts';
import { isDemanded } from '../store.ts';
import { credentialTypes } from '../tables.ts';

/** `archiveCredentialType` and `restoreCredentialType`; what is held of it stays. */
export const typeShelving = archiveCommands({
  noun: credentialType,
  table: credentialTypes,
  permission: permissions.manageTypes,
  archived: typeWasArchived,
  restored: typeRestored,
  summary: 'Take it out of use: nothing more of it is handed in.',
  errors: [wholeTenantOnly],
  assertMay: (_, { actor }) => assertWholeTenant(actor),
  archiveErrors: [typeDemanded],
  async assertUnused({ id }, context) {
    if (await isDemanded(id, context)) throw typeDemanded();
  },
});
