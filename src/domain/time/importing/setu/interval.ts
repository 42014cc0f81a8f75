import { Problem, refuse } from '../../../../kernel/errors.ts';
import { epochMinute } from '../../../../kernel/zone.ts';
import { ImportedTime, timeSourceUnknown, type TimeImportAction, WorkTime } from '../model.ts';
import { instantIn } from '../wall-clock.ts';
import { actionCodes, type ActionCode, type CardInterval, type Timecard } from './timecard.ts';

// The kinds of interval that SETU names; those of a sender’s own code list are work.
const notWorked = new Set([
  'specialleave',
  'shortleave',
  'holiday',
  'unpayedleave',
  'unpaidleave',
  'vacation',
  'sicktime',
  'workunderload',
]);
const kinds: Readonly<Record<string, 'on_call' | 'callback' | 'orientation'>> = {
  training: 'orientation',
  oncall: 'on_call',
  standby: 'on_call',
  callback: 'callback',
};

/** Where time is of, and what is known of the sender’s intervals. */
export interface CardFrame {
  assignmentId: string;
  timeZone: string;
  card: Timecard;
  /** The codes of cost centers that the sender may charge. */
  costCenters: ReadonlySet<string>;
  /** What the document brought before, by source id. */
  brought: ReadonlySet<string>;
}

/** What an interval is to become, with what is worth telling of it. */
export interface CardRow {
  place: string;
  row: ImportedTime;
  remarks: string[];
}

const plain = (type: string | undefined) => (type ?? '').toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Why an interval is no time of ours, if it is none: leave is not worked, what is not billed is not the client’s. */
export function whyIgnored({ type, isBillable }: CardInterval): string | undefined {
  if (!isBillable) return 'It is not billable.';
  return notWorked.has(plain(type)) ? `It is of type ${type}, which is not work.` : undefined;
}

/** What begins the source ids of a document, and of no other: `#` ends it. */
export const prefixOf = (documentId: string): string =>
  `${documentId.replaceAll('%', '%25').replaceAll('#', '%23')}#`;

/** What a document calls an interval of its own: by its id, or else by its place among them, from 1. */
export const sourceIdOf = (documentId: string, { id }: CardInterval, place: number): string =>
  `${prefixOf(documentId)}${id ?? place + 1}`;

// A longer pause parts two intervals: taking it for a break would guess when somebody worked.
const longestBreak = 60;

/** The unpaid minutes of an interval whose hours are fewer than its span, which may differ by a minute. */
function breakIn(span: number, { hours }: CardInterval): number {
  if (!hours) return 0;
  if (!/^\d{1,4}(\.\d{1,6})?$/.test(hours.text))
    throw refuse(hours.place, 'invalid_value', 'A duration is decimal hours, such as 8.00.');
  const short = span - Math.round(Number(hours.text) * 60);
  if (Math.abs(short) <= 1) return 0;
  if (short < 0 || short > longestBreak || short >= span)
    throw refuse(
      hours.place,
      'duration_differs',
      `It says ${hours.text} hours; from start to end are ${span} minutes. Say when it was worked.`,
    );
  return short;
}

function actionOf({ action, place }: CardInterval): ActionCode | undefined {
  if (action === undefined) return undefined;
  const known = action === 'Delete' ? 'Void' : action;
  if (!actionCodes.includes(known as ActionCode))
    throw refuse(place, 'invalid_value', `An action code is one of ${actionCodes.join(', ')}.`);
  return known as ActionCode;
}

/** What a row does: without a code an interval is whatever it is now, known or new. */
function doing(interval: CardInterval, sourceId: string, { brought }: CardFrame): TimeImportAction {
  const code = actionOf(interval);
  if (code === 'Void') return 'void';
  if (code === 'Change') return 'change';
  if (code === 'Add') return 'add';
  if (code === 'Unchanged' && !brought.has(sourceId)) throw timeSourceUnknown();
  return code === undefined && brought.has(sourceId) ? 'change' : 'add';
}

function timesOf({ start, end, place }: CardInterval, zone: string) {
  if (!start || !end)
    throw refuse(place, 'required', 'An interval has a start and an end: when it was worked matters.');
  for (const told of [start, end])
    if (!WorkTime.safeParse(told).success)
      throw refuse(place, 'invalid_value', `${told.slice(0, 40)} is no date and time.`);
  return { startsAt: instantIn(zone, start, place), endsAt: instantIn(zone, end, place) };
}

/** An interval as a row of an import; refused by the place of what cannot be so. */
export function rowOf(interval: CardInterval, sourceId: string, frame: CardFrame): CardRow | Problem {
  const { place, type, comment } = interval;
  const { assignmentId, card, costCenters, timeZone } = frame;
  const remarks: string[] = [];
  try {
    if (sourceId.length > 100)
      throw refuse(
        place,
        'invalid_value',
        'The ids of the document and the interval are too long: 99 in all.',
      );
    const action = doing(interval, sourceId, frame);
    if (action === 'void')
      return { place, row: ImportedTime.parse({ assignmentId, sourceId, action }), remarks };
    const times = timesOf(interval, timeZone);
    const unpaid = breakIn(epochMinute(times.endsAt) - epochMinute(times.startsAt), interval);
    if (unpaid > 0) remarks.push(`A break of ${unpaid} minutes was put in the middle.`);
    const code = interval.costCenter ?? card.costCenter;
    const isKnown = code !== undefined && costCenters.has(code);
    if (code !== undefined && !isKnown)
      remarks.push(`Cost center ${code.slice(0, 60)} is not known: the usual ones are charged.`);
    const row = ImportedTime.parse({
      assignmentId,
      sourceId,
      action,
      ...times,
      kind: kinds[plain(type)] ?? 'worked',
      ...(unpaid > 0 && { mealMinutes: unpaid }),
      ...(isKnown && { costCenter: code }),
      ...(comment && { note: comment.slice(0, 1_000) }),
    });
    return { place, row, remarks };
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
