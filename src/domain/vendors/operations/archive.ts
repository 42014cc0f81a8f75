import { archiveCommands, type Archivable } from '../../../kernel/archive-command.ts';
import type { Command } from '../../../kernel/operation.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { vendorContactArchived, vendorContactRestored } from '../model/vendor-contact.ts';
import {
  documentRequirementArchived,
  documentRequirementRestored,
} from '../model/vendor-document-requirement.ts';
import { vendorContact } from '../nouns/vendor-contact.ts';
import { vendorDocumentRequirement } from '../nouns/vendor-document-requirement.ts';
import { permissions } from '../policy.ts';
import { vendorContacts, vendorDocumentRequirements } from '../tables.ts';

const archiving = (what: Archivable) =>
  archiveCommands({
    ...what,
    errors: [wholeTenantOnly],
    // What holds in every program takes a member of the whole tenant.
    assertMay({ programId }, { actor }) {
      if (programId === null) assertWholeTenant(actor);
    },
  });

export const archivingCommands: readonly Command[] = [
  ...archiving({
    noun: vendorContact,
    table: vendorContacts,
    permission: permissions.manageContacts,
    archived: vendorContactArchived,
    restored: vendorContactRestored,
  }),
  ...archiving({
    noun: vendorDocumentRequirement,
    table: vendorDocumentRequirements,
    permission: permissions.manageRequirements,
    archived: documentRequirementArchived,
    restored: documentRequirementRestored,
  }),
];
