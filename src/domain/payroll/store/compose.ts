import type { Context } from '../../../kernel/operation.ts';
import { centersOf } from '../../time/index.ts';
import { exported, type ExportedLine } from '../exporting/composed.ts';
import { payCodesOf } from '../exporting/pay-code-match.ts';
import type { SourceLine } from '../exporting/source-line.ts';
import { told } from '../exporting/versions.ts';
import type { Receiver } from '../model/receiver.ts';
import { rulesOf } from './pay-codes.ts';
import { hoursOf, payOf, standingOf } from './source-lines.ts';
import type { Version } from './waiting.ts';

// So many at a time keep what is held in memory small beside what is kept of it.
const versionsAtOnce = 1_000;

const withoutMoney = (line: SourceLine): SourceLine => ({ ...line, rate: null, amount: null });

/**
 * What a receiver is told of versions: pay where the receiver pays the people, else the hours with their charges.
 * Whose pay is not known is told as hours without money, and counted.
 */
async function sourceOf(versions: readonly Version[], { receiver }: Receiver, context: Context) {
  const pays = ({ isOwnPool }: Version) => receiver === 'vendor' || isOwnPool;
  const paid = await payOf(versions.filter(pays), context);
  const known = new Set(paid.map(({ timesheetId }) => timesheetId));
  const unpaid = versions.filter((version) => pays(version) && !known.has(version.timesheetId));
  const hours = await hoursOf(unpaid, context);
  const charged = await hoursOf(
    versions.filter((version) => !pays(version)),
    context,
  );
  return {
    lines: Map.groupBy([...paid, ...charged, ...hours.map(withoutMoney)], ({ timesheetId }) => timesheetId),
    payUnknown: new Set(hours.map(({ timesheetId }) => timesheetId)).size,
  };
}

/** The lines of an export of these versions, in order, and how many of their weeks have no known pay. */
export async function compose(
  programId: string,
  receiver: Receiver,
  versions: readonly Version[],
  context: Context,
): Promise<{ lines: ExportedLine[]; payUnknown: number }> {
  const payCodeOf = payCodesOf(await rulesOf(programId, receiver, context));
  const lines: ExportedLine[] = [];
  let payUnknown = 0;
  for (let start = 0; start < versions.length; start += versionsAtOnce) {
    const some = versions.slice(start, start + versionsAtOnce);
    // Where the client charges its cost is not the vendor's to know.
    const centers = receiver.receiver === 'client' ? await centersOf(some, context) : null;
    const source = await sourceOf(some, receiver, context);
    const ids = some.map(({ timesheetId }) => timesheetId);
    const standing = Map.groupBy(
      await standingOf(ids, receiver.receiver, context),
      ({ timesheetId }) => timesheetId,
    );
    payUnknown += source.payUnknown;
    for (const version of some) {
      const { timesheetId } = version;
      const wanted = told(version, source.lines.get(timesheetId) ?? [], { centers, payCodeOf });
      for (const line of exported(
        wanted,
        standing.get(timesheetId) ?? [],
        (id) => centers?.codeOf(id) ?? null,
      ))
        lines.push(line);
    }
  }
  return { lines, payUnknown };
}
