import { invalidInput, Problem } from '../../kernel/errors.ts';
import type { Command, Context } from '../../kernel/operation.ts';
import { statusOf, tryRows, type Tried } from '../bulk.ts';
import { assertDeferred } from '../execute/deferred.ts';
import { record, type Deed } from '../execute/happenings.ts';
import { resolveReferences } from '../execute/references.ts';
import { faultsOf } from '../problem.ts';
import type { Registry } from '../registry.ts';

const failed = (problem: Problem): Tried => ({ status: 'failed', id: null, problem });

async function runOne(
  command: Command,
  item: unknown,
  deed: Deed,
  context: Context,
  registry: Registry,
): Promise<Tried> {
  const parsed = command.input.safeParse(item);
  if (!parsed.success) return failed(invalidInput({ errors: faultsOf(parsed.error) }));
  const tried = await context.attempt(async (): Promise<Tried> => {
    const outcome = await command.handle(parsed.data, context);
    if (!('unchanged' in outcome)) await record(outcome, deed, context, registry);
    await assertDeferred(context);
    return { status: statusOf(outcome), id: (outcome.result as { id: string }).id, problem: null };
  });
  return tried instanceof Problem ? failed(tried) : tried;
}

/**
 * Runs rows through their command as `execute` would each: references checked, parsed, handled, facts and timers
 * written, reactions run. All together where the command takes many, else and where they cannot stand together one by
 * one, so that a refused row harms no other. A row that is a problem already fails with it.
 */
export async function runRows(
  command: Command,
  items: readonly unknown[],
  deed: Deed,
  context: Context,
  registry: Registry,
): Promise<Tried[]> {
  const results = items.map((item) => (item instanceof Problem ? failed(item) : undefined));
  const places = [...items.keys()].filter((place) => results[place] === undefined);
  const inputs = places.map((place) => items[place]);
  const { actor, tx } = context;
  await resolveReferences(
    { input: { items: inputs }, shape: command.input, rows: command.input, pathKeys: new Set() },
    registry.nouns,
    { actor },
    tx,
  );
  const together =
    command.handleMany &&
    (await context.attempt(async () => {
      const { tried, events, timers } = await tryRows(command, inputs, context);
      if (events.length > 0) await record({ events, timers }, deed, context, registry);
      await assertDeferred(context);
      return tried;
    }));
  for (const [position, place] of places.entries())
    results[place] =
      together && !(together instanceof Problem)
        ? together[position]
        : await runOne(command, inputs[position], deed, context, registry);
  return results as Tried[];
}
