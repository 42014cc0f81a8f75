import { Problem } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { AssignmentRow } from '../../assignments/index.ts';
import { heldAssignments } from '../holding/store.ts';
import { lockedThroughAt } from '../locks/store.ts';
import { daysOfAll, type DaysOf } from '../stating.ts';
import type { SourcedTime } from '../store.ts';
import type { ImportedTime } from './model.ts';
import { statedIn } from './stating.ts';
import { costCentersOf, lockedSheets, presentTime, zonesOf, type EntryRow, type SourceKey } from './store.ts';
import { instantIn } from './wall-clock.ts';
import { planWeeks, weekHolding, type Sheet, type Unplaced } from '../opening/weeks.ts';

/** A row whose assignment takes time, with what it says was worked: nothing where it is taken back. */
export interface Told {
  place: number;
  row: ImportedTime;
  assignment: AssignmentRow;
  timeZone: string;
  entry: SourcedTime | undefined;
  /** Where the row itself says it starts. */
  startsAt: string | undefined;
}

/** All that stands where rows are to go, locked. */
export interface Ground {
  sheets: ReadonlyMap<string, Sheet>;
  byAssignment: ReadonlyMap<string, readonly Sheet[]>;
  /** Present time by worker, and by worker and source. */
  present: ReadonlyMap<string, readonly EntryRow[]>;
  bySource: ReadonlyMap<string, EntryRow>;
  /** How many intervals each week has. */
  held: ReadonlyMap<string, number>;
  /** On which days time may be stated in a week of an assignment that rows are for. */
  daysOf: DaysOf;
  /** The day through which time at a facility is locked, by the facility. */
  lockedThrough: ReadonlyMap<string, string>;
  /** Why time that looked for a week has none. */
  unplaced: ReadonlyMap<Told, Problem>;
}

export const sourceKey = ({ workerId, vendorId, sourceId }: SourceKey) =>
  `${workerId} ${vendorId} ${sourceId}`;

/** What rows say, in instants; a row that cannot be so is a problem. */
export async function toldBy(
  rows: readonly ImportedTime[],
  refusal: (assignment: AssignmentRow | undefined) => Problem | undefined,
  context: Context,
): Promise<(Told | Problem)[]> {
  const held = await heldAssignments(
    rows.map(({ assignmentId }) => assignmentId),
    context,
  );
  const zones = await zonesOf(
    [...held.values()].map(({ facilityId }) => facilityId),
    context,
  );
  const codes = rows.flatMap(({ assignmentId, costCenter }) => {
    const assignment = held.get(assignmentId);
    return assignment && costCenter ? [{ programId: assignment.programId, code: costCenter }] : [];
  });
  const centers = await costCentersOf(codes, context);
  return rows.map((row, place) => {
    const assignment = held.get(row.assignmentId);
    const refused = refusal(assignment);
    if (refused) return refused;
    const timeZone = zones.get(assignment!.facilityId)!;
    const costCenters = centers.get(assignment!.programId) ?? new Map<string, string>();
    try {
      const told = { place, row, assignment: assignment!, timeZone };
      if (row.action === 'void') {
        const startsAt = row.startsAt ? instantIn(timeZone, row.startsAt, '/startsAt') : undefined;
        return { ...told, entry: undefined, startsAt };
      }
      const entry = statedIn(row, { timeZone, costCenters });
      return { ...told, entry, startsAt: entry.startsAt };
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
  });
}

interface Bounds {
  from: string;
  until: string;
}

const weekAndDay = Temporal.Duration.from({ hours: 9 * 24 });

// Compared as instants: their texts differ in length where they have fractions of a second.
const earlier = (one: string, other: string) => (Temporal.Instant.compare(one, other) <= 0 ? one : other);
const later = (one: string, other: string) => (Temporal.Instant.compare(one, other) <= 0 ? other : one);

function boundsBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  boundsOf: (item: Item) => Bounds,
) {
  const bounds = new Map<string, Bounds>();
  for (const item of items) {
    const key = keyOf(item);
    const { from, until } = boundsOf(item);
    const known = bounds.get(key) ?? { from, until };
    bounds.set(key, { from: earlier(known.from, from), until: later(known.until, until) });
  }
  return bounds;
}

const before = (instant: string) => Temporal.Instant.from(instant).subtract(weekAndDay).toString();
const after = (instant: string) => Temporal.Instant.from(instant).add(weekAndDay).toString();

/** Locks the weeks that rows are for and those beside them, plans those that are not there, and reads what stands in them. */
export async function groundOf(told: readonly Told[], context: Context): Promise<Ground> {
  const sources = told.map(({ assignment, row }) => ({
    workerId: assignment.workerId,
    vendorId: assignment.vendorId,
    sourceId: row.sourceId,
  }));
  const dated = told.filter(({ startsAt }) => startsAt !== undefined);
  const spans = boundsBy(
    dated,
    ({ assignment }) => assignment.id,
    ({ startsAt }) => ({ from: startsAt!, until: startsAt! }),
  );
  const locked = await lockedSheets(
    [...spans].map(([assignmentId, { from, until }]) => ({
      assignmentId,
      from: before(from),
      until: after(until),
    })),
    sources,
    context,
  );
  const known = new Map<string, Sheet[]>(Map.groupBy(locked.values(), ({ assignmentId }) => assignmentId));
  const wanted = new Map<Unplaced, Told>();
  for (const one of told) if (one.entry) wanted.set({ ...one, startsAt: one.entry.startsAt }, one);
  const refused = await planWeeks([...wanted.keys()], known, context);
  const sheets = [...known.values()].flat();
  const windows = boundsBy(
    sheets,
    ({ workerId }) => workerId,
    ({ weekStartsAt, weekEndsAt }) => ({ from: before(weekStartsAt), until: after(weekEndsAt) }),
  );
  const present = await presentTime(
    [...windows].map(([workerId, bounds]) => ({ workerId, ...bounds })),
    sources,
    context,
  );
  const placed = new Map(told.map(({ assignment }) => [assignment.id, assignment]));
  const held = new Map<string, number>();
  for (const { timesheetId } of present) held.set(timesheetId, (held.get(timesheetId) ?? 0) + 1);
  return {
    sheets: new Map(sheets.map((sheet) => [sheet.id, sheet])),
    byAssignment: known,
    present: Map.groupBy(present, ({ workerId }) => workerId),
    bySource: new Map(
      present.flatMap((row) =>
        row.sourceId === null ? [] : [[sourceKey({ ...row, sourceId: row.sourceId }), row]],
      ),
    ),
    held,
    daysOf: await daysOfAll(
      sheets.filter(({ assignmentId }) => placed.has(assignmentId)),
      placed,
      context,
    ),
    lockedThrough: await lockedThroughAt(sheets, context),
    unplaced: new Map([...refused].map(([one, problem]) => [wanted.get(one)!, problem])),
  };
}

/** The week that a row is for, by what it says of itself. */
export const weekFor = ({ byAssignment }: Ground, { assignment, startsAt }: Told): Sheet | undefined =>
  startsAt === undefined ? undefined : weekHolding(byAssignment.get(assignment.id), startsAt);
