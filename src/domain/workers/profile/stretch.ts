import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { codeOf, Day, Hours, text } from '../../../kernel/shapes.ts';

/** Hours a week: above none, at most all of the week’s 168. */
const WeeklyHours = Hours.refine(
  (hours) => Number(hours) > 0 && Number(hours) <= 168,
  'Hours a week are above 0 and at most 168.',
);

/** What is told of a stretch of work. */
export const stretch = {
  employer: text(200),
  facilityName: text(200).optional(),
  state: codeOf('state', 'OH').optional(),
  profession: codeOf('profession', 'rn'),
  specialty: codeOf('specialty', 'icu').optional(),
  unitType: text(100).optional(),
  startsOn: Day,
  endsOn: Day.optional(),
  hoursPerWeek: WeeklyHours.optional(),
  patientsPerWorker: z.int().min(1).max(200).optional(),
};

/** What is changed of one: absent keeps, null clears. */
export const stretchChanges = {
  employer: text(200).optional(),
  facilityName: text(200).nullish(),
  state: codeOf('state', 'OH').nullish(),
  profession: codeOf('profession', 'rn').optional(),
  specialty: codeOf('specialty', 'icu').nullish(),
  unitType: text(100).nullish(),
  startsOn: Day.optional(),
  endsOn: Day.nullish(),
  hoursPerWeek: WeeklyHours.nullish(),
  patientsPerWorker: z.int().min(1).max(200).nullish(),
};

/** Refuses a stretch that ends before it begins. */
export function assertInOrder({
  startsOn,
  endsOn,
}: {
  startsOn: string;
  endsOn?: string | null | undefined;
}): void {
  if (endsOn && endsOn < startsOn) throw refuse('/endsOn', 'before_start', 'The end is before the start.');
}
