import type { PgTable } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import type { Permission } from './actor.ts';
import { stepNotAllowed, type ErrorDeclaration } from './errors.ts';
import type { EventDeclaration, Scoped } from './event.ts';
import type { Noun } from './noun.ts';
import { command, type Command, type RestLine } from './operation.ts';
import { reference } from './shapes.ts';
import type { Changes } from './transaction.ts';
import { kebab } from './words.ts';

type Done = EventDeclaration<Record<string, never>>;

/** A noun whose rows are taken out of use and back; nothing is deleted. */
export interface Archivable {
  noun: Noun;
  table: PgTable;
  permission: Permission;
  archived: Done;
  restored: Done;
  /** What else its return to use may be refused with, such as by a unique constraint. */
  restoreErrors?: readonly ErrorDeclaration[];
}

/** The two commands, at `POST /nouns/{nounId}/archive` and `/restore`; each twice is `step_not_allowed`. */
export function archiveCommands({
  noun,
  table,
  permission,
  archived,
  restored,
  restoreErrors = [],
}: Archivable): [Command, Command] {
  const key = `${noun.name}Id`;
  const verb = (
    name: 'archive' | 'restore',
    summary: string,
    happened: Done,
    errors: readonly ErrorDeclaration[],
  ) =>
    command({
      name: `${name}${noun.type}`,
      summary,
      rest: `POST /${kebab(noun.plural)}/{${key}}/${name}` as RestLine,
      permission,
      input: z.strictObject({ [key]: reference(noun.name) }),
      output: noun,
      errors: [stepNotAllowed, ...errors],
      async handle(input: Record<string, unknown>, context) {
        const row = (await context.take(table, input[key] as string)) as unknown as Scoped & {
          archivedAt: string | null;
        };
        const isArchived = row.archivedAt !== null;
        if (isArchived === (name === 'archive'))
          throw stepNotAllowed({ detail: isArchived ? 'It is archived already.' : 'It is not archived.' });
        const archivedAt = name === 'archive' ? context.now : null;
        const changed = await context.tx.change(table, row, { archivedAt } as Changes<PgTable>);
        return { result: row, events: [happened(changed as unknown as Scoped, {})] };
      },
    });
  return [
    verb('archive', 'Take it out of use; lists show it with archived=true.', archived, []),
    verb('restore', 'Bring it back into use.', restored, restoreErrors),
  ];
}
