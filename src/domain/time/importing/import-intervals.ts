import { notFound, Problem, refuse } from '../../../kernel/errors.ts';
import { inHalves } from '../../../kernel/in-halves.ts';
import type { Context } from '../../../kernel/operation.ts';
import { assignmentNotActive, type AssignmentRow } from '../../assignments/index.ts';
import { timesheetExists } from '../model.ts';
import { correct } from './correcting.ts';
import { intentsOf, type Intent } from './deeds.ts';
import { groundOf, toldBy, type Ground } from './ground.ts';
import type { ImportedTime } from './model.ts';
import { displacedBy, withoutClashes, type Deed } from './planning.ts';
import type { Sheet } from '../opening/weeks.ts';
import { countsAfter, writeOpen, type Written } from './writing.ts';

/** What became of a row: written, so already, or refused. */
export type Imported = Written | { sheet: Sheet; unchanged: true } | Problem;

/** At most so many intervals has a week, as stated by hand too. */
const mostEntries = 60;

const takesTime = new Set(['active', 'suspended', 'ended']);
function refusalOf(assignment: AssignmentRow | undefined): Problem | undefined {
  if (!assignment) return notFound();
  return takesTime.has(assignment.state)
    ? undefined
    : assignmentNotActive({ facts: { state: assignment.state } });
}

const isDeed = (intent: Intent): intent is Deed => !(intent instanceof Problem) && !('unchanged' in intent);

/** The deeds that can stand together: no two at once, no week too full. */
function standing(deeds: readonly Deed[], ground: Ground, results: (Imported | undefined)[]): Deed[] {
  const byWorker = Map.groupBy(deeds, ({ sheet }) => sheet.workerId);
  const free = [...byWorker].flatMap(([workerId, told]) => {
    const present = ground.present.get(workerId) ?? [];
    const ofWorker = told.map((deed) => ({ ...deed, displaced: displacedBy(deed, present, ground.sheets) }));
    const refused = withoutClashes(ofWorker, present);
    for (const [{ place }, problem] of refused) results[place] = problem;
    return ofWorker.filter((deed) => !refused.has(deed));
  });
  const counts = countsAfter(free, ground.held);
  return free.filter(({ sheet, entry, place }) => {
    const count = counts.get(sheet.id)!;
    if (!entry || count <= mostEntries) return true;
    counts.set(sheet.id, count - 1);
    results[place] = refuse(
      '/startsAt',
      'too_many_intervals',
      `A week has at most ${mostEntries} intervals.`,
    );
    return false;
  });
}

/**
 * All deeds of a worker on open weeks together. Answers the places of those to try again by themselves: what refuses
 * them together may be the fault of one, or of another sender who opened the week at the same moment.
 */
async function writeEach(
  bundles: readonly (readonly Deed[])[],
  ground: Ground,
  results: (Imported | undefined)[],
  context: Context,
): Promise<number[]> {
  const written = await inHalves(
    bundles,
    async (some) => {
      const flat = await writeOpen(some.flat(), ground.held, context);
      let at = 0;
      return some.map((bundle) => flat.slice(at, (at += bundle.length)));
    },
    context,
  );
  const again: number[] = [];
  for (const [index, bundle] of bundles.entries()) {
    const outcome = written[index]!;
    for (const [at, { place }] of bundle.entries())
      results[place] = outcome instanceof Problem ? outcome : outcome[at]!;
    if (outcome instanceof Problem && (bundle.length > 1 || outcome.declaration === timesheetExists))
      again.push(...bundle.map(({ place }) => place));
  }
  return again;
}

async function correctEach(
  deeds: readonly Deed[],
  reason: string,
  results: (Imported | undefined)[],
  context: Context,
): Promise<void> {
  for (const group of Map.groupBy(deeds, ({ sheet }) => sheet.id).values()) {
    const outcome = await context.attempt(() => correct(group, reason, context));
    group.forEach(({ place }, at) => {
      results[place] = outcome instanceof Problem ? outcome : outcome[at]!;
    });
  }
}

async function attemptAll(
  rows: readonly ImportedTime[],
  reason: string,
  context: Context,
): Promise<{ results: Imported[]; again: number[] }> {
  const read = await toldBy(rows, refusalOf, context);
  const results: (Imported | undefined)[] = read.map((one) => (one instanceof Problem ? one : undefined));
  const told = read.flatMap((one) => (one instanceof Problem ? [] : [one]));
  if (told.length === 0) return { results: results as Imported[], again: [] };
  const ground = await groundOf(told, context);
  const intents = await intentsOf(told, ground, context);
  for (const [{ place }, intent] of intents) if (!isDeed(intent)) results[place] = intent;
  const deeds = standing([...intents.values()].filter(isDeed), ground, results);
  const open = deeds.filter(({ sheet }) => sheet.state === 'open');
  const closed = deeds.filter(({ sheet }) => sheet.state !== 'open');
  const bundles = [...Map.groupBy(open, ({ sheet }) => sheet.workerId).values()];
  const again = await writeEach(bundles, ground, results, context);
  await correctEach(closed, reason, results, context);
  return { results: results as Imported[], again };
}

// A file may bring time and what became of it since; whoever sends more of one source sends them apart.
const mostRounds = 5;

/** The places of rows, those that say anew what one before them said in a round after that one. */
function roundsOf(rows: readonly ImportedTime[]): number[][] {
  const rounds: number[][] = [];
  const said = new Map<string, number>();
  for (const [place, { assignmentId, sourceId }] of rows.entries()) {
    const key = `${assignmentId} ${sourceId}`;
    const round = said.get(key) ?? 0;
    said.set(key, Math.min(round + 1, mostRounds - 1));
    (rounds[round] ??= []).push(place);
  }
  return rounds;
}

/**
 * Takes rows of another system’s time, set-based, with a result for each in order: into open weeks, which are opened
 * where there is none, and into approved ones as their next version where the sender may. A refused row harms no other.
 */
export async function importIntervals(
  rows: readonly ImportedTime[],
  reason: string,
  context: Context,
): Promise<Imported[]> {
  const results: Imported[] = [];
  for (const places of roundsOf(rows)) {
    const attempt = await attemptAll(
      places.map((place) => rows[place]!),
      reason,
      context,
    );
    for (const [at, place] of places.entries()) results[place] = attempt.results[at]!;
    for (const at of attempt.again) {
      const place = places[at]!;
      const alone = await attemptAll([rows[place]!], reason, context);
      results[place] = alone.results[0]!;
    }
  }
  return results;
}
