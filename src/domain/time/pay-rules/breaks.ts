import type { MealRule } from './policy.ts';
import type { z } from 'zod';
import type { BreakFinding } from './rated-week.ts';
import { minutesIn } from './span.ts';
import type { Span } from './span.ts';
import type { Stint } from './stints.ts';

type MealSystem = NonNullable<z.infer<typeof MealRule>['system']>;

const mealMinutes = 30;
const clock = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`;

/** How many minutes of work lie before a break. */
const workedBefore = ({ worked }: Stint, { start }: Span) =>
  worked.reduce((total, span) => total + Math.max(0, Math.min(span.end, start) - span.start), 0);

const finding = (stint: Stint, kind: 'meal' | 'rest', fault: BreakFinding['fault'], detail: string) => ({
  workDate: stint.workDate,
  kind,
  fault,
  detail,
});

/** The rests owed for a stint: one in four hours or the major part of them, none below a least length. */
const restsOwed = (minutes: number, from: number) =>
  minutes < from ? 0 : Math.max(0, Math.ceil((minutes - 120) / 240));

function restFindings(stint: Stint, from: number): BreakFinding[] {
  const owed = restsOwed(minutesIn(stint.worked), from);
  const missed = Math.min(owed, stint.missedRests);
  return Array.from({ length: missed }, () =>
    finding(stint, 'rest', 'missed', `${missed} of ${owed} rest breaks were stated as missed`),
  );
}

/** What is said of one meal due by so many minutes of work, among the breaks not yet used for an earlier one. */
function mealDue(stint: Stint, breaks: Span[], byMinutes: number, which: string): BreakFinding[] {
  const taken = breaks.findIndex((meal) => minutesIn([meal]) >= mealMinutes);
  const [meal] = taken < 0 ? [] : breaks.splice(0, taken + 1).slice(-1);
  if (!meal) {
    const short = breaks.shift();
    const fault = short ? 'short' : 'missed';
    const detail = short ? `lasted ${minutesIn([short])} minutes` : 'was not taken';
    return [finding(stint, 'meal', fault, `the ${which} meal of ${mealMinutes} minutes ${detail}`)];
  }
  const before = workedBefore(stint, meal);
  if (before <= byMinutes) return [];
  return [
    finding(
      stint,
      'meal',
      'late',
      `the ${which} meal began after ${clock(before)} of work, due by ${clock(byMinutes)}`,
    ),
  ];
}

/**
 * Cal. Lab. Code 512: a meal of 30 minutes no later than the end of the fifth hour, a second no later than the tenth. One
 * waived counts where the stint has 6 hours at most, or where two are owed (8 CCR 11050(11)(D), health care). A deducted
 * meal is no record of one (Donohue v. AMN (2021) 11 Cal.5th 58) unless it is attested as taken.
 */
function californiaFindings(stint: Stint): BreakFinding[] {
  const minutes = minutesIn(stint.worked);
  const rests = restFindings(stint, 210);
  if (stint.attestations.has('missed'))
    return [finding(stint, 'meal', 'missed', 'a meal was stated as missed'), ...rests];
  const isTaken = stint.attestations.has('taken') && stint.breaks.length === 0;
  if (minutes <= 300 || isTaken) return rests;
  const isWaived = stint.attestations.has('waived');
  const breaks = [...stint.breaks];
  if (isWaived && minutes <= 360) return rests;
  if (minutes <= 600) return [...mealDue(stint, breaks, 300, 'first'), ...rests];
  if (isWaived) return [...mealDue(stint, breaks, 600, 'one'), ...rests];
  return [...mealDue(stint, breaks, 300, 'first'), ...mealDue(stint, breaks, 600, 'second'), ...rests];
}

/** COMPS Rule 5.1: a meal of 30 minutes in a shift over five hours; Rule 5.2: 10 minutes in four hours or most of them. */
function coloradoFindings(stint: Stint): BreakFinding[] {
  const rests = restFindings(stint, 121);
  const isSettled = stint.attestations.has('taken') || stint.attestations.has('waived');
  if (stint.attestations.has('missed'))
    return [finding(stint, 'meal', 'missed', 'a meal was stated as missed'), ...rests];
  if (minutesIn(stint.worked) <= 300 || (isSettled && stint.breaks.length === 0)) return rests;
  return [...mealDue(stint, [...stint.breaks], Infinity, 'one'), ...rests];
}

/** The meals and rests of a stint of work that the law asks for and that were late, short or missed. */
export function breakFindings(stint: Stint, system: MealSystem): BreakFinding[] {
  if (system === 'california') return californiaFindings(stint);
  return system === 'colorado' ? coloradoFindings(stint) : [];
}
