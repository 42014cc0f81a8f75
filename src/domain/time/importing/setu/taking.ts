import { Problem } from '../../../../kernel/errors.ts';
import type { Fact } from '../../../../kernel/event.ts';
import type { Context } from '../../../../kernel/operation.ts';
import { assignmentForTime, type AssignmentRow } from '../../../assignments/index.ts';
import { facilities } from '../../../programs/index.ts';
import { importIntervals, type Imported } from '../import-intervals.ts';
import { ImportedTime } from '../model.ts';
import { costCentersOf } from '../store.ts';
import { prefixOf, rowOf, sourceIdOf, whyIgnored, type CardFrame, type CardRow } from './interval.ts';
import type { TimecardLine, TimecardReceipt } from './model.ts';
import { broughtBy, holdTimecards } from './store.ts';
import type { Timecard } from './timecard.ts';

type Judged = { line: TimecardLine } | { row: CardRow; sourceId: string };

const line = (of: Partial<TimecardLine> & Pick<TimecardLine, 'outcome'>): TimecardLine => ({
  place: null,
  sourceId: null,
  timesheetId: null,
  code: null,
  detail: null,
  remarks: [],
  ...of,
});

const refusal = (problem: Problem, of: Partial<TimecardLine>): TimecardLine => {
  const [fault] = problem.details.errors ?? [];
  // Faults that the document itself has are told by their own place.
  const own = fault?.pointer.startsWith(of.place ?? '\0') ? fault.pointer : of.place;
  return line({
    ...of,
    place: own ?? null,
    outcome: 'refused',
    code: fault?.code ?? problem.declaration.code,
    detail: fault?.message ?? problem.message,
  });
};

async function frameOf(card: Timecard, assignment: AssignmentRow, context: Context): Promise<CardFrame> {
  const { programId, facilityId, workerId } = assignment;
  const codes = [card, ...card.intervals].flatMap(({ costCenter }) => costCenter ?? []);
  const known = await costCentersOf(
    codes.map((code) => ({ programId, code })),
    context,
  );
  return {
    assignmentId: assignment.id,
    timeZone: (await context.tx.find(facilities, facilityId))!.timeZone,
    card,
    costCenters: new Set(known.get(programId)?.keys()),
    brought: new Set(await broughtBy(prefixOf(card.documentId), workerId, context)),
  };
}

function judged(card: Timecard, frame: CardFrame): Judged[] {
  return card.intervals.map((interval, index) => {
    const { place } = interval;
    const sourceId = sourceIdOf(card.documentId, interval, index);
    const why = whyIgnored(interval);
    if (why !== undefined) return { line: line({ place, outcome: 'ignored', detail: why }) };
    const row = rowOf(interval, sourceId, frame);
    return row instanceof Problem ? { line: refusal(row, { place, sourceId }) } : { row, sourceId };
  });
}

/** What a document without action codes holds no longer, which it takes back by that. */
function leftOut(card: Timecard, frame: CardFrame): Judged[] {
  if (card.intervals.some(({ action }) => action !== undefined)) return [];
  const held = new Set(
    card.intervals.flatMap((interval, index) =>
      whyIgnored(interval) === undefined ? [sourceIdOf(card.documentId, interval, index)] : [],
    ),
  );
  const { assignmentId } = frame;
  return [...frame.brought]
    .filter((sourceId) => !held.has(sourceId))
    .map((sourceId) => ({
      row: {
        place: '',
        row: ImportedTime.parse({ assignmentId, sourceId, action: 'void' }),
        remarks: [],
      },
      sourceId,
    }));
}

function outcomeOf(imported: Imported, { row, sourceId }: { row: CardRow; sourceId: string }): TimecardLine {
  const of = { place: row.place || null, sourceId, remarks: row.remarks };
  if (imported instanceof Problem) return refusal(imported, of);
  const timesheetId = imported.sheet.id;
  if ('unchanged' in imported) return line({ ...of, timesheetId, outcome: 'unchanged' });
  return line({ ...of, timesheetId, outcome: imported.done });
}

/**
 * Takes a timecard on an assignment: each interval by its action code, or where it has none, all of them in the place of
 * what the same document brought before. Sent again it changes nothing. Answers what became of each, and what happened.
 */
export async function takeTimecard(
  card: Timecard,
  assignmentId: string,
  context: Context,
): Promise<{ receipt: TimecardReceipt; events: Fact[] }> {
  const assignment = await assignmentForTime(assignmentId, context);
  await holdTimecards(context, assignment.workerId);
  const frame = await frameOf(card, assignment, context);
  const all = [...judged(card, frame), ...leftOut(card, frame)];
  const rows = all.flatMap((one) => ('row' in one ? [one] : []));
  const imported = await importIntervals(
    rows.map(({ row }) => row.row),
    `Timecard ${card.documentId}`,
    context,
  );
  const outcomes = new Map(rows.map((one, place) => [one, imported[place]!]));
  const intervals = all.map((one) => ('row' in one ? outcomeOf(outcomes.get(one)!, one) : one.line));
  const count = (wanted: string) => intervals.filter(({ outcome }) => outcome === wanted).length;
  const receipt = {
    documentId: card.documentId,
    assignmentId,
    added: count('added'),
    changed: count('changed'),
    voided: count('voided'),
    unchanged: count('unchanged'),
    refused: count('refused'),
    ignored: count('ignored'),
    intervals,
    notTaken: card.remainders,
    timesheetIds: [...new Set(intervals.flatMap(({ timesheetId }) => timesheetId ?? []))],
  };
  const events = new Set(imported.flatMap((one) => ('events' in one ? one.events : [])));
  return { receipt, events: [...events] };
}
