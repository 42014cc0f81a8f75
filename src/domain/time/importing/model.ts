import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { Instant, oneOf, reference, text } from '../../../kernel/shapes.ts';
import { MealAttestation, StatedTime, TimeKind } from '../model.ts';
import { isWallClock } from './wall-clock.ts';

/** What the sender says of an interval: that it is new, that it is otherwise, or that it was none. */
export const TimeImportAction = oneOf('TimeImportAction', ['add', 'change', 'void']);
export type TimeImportAction = z.output<typeof TimeImportAction>;

/** An instant, or what the facility's wall clock showed; a time that it showed twice or never is refused later. */
export const WorkTime = z
  .string()
  .refine((told) => isWallClock(told) || Instant.safeParse(told).success, {
    error:
      'A time is RFC 3339 with an offset, or YYYY-MM-DDTHH:MM by the facility’s clock, between 1900 and 2199.',
    abort: true,
  })
  .meta({
    description: 'RFC 3339 with an offset, or the facility’s local time without one.',
    examples: ['2026-02-02T19:00'],
  });

const ImportedMeal = z
  .strictObject({ startsAt: WorkTime, endsAt: WorkTime, isPaid: z.boolean().nullish() })
  .meta({ id: 'ImportedMeal' });

/** One interval of another system’s time, under that system’s own id. */
export const ImportedTime = z.strictObject({
  assignmentId: reference('assignment'),
  sourceId: text(100).meta({ description: 'The sender’s own id of it; once among a worker’s time.' }),
  action: TimeImportAction.default('add'),
  startsAt: WorkTime.nullish(),
  endsAt: WorkTime.nullish(),
  kind: TimeKind.default('worked'),
  mealStartsAt: WorkTime.nullish(),
  mealEndsAt: WorkTime.nullish(),
  mealMinutes: z
    .int()
    .min(1)
    .max(240)
    .nullish()
    .meta({ description: 'In place of the meal’s times: it is put in the middle, with a note.' }),
  meals: z.array(ImportedMeal).max(10).nullish().meta({ description: 'In place of one meal’s columns.' }),
  mealAttestation: MealAttestation.nullish(),
  endedEarly: StatedTime.shape.endedEarly,
  missedRests: StatedTime.shape.missedRests,
  roles: StatedTime.shape.roles,
  calledAt: WorkTime.nullish(),
  costCenter: text(100)
    .nullish()
    .meta({ description: 'The code of what is charged instead of the usual ones.' }),
  workedUnitId: StatedTime.shape.workedUnitId,
  note: text(1_000).nullish(),
});
export type ImportedTime = z.output<typeof ImportedTime>;

export const timeSourceTaken = declareError(
  'time_source_taken',
  'conflict',
  'Time of the worker stands under this source id and says otherwise; send it as a change.',
);
export const timeSourceUnknown = declareError(
  'time_source_unknown',
  'conflict',
  'No time of the worker stands under this source id.',
);
