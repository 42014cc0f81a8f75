import { Problem } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { openSheetFor, reconcileExceptions, statePunched } from '../../time/index.ts';
import type { Finding } from '../pairing/judge.ts';
import { milliseconds } from '../pairing/punch.ts';
import type { AssignmentRow } from '../store/assignments.ts';
import type { KnownWeek } from '../store/weeks.ts';
import type { PunchPlan } from './plan.ts';
import { asFound, holdsAlready, latePunches, liesIn, tellsAlready } from './weeks.ts';

/** The part of an assignment's time that punches may have changed, and the weeks that are there. */
export interface Touched {
  assignmentId: string;
  assignment: AssignmentRow;
  timeZone: string;
  from: string;
  until: string;
  weeks: readonly KnownWeek[];
  plan: PunchPlan;
}

const within = ({ from, until }: Touched, instant: string) =>
  milliseconds(from) <= milliseconds(instant) && milliseconds(instant) <= milliseconds(until);

/** The weeks, with those that time or something to be looked at lies in; where one cannot be opened its punches wait. */
async function openWeeks(touched: Touched, context: Context) {
  const { assignmentId, plan } = touched;
  const weeks = [...touched.weeks];
  const anchors = [...plan.entries.map(({ startsAt }) => startsAt), ...plan.findings.map(({ at }) => at)];
  const events: Fact[] = [];
  const closed = new Set<string>();
  for (const instant of anchors) {
    if (!within(touched, instant) || weeks.some((week) => liesIn(week, instant))) continue;
    // One refusal holds for all of a day.
    if (closed.has(instant.slice(0, 10))) continue;
    const opened = await context.attempt(() => openSheetFor(assignmentId, instant, context));
    if (opened instanceof Problem) {
      closed.add(instant.slice(0, 10));
      continue;
    }
    const { id, weekStartsAt, weekEndsAt, timeZone, state } = opened.sheet;
    events.push(...opened.events);
    const span = { startsAt: weekStartsAt, endsAt: weekEndsAt };
    weeks.push({ id, assignmentId, ...span, timeZone, state, entries: [], findings: [] });
  }
  return { weeks, events };
}

const refused = ({ declaration: { code, title }, details }: Problem, at: string): Finding => ({
  code: code === 'time_overlaps' ? 'overlap' : code === 'invalid_input' ? 'unscheduled' : 'late_punch',
  key: 'week',
  at,
  detail: details.errors?.[0]?.message ?? title,
});

/** States what was punched in one week; what its refusal leaves to be looked at. */
async function stateWeek(week: KnownWeek, { plan }: Touched, context: Context) {
  const entries = plan.entries.filter(({ startsAt }) => liesIn(week, startsAt));
  if (holdsAlready(week, entries)) return { events: [], findings: [] };
  if (week.state !== 'open') return { events: [], findings: latePunches(week, entries) };
  const stated = await context.attempt(() => statePunched([{ sheetId: week.id, entries }], context));
  if (!(stated instanceof Problem)) return { events: stated, findings: [] };
  return { events: [], findings: [refused(stated, entries[0]?.startsAt ?? week.startsAt)] };
}

/**
 * Brings the weeks of an assignment that punches touched to what they come to, and asks about what is strange in them;
 * what is refused is asked about too.
 */
export async function stateOne(touched: Touched, context: Context): Promise<Fact[]> {
  const { weeks: known, events } = await openWeeks(touched, context);
  const weeks = known.filter(
    ({ startsAt, endsAt }) =>
      milliseconds(startsAt) <= milliseconds(touched.until) &&
      milliseconds(endsAt) > milliseconds(touched.from),
  );
  const outcomes = new Map<KnownWeek, Finding[]>();
  // Time that moves from one week to the next is refused there until it is gone here.
  for (const round of [weeks, weeks]) {
    for (const week of round) {
      if (outcomes.get(week)?.length === 0) continue;
      const { events: told, findings } = await stateWeek(week, touched, context);
      outcomes.set(week, findings);
      events.push(...told);
    }
  }
  const asked = weeks.flatMap((week) => {
    const found = [...touched.plan.findings.filter(({ at }) => liesIn(week, at)), ...outcomes.get(week)!];
    return tellsAlready(week, found) ? [] : [{ timesheetId: week.id, found: asFound(found, week.timeZone) }];
  });
  return [...events, ...(await reconcileExceptions(asked, 'punches', context))];
}
