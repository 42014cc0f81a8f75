import { Problem } from '../../kernel/errors.ts';
import { inHalves } from '../../kernel/in-halves.ts';
import type { Context, Outcome } from '../../kernel/operation.ts';
import type { Changes } from '../../kernel/transaction.ts';
import {
  differences,
  externalIdTaken,
  externalSystemUnknown,
  nameExternally,
  type ExternalRef,
} from '../identifiers/index.ts';
import { representationLife } from './lifecycle.ts';
import { raiseMatches } from './matches/raising.ts';
import {
  normalizeName,
  representationChanged,
  representationCreated,
  representationExists,
  workerCreated,
} from './model.ts';
import { unlisted, unlistedCodes } from './profile/store.ts';
import { keptOf, renewing, untrue, type RepresentationRow, type Stated } from './representing.ts';
import {
  insertWorkers,
  namedRows,
  ownRepresentations,
  recognize,
  traitsStated,
  type Recognition,
} from './store.ts';
import { representations } from './tables.ts';

type Input = Stated & { externalId: ExternalRef; specialties: string[] };
type Result = Outcome<{ id: string }> | Problem;
/** What becomes of one statement: a new representation, or a change of the vendor's own, named anew or not. */
type Plan = { input: Input; recognition: Recognition; own: RepresentationRow | undefined; isNamed: boolean };

const keyOf = ({ system, id }: ExternalRef) => `${system}:${id}`;
const identity = ['firstName', 'lastName', 'birthDate', 'npi'] as const;

/** Cuts the statements so that no two together name one person or one external id: each finds what those before it made. */
function waves(inputs: readonly Input[]): Map<number, Input>[] {
  const cut: { seen: Set<string>; members: Map<number, Input> }[] = [];
  for (const [place, input] of inputs.entries()) {
    const { firstName, lastName, npi, externalId } = input;
    const keys = [`name ${normalizeName(firstName, lastName)}`, `id ${keyOf(externalId)}`];
    if (npi) keys.push(`npi ${npi}`);
    const last = cut.findLastIndex(({ seen }) => keys.some((key) => seen.has(key)));
    cut[last + 1] ??= { seen: new Set(), members: new Map() };
    const wave = cut[last + 1]!;
    for (const key of keys) wave.seen.add(key);
    wave.members.set(place, input);
  }
  return cut.map(({ members }) => members);
}

async function planned(
  inputs: ReadonlyMap<number, Input>,
  results: Map<number, Result>,
  context: Context,
): Promise<Map<number, Plan>> {
  const all = [...inputs.values()];
  const missing = await unlistedCodes(
    all.flatMap(({ taxonomyCodes }) => taxonomyCodes ?? []),
    context,
  );
  const named = await namedRows(
    'representation',
    all.map(({ externalId }) => externalId),
    context,
  );
  const recognitions = await recognize(all, context);
  const own = await ownRepresentations(
    {
      ids: [...named.values()].filter((id) => id !== null),
      workerIds: recognitions.flatMap(({ verdict, workerId }) => (verdict === 'yes' ? workerId! : [])),
    },
    context,
  );
  const byId = new Map(own.map((row) => [row.id, row]));
  const byWorker = new Map(own.map((row) => [row.workerId, row]));
  const plans = new Map<number, Plan>();
  for (const [position, [place, input]] of [...inputs].entries()) {
    const recognition = recognitions[position]!;
    const id = named.get(keyOf(input.externalId));
    const held = id ? byId.get(id) : recognition.verdict === 'yes' && byWorker.get(recognition.workerId!);
    const fault =
      untrue(input, context) ??
      unlisted(input.taxonomyCodes, missing) ??
      (id === undefined ? externalSystemUnknown() : id !== null && !held ? externalIdTaken() : undefined);
    if (fault) results.set(place, fault);
    else plans.set(place, { input, recognition, own: held || undefined, isNamed: Boolean(id) });
  }
  return plans;
}

async function create(plans: readonly Plan[], context: Context): Promise<Outcome<{ id: string }>[]> {
  const strangers = plans.filter(({ recognition }) => recognition.verdict !== 'yes');
  const made = await insertWorkers(
    strangers.map(({ input, recognition }) => ({ ...input, id: recognition.newId })),
    context,
  );
  const newcomers = new Map(made.map((row) => [row.id, row]));
  const rows = await context.tx.insert(
    representations,
    plans.map(({ input: { externalId: _, ...stated }, recognition }) => ({
      rightToRepresentFrom: context.now,
      ...keptOf(stated),
      vendorId: context.actor.vendorId!,
      workerId: recognition.verdict === 'yes' ? recognition.workerId! : recognition.newId,
      state: representationLife.initial,
    })),
  );
  await nameExternally(
    'representation',
    rows.map(({ id }, position) => ({ subjectId: id, externalId: plans[position]!.input.externalId })),
    context,
  );
  const unsure = strangers.filter(({ recognition }) => recognition.verdict === 'review');
  const raised = await raiseMatches(
    unsure.map(({ input, recognition }) => ({ workerId: recognition.newId, ...traitsStated(input) })),
    'recognition',
    context,
  );
  return rows.map((row, position) => {
    const newcomer = newcomers.get(row.workerId);
    const further = [...(newcomer ? [workerCreated(newcomer, {})] : []), ...(position === 0 ? raised : [])];
    return { result: { id: row.id }, events: [representationCreated(row, {}), ...further] };
  });
}

interface Move {
  plan: Plan;
  row: RepresentationRow;
  isRenewed: boolean;
  changes: Changes<typeof representations>;
}

/** What differs of the vendor's own; a withdrawn one holds again. */
function moveOf(plan: Plan, context: Context): Move {
  const { externalId: _, ...stated } = plan.input;
  const row = plan.own!;
  const isRenewed = row.state !== 'active';
  const changes = {
    ...differences(row, keptOf(stated) as Changes<typeof representations>),
    ...(isRenewed && { ...renewing(row), rightToRepresentFrom: stated.rightToRepresentFrom ?? context.now }),
  };
  return { plan, row, isRenewed, changes };
}

/** Writes the changes of rows that change in the same columns, with their new names and who else the persons may be. */
async function apply(moves: readonly Move[], context: Context): Promise<Outcome<{ id: string }>[]> {
  const unnamed = moves.filter(({ plan }) => !plan.isNamed);
  await nameExternally(
    'representation',
    unnamed.map(({ row, plan }) => ({ subjectId: row.id, externalId: plan.input.externalId })),
    context,
  );
  const rows = await context.tx.changeAll(representations, [...moves]);
  const others = moves.filter(({ changes }) => identity.some((key) => key in changes));
  const raised = await raiseMatches(
    others.map(({ row, plan }) => ({ workerId: row.workerId, ...traitsStated(plan.input) })),
    'recognition',
    context,
  );
  return moves.map(({ isRenewed }, position) => {
    const fact = isRenewed ? representationCreated : representationChanged;
    const row = rows[position]!;
    return { result: { id: row.id }, events: [fact(row, {}), ...(position === 0 ? raised : [])] };
  });
}

/** Runs them together, and notes what became of each. */
async function runAll<Item>(
  items: ReadonlyMap<number, Item>,
  results: Map<number, Result>,
  run: (items: readonly Item[]) => Promise<Result[]>,
  context: Context,
): Promise<void> {
  const answered = await inHalves([...items.values()], run, context);
  for (const [position, place] of [...items.keys()].entries()) results.set(place, answered[position]!);
}

async function change(plans: ReadonlyMap<number, Plan>, results: Map<number, Result>, context: Context) {
  const moves = [...plans].map(([place, plan]) => ({ place, move: moveOf(plan, context) }));
  for (const { place, move } of moves) {
    context.expectVersion(move.row);
    if (Object.keys(move.changes).length === 0 && move.plan.isNamed)
      results.set(place, { result: { id: move.row.id }, unchanged: true });
  }
  const pending = moves.filter(({ place }) => !results.has(place));
  const alike = Map.groupBy(pending, ({ move }) => Object.keys(move.changes).toSorted().join());
  for (const group of alike.values()) {
    const items = new Map(group.map(({ place, move }) => [place, move]));
    await runAll(items, results, (some) => apply(some, context), context);
  }
  // The id was free: what has another name in that system already is the representation, of the same person.
  for (const { place, move } of pending) {
    const result = results.get(place);
    const isTaken = result instanceof Problem && result.declaration.code === externalIdTaken.code;
    if (isTaken && !move.plan.isNamed)
      results.set(place, representationExists({ facts: { representationId: move.row.id } }));
  }
}

/**
 * Creates a vendor's representations, or changes those that its external ids name or that are of the same persons; a
 * refused one is a problem and harms no other. A known person and a new one are answered alike.
 */
export async function upsertRepresentations(inputs: readonly Input[], context: Context): Promise<Result[]> {
  const results = new Map<number, Result>();
  for (const wave of waves(inputs)) {
    const plans = [...(await planned(wave, results, context))];
    const fresh = new Map(plans.filter(([, { own }]) => !own));
    await runAll(fresh, results, (some) => create(some, context), context);
    await change(new Map(plans.filter(([, { own }]) => own)), results, context);
  }
  return inputs.map((_, place) => results.get(place)!);
}
