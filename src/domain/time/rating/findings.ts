import type { TimeExceptionFound } from '../exceptions/model.ts';
import type { BreakFinding } from '../pay-rules/rated-week.ts';

const codeOf = ({ kind, fault }: BreakFinding): TimeExceptionFound['code'] =>
  kind === 'rest' ? 'missed_rest' : `${fault}_meal`;

/** What the rules found of meals and rests, as exceptions of the timesheet: the first, the second of a kind on a day. */
export const toExceptions = (findings: readonly BreakFinding[]): TimeExceptionFound[] =>
  [...Map.groupBy(findings, (finding) => `${finding.workDate} ${codeOf(finding)}`).values()].flatMap(
    (alike) =>
      alike.map((finding, place) => ({
        code: codeOf(finding),
        key: `${finding.workDate} ${place + 1}`,
        workDate: finding.workDate,
        detail: finding.detail,
      })),
  );
