import { notFound } from '../../kernel/errors.ts';
import type { Context } from '../../kernel/operation.ts';
import { isBlocking, judge } from './judging/judge.ts';
import { workerNotEligible, type Gate } from './model/eligibility.ts';
import { factsOf, holdCredentials } from './store.ts';

/** Where somebody is to work, and as what. */
export interface Place {
  programId: string;
  facilityId: string;
  unitId: string | null;
  profession: string;
  specialty: string | null;
  /** What the order demands besides its place. */
  extraCredentialTypeIds: readonly string[];
}

export interface GateQuestion {
  gate: Gate;
  workerId: string;
  vendorId: string;
  place: Place;
  /** The day at the facility from which on the worker is to work. */
  day: string;
  /** The last day of the work, where it is known. */
  until?: string | null;
}

/**
 * Refuses with `worker_not_eligible` and the items that stand in the way; what was looked at stays as it is until the
 * transaction ends. A vendor's worker is judged by what that vendor handed in, and by the worker's own proofs once placed.
 */
export async function assertEligible(
  { gate, workerId, vendorId, place, day, until = null }: GateQuestion,
  context: Context,
): Promise<void> {
  await holdCredentials(workerId, context);
  const { place: known, workers } = await factsOf({ ...place, day }, [workerId], context);
  const [worker] = workers;
  if (!worker) throw notFound();
  const { eligible, items } = judge(known, worker, { ...place, gate, vendorId, until });
  if (eligible) return;
  const blocking = items.filter(isBlocking);
  throw workerNotEligible({
    detail: blocking.map(({ why }) => why).join(' '),
    facts: { items: blocking },
  });
}
