import { refuse, type Problem } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { NewRow } from '../../../kernel/transaction.ts';
import { inputFault, type PunchInput } from '../model/input.ts';
import { assignmentAmbiguous, noAssignmentForPunch, punchTaken } from '../model/punch.ts';
import { sourceOf } from '../policy.ts';
import { heldAssignments } from '../../time/index.ts';
import { assignmentsAt, fencesOf, workersOf, type AssignmentRow } from '../store/assignments.ts';
import { knownOf, ownWorkers, strayPlaces } from '../store/find.ts';
import type { punches } from '../tables.ts';
import { placeFault, rowOf, type Surroundings } from './row.ts';

/** What becomes of a sent punch: a row to be written, one that is there already, or a refusal. */
export type Draft = { row: NewRow<typeof punches> } | { knownId: string } | Problem;

interface Sent {
  index: number;
  input: PunchInput;
  workerId: string;
}

/** The worker of each sent punch that is sound by itself; the others' refusals. */
async function sentBy(inputs: readonly PunchInput[], drafts: (Draft | undefined)[], context: Context) {
  const { actor, now } = context;
  const named = await workersOf(
    inputs.flatMap(({ assignmentId }) => assignmentId ?? []),
    context,
  );
  return inputs.flatMap((input, index): Sent[] => {
    const fault = inputFault(input, actor, now);
    const workerId = input.assignmentId ? named.get(input.assignmentId) : (input.workerId ?? actor.workerId);
    const isAnother = input.workerId && workerId !== input.workerId;
    drafts[index] =
      fault ??
      (isAnother
        ? refuse('/workerId', 'not_on_assignment', 'The assignment is another worker’s.')
        : undefined);
    return drafts[index] || !workerId ? [] : [{ index, input, workerId }];
  });
}

/** Marks those that were recorded before. */
async function setKnown(sent: readonly Sent[], drafts: (Draft | undefined)[], context: Context) {
  const asked = sent.map(({ index, input, workerId }) => ({
    index,
    workerId,
    assignmentId: input.assignmentId ?? null,
    clientId: input.clientId ?? null,
    occurredAt: input.occurredAt,
    kind: input.kind,
    source: input.source ?? sourceOf(context.actor),
  }));
  for (const { index, id, isSame } of (await knownOf(asked, context)).values())
    drafts[index] = isSame
      ? { knownId: id }
      : punchTaken({ detail: 'Another punch of the worker has this client id.' });
}

/** The assignment of each: as named, or the one that the worker has there and then. */
async function placed(sent: readonly Sent[], drafts: (Draft | undefined)[], context: Context) {
  const asked = sent.flatMap(({ index, input: { assignmentId, facilityId, occurredAt }, workerId }) =>
    assignmentId ? [] : [{ index, workerId, facilityId: facilityId ?? null, occurredAt }],
  );
  const candidates = await assignmentsAt(asked, context);
  const ids = new Map<number, string>();
  for (const { index, input } of sent) {
    const found = input.assignmentId ? [input.assignmentId] : (candidates.get(index) ?? []);
    if (found.length === 1) ids.set(index, found[0]!);
    else
      drafts[index] =
        found.length === 0
          ? noAssignmentForPunch()
          : assignmentAmbiguous({ facts: { candidates: found.length } });
  }
  return ids;
}

/** What the punches that are still to be written are judged by. */
async function surroundingsOf(
  found: readonly { input: PunchInput; assignment: AssignmentRow }[],
  context: Context,
): Promise<Surroundings> {
  const { role } = context.actor;
  const isVouching = role !== 'worker' && role !== 'integration';
  const located = found.flatMap(({ input, assignment }) => (input.location ? assignment.facilityId : []));
  const asked = found.flatMap(({ input, assignment: { programId } }) =>
    [input.workedUnitId, input.costCenterId].flatMap((placeId) => (placeId ? [{ programId, placeId }] : [])),
  );
  return {
    own: isVouching ? await ownWorkers(context) : new Set(),
    fences: await fencesOf(located, context),
    stray: await strayPlaces(asked, context),
  };
}

/** Makes rows of sent punches, or says what else becomes of each; their assignments are held, by id. */
export async function draftPunches(
  inputs: readonly PunchInput[],
  context: Context,
): Promise<{ drafts: Draft[]; assignments: Map<string, AssignmentRow> }> {
  const drafts: (Draft | undefined)[] = inputs.map(() => undefined);
  const pending = (some: readonly Sent[]) => some.filter(({ index }) => !drafts[index]);
  const sent = await sentBy(inputs, drafts, context);
  await setKnown(sent, drafts, context);
  const ids = await placed(pending(sent), drafts, context);
  const assignments = await heldAssignments([...ids.values()], context);
  const fresh = pending(sent);
  // Somebody else's batch may have recorded them while their assignments were awaited.
  await setKnown(fresh, drafts, context);
  const found = pending(fresh).flatMap(({ index, input }) => {
    const assignment = assignments.get(ids.get(index)!);
    return assignment ? [{ index, input, assignment }] : [];
  });
  const around = await surroundingsOf(found, context);
  for (const { index, input, assignment } of found)
    drafts[index] = placeFault(input, assignment, around) ?? {
      row: rowOf(input, assignment, around, context),
    };
  return { drafts: drafts.map((draft) => draft ?? noAssignmentForPunch()), assignments };
}
