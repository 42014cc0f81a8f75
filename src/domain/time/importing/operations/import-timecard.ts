import { z } from 'zod';
import type { Fact } from '../../../../kernel/event.ts';
import { command, type Context } from '../../../../kernel/operation.ts';
import { invalidInput, malformed } from '../../../../kernel/errors.ts';
import { isId, oneOf, reference, text } from '../../../../kernel/shapes.ts';
import { assignmentNotActive, assignments } from '../../../assignments/index.ts';
import { permissions } from '../../policy.ts';
import { jsonRoot } from '../setu/json.ts';
import { assignmentNotNamed, TimecardFormat, TimecardReceipt } from '../setu/model.ts';
import { assignmentsNamed, assignmentsOfPerson } from '../setu/store.ts';
import { takeTimecard } from '../setu/taking.ts';
import { timecardOf, type Timecard } from '../setu/timecard.ts';
import { xmlRoot } from '../setu/xml.ts';

const notOne = (found: readonly string[], what: string) =>
  assignmentNotNamed({
    detail:
      found.length === 0
        ? `No assignment that you may see is known by ${what}; give its id.`
        : `Several assignments are known by ${what}; give the id of one.`,
  });

const day = /^\d{4}-\d{2}-\d{2}$/;

/** The assignment that a timecard is of: by our own id, by one of another system, or as the only one of its person. */
async function assignmentOf(card: Timecard, system: string | undefined, context: Context): Promise<string> {
  const { assignment, person, periodStart, periodEnd } = card;
  if (assignment !== undefined) {
    if (isId(assignment) && (await context.tx.find(assignments, assignment))) return assignment;
    const named = await assignmentsNamed(assignment, system, context);
    if (named.length === 1) return named[0]!;
    throw notOne(named, `the id ${assignment.slice(0, 100)}`);
  }
  if (person === undefined || !day.test(periodStart ?? '') || !day.test(periodEnd ?? ''))
    throw notOne([], 'anything that it says');
  const period = { from: periodStart!, until: periodEnd! };
  const ofPerson = await assignmentsOfPerson(person, system, period, context);
  if (ofPerson.length !== 1) throw notOne(ofPerson, `the person ${person.slice(0, 100)}`);
  return ofPerson[0]!;
}

const exampleCard = JSON.stringify({
  documentId: { value: 'TC-77' },
  timeInterval: [
    {
      id: { value: '1' },
      period: { dateTimePeriod: { start: '2026-02-05T07:00:00', end: '2026-02-05T15:30:00' } },
      timeTotal: '8.00',
    },
  ],
});

/** At most so many intervals has a timecard. */
const mostIntervals = 1_000;

export const importTimecard = command({
  name: 'importTimecard',
  summary:
    'Take a SETU (HR-XML) timecard: its intervals are added, changed or voided; one sent again replaces what it brought before.',
  rest: 'POST /time-imports/timecard',
  permission: permissions.import,
  input: z.strictObject({
    format: TimecardFormat,
    document: text(1_000_000).meta({ examples: ['<TimeCard xmlns="http://ns.hr-xml.org/2007-04-15">…'] }),
    assignmentId: reference('assignment')
      .optional()
      .meta({ description: 'Whose time it is, in place of what the document says.' }),
    system: text(63)
      .optional()
      .meta({ description: 'The external system by whose ids the document names assignment and person.' }),
    mode: oneOf('TimecardMode', ['best_effort', 'all_or_nothing']).default('best_effort'),
  }),
  example: {
    format: 'setu_json',
    document: exampleCard,
    assignmentId: '0198c0de-0000-7000-8000-000000000001',
  },
  output: TimecardReceipt,
  errors: [assignmentNotNamed, assignmentNotActive],
  async handle({ format, document, assignmentId, system, mode }, context) {
    const card = timecardOf(format === 'setu_xml' ? xmlRoot(document) : jsonRoot(document));
    if (card.intervals.length > mostIntervals)
      throw malformed({ detail: `A timecard has at most ${mostIntervals} intervals.` });
    const { receipt, events } = await takeTimecard(
      card,
      assignmentId ?? (await assignmentOf(card, system, context)),
      context,
    );
    if (mode === 'all_or_nothing' && receipt.refused > 0)
      throw invalidInput({
        detail: `${receipt.refused} of ${receipt.intervals.length} intervals are refused, so none was taken.`,
        errors: receipt.intervals.flatMap(({ place, outcome, code, detail }) =>
          outcome === 'refused'
            ? [{ pointer: `/document${place ?? ''}`, code: code!, message: detail! }]
            : [],
        ),
      });
    const [first, ...others] = events;
    return first
      ? { result: receipt, events: [first, ...others] as [Fact, ...Fact[]] }
      : { result: receipt, unchanged: true };
  },
});
