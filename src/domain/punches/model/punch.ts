import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const punchKinds = [
  'in',
  'out',
  'meal_start',
  'meal_end',
  'skip_meal',
  'transfer',
  'on_call_start',
  'on_call_end',
  'callback_start',
  'callback_end',
] as const;
export type PunchKindName = (typeof punchKinds)[number];
export const PunchKind = oneOf('PunchKind', punchKinds);
export const punchSources = ['kiosk', 'mobile', 'manager', 'import'] as const;
export type PunchSourceName = (typeof punchSources)[number];
/** A clock at the site, the worker’s own telephone, somebody who vouches for it, or another system. */
export const PunchSource = oneOf('PunchSource', punchSources);
export const punchStates = ['recorded', 'superseded', 'voided'] as const;
export const PunchState = oneOf('PunchState', punchStates);

const degrees = (most: number, what: string, example: string) =>
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,15})?$/, `A ${what} is in degrees.`)
    .refine((text) => Math.abs(Number(text)) <= most, `A ${what} is at most ${most} degrees.`)
    .meta({ scalar: 'Decimal', format: 'decimal', examples: [example] });

/** Where a punch was made: it becomes a distance and is not kept. */
export const PunchLocation = z
  .strictObject({
    latitude: degrees(90, 'latitude', '39.9611755'),
    longitude: degrees(180, 'longitude', '-82.9987942'),
  })
  .meta({ id: 'PunchLocation' });

/** A role held from a punch on. */
export const PunchRole = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,30}$/, 'A role is lower-case letters, digits and _.')
  .meta({ examples: ['charge'] });

export const punchTaken = declareError(
  'punch_taken',
  'conflict',
  'Another punch of the worker has this client id, or is of this kind, second and source.',
);
export const noAssignmentForPunch = declareError(
  'no_assignment_for_punch',
  'conflict',
  'No assignment of the worker takes time at that place and instant.',
);
export const assignmentAmbiguous = declareError(
  'assignment_ambiguous',
  'conflict',
  'Several assignments of the worker take time then; name one.',
);
export const vouchesForOwn = declareError(
  'vouches_for_own',
  'forbidden',
  'Nobody vouches for their own coming and going.',
);

const fact = factsFor(
  ['operator', 'client', 'vendor', 'worker'],
  z.strictObject({ assignmentId: z.string(), kind: PunchKind }),
);
export const punchRecorded = fact('punch.recorded', 'Somebody came, went or said something of their time.');
export const punchCorrected = fact('punch.corrected', 'A punch took the place of another.');
export const punchSuperseded = fact('punch.superseded', 'Another punch took the place of it.');
export const punchVoided = fact('punch.voided', 'A punch was taken back.');
