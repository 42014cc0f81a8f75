import { Problem } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import { inHalves } from '../../../kernel/in-halves.ts';
import type { Context, Outcome } from '../../../kernel/operation.ts';
import type { NewRow, Row } from '../../../kernel/transaction.ts';
import type { PunchInput } from '../model/input.ts';
import { punchRecorded, punchTaken } from '../model/punch.ts';
import { milliseconds } from '../pairing/punch.ts';
import { restate } from '../stating/restate.ts';
import { punches } from '../tables.ts';
import { timersOf } from '../timers.ts';
import { draftPunches, type Draft } from './draft.ts';

type New = NewRow<typeof punches>;

/** The first of the rows that a later one repeats, by its place; a later one of the same client id that says another thing is refused. */
function firstOf(rows: readonly (New | undefined)[]): Map<number, number | Problem> {
  const places = new Map<string, number>();
  const first = new Map<number, number | Problem>();
  rows.forEach((row, place) => {
    if (!row) return;
    const { workerId, vendorId, kind, source, clientId, occurredAt } = row;
    const word = `${kind} ${Math.floor(milliseconds(occurredAt) / 1_000)}`;
    const named = clientId ? `${workerId} ${vendorId} id ${clientId}` : undefined;
    const said = `${workerId} ${vendorId} ${source} ${word}`;
    const same = named === undefined ? undefined : places.get(named);
    const before = same ?? places.get(said);
    if (before === undefined) {
      if (named !== undefined) places.set(named, place);
      places.set(said, place);
    } else {
      const other = rows[before]!;
      const isSame = `${other.kind} ${Math.floor(milliseconds(other.occurredAt) / 1_000)}` === word;
      first.set(place, isSame ? before : punchTaken());
    }
  });
  return first;
}

type Written = Row<typeof punches> | Problem;

const written = (drafts: readonly Draft[], context: Context) => {
  const rows = drafts.map((draft) => ('row' in draft ? draft.row : undefined));
  const repeats = firstOf(rows);
  const fresh = rows.flatMap((row, place) => (row && !repeats.has(place) ? [{ row, place }] : []));
  return inHalves(
    fresh,
    (some) =>
      context.tx.insert(
        punches,
        some.map(({ row }) => row),
      ),
    context,
  ).then((results) => ({
    repeats,
    made: new Map(fresh.map(({ place }, position): [number, Written] => [place, results[position]!])),
  }));
};

/** Records punches, each by itself, and reckons the weeks they touch; an outcome or a problem for each, in order. */
export async function recordAll(
  inputs: readonly PunchInput[],
  context: Context,
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  const { drafts, assignments } = await draftPunches(inputs, context);
  const { repeats, made } = await written(drafts, context);
  const recorded = [...made.values()].flatMap((one) => (one instanceof Problem ? [] : [one]));
  const timers = await timersOf(recorded, context);
  const consequences = recorded.length === 0 ? [] : await restate(assignments, recorded, context);
  const last = recorded.at(-1);
  return drafts.map((draft, place): Outcome<{ id: string }> | Problem => {
    if (draft instanceof Problem) return draft;
    if ('knownId' in draft) return { result: { id: draft.knownId }, unchanged: true };
    const repeated = repeats.get(place);
    if (repeated instanceof Problem) return repeated;
    const row = made.get(repeated ?? place)!;
    if (row instanceof Problem) return row;
    if (repeated !== undefined) return { result: row, unchanged: true };
    const events: [Fact, ...Fact[]] = [
      punchRecorded(row, { assignmentId: row.assignmentId, kind: row.kind }),
      // What follows from all of them is told with the last one.
      ...(row === last ? consequences : []),
    ];
    return { result: row, events, ...(row === last && { timers }) };
  });
}
