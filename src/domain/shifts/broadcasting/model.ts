import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { Id, oneOf } from '../../../kernel/shapes.ts';

export const keptStates = ['active', 'archived'] as const;
export const broadcastStates = ['running', 'paused', 'finished', 'stopped'] as const;
export const BroadcastAudience = oneOf('BroadcastAudience', ['favorites', 'pool', 'tier', 'marketplace']);
export const KeptState = oneOf('KeptState', keptStates);
export const ShiftBroadcastState = oneOf('ShiftBroadcastState', broadcastStates);

const BroadcastStageShape = z.strictObject({
  audience: BroadcastAudience,
  tier: z
    .int()
    .min(0)
    .max(9)
    .nullish()
    .transform((tier) => tier ?? null)
    .meta({ description: 'For the audience `tier`: which one of the panel.' }),
  afterMinutes: z
    .int()
    .min(0)
    .max(40_320)
    .meta({ description: 'How long after the shift was posted it opens.' }),
});
/** Who may take a shift, from so many minutes after it was posted. */
export const BroadcastStage = BroadcastStageShape.meta({ id: 'BroadcastStage' });
export type BroadcastStage = z.output<typeof BroadcastStageShape>;

/** The stages of a plan, from the first to open. */
export const BroadcastStages = z
  .array(BroadcastStage)
  .min(1)
  .max(20)
  .refine((stages) => stages.every(({ audience, tier }) => (audience === 'tier') === (tier !== null)), {
    error: 'A tier is named where the audience is one, and only there.',
  })
  .refine(
    (stages) =>
      stages.every(({ afterMinutes }, at) => at === 0 || stages[at - 1]!.afterMinutes <= afterMinutes),
    { error: 'Stages open one after another.' },
  );

export const defaultPlanExists = declareError(
  'default_broadcast_plan_exists',
  'conflict',
  'The program has another default plan.',
);
export const favoriteExists = declareError(
  'favorite_exists',
  'conflict',
  'The worker is a favorite there already.',
);

const sides = ['operator', 'client'] as const;
const fact = factsFor(sides, z.strictObject({}));
export const favoriteAdded = fact(
  'favorite_worker.added',
  'A worker became a favorite of a facility or unit.',
);
export const favoriteRemoved = fact('favorite_worker.removed', 'A worker is a favorite no more.');
export const planCreated = fact('broadcast_plan.created', 'A plan of who is told of open shifts was made.');
export const planChanged = fact(
  'broadcast_plan.changed',
  'A plan of who is told of open shifts was changed.',
);
export const planArchived = fact(
  'broadcast_plan.archived',
  'A plan of who is told of open shifts was put away.',
);

const ofShift = factsFor(sides, z.strictObject({ shiftId: Id }));
export const broadcastBegun = ofShift('shift_broadcast.begun', 'A shift is shown stage by stage.');
export const broadcastPaused = ofShift('shift_broadcast.paused', 'No further stage opens for now.');
export const broadcastJumped = ofShift('shift_broadcast.jumped', 'Stages opened before their time.');
export const broadcastResumed = ofShift('shift_broadcast.resumed', 'The stages go on.');
export const broadcastStopped = ofShift(
  'shift_broadcast.stopped',
  'The shift is open no more: no stage opens.',
);
export const stageOpened = factsFor(
  sides,
  z.strictObject({ shiftId: Id, stage: z.int(), audience: BroadcastAudience }),
)('shift_broadcast.stage_opened', 'A stage was told of a shift.');
