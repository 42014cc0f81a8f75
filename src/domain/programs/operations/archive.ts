import type { PgTable } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import type { EventDeclaration } from '../../../kernel/event.ts';
import { command, type Command, type RestLine } from '../../../kernel/operation.ts';
import type { Noun } from '../../../kernel/noun.ts';
import { reference } from '../../../kernel/shapes.ts';
import {
  costCenterArchived,
  costCenterRestored,
  facilityArchived,
  facilityRestored,
  unitArchived,
  unitRestored,
} from '../model.ts';
import { costCenter, facility, unit } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { archiveOf } from '../store.ts';
import { costCenters, facilities, units } from '../tables.ts';

type Done = EventDeclaration<Record<string, never>>;

/** The pair of verbs that take a thing out of use and back; nothing is deleted. */
function archiving(
  noun: Noun,
  path: string,
  table: PgTable,
  archived: Done,
  restored: Done,
): [Command, Command] {
  const key = `${noun.name}Id`;
  const shared = {
    permission: permissions.manage,
    input: z.strictObject({ [key]: reference(noun.name) }),
    output: noun,
    errors: [stepNotAllowed],
  };
  const idOf = (input: Record<string, unknown>) => input[key] as string;
  return [
    command({
      ...shared,
      name: `archive${noun.type}`,
      summary: 'Take it out of use; lists show it with archived=true.',
      rest: `POST ${path}/{${key}}/archive` as RestLine,
      handle: (input, context) => archiveOf(table, idOf(input), true, archived, context),
    }),
    command({
      ...shared,
      name: `restore${noun.type}`,
      summary: 'Bring it back into use.',
      rest: `POST ${path}/{${key}}/restore` as RestLine,
      handle: (input, context) => archiveOf(table, idOf(input), false, restored, context),
    }),
  ];
}

export const archivingCommands = [
  ...archiving(facility, '/facilities', facilities, facilityArchived, facilityRestored),
  ...archiving(unit, '/units', units, unitArchived, unitRestored),
  ...archiving(costCenter, '/cost-centers', costCenters, costCenterArchived, costCenterRestored),
];
