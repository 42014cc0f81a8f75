import { z } from 'zod';
import { Id, Instant, oneOf } from '../../../kernel/shapes.ts';
import { longestOnCall, longestWork, milliseconds, type OpenPair } from '../pairing/punch.ts';

const states = ['working', 'on_meal', 'on_call', 'on_callback', 'out'] as const;
export const PresenceState = oneOf('PresenceState', states);
export type PresenceStateName = (typeof states)[number];

/** What somebody on an assignment does now. */
export const WorkerPresence = z
  .strictObject({
    assignmentId: Id,
    workerId: Id.nullable().meta({ description: 'Null to a vendor.' }),
    vendorId: Id,
    facilityId: Id,
    unitId: Id.meta({ description: 'Where they are, transfers counted.' }),
    state: PresenceState,
    since: Instant.meta({ description: 'Since when the state has been so.' }),
    cameAt: Instant.nullable().meta({
      description: 'Since when they have been there; null where they are not.',
    }),
    expectedOutAt: Instant.nullable().meta({ description: 'When their shift ends, if one is scheduled.' }),
    isOverlong: z.boolean().meta({ description: 'There for longer than a shift lasts in the program.' }),
  })
  .meta({ id: 'WorkerPresence' });

const rank = ({ kind }: OpenPair) => ['callback', 'worked', 'on_call'].indexOf(kind);
const lasts = { worked: longestWork, callback: longestWork, on_call: longestOnCall };

/** The pair that says what somebody does at an instant: who is called works, whatever they wait for. */
export const foremost = (open: readonly OpenPair[], now: string): OpenPair | undefined =>
  open
    .filter(({ kind, startsAt }) => milliseconds(now) - milliseconds(startsAt) <= lasts[kind])
    .toSorted((one, other) => rank(one) - rank(other))[0];

/** What somebody does who came and has not gone. */
export function stateOf({ kind, mealSince }: OpenPair): PresenceStateName {
  if (mealSince !== null) return 'on_meal';
  return kind === 'worked' ? 'working' : kind === 'callback' ? 'on_callback' : 'on_call';
}
