import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { Problem } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant, type Row } from '../../../kernel/transaction.ts';
import { differences } from '../../identifiers/index.ts';
import { unitedExperience } from '../profile/model.ts';
import { workerIdentities, workerMatches, workers } from '../tables.ts';
import { workerMatchLife } from './lifecycle.ts';
import {
  assertNotMerged,
  identitiesDiffer,
  workerAbsorbed,
  workerMatchSuperseded,
  workerMergedAway,
  workersCollide,
} from './model.ts';
import { collisionsOf, followMerge, mergedBefore } from './store/merging.ts';
import { holdPersons, matchesOf, pairsOf, pairKey, traitsOf } from './store/pairs.ts';

type Worker = Row<typeof workers>;
const blanks = ['birthDate', 'lastFour', 'email', 'phone'] as const;

/** What the survivor lacks and the merged one knows of the person. */
function filled(survivor: Row<typeof workerIdentities>, merged: Row<typeof workerIdentities>) {
  return differences<typeof workerIdentities>(
    survivor,
    Object.fromEntries(blanks.map((key) => [key, survivor[key] ?? merged[key]])),
  );
}

const united = (one: readonly string[], other: readonly string[], most: number) =>
  [...new Set([...one, ...other])].slice(0, most);

/** Both in each other's profile: what they hold together. */
const profileOf = (survivor: Worker, merged: Worker) => ({
  npi: survivor.npi ?? merged.npi,
  specialties: united(survivor.specialties, merged.specialties, 50),
  taxonomyCodes: united(survivor.taxonomyCodes, merged.taxonomyCodes, 15),
  experience: unitedExperience(survivor.experience, merged.experience),
});

/** Judged or open pairs of the merged worker become the survivor's, save where it has such a pair itself. */
async function passPairs(matchId: string, mergedId: string, survivorId: string, context: Context) {
  const rows = await matchesOf(mergedId, matchId, context);
  const moved = rows.map((row) => ({
    row,
    ids: {
      workerId: row.workerId === mergedId ? survivorId : row.workerId,
      otherWorkerId: row.otherWorkerId === mergedId ? survivorId : row.otherWorkerId,
    },
  }));
  const there = await pairsOf(
    moved.map(({ ids }) => ids),
    context,
  );
  const facts: Fact[] = [];
  for (const { row, ids } of moved) {
    if (!there.has(pairKey(ids))) await context.tx.change(workerMatches, row, ids);
    else if (row.state === 'open') {
      const state = step(workerMatchLife, 'supersede', row.state);
      const closed = await context.tx.change(workerMatches, row, { state, decidedAt: context.now });
      const { workerId, otherWorkerId } = closed;
      facts.push(workerMatchSuperseded(closed, { workerId, otherWorkerId }));
    }
  }
  return facts;
}

/** The workers of a pair by their ids, held with their names and numbers until the transaction ends. */
export async function holdWorkers(
  { workerId, otherWorkerId }: { workerId: string; otherWorkerId: string },
  context: Context,
): Promise<Map<string, Worker>> {
  const traits = await traitsOf([workerId, otherWorkerId], context);
  await holdPersons([...traits.values()], context);
  return context.tx.takeAll(workers, [workerId, otherWorkerId]);
}

/**
 * Makes the survivor stand for the merged worker: it takes over all its rows and what it lacks of its identity; the
 * merged one stays, archived, and names it. As the tenant's own hand, since the rows are of every program and vendor.
 * Both are held by the caller. Refuses with `workers_collide` and what stands in the way.
 */
export async function mergeWorker(
  { matchId, merged, survivor }: { matchId: string; merged: Worker; survivor: Worker },
  context: Context,
): Promise<Fact[]> {
  const { tx, now } = context;
  const [mergedId, survivorId] = [merged.id, survivor.id];
  for (const person of [merged, survivor]) assertNotMerged(person);
  if (merged.npi && survivor.npi && merged.npi !== survivor.npi) throw identitiesDiffer();
  return asTenant(tx, async () => {
    const collisions = await collisionsOf(mergedId, survivorId, context);
    if (collisions.length > 0) throw workersCollide({ detail: collisions.join('; ') });
    const identities = await tx.takeAll(workerIdentities, [mergedId, survivorId]);
    const identity = identities.get(survivorId);
    const lacks = identity && identities.has(mergedId) ? filled(identity, identities.get(mergedId)!) : {};
    if (identity && Object.keys(lacks).length > 0) await tx.change(workerIdentities, identity, lacks);
    const npi = survivor.npi ? merged.npi : null;
    const away = await tx.change(workers, merged, { npi, mergedIntoId: survivorId, archivedAt: now });
    const stands = await tx.change(workers, survivor, differences(survivor, profileOf(survivor, merged)));
    await tx.changeAll(
      workers,
      (await mergedBefore(mergedId, context)).map((row) => ({ row, changes: { mergedIntoId: survivorId } })),
    );
    const followed = await context.attempt(() => followMerge(mergedId, survivorId, context));
    if (followed instanceof Problem) throw workersCollide({ detail: followed.message });
    const superseded = await passPairs(matchId, mergedId, survivorId, context);
    return [
      workerMergedAway(away, { survivorId }),
      workerAbsorbed(stands, { mergedWorkerId: mergedId, ...followed }),
      ...superseded,
    ];
  });
}
