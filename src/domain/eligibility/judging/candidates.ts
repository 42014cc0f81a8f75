import type { z } from 'zod';
import type { Context } from '../../../kernel/operation.ts';
import type { AskedPlace } from '../asking.ts';
import { judgeAll } from './judge.ts';
import type { WorkerFacts } from './facts.ts';
import type { Eligibility } from '../model/eligibility.ts';
import { factsOf, type Candidate } from '../store.ts';

/** Judges each candidate for the place by facts of one statement; of whom the caller may know nothing, nothing comes. */
export async function judgeCandidates(
  asked: readonly Candidate[],
  { facilityId, unitId, specialty, extraCredentialTypeIds, gate, until, ...given }: AskedPlace,
  context: Context,
  told: 'open' | 'all' = 'all',
): Promise<z.input<typeof Eligibility>[]> {
  const ids = [...new Set(asked.map(({ workerId }) => workerId))];
  const { place, workers } = await factsOf(
    { facilityId, day: given.day, extraCredentialTypeIds },
    ids,
    context,
  );
  const known = new Map(workers.map((worker) => [worker.workerId, worker]));
  const answers: z.input<typeof Eligibility>[] = [];
  const alike = Map.groupBy(asked, (one) => `${given.profession ?? one.profession} ${one.vendorId}`);
  for (const group of alike.values()) {
    const { vendorId } = group[0]!;
    const profession = given.profession ?? group[0]!.profession;
    const facts: [Candidate, WorkerFacts][] = group.flatMap((one) => {
      const worker = known.get(one.workerId);
      return worker ? [[one, worker]] : [];
    });
    const judgments = judgeAll(
      place,
      facts.map(([, worker]) => worker),
      { unitId, profession, specialty, extraCredentialTypeIds, gate, vendorId, until, told },
    );
    for (const [index, [{ workerId, representationId }]] of facts.entries())
      answers.push({
        workerId: context.actor.side === 'vendor' ? null : workerId,
        representationId,
        facilityId,
        unitId,
        profession,
        specialty,
        gate,
        day: place.day,
        ...judgments[index]!,
      });
  }
  return answers;
}
