import type { Problem } from '../../../kernel/errors.ts';
import { timeOverlaps } from '../model.ts';
import type { SourcedTime } from '../store.ts';
import type { EntryRow } from './store.ts';
import type { Sheet } from '../opening/weeks.ts';

/** What one row makes of a worker’s time: what goes, what comes, and the weeks of both. */
export interface Deed {
  /** The place of the row in its call. */
  place: number;
  sourceId: string;
  old: EntryRow | undefined;
  oldSheet: Sheet | undefined;
  entry: SourcedTime | undefined;
  sheet: Sheet;
  /** Punched time that the entry takes the place of. */
  displaced?: readonly Displaced[];
}

/** Punched time of an open week, which what is stated otherwise goes before. */
export interface Displaced {
  row: EntryRow;
  sheet: Sheet;
}

type Span = Pick<SourcedTime, 'startsAt' | 'endsAt' | 'kind'>;

interface Taken {
  from: number;
  until: number;
  isOnCall: boolean;
}

const milliseconds = (instant: string) => Temporal.Instant.from(instant).epochMilliseconds;
const takenBy = ({ startsAt, endsAt, kind }: Span): Taken => ({
  from: milliseconds(startsAt),
  until: milliseconds(endsAt),
  isOnCall: kind === 'on_call',
});
// Who is on call may be called and work; nobody works twice at once, or is on call twice.
const meets = (one: Taken, other: Taken) =>
  one.isOnCall === other.isOnCall && one.from < other.until && other.from < one.until;

const clash = (entry: Span) => {
  const message = `The worker has other time between ${entry.startsAt} and ${entry.endsAt}.`;
  return timeOverlaps({
    detail: message,
    errors: [{ pointer: '/startsAt', code: 'intervals_overlap', message }],
  });
};

/** The punched time that a deed on an open week of the same assignment goes before, where that week is open too. */
export function displacedBy(
  { entry, sheet, old }: Deed,
  present: readonly EntryRow[],
  sheets: ReadonlyMap<string, Sheet>,
): Displaced[] {
  if (!entry || sheet.state !== 'open') return [];
  const wanted = takenBy(entry);
  return present.flatMap((row) => {
    if (row.source !== 'punches' || row.id === old?.id || !meets(wanted, takenBy(row))) return [];
    const its = sheets.get(row.timesheetId);
    return its?.state === 'open' && its.assignmentId === sheet.assignmentId ? [{ row, sheet: its }] : [];
  });
}

/**
 * Which of a worker’s deeds can stand together, in their order, beside its present time: what they take away, and the
 * punched time that they displace, makes room for all of them. One that is refused keeps what it would have replaced, and
 * that may refuse others.
 */
export function withoutClashes(deeds: readonly Deed[], present: readonly EntryRow[]): Map<Deed, Problem> {
  const refused = new Map<Deed, Problem>();
  for (;;) {
    const standing = deeds.filter((deed) => !refused.has(deed));
    const gone = new Set(standing.map(({ old }) => old?.id));
    for (const { displaced = [] } of standing) for (const { row } of displaced) gone.add(row.id);
    const taken = present.filter(({ id }) => !gone.has(id)).map(takenBy);
    let mustLookAgain = false;
    for (const deed of standing) {
      if (!deed.entry) continue;
      const wanted = takenBy(deed.entry);
      if (taken.some((other) => meets(wanted, other))) {
        refused.set(deed, clash(deed.entry));
        if (deed.old || deed.displaced?.length) mustLookAgain = true;
      } else taken.push(wanted);
    }
    if (!mustLookAgain) return refused;
  }
}
