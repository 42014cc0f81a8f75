import { Problem } from '../../kernel/errors.ts';
import type { Context, Outcome } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import {
  belongsElsewhere,
  nameExternally,
  upsertAll,
  type ExternalRef,
  type Upserted,
} from '../identifiers/index.ts';
import { workerMerged } from './matches/model.ts';
import { rematch } from './matches/raising.ts';
import { displayNameOf, normalizeName, unborn, workerChanged, workerCreated } from './model.ts';
import { kept, type Experience } from './profile/model.ts';
import { unlisted, unlistedCodes } from './profile/store.ts';
import { mergedAmong, namedRows, recognize, saveIdentities, type Person, type Recognition } from './store.ts';
import { workers } from './tables.ts';

type WorkerInput = Person & {
  externalId: ExternalRef;
  homeState: string;
  profession: string;
  specialties?: string[] | undefined;
  experience?: Experience[] | undefined;
  taxonomyCodes?: string[] | undefined;
};
type Result = Upserted<typeof workers>;

const keyOf = ({ system, id }: ExternalRef) => `${system}:${id}`;

const valuesOf = (input: WorkerInput) => ({
  displayName: displayNameOf(input.firstName, input.lastName),
  homeState: input.homeState,
  profession: input.profession,
  npi: input.npi,
  ...(input.specialties && { specialties: input.specialties }),
  ...(input.experience && { experience: kept(input.experience)! }),
  ...(input.taxonomyCodes && { taxonomyCodes: input.taxonomyCodes }),
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
  const named = await namedRows(
    'worker',
    inputs.map(({ externalId }) => externalId),
    context,
  );
  const merged = await mergedAmong(
    [...named.values()].filter((id) => id !== null),
    context,
  );
  const missing = await unlistedCodes(
    inputs.flatMap(({ taxonomyCodes }) => taxonomyCodes ?? []),
    context,
  );
  const refused = new Map<number, Problem>();
  const brandNew = new Set<number>();
  for (const [place, input] of inputs.entries()) {
    const mergedIntoId = merged.get(named.get(keyOf(input.externalId)) ?? '');
    const fault =
      unborn(input.birthDate, context.now) ??
      unlisted(input.taxonomyCodes, missing) ??
      (mergedIntoId && workerMerged({ facts: { mergedIntoId } }));
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
  const twins = new Set(twinsIn(inputs));
  const unsure = places.flatMap((place) => {
    const result = results.get(place)!;
    if (result instanceof Problem) return [];
    const isUnsure = result.before
      ? renamed.has(result.row.id) || result.before.npi !== result.row.npi
      : recognized[place]!.verdict === 'review' || twins.has(place);
    return isUnsure ? [result.row.id] : [];
  });
  const raised = await rematch(unsure, context);
  const outcomes: (Outcome<{ id: string }> | Problem)[] = [];
  for (const place of inputs.keys()) {
    const result = refused.get(place) ?? results.get(place)!;
    outcomes.push(result instanceof Problem ? result : await outcomeOf(result, renamed, context));
  }
  const told = outcomes.find((outcome) => !(outcome instanceof Problem) && 'events' in outcome);
  if (raised.length > 0 && told && 'events' in told) told.events = [...told.events, ...raised];
  return outcomes;
}

/** Places of persons whom one call states twice under one name: neither was there to recognize the other by. */
function twinsIn(inputs: readonly WorkerInput[]): number[] {
  const alike = Map.groupBy(inputs.keys(), (place) =>
    normalizeName(inputs[place]!.firstName, inputs[place]!.lastName),
  );
  return [...alike.values()].filter((places) => places.length > 1).flat();
}

async function outcomeOf(
  { row, before, changed }: Result,
  renamed: ReadonlySet<string>,
  context: Context,
): Promise<Outcome<{ id: string }>> {
  const result = { id: row.id };
  if (!before) return { result, events: [workerCreated(row, {})] };
  if (!changed && !renamed.has(row.id)) return { result, unchanged: true };
  // The identity is part of the worker: where it alone changed, the worker has a new version too.
  const current: Row<typeof workers> = changed ? row : await context.tx.change(workers, row, {});
  return { result, events: [workerChanged(current, {})] };
}
