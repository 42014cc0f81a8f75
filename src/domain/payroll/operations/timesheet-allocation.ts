import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { formatHours } from '../../../kernel/hours.ts';
import { parseAmount, sum } from '../../../kernel/money.ts';
import { query, type Context } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { programs } from '../../programs/index.ts';
import { centersOf } from '../../time/index.ts';
import { isWorked, type PayrollLine } from '../exporting/source-line.ts';
import { told } from '../exporting/versions.ts';
import { TimesheetAllocation } from '../model/allocation.ts';
import { permissions } from '../policy.ts';
import { hoursOf } from '../store/source-lines.ts';
import { versionOf } from '../store/waiting.ts';

const minutesOf = (lines: readonly PayrollLine[]) =>
  lines.reduce((total, line) => total + (isWorked(line) ? line.minutes : 0), 0);
const amountOf = (lines: readonly PayrollLine[]) => sum(lines.map(({ amount }) => parseAmount(amount!)));

async function allocated(timesheetId: string, context: Context) {
  const version = await versionOf(timesheetId, context);
  if (!version) throw notFound();
  const centers = await centersOf([version], context);
  const lines = told(version, await hoursOf([version], context), { centers, payCodeOf: () => null });
  const program = (await context.tx.find(programs, version.programId))!;
  const rows = [...Map.groupBy(lines, ({ costCenterId }) => costCenterId)].map(([costCenterId, held]) => ({
    costCenterId,
    costCenterCode: centers.codeOf(costCenterId),
    minutes: minutesOf(held),
    hours: formatHours(minutesOf(held)),
    amount: amountOf(held),
  }));
  return {
    timesheetId,
    revision: version.revision,
    currency: program.currency,
    minutes: minutesOf(lines),
    amount: amountOf(lines),
    rows: rows.toSorted((one, other) => ((one.costCenterCode ?? '') < (other.costCenterCode ?? '') ? -1 : 1)),
  };
}

export const timesheetAllocation = query({
  name: 'timesheetAllocation',
  summary:
    'Worked minutes and charge of a timesheet by cost center: what an interval names first, then the allocation in force on each day, else the unit’s; exact in both, by the day: an invoice rounds cents over the week.',
  rest: 'GET /timesheets/{timesheetId}/allocation',
  permission: permissions.readAllocation,
  input: z.strictObject({ timesheetId: reference('timesheet') }),
  output: TimesheetAllocation,
  rows: 'rows',
  handle: ({ timesheetId }, context) => asTenant(context.tx, () => allocated(timesheetId, context)),
});
