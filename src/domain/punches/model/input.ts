import { z } from 'zod';
import { refuse, type Problem } from '../../../kernel/errors.ts';
import type { Actor } from '../../../kernel/actor.ts';
import { Instant, reference, text } from '../../../kernel/shapes.ts';
import { sourceOf } from '../policy.ts';
import { PunchKind, PunchLocation, PunchRole, PunchSource, type PunchSourceName } from './punch.ts';

/** What is said of a punch besides when and what it was. */
export const saidOfPunch = {
  workedUnitId: reference('unit')
    .nullish()
    .meta({ description: 'Where work goes on from it, if not in the unit of the assignment.' }),
  costCenterId: reference('costCenter')
    .nullish()
    .meta({ description: 'Charged from it on, instead of the usual ones.' }),
  roles: z
    .array(PunchRole)
    .max(5)
    .default([])
    .meta({ description: 'Held from it on, as charge or preceptor.' }),
  calledAt: Instant.nullish().meta({ description: 'When the call came that a callback answers.' }),
  note: text(1_000).nullish(),
};

/** A punch as a clock, a telephone or a person sends it. */
export const PunchInput = z.strictObject({
  assignmentId: reference('assignment')
    .nullish()
    .meta({ description: 'Or the worker and the facility, where that leaves no doubt.' }),
  workerId: reference('worker').nullish().meta({ description: 'A worker’s own punches need none.' }),
  facilityId: reference('facility').nullish(),
  kind: PunchKind,
  occurredAt: Instant,
  clientId: text(100)
    .nullish()
    .meta({ description: 'The maker’s own id: sent again, it is the same punch.' }),
  deviceId: text(100).nullish(),
  source: PunchSource.nullish().meta({
    description: 'A system says whether a clock made it; others need not.',
  }),
  location: PunchLocation.nullish().meta({ description: 'Becomes a distance and is not kept.' }),
  attestation: text(2_000)
    .nullish()
    .meta({ description: 'How somebody who enters it for the worker knows of it; nobody else says so.' }),
  ...saidOfPunch,
});
export type PunchInput = z.output<typeof PunchInput>;

const drift = 5 * 60_000;
const longestWait = 24 * 3_600_000;
const time = (instant: string) => Temporal.Instant.from(instant).epochMilliseconds;

const mayBeFrom = (role: Actor['role'], source: PunchSourceName): boolean =>
  role === 'integration' ? source === 'kiosk' || source === 'import' : source === sourceOf({ role });

/** The refusal of an instant that has not come yet, but for what clocks run fast. */
export function futureFault(occurredAt: string, now: string): Problem | undefined {
  return time(occurredAt) > time(now) + drift
    ? refuse('/occurredAt', 'in_the_future', 'A punch is of what happened.')
    : undefined;
}

/** What is wrong with the call that a punch answers. */
export function callFault({
  kind,
  calledAt,
  occurredAt,
}: Pick<PunchInput, 'kind' | 'calledAt' | 'occurredAt'>): Problem | undefined {
  if (!calledAt) return undefined;
  if (kind !== 'callback_start')
    return refuse('/calledAt', 'not_a_callback', 'A call is answered by a callback.');
  if (time(calledAt) > time(occurredAt))
    return refuse('/calledAt', 'after_answer', 'A call comes before it is answered.');
  if (time(occurredAt) - time(calledAt) > longestWait)
    return refuse('/calledAt', 'too_long_ago', 'A call is answered within 24 hours.');
  return undefined;
}

/** What is wrong with a punch by itself. */
export function inputFault(input: PunchInput, actor: Actor, now: string): Problem | undefined {
  const { assignmentId, workerId, occurredAt, kind, calledAt, attestation } = input;
  const source = input.source ?? sourceOf(actor);
  if (!mayBeFrom(actor.role, source))
    return refuse(
      '/source',
      'not_your_source',
      'Only a system sends what clocks made; others send their own.',
    );
  if (!assignmentId && !workerId && !actor.workerId)
    return refuse('/assignmentId', 'required', 'The assignment, or the worker, is named.');
  if (workerId && actor.workerId && workerId !== actor.workerId)
    return refuse('/workerId', 'not_found', 'There is no such worker, or none that you may see.');
  const called = callFault({ kind, calledAt, occurredAt });
  if (called) return called;
  if (source === 'manager' && !attestation)
    return refuse('/attestation', 'required', 'Whoever enters a punch for a worker says how it is known.');
  if (source !== 'manager' && attestation)
    return refuse('/attestation', 'not_attested', 'A clock’s or one’s own punch needs nobody’s word.');
  return futureFault(occurredAt, now);
}
