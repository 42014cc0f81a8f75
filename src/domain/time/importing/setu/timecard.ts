import { malformed } from '../../../../kernel/errors.ts';
import { all, at, textAt, type CardNode } from './node.ts';

/** What a sender says of one interval against what it sent before. */
export const actionCodes = ['Add', 'Change', 'Void', 'Unchanged'] as const;
export type ActionCode = (typeof actionCodes)[number];

/** An interval as a timecard has it: nothing of it is judged yet. */
export interface CardInterval {
  place: string;
  id: string | undefined;
  action: string | undefined;
  type: string | undefined;
  isBillable: boolean;
  start: string | undefined;
  end: string | undefined;
  /** Decimal hours that count, `8.00`. */
  hours: { text: string; place: string } | undefined;
  costCenter: string | undefined;
  comment: string | undefined;
}

/** What a timecard tells besides, which is not time. */
export interface CardRemainder {
  place: string;
  kind: 'allowance' | 'time_event';
}

/** A SETU timecard of any version, in one shape. */
export interface Timecard {
  documentId: string;
  assignment: string | undefined;
  person: string | undefined;
  periodStart: string | undefined;
  periodEnd: string | undefined;
  costCenter: string | undefined;
  intervals: CardInterval[];
  remainders: CardRemainder[];
}

const additional = ['AdditionalData', 'StaffingAdditionalData'] as const;
const costCenterIn = (node: CardNode | undefined) =>
  textAt(node, ...additional, 'CustomerReportingRequirements', 'CostCenterCode');

const lacking = (what: string, place: string) =>
  malformed({
    detail: `The timecard has no ${what}.`,
    errors: [{ pointer: place, code: 'required', message: `The timecard has no ${what}.` }],
  });

function firstVersionInterval(node: CardNode): CardInterval {
  const duration = at(node, 'Duration');
  return {
    place: node.place,
    id: textAt(node, 'Id', 'IdValue'),
    action: node.attributes['actionCode'],
    type: node.attributes['type'],
    isBillable: node.attributes['billable'] !== 'false',
    start: textAt(node, 'StartDateTime'),
    end: textAt(node, 'EndDateTime'),
    hours: duration?.text ? { text: duration.text, place: duration.place } : undefined,
    costCenter: costCenterIn(node),
    comment: textAt(node, 'Comment'),
  };
}

/** HR-XML 2007 as SETU 1.0 to 1.3 has it. */
function firstVersion(root: CardNode): Timecard {
  const documentId = textAt(root, 'Id', 'IdValue');
  if (!documentId) throw lacking('Id', `${root.place}/Id/IdValue`);
  const reported = all(root, 'ReportedTime');
  const references = at(root, ...additional, 'ReferenceInformation');
  const inside = (name: string) => reported.flatMap((node) => all(node, name));
  const intervals = inside('TimeInterval');
  return {
    documentId,
    assignment: textAt(references, 'AssignmentId', 'IdValue'),
    person: textAt(root, 'ReportedResource', 'Person', 'Id', 'IdValue'),
    periodStart: textAt(reported[0], 'PeriodStartDate'),
    periodEnd: textAt(reported.at(-1), 'PeriodEndDate'),
    costCenter: costCenterIn(root),
    intervals: intervals.map(firstVersionInterval),
    remainders: [
      ...[...inside('Allowance'), ...intervals.flatMap((node) => all(node, 'Allowance'))].map(
        ({ place }) => ({
          place,
          kind: 'allowance' as const,
        }),
      ),
      ...inside('TimeEvent').map(({ place }) => ({ place, kind: 'time_event' as const })),
    ],
  };
}

function secondVersionInterval(node: CardNode): CardInterval {
  const total = at(node, 'timeTotal');
  const rates = all(node, 'payRates');
  return {
    place: node.place,
    id: textAt(node, 'id', 'value'),
    action: textAt(node, 'actionCode', 'value') ?? textAt(node, 'actionCode'),
    type: textAt(node, 'typeCode', 'value'),
    // Billed unless each of its rates says that it is not.
    isBillable: rates.length === 0 || rates.some((rate) => textAt(rate, 'toBeBilled') !== 'false'),
    start: textAt(node, 'period', 'dateTimePeriod', 'start'),
    end: textAt(node, 'period', 'dateTimePeriod', 'end'),
    hours: total?.text ? { text: total.text, place: total.place } : undefined,
    costCenter: textAt(node, 'costCenter', 'code'),
    comment: textAt(node, 'comment') ?? textAt(node, 'description'),
  };
}

/** SETU 2.0; its XML and its JSON have the same members. */
function secondVersion(root: CardNode): Timecard {
  const documentId = textAt(root, 'documentId', 'value');
  if (!documentId) throw lacking('documentId', `${root.place}/documentId/value`);
  return {
    documentId,
    assignment: textAt(root, 'staffingIds', 'assignmentId', 'value'),
    person: textAt(root, 'person', 'id', 'value'),
    periodStart: textAt(root, 'period', 'datePeriod', 'start'),
    periodEnd: textAt(root, 'period', 'datePeriod', 'end'),
    costCenter: textAt(root, 'costCenter', 'code'),
    intervals: all(root, 'timeInterval').map(secondVersionInterval),
    remainders: ['allowance', 'expense'].flatMap((name) =>
      all(root, name).map(({ place }) => ({ place, kind: 'allowance' as const })),
    ),
  };
}

/** The timecard that a document is; `malformed` where it is another document, or names itself by no id. */
export function timecardOf(root: CardNode): Timecard {
  if (root.name === 'TimeCard') return firstVersion(root);
  if (root.name === 'Timecard') return secondVersion(root);
  throw malformed({ detail: `The document is a ${root.name.slice(0, 60)}, and no timecard.` });
}
