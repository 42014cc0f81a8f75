import type { EventDeclaration, Fact } from '../../../kernel/event.ts';
import { reaction, type Consequence, type Context } from '../../../kernel/operation.ts';
import {
  credentialExpired,
  credentialRejected,
  credentialRevoked,
  credentials,
  credentialVerified,
  credentialWaived,
} from '../../credentials/index.ts';
import {
  doNotReturnLifted,
  doNotReturnPlaced,
  exclusionCleared,
  exclusionConfirmed,
  exclusionLifted,
} from '../../screening/index.ts';
import { workerAbsorbed } from '../../workers/index.ts';
import { assignmentCreated } from '../model/assignment.ts';
import { liveOfVendor, liveOfWorker, type LivePlacement } from '../store/live.ts';
import { watchFrom } from '../timers.ts';
import { judgePlacements } from './apply.ts';

/** Judges placements anew, facility by facility; what changed is decided on before they are looked at. */
async function judgeAnew(
  placements: readonly LivePlacement[],
  typeId: string | null,
  context: Context,
): Promise<Consequence> {
  const events: Fact[] = [];
  const placed = Map.groupBy(placements, ({ row }) => row.facilityId);
  for (const [facilityId, there] of placed)
    events.push(...(await judgePlacements(facilityId, there, { by: 'change', typeId }, context)));
  return { events };
}

const whenCredential = (on: EventDeclaration<Record<string, never>>, name: string) =>
  reaction({
    name,
    on,
    when: 'after',
    async handle({ subject }, context) {
      const credential = await context.tx.find(credentials, subject.id);
      if (!credential) return {};
      return judgeAnew(await liveOfWorker(credential.workerId, context), credential.typeId, context);
    },
  });

const whenBlock = <Data>(on: EventDeclaration<Data>, name: string) =>
  reaction({
    name,
    on,
    when: 'after',
    async handle({ subject: { workerId, vendorId } }, context) {
      // A firm that is excluded may not supply anybody.
      const placed = workerId
        ? await liveOfWorker(workerId, context)
        : await liveOfVendor(vendorId!, context);
      return judgeAnew(placed, null, context);
    },
  });

/** Whoever stands for a merged worker has its blocks and its proofs too. */
const judgeMerged = reaction({
  name: 'judgeMerged',
  on: workerAbsorbed,
  when: 'after',
  handle: async ({ subject }, context) => judgeAnew(await liveOfWorker(subject.id, context), null, context),
});

/** A facility is watched by night from the first placement there. */
const watchPlacement = reaction({
  name: 'watchPlacement',
  on: assignmentCreated,
  when: 'with',
  handle: async ({ subject }, context) => ({ timers: await watchFrom(subject.facilityId!, context) }),
});

/** What changed of a worker is judged at once, in a transaction of its own after the change. */
export const watchingReactions = [
  watchPlacement,
  whenCredential(credentialVerified, 'judgeVerified'),
  whenCredential(credentialWaived, 'judgeWaived'),
  whenCredential(credentialExpired, 'judgeExpired'),
  whenCredential(credentialRevoked, 'judgeRevoked'),
  whenCredential(credentialRejected, 'judgeRejected'),
  judgeMerged,
  whenBlock(exclusionConfirmed, 'judgeExcluded'),
  whenBlock(exclusionCleared, 'judgeCleared'),
  whenBlock(exclusionLifted, 'judgeReinstated'),
  whenBlock(doNotReturnPlaced, 'judgeUnwanted'),
  whenBlock(doNotReturnLifted, 'judgeWantedAgain'),
];
