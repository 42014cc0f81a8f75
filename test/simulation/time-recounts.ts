import { dayThere, type Listed } from './figures-by-hand.ts';
import type { Recount, Thing } from './recounting.ts';
import type { TimeSeen } from './time-seen.ts';

const one = (is: boolean) => (is ? 1 : 0);
const plus = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();
const stands = ({ state, approvedAt }: Listed) =>
  approvedAt !== null && ['approved', 'invoiced', 'disputed'].includes(state);
const worked = ['regular', 'overtime', 'double_time', 'holiday', 'callback', 'orientation'];
const accrued = ({ state }: Listed) => ['approved', 'invoiced', 'paid'].includes(state);
const invoiced = ({ state }: Listed) => ['invoiced', 'paid'].includes(state);

/** What there is to count: a row with its keys and day. */
interface Each {
  row: Listed;
  keys: Thing['keys'];
  day: string;
  currency?: string;
}
const things = (all: readonly Each[], what: (row: Listed) => Omit<Thing, 'keys' | 'day'>): Thing[] =>
  all.map(({ row, ...each }) => ({ ...each, ...what(row) }));

/** Charges; whose work is nobody's is no staffing. */
const chargesOf = (seen: TimeSeen) =>
  seen.billingItems.map((row) => {
    const keys = seen.keysOf(row, row['assignmentId']);
    const services = row['kind'] === 'deliverable' ? 'services' : null;
    const engagement_kind = row['assignmentId'] ? 'staffing' : services;
    return {
      row,
      keys: { ...keys, cost_center: null, engagement_kind },
      day: row['workDateTo'] as string,
      currency: row['currency'] as string,
    };
  });

/** What each cost center bears of charges, and what none does. */
const shares = (all: readonly Each[]): Thing[] =>
  all.flatMap(({ row, keys, ...each }) => {
    const borne = ((row['allocation'] ?? []) as Listed[]).map((share) => ({
      ...each,
      keys: { ...keys, cost_center: share['costCenterId'] as string },
      numerator: Number(share['amount']),
    }));
    const rest = borne.reduce((left, { numerator }) => left - numerator, Number(row['amount']));
    return [...borne, { ...each, keys, numerator: rest }];
  });

/** Whether a document made the vendor a diverse one on a day of the month of the day. */
function isDiverse({ vendorDocuments }: TimeSeen, { vendorId, workDateTo }: Listed): boolean {
  const month = Temporal.PlainDate.from(workDateTo).toPlainYearMonth();
  const [first, last] = [month.toPlainDate({ day: 1 }), month.toPlainDate({ day: month.daysInMonth })];
  return vendorDocuments.some(
    (document) =>
      document['vendorId'] === vendorId &&
      document['kind'] === 'diversity_certificate' &&
      ['accepted', 'expiring', 'expired', 'superseded'].includes(document['state']) &&
      document['effectiveOn'] <= last.toString() &&
      (document['expiresOn'] === null || document['expiresOn'] >= first.toString()),
  );
}

function ofMoney(seen: TimeSeen): Record<string, Recount> {
  const all = chargesOf(seen);
  const [owed, billed] = [all.filter(({ row }) => accrued(row)), all.filter(({ row }) => invoiced(row))];
  const sum = (of: readonly Each[], key: string): Recount => ({
    kind: 'sum',
    things: things(of, (row) => ({ numerator: Number(row[key]) })),
  });
  const credits = owed.filter(({ row }) => row['kind'] === 'service_credit');
  return {
    spend_accrued: { kind: 'sum', things: shares(owed) },
    spend_invoiced: { kind: 'sum', things: shares(billed) },
    msp_fee_accrued: sum(owed, 'feeAmount'),
    msp_fee_invoiced: sum(billed, 'feeAmount'),
    service_credits: {
      kind: 'sum',
      things: things(credits, ({ amount }) => ({ numerator: -Number(amount) })),
    },
    diverse_spend: {
      kind: 'ratio',
      things: owed.flatMap((each) =>
        shares([each]).map((thing) => ({
          ...thing,
          numerator: isDiverse(seen, each.row) ? thing.numerator : 0,
          denominator: thing.numerator,
        })),
      ),
    },
  };
}

/** Lines worked of the version of a week that stands approved. */
const linesOf = (seen: TimeSeen): Each[] =>
  seen.timesheetLines.flatMap((row) => {
    const sheet = seen.sheetOf(row['timesheetId']);
    if (
      !sheet ||
      !stands(sheet) ||
      sheet['revision'] !== row['revision'] ||
      !worked.includes(row['hourType'])
    )
      return [];
    return [{ row, keys: seen.keysOf(row, sheet['assignmentId']), day: row['workDate'] as string }];
  });

function ofHours(seen: TimeSeen): Record<string, Recount> {
  const all = linesOf(seen);
  const over = ({ hourType, minutes }: Listed) =>
    ['overtime', 'double_time'].includes(hourType) ? minutes : 0;
  const hours = (minutes: (row: Listed) => number): Recount => ({
    kind: 'sum',
    things: things(all, (row) => ({ numerator: minutes(row) })),
    per: 60,
  });
  return {
    hours_worked: hours(({ minutes }) => minutes),
    overtime_hours: hours(over),
    overtime: {
      kind: 'ratio',
      things: things(all, (row) => ({ numerator: over(row), denominator: row['minutes'] })),
    },
  };
}

/** Weeks by the day that is told of each; one that has none is in no period. */
function ofWeeks(seen: TimeSeen): Record<string, Recount> {
  const weeks = (day: (row: Listed) => string | null, what: (row: Listed) => Omit<Thing, 'keys' | 'day'>) =>
    seen.timesheets.map((row) => ({
      keys: seen.keysOf(row, row['assignmentId']),
      day: day(row),
      ...what(row),
    }));
  const ends = ({ weekStartsOn }: Listed) => plus(weekStartsOn, 6);
  const due = (row: Listed) => plus(ends(row), 3);
  const zone = ({ facilityId }: Listed) => seen.zoneOf(facilityId);
  const handedIn = ({ id }: Listed) => seen.when(id, 'timesheet.submitted');
  const isFirst = (row: Listed) =>
    stands(row) && row['revision'] === 1 && seen.when(row['id'], 'timesheet.rejected').length === 0;
  const disputed = ({ id }: Listed) =>
    new Set(
      seen.timesheetDisputes.filter(({ timesheetId }) => timesheetId === id).map(({ revision }) => revision),
    ).size;
  return {
    timesheet_on_time: {
      kind: 'ratio',
      things: weeks(due, (row) => {
        const [first] = handedIn(row);
        return {
          numerator: one(first !== undefined && dayThere(first, zone(row)) <= due(row)),
          denominator: 1,
        };
      }),
    },
    first_pass_approval: {
      kind: 'ratio',
      things: weeks(ends, (row) => ({
        numerator: one(isFirst(row)),
        denominator: one(handedIn(row).length > 0),
      })),
    },
    dispute_rate: {
      kind: 'ratio',
      things: weeks(ends, (row) => ({
        numerator: disputed(row),
        denominator: handedIn(row).length > 0 ? row['revision'] : 0,
      })),
    },
    approval_cycle: {
      kind: 'distribution',
      things: weeks(
        (row) => (row['approvedAt'] === null ? null : dayThere(row['approvedAt'], zone(row))),
        ({ submittedAt, approvedAt }) => ({
          value:
            approvedAt === null ? undefined : (Date.parse(approvedAt) - Date.parse(submittedAt)) / 3_600_000,
        }),
      ),
    },
  };
}

/** Contingent work beside the client's own, as it was told. */
function besideOwn(seen: TimeSeen): Record<string, Recount> {
  const all = chargesOf(seen).filter(({ row }) => accrued(row));
  const staffing = all.filter(({ row }) => row['assignmentId'] !== null);
  const facilities = new Map(seen.facilities.map((row) => [row['id'], row]));
  const told = seen.workforceMeasures.map((row) => ({
    row,
    keys: {
      program: row['programId'],
      facility: row['facilityId'],
      profession: row['profession'],
      state: facilities.get(row['facilityId'])!['state'],
    },
    day: row['workedOn'] as string,
    currency: row['currency'] as string,
  }));
  const amount = ({ amount: text }: Listed) => Number(text);
  const of = (key: string) => things(told, (row) => ({ denominator: Number(row[key] ?? 0) }));
  const hours = linesOf(seen).map(({ keys, day, row }) => ({
    keys,
    day,
    numerator: row['minutes'],
    denominator: row['minutes'],
  }));
  return {
    spend_under_management: {
      kind: 'ratio',
      things: [...things(all, (row) => ({ numerator: amount(row) })), ...of('addressableSpend')],
    },
    premium_labor: {
      kind: 'ratio',
      things: [
        ...things(staffing, (row) => ({ numerator: amount(row), denominator: amount(row) })),
        ...of('employedCost'),
      ],
    },
    contingent_share: {
      kind: 'ratio',
      things: [
        ...hours,
        ...told.map(({ keys, day, row }) => ({
          keys,
          day,
          denominator: Math.round(Number(row['employedHours']) * 60),
        })),
      ],
    },
  };
}

/** Every figure of time and money, counted from what a role lists and the histories of weeks. */
export const timeRecountsOf = (seen: TimeSeen): Record<string, Recount> => ({
  ...ofMoney(seen),
  ...ofHours(seen),
  ...ofWeeks(seen),
  ...besideOwn(seen),
  exceptions_open: {
    kind: 'instant',
    things: seen.timeExceptions
      .filter(({ state }) => state === 'open')
      .map((row) => ({
        keys: seen.keysOf(row, seen.sheetOf(row['timesheetId'])?.['assignmentId'] ?? null),
        numerator: 1,
      })),
  },
});
