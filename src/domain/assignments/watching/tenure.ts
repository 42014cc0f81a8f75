import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { programs, todayAt } from '../../programs/index.ts';
import { tenureWarned } from '../model/assignment.ts';
import { dueWarnings } from '../model/tenure.ts';
import type { LivePlacement } from '../store/live.ts';
import { tenuresOf } from '../store/tenure.ts';
import { assignments } from '../tables.ts';

/** Warns, once for each threshold, of workers placed at a facility who have been with its client for nearly too long. */
export async function warnOfTenure(
  facilityId: string,
  placements: readonly LivePlacement[],
  context: Context,
): Promise<Fact[]> {
  const [first] = placements;
  if (!first) return [];
  const { programId } = first.row;
  const { tenureLimitWeeks, tenureWarnWeeks } = (await context.tx.find(programs, programId))!;
  if (tenureLimitWeeks === null) return [];
  const rule = { limitWeeks: tenureLimitWeeks, warnWeeks: tenureWarnWeeks };
  const running = new Map(
    placements.filter(({ row }) => row.state !== 'pending').map(({ row }) => [row.workerId, row.id] as const),
  );
  if (running.size === 0) return [];
  const facts: Fact[] = [];
  const today = await todayAt({ facilityId }, context);
  for (const { workerId, days, warned } of await tenuresOf(programId, [...running.keys()], today, context)) {
    const weeks = Math.floor(days / 7);
    const due = dueWarnings(weeks, rule, warned);
    if (due.length === 0) continue;
    const row = (await context.tx.find(assignments, running.get(workerId)!, { lock: true }))!;
    const told = await context.tx.change(assignments, row, {
      tenureWarnedWeeks: [...row.tenureWarnedWeeks, ...due],
    });
    for (const threshold of due)
      facts.push(tenureWarned(told, { weeks, threshold, limitWeeks: tenureLimitWeeks }));
  }
  return facts;
}
