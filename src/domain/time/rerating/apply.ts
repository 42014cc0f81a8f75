import { Problem } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import { inHalves } from '../../../kernel/in-halves.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { followOn, putInForce, type Forced } from '../adjusting.ts';
import { lockedWeeksOf } from '../holding/store.ts';
import { lockedThroughAt } from '../locks/store.ts';
import { ratedOtherwise } from '../rating.ts';
import { materialOf } from '../rating/material.ts';
import { entriesOfMany, type TimesheetRow } from '../store.ts';
import { reratingLines } from '../tables.ts';
import { rated, standsBecause } from './compare.ts';
import { reratingLineLife } from './lifecycle.ts';
import type { ReratingLineRow, ReratingRow } from './store.ts';

type Change = Changes<typeof reratingLines>;

/** What became of a line; what happened is told by the first of those that were applied together. */
interface Done {
  changes: Change;
  events: readonly Fact[];
}

/** A line whose week is to be rated anew, and how; or why it is left. */
interface Judged {
  line: ReratingLineRow;
  forced?: Forced & { line: ReratingLineRow };
  why?: string;
}

/** What to do about each line, by the weeks as they are now, which are held. */
async function judge(lines: readonly ReratingLineRow[], reason: string, context: Context): Promise<Judged[]> {
  const weeks = await lockedWeeksOf(
    lines.map(({ timesheetId }) => timesheetId),
    context,
  );
  const sheetOf = ({ timesheetId }: ReratingLineRow): TimesheetRow => weeks.get(timesheetId)!.sheet;
  const sheets = lines.map(sheetOf);
  const through = await lockedThroughAt(sheets, context);
  const entries = await entriesOfMany(sheets, context);
  const hoursOf = ({ id }: TimesheetRow) => entries.get(id) ?? [];
  const standing = lines.map((line) => {
    const sheet = sheetOf(line);
    return { line, why: standsBecause({ sheet, lockedThrough: through.get(sheet.facilityId) ?? null }) };
  });
  const open = standing.flatMap(({ line, why }) => (why === undefined ? [line] : []));
  const materials = await materialOf(
    open.map((line) => {
      const sheet = sheetOf(line);
      return { sheet, entries: hoursOf(sheet), revision: sheet.revision, payPolicyId: line.payPolicyId };
    }),
    context,
  );
  const outcomes = new Map(open.map((line, at) => [line, rated(materials[at]!)]));
  return standing.map(({ line, why }) => {
    const rating = outcomes.get(line);
    if (rating === undefined) return { line, ...(why !== undefined && { why }) };
    if (typeof rating === 'string') return { line, why: rating };
    const sheet = sheetOf(line);
    return { line, forced: { line, sheet, rating, reason, entries: hoursOf(sheet) } };
  });
}

const figuresOf = ({ line, sheet, rating }: Forced & { line: ReratingLineRow }): Change => {
  const after = { grossAfter: rating.gross, payAfter: rating.payTotal };
  if (sheet.version === line.timesheetVersion) return after;
  const before = { grossBefore: sheet.gross ?? rating.gross, payBefore: sheet.payTotal };
  return { ...before, ...after, revision: sheet.revision };
};

/** Rates weeks anew where they still are to be; what changed since it was compared is rated as it is now. */
async function rateAnew(
  lines: readonly ReratingLineRow[],
  reason: string,
  context: Context,
): Promise<Done[]> {
  const judged = await judge(lines, reason, context);
  const forced = judged.flatMap((one) => one.forced ?? []);
  const differing = new Set(await ratedOtherwise(forced, context));
  const done = await putInForce([...differing], context);
  const events = [...done.events, ...(await followOn(done.sheets, context))];
  return judged.map(({ forced: due, why }, at) => ({
    changes: due && differing.has(due) ? figuresOf(due) : { why: why ?? 'It was rated so meanwhile.' },
    events: at === 0 ? events : [],
  }));
}

/** Applies lines of a rerating, or notes why their weeks are left as they are; in the order given. */
export async function applyLines(
  lines: readonly ReratingLineRow[],
  { reason }: ReratingRow,
  context: Context,
): Promise<{ lines: ReratingLineRow[]; events: Fact[] }> {
  const done = await inHalves(lines, (some) => rateAnew(some, reason, context), context);
  const all = done.map((one): Done =>
    one instanceof Problem
      ? { changes: { why: one.details.detail ?? one.declaration.title }, events: [] }
      : one,
  );
  const applied = await context.tx.changeAll(
    reratingLines,
    all.map(({ changes }, at) => {
      const row = lines[at]!;
      const { grossBefore, grossAfter, payBefore, payAfter, revision, why } = row;
      const state = step(reratingLineLife, changes.why === undefined ? 'apply' : 'skip', row.state);
      const figures = { grossBefore, grossAfter, payBefore, payAfter, revision, why };
      return { row, changes: { ...figures, ...changes, state } };
    }),
  );
  return { lines: applied, events: all.flatMap(({ events }) => events) };
}
