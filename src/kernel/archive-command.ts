import type { PgTable } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import type { Permission } from './actor.ts';
import { stepNotAllowed, type ErrorDeclaration } from './errors.ts';
import type { EventDeclaration, Scoped } from './event.ts';
import type { Noun } from './noun.ts';
import { command, type Command, type Context, type RestLine } from './operation.ts';
import { reference } from './shapes.ts';
import type { Changes } from './transaction.ts';
import { kebab } from './words.ts';

type Done = EventDeclaration<Record<string, never>>;
type Held = Scoped & { archivedAt: string | null };

/** A noun whose rows are taken out of use and back; nothing is deleted. */
export interface Archivable {
  noun: Noun;
  table: PgTable;
  permission: Permission;
  archived: Done;
  restored: Done;
  /** What taking it out of use means, where that is more than to stand in no list. */
  summary?: string;
  /** Throws one of `errors` where the actor may do neither to the row. */
  assertMay?: (row: Scoped, context: Context) => void;
  errors?: readonly ErrorDeclaration[];
  /** Throws one of `archiveErrors` while the row, which is held, is needed. */
  assertUnused?: (row: Scoped, context: Context) => Promise<void>;
  archiveErrors?: readonly ErrorDeclaration[];
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
  summary: archiveSummary = 'Take it out of use; lists show it with archived=true.',
  assertMay = () => {},
  errors: sharedErrors = [],
  assertUnused = () => Promise.resolve(),
  archiveErrors = [],
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
      errors: [stepNotAllowed, ...sharedErrors, ...errors],
      async handle(input: Record<string, unknown>, context) {
        const row = (await context.take(table, input[key] as string)) as unknown as Held;
        assertMay(row, context);
        const archives = name === 'archive';
        if ((row.archivedAt !== null) === archives)
          throw stepNotAllowed({ detail: archives ? 'It is archived already.' : 'It is not archived.' });
        if (archives) await assertUnused(row, context);
        const archivedAt = archives ? context.now : null;
        const changed = await context.tx.change(table, row, { archivedAt } as Changes<PgTable>);
        return { result: row, events: [happened(changed as unknown as Scoped, {})] };
      },
    });
  return [
    verb('archive', archiveSummary, archived, archiveErrors),
    verb('restore', 'Bring it back into use.', restored, restoreErrors),
  ];
}
