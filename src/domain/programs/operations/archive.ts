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
  stillInUse,
  unitArchived,
  unitRestored,
} from '../model.ts';
import { costCenter, facility, unit } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { archiveOf, costCenterInUse, facilityInUse, unitInUse, type InUse } from '../store.ts';
import { costCenters, facilities, units } from '../tables.ts';

type Done = EventDeclaration<Record<string, never>>;

/** The pair of verbs that take a thing out of use and back; nothing is deleted. */
function archiving(
  noun: Noun,
  path: string,
  table: PgTable,
  archived: Done,
  restored: Done,
  inUse: InUse,
): [Command, Command] {
  const key = `${noun.name}Id`;
  const shared = {
    permission: permissions.manage,
    input: z.strictObject({ [key]: reference(noun.name) }),
    output: noun,
  };
  const idOf = (input: Record<string, unknown>) => input[key] as string;
  return [
    command({
      ...shared,
      name: `archive${noun.type}`,
      summary: 'Take it out of use; lists show it with archived=true.',
      rest: `POST ${path}/{${key}}/archive` as RestLine,
      errors: [stepNotAllowed, stillInUse],
      async handle(input, context) {
        const outcome = await archiveOf(table, idOf(input), true, archived, context);
        if (await inUse(idOf(input), context)) throw stillInUse();
        return outcome;
      },
    }),
    command({
      ...shared,
      name: `restore${noun.type}`,
      summary: 'Bring it back into use.',
      rest: `POST ${path}/{${key}}/restore` as RestLine,
      errors: [stepNotAllowed],
      handle: (input, context) => archiveOf(table, idOf(input), false, restored, context),
    }),
  ];
}

export const archivingCommands = [
  ...archiving(facility, '/facilities', facilities, facilityArchived, facilityRestored, facilityInUse),
  ...archiving(unit, '/units', units, unitArchived, unitRestored, unitInUse),
  ...archiving(
    costCenter,
    '/cost-centers',
    costCenters,
    costCenterArchived,
    costCenterRestored,
    costCenterInUse,
  ),
];
