import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import { matchGrounds, matchSources, matchStates } from './words.ts';

export const MatchState = oneOf('WorkerMatchState', matchStates);
export const MatchSource = oneOf('WorkerMatchSource', matchSources);
export const MatchGround = oneOf('WorkerMatchGround', matchGrounds);
type Ground = (typeof matchGrounds)[number];

/** What is compared of a person; null is unknown, and speaks neither for a match nor against it. */
export interface Traits {
  normalizedName: string;
  birthDate: string | null;
  npi: string | null;
  lastFour: string | null;
}

/** What two persons agree and differ in, of what is known of both. */
export function compareTraits(one: Traits, other: Traits): { agreeing: Ground[]; differing: Ground[] } {
  const traits: [Ground, keyof Traits][] = [
    ['name', 'normalizedName'],
    ['birth_date', 'birthDate'],
    ['npi', 'npi'],
    ['last_four', 'lastFour'],
  ];
  const known = traits.filter(([, key]) => one[key] !== null && other[key] !== null);
  return {
    agreeing: known.filter(([, key]) => one[key] === other[key]).map(([ground]) => ground),
    differing: known.filter(([, key]) => one[key] !== other[key]).map(([ground]) => ground),
  };
}

/** Whether a pair that was judged is to be judged again: what speaks for it or against it is no longer the same. */
export const speaksAnew = (
  judged: { agreeing: readonly string[]; differing: readonly string[] },
  found: { agreeing: readonly string[]; differing: readonly string[] },
): boolean =>
  (['agreeing', 'differing'] as const).some(
    (key) => judged[key].toSorted().join() !== found[key].toSorted().join(),
  );

export const workerMerged = declareError(
  'worker_merged',
  'conflict',
  'This worker was merged into another one; use that one.',
);
/** Refuses what is to be written of a worker that another one stands for. */
export function assertNotMerged({ mergedIntoId }: { mergedIntoId: string | null }): void {
  if (mergedIntoId) throw workerMerged({ facts: { mergedIntoId } });
}

export const workersCollide = declareError(
  'workers_collide',
  'conflict',
  'What the two workers have stands in each other’s way; settle that first.',
);
export const identitiesDiffer = declareError(
  'identities_differ',
  'conflict',
  'The two workers have different NPIs; correct the wrong one first.',
);

const pair = z.strictObject({ workerId: z.string(), otherWorkerId: z.string() });
const fact = factsFor(['operator'], pair);
export const workerMatchRaised = fact(
  'worker_match.raised',
  'Two workers may be one person; a person decides.',
);
export const workerMatchReopened = fact(
  'worker_match.reopened',
  'Two workers who were judged distinct may be one person after all.',
);
export const workerMatchDismissed = fact(
  'worker_match.dismissed',
  'Two workers were judged distinct persons.',
);
export const workerMatchMerged = fact('worker_match.merged', 'Two workers were judged one person.');
export const workerMatchSuperseded = fact(
  'worker_match.superseded',
  'One of the two was merged elsewhere; another pair stands for this one.',
);
export const workerMergedAway = factsFor(['operator'], z.strictObject({ survivorId: z.string() }))(
  'worker.merged',
  'A worker turned out to be the same person as another one, which stands for both.',
);
export const workerAbsorbed = factsFor(
  ['operator'],
  z.strictObject({
    mergedWorkerId: z.string(),
    moved: z.record(z.string(), z.int()),
    kept: z.record(z.string(), z.int()),
  }),
)('worker.absorbed', 'A worker stands for another one too; how many rows of each kind followed or stayed.');
