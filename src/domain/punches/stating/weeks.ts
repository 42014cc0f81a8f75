import { localDate } from '../../../kernel/zone.ts';
import type { TimeExceptionFound } from '../../time/index.ts';
import type { PunchedTime } from '../pairing/entries.ts';
import type { Finding } from '../pairing/judge.ts';
import { milliseconds } from '../pairing/punch.ts';
import type { KnownWeek } from '../store/weeks.ts';

const span = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) => [startsAt, endsAt];

const wordOf = (entry: PunchedTime) => {
  const { kind, meals, mealAttestation, roles, calledAt, costCenterId, workedUnitId, sourceId } = entry;
  const places = [costCenterId, workedUnitId];
  return JSON.stringify([
    span(entry),
    kind,
    meals.map(span),
    mealAttestation,
    roles,
    calledAt,
    places,
    sourceId,
  ]);
};
const lacking = (some: readonly PunchedTime[], others: readonly PunchedTime[]) => {
  const said = new Set(others.map(wordOf));
  return some.filter((one) => !said.has(wordOf(one)));
};

/** Whether the week holds what was punched already. */
export const holdsAlready = ({ entries }: KnownWeek, punched: readonly PunchedTime[]): boolean =>
  lacking(entries, punched).length === 0 && lacking(punched, entries).length === 0;

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
      return row && row.state !== 'cleared' && row.detail === one.detail;
    }) && findings.every((row) => row.state !== 'open' || names.has(nameOf(row)))
  );
}

/** Where a week that was handed in differs from what is punched by now. */
export function latePunches({ entries }: KnownWeek, punched: readonly PunchedTime[]): Finding[] {
  const missing = lacking(punched, entries);
  const told = new Set(missing.map(({ sourceId }) => sourceId));
  const gone = lacking(entries, punched).filter(({ sourceId }) => !told.has(sourceId));
  const found = (detail: string) => (entry: PunchedTime) => ({
    code: 'late_punch' as const,
    key: entry.sourceId,
    at: entry.startsAt,
    detail,
  });
  return [
    ...missing.map(found('It was punched, and the week that was handed in has it otherwise or not at all.')),
    ...gone.map(found('Its punches changed after the week was handed in, which still has it.')),
  ];
}

/** Findings as exceptions of a week take them. */
export const asFound = (findings: readonly Finding[], timeZone: string): TimeExceptionFound[] =>
  findings.map(({ code, key, at, detail }) => ({
    code,
    key,
    workDate: localDate(at, timeZone),
    startsAt: at,
    detail,
  }));
