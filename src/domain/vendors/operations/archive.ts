import type { PgTable } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import type { Permission } from '../../../kernel/actor.ts';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import type { EventDeclaration, Scoped } from '../../../kernel/event.ts';
import type { Noun } from '../../../kernel/noun.ts';
import { command, type Command, type RestLine } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import type { Changes } from '../../../kernel/transaction.ts';
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

type Done = EventDeclaration<Record<string, never>>;
type Held = Scoped & { archivedAt: string | null };

interface Archived {
  noun: Noun;
  path: string;
  table: PgTable;
  permission: Permission;
  archived: Done;
  restored: Done;
}

/** The pair of verbs that take a thing out of use and back; what holds in every program takes a member of the whole tenant. */
function archiving({ noun, path, table, permission, archived, restored }: Archived): [Command, Command] {
  const key = `${noun.name}Id`;
  const verb = (name: 'archive' | 'restore', summary: string) =>
    command({
      name: `${name}${noun.type}`,
      summary,
      rest: `POST ${path}/{${key}}/${name}` as RestLine,
      permission,
      input: z.strictObject({ [key]: reference(noun.name) }),
      output: noun,
      errors: [stepNotAllowed, wholeTenantOnly],
      async handle(input: Record<string, unknown>, context) {
        const row = (await context.take(table, input[key] as string)) as unknown as Held;
        if (row.programId === null) assertWholeTenant(context.actor);
        const isArchived = row.archivedAt !== null;
        if (isArchived === (name === 'archive'))
          throw stepNotAllowed({ detail: isArchived ? 'It is archived already.' : 'It is not archived.' });
        const archivedAt = name === 'archive' ? context.now : null;
        const changed = await context.tx.change(table, row, { archivedAt } as Changes<PgTable>);
        const happened = name === 'archive' ? archived : restored;
        return { result: row, events: [happened(changed as unknown as Scoped, {})] };
      },
    });
  return [
    verb('archive', 'Take it out of use; lists show it with archived=true.'),
    verb('restore', 'Bring it back into use.'),
  ];
}

export const archivingCommands: readonly Command[] = [
  ...archiving({
    noun: vendorContact,
    path: '/vendor-contacts',
    table: vendorContacts,
    permission: permissions.manageContacts,
    archived: vendorContactArchived,
    restored: vendorContactRestored,
  }),
  ...archiving({
    noun: vendorDocumentRequirement,
    path: '/vendor-document-requirements',
    table: vendorDocumentRequirements,
    permission: permissions.manageRequirements,
    archived: documentRequirementArchived,
    restored: documentRequirementRestored,
  }),
];
