import { and, asc, eq, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import type { Earning } from '../pay-rules/rated-week.ts';
import { belonging, type TimesheetRow } from '../store.ts';
import { otherPayItems, timesheetPayLines } from '../tables.ts';
import type { StatedOtherPay } from './model.ts';
import { readsPay, readsPoolPay } from './policy.ts';

/** A day's part of a pay line of a version; `rate` per hour with 4 places, null where it is for no minutes. */
export interface PaidLine {
  id: string;
  lineNumber: number;
  workDate: string;
  earning: Earning;
  code: string | null;
  minutes: number;
  rate: string | null;
  /** In the program's currency, scale 2; the days of a pay line sum to it. */
  amount: string;
}

const { id, lineNumber, workDate, earning, code, minutes, rate, amount } = timesheetPayLines;

/** The stored pay lines of a version as the caller may see them, by day; none where no pay rate is known. */
export const payLinesOf = (
  timesheetId: string,
  revision: number,
  { tx, actor }: Context,
): Promise<PaidLine[]> =>
  tx.db
    .select({ id, lineNumber, workDate, earning, code, minutes, rate, amount })
    .from(timesheetPayLines)
    .where(
      and(
        eq(timesheetPayLines.tenantId, actor.tenantId),
        eq(timesheetPayLines.timesheetId, timesheetId),
        eq(timesheetPayLines.revision, revision),
      ),
    )
    .orderBy(asc(workDate), asc(lineNumber));

/** What a version of a week is paid beside its hours, by day and code. */
export const otherPayOf = (
  { id: timesheetId, revision }: Pick<TimesheetRow, 'id' | 'revision'>,
  { tx, actor }: Context,
): Promise<Row<typeof otherPayItems>[]> =>
  tx.db
    .select()
    .from(otherPayItems)
    .where(
      and(
        eq(otherPayItems.tenantId, actor.tenantId),
        eq(otherPayItems.timesheetId, timesheetId),
        eq(otherPayItems.revision, revision),
      ),
    )
    .orderBy(asc(otherPayItems.earnedOn), asc(otherPayItems.code), asc(otherPayItems.id));

/** The same of many, by week. */
export async function otherPayOfMany(
  sheets: readonly Pick<TimesheetRow, 'id' | 'revision'>[],
  { tx, actor }: Context,
): Promise<Map<string, Row<typeof otherPayItems>[]>> {
  const revisions = new Map(sheets.map(({ id: sheetId, revision }) => [sheetId, revision]));
  const found = await tx.db
    .select()
    .from(otherPayItems)
    .where(
      and(
        eq(otherPayItems.tenantId, actor.tenantId),
        sql`${otherPayItems.timesheetId} = any(${`{${[...revisions.keys()].join(',')}}`}::uuid[])`,
      ),
    )
    .orderBy(asc(otherPayItems.earnedOn), asc(otherPayItems.code), asc(otherPayItems.id));
  const current = found.filter(({ timesheetId, revision }) => revisions.get(timesheetId) === revision);
  return Map.groupBy(current, ({ timesheetId }) => timesheetId);
}

/** An item as it was stated. */
export const statedOtherPay = ({
  code: item,
  amount: paid,
  earnedOn,
  treatment,
  note,
}: Row<typeof otherPayItems>): StatedOtherPay => ({
  code: item,
  amount: paid,
  day: earnedOn,
  treatment,
  note,
});

/** Writes what versions of weeks are paid beside their hours. */
export async function insertOtherPay(
  versions: readonly { sheet: TimesheetRow; revision: number; items: readonly StatedOtherPay[] }[],
  { tx }: Context,
): Promise<void> {
  await tx.insert(
    otherPayItems,
    versions.flatMap(({ sheet, revision, items }) =>
      items.map(({ day, note, ...item }) => ({
        ...belonging(sheet),
        revision,
        ...item,
        earnedOn: day,
        note: note ?? null,
      })),
    ),
  );
}

/** Puts other items in the place of an open week's. */
export async function replaceOtherPay(
  sheet: TimesheetRow,
  items: readonly StatedOtherPay[],
  context: Context,
): Promise<void> {
  const { tx, actor } = context;
  await tx.db
    .delete(otherPayItems)
    .where(
      and(
        eq(otherPayItems.tenantId, actor.tenantId),
        eq(otherPayItems.timesheetId, sheet.id),
        eq(otherPayItems.revision, sheet.revision),
      ),
    );
  await insertOtherPay([{ sheet, revision: sheet.revision, items }], context);
}

/** Whether the caller, who sees the week, may know what it is paid. */
export async function isPayShown(
  { programId, vendorId }: Pick<TimesheetRow, 'programId' | 'vendorId'>,
  { tx, actor }: Context,
): Promise<boolean> {
  if (!readsPay(actor)) return false;
  if (actor.side !== 'client') return true;
  const [found] = await tx.rows<{ shown: boolean }>(sql`select (p.requester_sees_pay
      or (${readsPoolPay(actor)}::boolean and v.kind = 'internal_pool')) as shown
    from programs p join vendors v on v.tenant_id = p.tenant_id and v.id = ${vendorId}
    where p.tenant_id = ${actor.tenantId} and p.id = ${programId}`);
  return found?.shown ?? false;
}
