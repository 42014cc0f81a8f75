import { z } from 'zod';
import type { Fact, TimerFact } from '../kernel/event.ts';
import { invalidInput, Problem } from '../kernel/errors.ts';
import { isNoun, type Command, type Context, type Outcome } from '../kernel/operation.ts';
import { faultsOf, problemBody } from './problem.ts';
import { pascal } from '../kernel/words.ts';

/** At most this many rows in one call; each call is one transaction. */
export const mostRows = 1_000;

/** How a row fared, in an answer. */
export const RowStatus = z.enum(['created', 'changed', 'unchanged', 'failed']).meta({ id: 'RowStatus' });

export const RowResult = z
  .strictObject({
    row: z.int().meta({ description: 'The place of the row in the request, from 1.' }),
    status: RowStatus,
    id: z.string().nullable().meta({ scalar: 'ID' }),
    code: z.string().nullable(),
    detail: z.string().nullable(),
    errors: z.array(
      z
        .strictObject({ pointer: z.string(), code: z.string(), message: z.string() })
        .meta({ id: 'FieldFault' }),
    ),
  })
  .meta({ id: 'RowResult' });

export const BulkResult = z
  .strictObject({
    created: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    failed: z.int(),
    rows: z.array(RowResult),
  })
  .meta({ id: 'BulkResult' });

export const BulkMode = z.enum(['best_effort', 'all_or_nothing']).meta({ id: 'BulkMode' });

/** What became of one row. */
export interface Tried {
  status: z.output<typeof RowStatus>;
  id: string | null;
  problem: Problem | null;
}

/** Whether an outcome made its subject or changed it; by the version of what its first event is of. */
export const statusOf = (outcome: Outcome<unknown>): Tried['status'] =>
  'unchanged' in outcome ? 'unchanged' : outcome.events[0].subject.version === 1 ? 'created' : 'changed';

/** Runs rows together through the set-based handler of their command; what a bad one is refused for is its own. */
export async function tryRows(single: Command, items: readonly unknown[], context: Context) {
  const tried: Tried[] = items.map(() => ({ status: 'failed', id: null, problem: null }));
  const parsed: { index: number; input: object }[] = [];
  items.forEach((item, index) => {
    const result = single.input.safeParse(item);
    if (result.success) parsed.push({ index, input: result.data });
    else tried[index]!.problem = invalidInput({ errors: faultsOf(result.error) });
  });
  const outcomes = await single.handleMany!(parsed.map(({ input }) => input) as never, context);
  // Rows that did one thing together give the same fact.
  const events = new Set<Fact>();
  const timers: TimerFact[] = [];
  outcomes.forEach((outcome: Outcome<unknown> | Problem, position) => {
    const row = tried[parsed[position]!.index]!;
    if (outcome instanceof Problem) {
      row.problem = outcome;
      return;
    }
    row.id = (outcome.result as { id: string }).id;
    row.status = statusOf(outcome);
    if ('unchanged' in outcome) return;
    for (const fact of outcome.events) events.add(fact);
    timers.push(...(outcome.timers ?? []));
  });
  return { tried, events: [...events], timers };
}

const shown = ({ status, id, problem }: Tried, index: number): z.input<typeof RowResult> => {
  const body = problem && problemBody(problem, '');
  return {
    row: index + 1,
    status,
    id,
    code: body?.code ?? null,
    detail: body?.detail ?? null,
    errors: [...(body?.errors ?? [])],
  };
};

/** The answer to a bulk call; throws where rows are refused and none is to be written then. */
export function answerOf(
  tried: readonly Tried[],
  mode: z.output<typeof BulkMode>,
): z.input<typeof BulkResult> {
  const failed = tried.filter(({ status }) => status === 'failed');
  if (failed.length > 0 && mode === 'all_or_nothing') {
    throw invalidInput({
      detail: `${failed.length} of ${tried.length} rows are refused, so none was written.`,
      errors: tried.flatMap(({ problem }, index) =>
        problem
          ? (
              problem.details.errors ?? [
                { pointer: '', code: problem.declaration.code, message: problem.message },
              ]
            ).map((fault) => ({ ...fault, pointer: `/items/${index}${fault.pointer}` }))
          : [],
      ),
    });
  }
  const count = (status: string) => tried.filter((row) => row.status === status).length;
  return {
    created: count('created'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    failed: failed.length,
    rows: tried.map(shown),
  };
}

/** The bulk command of a command: the same input a row, a result for each; best effort keeps the good rows. */
export function bulkOf(single: Command): Command {
  if (!single.bulk || !single.handleMany || !isNoun(single.output))
    throw new Error(`${single.name} is not a bulk command`);
  const { name, rest, summary } = single.bulk;
  const rows = <Item extends z.ZodType>(item: Item) =>
    z.strictObject({ mode: BulkMode.default('best_effort'), items: z.array(item).min(1).max(mostRows) });
  return {
    kind: 'command',
    name,
    rest,
    summary,
    permission: single.permission,
    errors: single.errors ?? [],
    // A noun may be written by several verbs, each with rows of its own.
    input: rows(single.input.meta({ id: `${pascal(single.name).replace(/^Upsert/, '')}Row` })),
    // Rows are parsed one by one, so that a bad one costs only itself.
    envelope: rows(z.unknown()),
    output: BulkResult,
    concurrency: 'none',
    created: false,
    rowsOf: single,
    handle() {
      throw new Error(`${name} is many rows; how each fares is found out where the reactions to it run`);
    },
  };
}
