import type { Context } from '../../../kernel/operation.ts';
import { epochMinute, localDate } from '../../../kernel/zone.ts';
import { statedOn } from './store.ts';

const minutesOf = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) =>
  epochMinute(endsAt) - epochMinute(startsAt);

/** The minutes, without meals, that are stated for an assignment on days from a first to a last one, each interval on the day it began. */
export const minutesWorked =
  (context: Context) => async (assignmentId: string, days: { first: string; last: string }) =>
    (await statedOn(assignmentId, days, context)).map(({ startsAt, endsAt, meals, timeZone }) => ({
      day: localDate(startsAt, timeZone),
      minutes: meals.reduce((left, meal) => left - minutesOf(meal), minutesOf({ startsAt, endsAt })),
    }));
