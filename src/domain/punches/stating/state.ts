import { Problem } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import { inHalves } from '../../../kernel/in-halves.ts';
import type { Context } from '../../../kernel/operation.ts';
import { openSheetsFor, reconcileExceptions, statePunched } from '../../time/index.ts';
import { milliseconds } from '../pairing/punch.ts';
import type { KnownWeek } from '../store/weeks.ts';
import { stateOne, type Touched } from './one.ts';
import { asFound, holdsAlready, latePunches, liesIn, tellsAlready } from './weeks.ts';

/** The instants of which some lie in no week that is there. */
const homeless = ({ assignment, timeZone, from, until, weeks, plan }: Touched) =>
  [...plan.entries.map(({ startsAt }) => startsAt), ...plan.findings.map(({ at }) => at)]
    .filter(
      (instant) =>
        milliseconds(from) <= milliseconds(instant) &&
        milliseconds(instant) <= milliseconds(until) &&
        !weeks.some((week) => liesIn(week, instant)),
    )
    .map((instant) => ({ assignment, timeZone, instant }));

/** Opens and states the weeks of many assignments at once; refused as a whole. */
async function stateTogether(touched: readonly Touched[], context: Context): Promise<Fact[]> {
  const { sheets, events } = await openSheetsFor(touched.flatMap(homeless), context);
  const opened = Map.groupBy(
    sheets.map(({ weekStartsAt: startsAt, weekEndsAt: endsAt, ...sheet }): KnownWeek => {
      const { id, assignmentId, timeZone, state } = sheet;
      return { id, assignmentId, startsAt, endsAt, timeZone, state, entries: [], findings: [] };
    }),
    ({ assignmentId }) => assignmentId,
  );
  const weeks = touched.flatMap(({ assignmentId, weeks: known, from, until, plan }) =>
    [...known, ...(opened.get(assignmentId) ?? [])]
      .filter(
        ({ startsAt, endsAt }) =>
          milliseconds(startsAt) <= milliseconds(until) && milliseconds(endsAt) > milliseconds(from),
      )
      .map((week) => {
        const entries = plan.entries.filter(({ startsAt }) => liesIn(week, startsAt));
        const differs = !holdsAlready(week, entries);
        const late = differs && week.state !== 'open' ? latePunches(week, entries) : [];
        const found = [...plan.findings.filter(({ at }) => liesIn(week, at)), ...late];
        return { week, entries, found, isToState: differs && week.state === 'open' };
      }),
  );
  const stated = await statePunched(
    weeks.flatMap(({ week, entries, isToState }) => (isToState ? [{ sheetId: week.id, entries }] : [])),
    context,
  );
  const asked = weeks.flatMap(({ week, found }) =>
    tellsAlready(week, found) ? [] : [{ timesheetId: week.id, found: asFound(found, week.timeZone) }],
  );
  return [...events, ...stated, ...(await reconcileExceptions(asked, 'punches', context))];
}

/** Brings what punches touched to what it comes to: together, and only where that is refused each assignment by itself. */
export async function stateAll(touched: readonly Touched[], context: Context): Promise<Fact[]> {
  const tried = await inHalves(
    touched,
    async (some) => {
      const events = await stateTogether(some, context);
      return some.map((_, place) => (place === 0 ? events : []));
    },
    context,
  );
  const events: Fact[] = [];
  for (const [place, result] of tried.entries())
    events.push(...(result instanceof Problem ? await stateOne(touched[place]!, context) : result));
  return events;
}
