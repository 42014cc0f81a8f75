import { z } from 'zod';
import { holds } from '../../../kernel/actor.ts';
import type { Context } from '../../../kernel/operation.ts';
import { Day, Id, Instant } from '../../../kernel/shapes.ts';
import { agreedOf, ExplainedAgreedRate } from '../agreed-rates.ts';
import { lineKeyOf, type TimesheetVersion } from '../charge-lines.ts';
import { explainCharge, ExplainedCharge, ExplainedPolicy, ExplainedRate, ratesOf } from '../explanation.ts';
import { TimeKind, TimesheetState, TimeSource } from '../model.ts';
import { permissions, seesCharges } from '../policy.ts';
import { LineOrigin, originsOf } from '../rating/origins.ts';
import { ratingOf } from '../rating/store.ts';
import { timesheets } from '../tables.ts';
import { entriesBehind } from './store.ts';

const ChargedEntry = z
  .strictObject({
    timeEntryId: Id,
    startsAt: Instant,
    endsAt: Instant,
    kind: TimeKind,
    source: TimeSource,
    sourceId: z.string().nullable(),
  })
  .meta({ id: 'ChargedEntry' });

/** How one charge line of a version of a week came about: its rules and rates, and the time that it is of. */
export const ChargedTime = z
  .strictObject({
    timesheetId: Id,
    assignmentId: Id,
    revision: z.int(),
    weekStartsOn: Day,
    timeZone: z.string(),
    state: TimesheetState,
    approvedAt: Instant.nullable(),
    policy: ExplainedPolicy,
    system: z.string().optional(),
    rates: z.array(ExplainedRate).meta({ description: 'In force on some of the line’s days.' }),
    agreedRates: z.array(ExplainedAgreedRate).meta({ description: 'What cards agree of hours of its type.' }),
    charges: z
      .array(ExplainedCharge)
      .meta({ description: 'Empty where the version has none of it any more.' }),
    intervals: z.array(LineOrigin),
    entries: z.array(ChargedEntry).meta({ description: 'As they were stated for this version.' }),
  })
  .meta({ id: 'ChargedTime' });

const onceBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];

/** Explains the line of a version by its key; undefined where the caller reads no such week, or it was never rated. */
export async function explainChargedTime(
  version: TimesheetVersion,
  lineKey: string,
  context: Context,
): Promise<z.input<typeof ChargedTime> | undefined> {
  const { timesheetId, revision } = version;
  const { tx, actor } = context;
  const mayRead = seesCharges(actor) && holds(actor, permissions.readEntries);
  const sheet = mayRead ? await tx.find(timesheets, timesheetId) : undefined;
  const rating = sheet && (await ratingOf(timesheetId, revision, context));
  if (!sheet || !rating) return undefined;
  const { account } = rating;
  const charges = account.charges.filter((charge) => lineKeyOf(charge) === lineKey);
  // Pay is nobody's to learn from a bill, and where else somebody worked neither.
  const shown = { charges: true, pay: false, elsewhere: false };
  const lineDays = charges.flatMap(({ days, inputs: { window } }) =>
    days.map(({ workDate }) => ({ workDate, window })),
  );
  const intervals = onceBy(
    lineDays.flatMap((day) => originsOf(account, day, sheet.timeZone)),
    ({ from, to }) => `${from}/${to}`,
  );
  const rates = onceBy(
    lineDays.flatMap(({ workDate }) => ratesOf(account, shown, workDate)),
    ({ assignmentRevisionId }) => assignmentRevisionId,
  );
  const { assignmentId, weekStartsOn, timeZone, state, approvedAt } = sheet;
  return {
    timesheetId,
    assignmentId,
    revision,
    weekStartsOn,
    timeZone,
    state,
    approvedAt,
    policy: account.policy,
    ...(account.system !== undefined && { system: account.system }),
    rates,
    agreedRates: agreedOf(account).filter(({ hourType }) =>
      charges.some((charge) => charge.hourType === hourType),
    ),
    charges: charges.map((charge) => explainCharge(charge, true)),
    intervals,
    entries: await entriesBehind(version, assignmentId, intervals, context),
  };
}
