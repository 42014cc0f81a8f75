import type { Fact } from '../../kernel/event.ts';
import type { Amount } from '../../kernel/money.ts';
import type { Context } from '../../kernel/operation.ts';
import { timesheetRated } from './events.ts';
import { reconcileExceptions } from './exceptions/reconcile.ts';
import type { StatedTime } from './model.ts';
import { dayLines } from './pay-rules/rate.ts';
import { toExceptions } from './rating/findings.ts';
import { materialOf, type ToRate } from './rating/material.ts';
import { differs, rateMaterial, type Rating } from './rating/rate.ts';
import { keptRatings, ratingVersions, removeLines } from './rating/store.ts';
import { belonging, type TimesheetRow } from './store.ts';
import { timesheetLines, timesheetPayLines, timesheetRatings, timesheets } from './tables.ts';

/** What a rating settles of a timesheet; `payTotal` is null where a pay rate is missing. */
export interface Rated {
  minutes: number;
  gross: Amount;
  payTotal: Amount | null;
}

/** A version of a week's hours, and the policy that rates it where it is not the sheet's own. */
export interface Version {
  revision: number;
  entries: readonly StatedTime[];
  payPolicyId?: string | undefined;
}

/** What versions come to by the terms now in force, in the order given; nothing is kept of it. */
export const ratingsNow = async (weeks: readonly ToRate[], context: Context): Promise<Rating[]> =>
  (await materialOf(weeks, context)).map(rateMaterial);

/** What a version comes to by the terms now in force; nothing is kept of it. */
export async function ratingNow(sheet: TimesheetRow, version: Version, context: Context): Promise<Rating> {
  const [rating] = await ratingsNow([{ sheet, ...version }], context);
  return rating!;
}

/** A week and what its current version comes to. */
export interface RatedWeek {
  sheet: TimesheetRow;
  rating: Rating;
}

/** What a rating settles of its timesheet. */
export const ratedBy = ({ minutes, gross, payTotal }: Rating): Rated => ({ minutes, gross, payTotal });

/** Keeps the lines, the pay lines and the accounts of versions, in the place of those that they had. */
export async function keepRatings(
  versions: readonly (RatedWeek & { revision: number })[],
  context: Context,
): Promise<void> {
  const { tx } = context;
  const kept = await keptRatings(versions, context);
  if (kept.size > 0) {
    const before = versions.filter(({ sheet }) => kept.has(sheet.id));
    await removeLines(before, context);
    await tx.changeAll(
      timesheetRatings,
      before.map(({ sheet, rating }) => ({
        row: kept.get(sheet.id)!,
        changes: { ...ratedBy(rating), account: rating.account },
      })),
    );
  }
  const belongs = ({ sheet, revision }: (typeof versions)[number]) => ({ ...belonging(sheet), revision });
  await tx.insert(
    timesheetLines,
    versions.flatMap((version) =>
      dayLines(version.rating.account.charges).map(({ rate, ...line }) => ({
        ...belongs(version),
        ...line,
        billRate: rate,
      })),
    ),
  );
  await tx.insert(
    timesheetPayLines,
    versions.flatMap((version) =>
      (version.rating.account.pay?.lines ?? []).flatMap(({ days, steps: _, ...line }, place) =>
        days.map((day) => ({ ...belongs(version), ...line, lineNumber: place + 1, ...day })),
      ),
    ),
  );
  const first = versions.filter(({ sheet }) => !kept.has(sheet.id));
  await tx.insert(
    timesheetRatings,
    first.map((version) => ({
      ...belongs(version),
      ...ratedBy(version.rating),
      account: version.rating.account,
    })),
  );
}

/** Those of the weeks whose ratings charge or pay their current versions otherwise than they were rated. */
export async function ratedOtherwise<Week extends RatedWeek>(
  weeks: readonly Week[],
  context: Context,
): Promise<Week[]> {
  if (weeks.length === 0) return [];
  const kept = await ratingVersions(
    weeks.map(({ sheet }) => sheet),
    context,
  );
  return weeks.filter(({ sheet, rating }) => {
    const before = kept.get(sheet.id);
    return !before || differs(rating.account, before.account);
  });
}

/** Keeps ratings of the current versions of submitted timesheets, whose hours stand as they are; in the order given. */
export async function keepInPlace(
  weeks: readonly RatedWeek[],
  context: Context,
): Promise<{ sheets: TimesheetRow[]; events: Fact[] }> {
  if (weeks.length === 0) return { sheets: [], events: [] };
  await keepRatings(
    weeks.map((week) => ({ ...week, revision: week.sheet.revision })),
    context,
  );
  const sheets = await context.tx.changeAll(
    timesheets,
    weeks.map(({ sheet, rating }) => ({
      row: sheet,
      changes: { ...ratedBy(rating), payPolicyId: rating.account.policy.id },
    })),
  );
  const events = sheets.map((row) => timesheetRated(row, { revision: row.revision, minutes: row.minutes }));
  const found = weeks.map(({ sheet, rating }) => ({
    timesheetId: sheet.id,
    found: toExceptions(rating.account.findings ?? []),
  }));
  return { sheets, events: [...events, ...(await reconcileExceptions(found, 'rating', context))] };
}
