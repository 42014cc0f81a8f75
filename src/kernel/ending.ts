import type { PgTable } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import type { Permission } from './actor.ts';
import { shortened } from './day-range.ts';
import type { ErrorDeclaration } from './errors.ts';
import type { EventDeclaration } from './event.ts';
import type { Noun } from './noun.ts';
import { command, type Command, type Context } from './operation.ts';
import { Day, reference } from './shapes.ts';
import type { Changes, Versioned } from './transaction.ts';
import { kebab, pascal } from './words.ts';

interface Ending<Table extends PgTable> {
  noun: Noun;
  /** Its rows hold from day to day: `effective`. */
  table: Table & { $inferSelect: Versioned & { effective: string } };
  summary: string;
  permission: Permission;
  event: EventDeclaration<Record<string, never>>;
  /** What those who react to the end may refuse it with. */
  errors?: readonly ErrorDeclaration[];
  /** Refuses whoever may see a row and not end it. */
  assertMay?: (context: Context) => void;
}

/** The command that gives a dated row a last day, no later than the one it has: `POST /rate-lines/{rateLineId}/end`. */
export function endCommand<Table extends PgTable>({
  noun,
  table,
  event,
  assertMay,
  ...about
}: Ending<Table>): Command {
  const key = `${noun.name}Id`;
  return command({
    ...about,
    name: `end${pascal(noun.name)}`,
    rest: `POST /${kebab(noun.plural)}/{${key}}/end`,
    input: z.strictObject({ [key]: reference(noun.name), effectiveTo: Day }),
    output: noun,
    async handle(input, context) {
      const { [key]: id, effectiveTo } = input as Record<string, string>;
      const row = (await context.take(table, id!)) as Versioned & { effective: string };
      assertMay?.(context);
      const effective = shortened(row.effective, effectiveTo!);
      if (effective === row.effective) return { result: row, unchanged: true };
      const ended = await context.tx.change(table, row, { effective } as unknown as Changes<Table>);
      return { result: row, events: [event(ended as unknown as Versioned, {})] };
    },
  });
}
