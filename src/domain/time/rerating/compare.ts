import { Problem } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { NewRow } from '../../../kernel/transaction.ts';
import { lastDayOfWeek } from '../locks/assert.ts';
import { materialOf } from '../rating/material.ts';
import { differs, rateMaterial, type Rating } from '../rating/rate.ts';
import type { Material } from '../rating/input.ts';
import { beginsWorkweek } from '../rating/window.ts';
import { belonging } from '../store.ts';
import type { reratingLines } from '../tables.ts';
import type { Compared, ReratingRow } from './store.ts';

/** What comparing weeks found: a line for each that differs or is left, and the totals of all, in the program's currency. */
export interface Comparison {
  sheets: number;
  lines: NewRow<typeof reratingLines>[];
  grossBefore: string[];
  grossAfter: string[];
  payBefore: string[];
  payAfter: string[];
}

/** Why a week would be left as it is, whatever it came to. */
export function standsBecause({
  sheet,
  lockedThrough,
}: Pick<Compared, 'sheet' | 'lockedThrough'>): string | undefined {
  if (sheet.state === 'open') return 'The week is open again.';
  if (sheet.state === 'disputed') return 'The week is in dispute.';
  if (lockedThrough !== null && lastDayOfWeek(sheet.weekStartsOn) <= lockedThrough)
    return `Time is locked through ${lockedThrough}.`;
  return undefined;
}

/** Why a policy cannot rate a week. */
const unfitBecause = (material: Material): string | undefined =>
  beginsWorkweek(material.sheet, material.policy.rules.workweekStart)
    ? undefined
    : 'The policy begins workweeks elsewhere than the week begins.';

const wordsOf = (problem: Problem) => problem.details.detail ?? problem.declaration.title;

/** What a week comes to, or why it cannot be rated. */
export function rated(material: Material): Rating | string {
  const unfit = unfitBecause(material);
  if (unfit) return unfit;
  try {
    return rateMaterial(material);
  } catch (error) {
    if (error instanceof Problem) return wordsOf(error);
    throw error;
  }
}

/** Compares weeks with how they would be rated; nothing of them changes. */
export async function compareWeeks(
  rerating: ReratingRow,
  weeks: readonly Compared[],
  context: Context,
): Promise<Comparison> {
  const found: Comparison = {
    sheets: 0,
    lines: [],
    grossBefore: [],
    grossAfter: [],
    payBefore: [],
    payAfter: [],
  };
  const ratable = weeks.filter(({ payPolicyId, kept }) => payPolicyId !== null && kept);
  const materials = await materialOf(
    ratable.map(({ sheet, entries, payPolicyId }) => ({
      sheet,
      entries,
      revision: sheet.revision,
      payPolicyId: payPolicyId!,
    })),
    context,
  );
  const bySheet = new Map(materials.map((material) => [material.sheet.id, material]));
  for (const week of weeks) {
    const { sheet, kept } = week;
    if (!kept) continue;
    const material = bySheet.get(sheet.id);
    const outcome = material ? rated(material) : 'No pay policy is in force for it.';
    found.sheets += 1;
    const before = { gross: kept.gross, pay: kept.payTotal };
    const after = typeof outcome === 'string' ? before : { gross: outcome.gross, pay: outcome.payTotal };
    const why = typeof outcome === 'string' ? outcome : standsBecause(week);
    const left = why === undefined ? after : before;
    found.grossBefore.push(before.gross);
    found.grossAfter.push(left.gross);
    if (before.pay !== null) found.payBefore.push(before.pay);
    if (left.pay !== null) found.payAfter.push(left.pay);
    if (typeof outcome !== 'string' && !differs(outcome.account, kept.account)) continue;
    found.lines.push({
      ...belonging(sheet),
      reratingId: rerating.id,
      revision: sheet.revision,
      timesheetVersion: sheet.version,
      payPolicyId: week.payPolicyId ?? sheet.payPolicyId,
      grossBefore: before.gross,
      grossAfter: after.gross,
      payBefore: before.pay,
      payAfter: after.pay,
      state: why === undefined ? 'pending' : 'skipped',
      why: why ?? null,
    });
  }
  return found;
}
