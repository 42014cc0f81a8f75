import type { PgTable } from 'drizzle-orm/pg-core';
import { archiveCommands } from '../../../kernel/archive-command.ts';
import type { EventDeclaration } from '../../../kernel/event.ts';
import type { Command } from '../../../kernel/operation.ts';
import type { Noun } from '../../../kernel/noun.ts';
import {
  costCenterArchived,
  costCenterRestored,
  facilityArchived,
  facilityRestored,
  stillInUse,
  unitArchived,
  unitRestored,
} from '../model.ts';
import { costCenter, facility, unit } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { costCenterInUse, facilityInUse, unitInUse, type InUse } from '../store.ts';
import { costCenters, facilities, units } from '../tables.ts';

type Done = EventDeclaration<Record<string, never>>;

const archiving = (
  noun: Noun,
  table: PgTable,
  archived: Done,
  restored: Done,
  inUse: InUse,
): [Command, Command] =>
  archiveCommands({
    noun,
    table,
    permission: permissions.manage,
    archived,
    restored,
    archiveErrors: [stillInUse],
    async assertUnused({ id }, context) {
      if (await inUse(id, context)) throw stillInUse();
    },
  });

/** What takes a place out of use, once nothing that is not over uses it, and back. */
export const archivingCommands = [
  ...archiving(facility, facilities, facilityArchived, facilityRestored, facilityInUse),
  ...archiving(unit, units, unitArchived, unitRestored, unitInUse),
  ...archiving(costCenter, costCenters, costCenterArchived, costCenterRestored, costCenterInUse),
];
