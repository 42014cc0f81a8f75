import { localDate } from '../../../kernel/zone.ts';
import type { TimeExceptionFound } from '../../time/index.ts';
import type { PunchedTime } from '../pairing/entries.ts';
import type { Finding } from '../pairing/judge.ts';
import { milliseconds } from '../pairing/punch.ts';
import type { KnownWeek, StandingPunch } from '../store/weeks.ts';

const span = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) => [startsAt, endsAt];

// `other` comes from the database, whose texts of instants are ours.
const wordsOf = (entries: readonly PunchedTime[]) =>
  JSON.stringify(
    entries
      .map(
        ({
          meals,
          kind,
          mealAttestation,
          roles,
          calledAt,
          costCenterId,
          workedUnitId,
          sourceId,
          ...rest
        }) => [
          ...span(rest),
          kind,
          meals.map(span),
          mealAttestation,
          roles,
          calledAt,
          costCenterId,
          workedUnitId,
          sourceId,
        ],
      )
      .toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
  );

/** Whether the week holds what was punched already. */
export const holdsAlready = ({ entries }: KnownWeek, punched: readonly PunchedTime[]): boolean =>
  wordsOf(entries) === wordsOf(punched);

/** Whether an instant lies in a week. */
export const liesIn = (
  { startsAt, endsAt }: Pick<KnownWeek, 'startsAt' | 'endsAt'>,
  instant: string,
): boolean => milliseconds(startsAt) <= milliseconds(instant) && milliseconds(instant) < milliseconds(endsAt);

const nameOf = ({ code, key }: { code: string; key: string }) => `${code} ${key}`;

/** Whether the week's exceptions say already what was found. */
export function tellsAlready({ findings }: KnownWeek, found: readonly Finding[]): boolean {
  const known = new Map(findings.map((one) => [nameOf(one), one]));
  const names = new Set(found.map(nameOf));
  return (
    found.every((one) => {
      const row = known.get(nameOf(one));
      return row && row.state !== 'cleared' && (row.state !== 'open' || row.detail === one.detail);
    }) && findings.every((row) => row.state !== 'open' || names.has(nameOf(row)))
  );
}

/** The punches that came or changed after their week was handed in. */
export const latePunches = (week: KnownWeek, punches: readonly StandingPunch[]): Finding[] =>
  punches
    .filter(
      ({ at, changedAt }) =>
        liesIn(week, at) && milliseconds(changedAt) > milliseconds(week.submittedAt ?? week.endsAt),
    )
    .map(({ id, at, isLive }) => ({
      code: 'late_punch' as const,
      key: id,
      at,
      detail: isLive
        ? 'A punch came in after the week was handed in and is not part of it.'
        : 'A punch was voided after the week was handed in and is still part of it.',
    }));

/** Findings as exceptions of a week take them. */
export const asFound = (findings: readonly Finding[], timeZone: string): TimeExceptionFound[] =>
  findings.map(({ code, key, at, detail }) => ({
    code,
    key,
    workDate: localDate(at, timeZone),
    startsAt: at,
    detail,
  }));
