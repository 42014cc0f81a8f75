import { z } from 'zod';
import { step } from '../../../kernel/lifecycle.ts';
import { parseAmount, sum } from '../../../kernel/money.ts';
import { timer, type Consequence, type Context, type Timer } from '../../../kernel/operation.ts';
import { reratingLines, reratings } from '../tables.ts';
import { applyLines } from './apply.ts';
import { compareWeeks } from './compare.ts';
import { reratingLife } from './lifecycle.ts';
import { reratingApplied, reratingFailed, reratingPrepared } from './model.ts';
import { nextWeeks, pendingLines, type ReratingRow } from './store.ts';

/** So many weeks are compared, and so many rated anew, in one transaction. */
const mostCompared = 500;
const mostApplied = 200;

const total = (before: string, more: readonly string[]) => sum([before, ...more].map(parseAmount));

async function endPreparing(row: ReratingRow, { tx, now }: Context): Promise<Consequence> {
  if (row.sheets === 0) {
    const failedBecause = 'No week of the period was handed in.';
    const changes = { state: step(reratingLife, 'fail', row.state), failedBecause, settledAt: now };
    return { events: [reratingFailed(await tx.change(reratings, row, changes), {}, failedBecause)] };
  }
  const changes = { state: step(reratingLife, 'prepare', row.state), preparedAt: now };
  return { events: [reratingPrepared(await tx.change(reratings, row, changes), {})] };
}

/** Compares the weeks of a rerating behind an id, a batch at a time; it is ready after the last. */
export const prepareRerating: Timer<{ after: string | null }> = timer({
  name: 'prepareRerating',
  data: z.strictObject({ after: z.string().nullable() }),
  async handle({ subjectId, data: { after } }, context) {
    const row = await context.take(reratings, subjectId, { version: false });
    if (row.state !== 'drafting') return {};
    const weeks = await nextWeeks(row, after, mostCompared, context);
    const found = await compareWeeks(row, weeks, context);
    await context.tx.insert(reratingLines, found.lines);
    const skipped = found.lines.filter(({ state }) => state === 'skipped').length;
    const counted = await context.tx.change(reratings, row, {
      sheets: row.sheets + found.sheets,
      differing: row.differing + found.lines.length - skipped,
      skipped: row.skipped + skipped,
      grossBefore: total(row.grossBefore, found.grossBefore),
      grossAfter: total(row.grossAfter, found.grossAfter),
      payBefore: total(row.payBefore, found.payBefore),
      payAfter: total(row.payAfter, found.payAfter),
    });
    if (weeks.length < mostCompared) return endPreparing(counted, context);
    return { timers: [prepareRerating(context.now, row.id, { after: weeks.at(-1)!.sheet.id })] };
  },
});

/** Rates the weeks of a rerating anew, a batch at a time; what a batch did stands, so that it goes on where it was. */
export const applyNextWeeks: Timer<Record<string, never>> = timer({
  name: 'applyNextWeeks',
  data: z.strictObject({}),
  async handle({ subjectId }, context) {
    const { tx, now } = context;
    const row = await context.take(reratings, subjectId, { version: false });
    if (row.state !== 'applying') return {};
    const { lines, events } = await applyLines(
      await pendingLines(row.id, mostApplied, context),
      row,
      context,
    );
    const applied = lines.filter(({ state }) => state === 'applied').length;
    const counts = { applied: row.applied + applied, skipped: row.skipped + lines.length - applied };
    if (lines.length === mostApplied) {
      await tx.change(reratings, row, counts);
      return { events, timers: [applyNextWeeks(now, row.id, {})] };
    }
    const state = step(reratingLife, 'finish', row.state);
    const finished = await tx.change(reratings, row, { ...counts, state, settledAt: now });
    return { events: [...events, reratingApplied(finished, {})] };
  },
});
