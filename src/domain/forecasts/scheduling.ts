import { z } from 'zod';
import { holds } from '../../kernel/actor.ts';
import { step } from '../../kernel/lifecycle.ts';
import { timer, type Timer } from '../../kernel/operation.ts';
import { asTenant, type Row } from '../../kernel/transaction.ts';
import { actorByMembership } from '../access/index.ts';
import { programs } from '../programs/index.ts';
import { nextRun } from '../saved-reports/index.ts';
import { forecastLife, forecastScheduleLife } from './lifecycle.ts';
import { forecastCreated, forecastScheduleStopped, forecastScored } from './model/happened.ts';
import { accuracyOf } from './models/accuracy.ts';
import { weekAfter } from './models/weeks.ts';
import { permissions, reaches } from './policy.ts';
import { outcomesOf } from './scoring.ts';
import { runningWeek } from './stating.ts';
import { madeSince } from './store/schedules.ts';
import { weeksOf } from './store/forecast-weeks.ts';
import { percent } from './keep-served.ts';
import { forecasts, forecastSchedules } from './tables.ts';
import { prepareForecast } from './timers.ts';

/** Weeks after its last in which what came of a forecast is still looked at: hours are approved late. */
const lateWeeks = 4;

/** When it is made next after an instant, on the program's clocks. */
export const nextForecastAt = (
  { weekday, time }: Pick<Row<typeof forecastSchedules>, 'weekday' | 'time'>,
  timeZone: string,
  after: string,
): string => nextRun({ every: 'week', weekday, time, timeZone }, after);

/** Compares a forecast with what came in its weeks that are over, and keeps how it did. */
export const scoreForecast: Timer<Record<string, never>> = timer({
  name: 'scoreForecast',
  data: z.strictObject({}),
  heavy: true,
  async handle({ subjectId }, context) {
    const row = await context.take(forecasts, subjectId, { version: false });
    if (row.state !== 'ready') return {};
    const came = await outcomesOf(row, await weeksOf(row.id, context), context);
    if (came.length === 0) return {};
    const score = accuracyOf(came.map(({ served }) => served));
    const scored = {
      lastScoredWeekStartsOn: came
        .map(({ week }) => week.weekStartsOn)
        .reduce((one, other) => (one > other ? one : other)),
      scoredPoints: score.points,
      scoredMape: percent(score.mape),
      scoredWape: percent(score.wape),
      scoredBias: percent(score.bias),
      scoredCoverage: percent(score.coverage),
    };
    if (Object.entries(scored).every(([key, value]) => row[key as keyof typeof scored] === value)) return {};
    const { kind, basis, measure } = row;
    const changed = await context.tx.change(forecasts, row, scored);
    return { events: [forecastScored(changed, { kind, basis, measure })] };
  },
});

/** At its time: makes the forecast of the week that runs, and has the earlier ones compared with what came; stops without rights. */
export const runForecastSchedule: Timer<Record<string, never>> = timer({
  name: 'runForecastSchedule',
  data: z.strictObject({}),
  async handle({ subjectId }, context) {
    const { tx, now } = context;
    const row = await tx.find(forecastSchedules, subjectId, { lock: true });
    if (!row || row.nextRunAt !== now) return {};
    const { programId, facilityId, unitId, profession, basis, measure, horizonWeeks, historyWeeks } = row;
    const owner = await actorByMembership(
      { membershipId: row.membershipId, tokenId: null, scopes: null },
      tx,
    );
    if (!owner || !holds(owner, permissions.forecast) || !reaches(owner, row)) {
      const state = step(forecastScheduleLife, 'stop', row.state);
      const stopped = await tx.change(forecastSchedules, row, { state, nextRunAt: null });
      return { events: [forecastScheduleStopped(stopped, { basis, measure })] };
    }
    const { timeZone } = (await asTenant(tx, () => tx.find(programs, programId)))!;
    const firstWeekStart = runningWeek(now, timeZone);
    const oldest = weekAfter(firstWeekStart, -(horizonWeeks + lateWeeks));
    const before = await madeSince(row.id, oldest, context);
    const [made] = await tx.insert(forecasts, [
      {
        programId,
        facilityId,
        unitId,
        profession,
        basis,
        measure,
        horizonWeeks,
        historyWeeks,
        kind: 'computed',
        firstWeekStart,
        scheduleId: row.id,
        state: forecastLife.initial,
      },
    ]);
    const nextRunAt = nextForecastAt(row, timeZone, now);
    await tx.change(forecastSchedules, row, { nextRunAt });
    return {
      events: [forecastCreated(made!, { kind: 'computed', basis, measure })],
      timers: [
        prepareForecast(now, made!.id, { after: null }),
        ...before.map((id) => scoreForecast(now, id, {})),
        runForecastSchedule(nextRunAt, row.id, {}),
      ],
    };
  },
});
