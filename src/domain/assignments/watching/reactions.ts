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
  exclusionConfirmed,
  exclusionLifted,
} from '../../screening/index.ts';
import { assignmentCreated } from '../model/assignment.ts';
import { liveOfWorker } from '../store/live.ts';
import { watchFrom } from '../timers.ts';
import { judgePlacements } from './apply.ts';

/** Judges a worker anew wherever it is placed; what changed is decided on before its placements are looked at. */
async function judgeAnew(
  workerId: string | null | undefined,
  typeId: string | null,
  context: Context,
): Promise<Consequence> {
  if (workerId == null) return {};
  const events: Fact[] = [];
  const placed = Map.groupBy(await liveOfWorker(workerId, context), ({ row }) => row.facilityId);
  for (const [facilityId, placements] of placed)
    events.push(...(await judgePlacements(facilityId, placements, { by: 'change', typeId }, context)));
  return { events };
}

const whenCredential = (on: EventDeclaration<Record<string, never>>, name: string) =>
  reaction({
    name,
    on,
    when: 'after',
    async handle({ subject }, context) {
      const credential = await context.tx.find(credentials, subject.id);
      return judgeAnew(credential?.workerId, credential?.typeId ?? null, context);
    },
  });

const whenBlock = <Data>(on: EventDeclaration<Data>, name: string) =>
  reaction({
    name,
    on,
    when: 'after',
    handle: ({ subject }, context) => judgeAnew(subject.workerId, null, context),
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
  whenBlock(exclusionConfirmed, 'judgeExcluded'),
  whenBlock(exclusionLifted, 'judgeReinstated'),
  whenBlock(doNotReturnPlaced, 'judgeUnwanted'),
  whenBlock(doNotReturnLifted, 'judgeWantedAgain'),
];
