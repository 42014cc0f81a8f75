import type { Centers } from '../../time/index.ts';
import { splitDay } from '../allocating/day-split.ts';
import type { Version } from '../store/waiting.ts';
import { isWorked, type PayrollLine, type SourceLine } from './source-line.ts';

/** How the lines of an export are told. */
export interface Telling {
  /** Null where cost centers are not the receiver's to know. */
  centers: Centers | null;
  payCodeOf(line: SourceLine, version: Version): string | null;
}

function splitLines(version: Version, lines: readonly SourceLine[], centers: Centers) {
  const byDay = Map.groupBy(lines, ({ workDate }) => workDate);
  return [...byDay].flatMap(([day, ofDay]) => {
    const parts = splitDay(
      ofDay.map((line) => ({ ...line, isWorked: isWorked(line) })),
      centers.weightsOn(version, day),
    );
    return ofDay.flatMap((line, at) => parts[at]!.map((part) => ({ ...line, ...part })));
  });
}

/** The lines of a version as a payroll is to know them: by cost center where it knows those, each under its pay code. */
export function told(
  version: Version,
  lines: readonly SourceLine[],
  { centers, payCodeOf }: Telling,
): PayrollLine[] {
  const split = centers
    ? splitLines(version, lines, centers)
    : lines.map((line) => ({ ...line, costCenterId: null }));
  return split.map((line) => ({ ...line, payCode: payCodeOf(line, version) }));
}
