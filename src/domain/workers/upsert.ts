import { Problem } from '../../kernel/errors.ts';
import type { Fact } from '../../kernel/event.ts';
import type { Context, Outcome } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import {
  belongsElsewhere,
  nameExternally,
  upsertAll,
  type ExternalRef,
  type Upserted,
} from '../identifiers/index.ts';
import { displayNameOf, unborn, workerChanged, workerCreated, workerMatchReviewNeeded } from './model.ts';
import { namedWorkers, recognize, saveIdentities, type Person, type Recognition } from './store.ts';
import { workers } from './tables.ts';

type WorkerInput = Person & {
  externalId: ExternalRef;
  homeState: string;
  profession: string;
  specialties?: string[] | undefined;
};
type Result = Upserted<typeof workers>;

const keyOf = ({ system, id }: ExternalRef) => `${system}:${id}`;

const valuesOf = (input: WorkerInput) => ({
  displayName: displayNameOf(input.firstName, input.lastName),
  homeState: input.homeState,
  profession: input.profession,
  npi: input.npi,
  ...(input.specialties && { specialties: input.specialties }),
});

/** Gives the worker who is the same person the external id that named nobody: a person is one worker, if one of the caller's. */
async function attach(input: WorkerInput, { verdict, workerId }: Recognition, context: Context) {
  if (verdict !== 'yes') return undefined;
  if (!(await context.tx.find(workers, workerId!))) return belongsElsewhere();
  const naming = [{ subjectId: workerId!, externalId: input.externalId }];
  return context.attempt(() => nameExternally('worker', naming, context));
}

/** Creates or changes workers with their identities, set-based; a refused one is a problem and harms no other. */
export async function upsertWorkers(
  inputs: readonly WorkerInput[],
  context: Context,
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  const recognized = await recognize(inputs, context);
  const named = await namedWorkers(
    inputs.map(({ externalId }) => externalId),
    context,
  );
  const refused = new Map<number, Problem>();
  const brandNew = new Set<number>();
  for (const [place, input] of inputs.entries()) {
    const fault = unborn(input.birthDate, context.now);
    if (fault) refused.set(place, fault);
    if (fault || named.get(keyOf(input.externalId)) !== null) continue;
    const outcome = await attach(input, recognized[place]!, context);
    if (outcome instanceof Problem) refused.set(place, outcome);
    else if (recognized[place]!.verdict !== 'yes') brandNew.add(place);
  }
  const places = inputs.map((_, place) => place).filter((place) => !refused.has(place));
  const upserted = await upsertAll(
    'worker',
    workers,
    places.map((place) => ({
      externalId: inputs[place]!.externalId,
      values: { ...valuesOf(inputs[place]!), ...(brandNew.has(place) && { id: recognized[place]!.newId }) },
    })),
    context,
  );
  const results = new Map(places.map((place, position) => [place, upserted[position]!]));
  const people = new Map(
    [...results].flatMap(([place, result]) =>
      result instanceof Problem ? [] : [[result.row.id, inputs[place]!] as const],
    ),
  );
  const renamed = await saveIdentities(people, context);
  const outcomes: (Outcome<{ id: string }> | Problem)[] = [];
  for (const place of inputs.keys()) {
    const result = refused.get(place) ?? results.get(place)!;
    outcomes.push(
      result instanceof Problem ? result : await outcomeOf(result, recognized[place]!, renamed, context),
    );
  }
  return outcomes;
}

async function outcomeOf(
  { row, before, changed }: Result,
  { verdict, workerId }: Recognition,
  renamed: ReadonlySet<string>,
  context: Context,
): Promise<Outcome<{ id: string }>> {
  const result = { id: row.id };
  if (!before) {
    const created: [Fact, ...Fact[]] = [workerCreated(row, {})];
    if (verdict === 'review') {
      created.push(workerMatchReviewNeeded(row, { workerId: row.id, possibleWorkerId: workerId! }));
    }
    return { result, events: created };
  }
  if (!changed && !renamed.has(row.id)) return { result, unchanged: true };
  // The identity is part of the worker: where it alone changed, the worker has a new version too.
  const current: Row<typeof workers> = changed ? row : await context.tx.change(workers, row, {});
  return { result, events: [workerChanged(current, {})] };
}
