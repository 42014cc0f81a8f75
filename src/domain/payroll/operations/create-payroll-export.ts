import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { command, type Context } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { programs } from '../../programs/index.ts';
import { summaryOf } from '../exporting/composed.ts';
import { exceptionOf } from '../exporting/exceptions.ts';
import { payrollExportLife } from '../lifecycle.ts';
import {
  alreadyExported,
  nothingToExport,
  payrollExported,
  vendorPayrollExported,
} from '../model/payroll-export.ts';
import { payrollNeedsWholeFacility, receiverOf } from '../model/receiver.ts';
import { payrollExport } from '../nouns/payroll-export.ts';
import { permissions } from '../policy.ts';
import { compose } from '../store/compose.ts';
import { takeNumber } from '../store/series.ts';
import { waitingFor } from '../store/waiting.ts';
import { countUnnamed, hashOf, insertLines, insertVersions } from '../store/writing.ts';
import { payrollExports } from '../tables.ts';

/** More wait for the next export: one is a single transaction, written well before a request’s time is up. */
const mostTimesheets = 2_500;

const input = z.strictObject({
  programId: reference('program'),
  facilityId: reference('facility').nullish(),
  vendorId: reference('vendor')
    .nullish()
    .meta({ description: 'Of a client’s payroll: the people of this vendor only.' }),
  cutoffOn: Day.nullish().meta({ description: 'Only weeks that end no later than this day.' }),
  workerIdSystem: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,62}$/, 'A system is lower-case letters, digits, - and _.')
    .nullish()
    .meta({ description: 'Your system, whose ids of the people the lines carry.', examples: ['workday'] }),
});

function assertWhole({ facilityIds, unitIds }: Actor, facilityId: string | null | undefined) {
  if (unitIds !== null || (facilityIds !== null && !facilityId)) throw payrollNeedsWholeFacility();
}

async function write(wanted: z.output<typeof input>, context: Context) {
  const { programId, facilityId = null, cutoffOn = null, workerIdSystem = null } = wanted;
  const receiver = receiverOf(context.actor, wanted.vendorId);
  const program = (await context.tx.find(programs, programId))!;
  const number = await takeNumber(programId, receiver, context);
  const versions = await waitingFor(wanted, receiver, mostTimesheets, context);
  if (versions.length === 0) throw nothingToExport();
  const { lines, payUnknown } = await compose(programId, receiver, versions, context);
  const professions = new Map(versions.map(({ timesheetId, profession }) => [timesheetId, profession]));
  const { unmapped, ...totals } = summaryOf(lines, (id) => professions.get(id)!);
  const unnamed = workerIdSystem ? await countUnnamed(versions, workerIdSystem, receiver, context) : 0;
  const [made] = await context.tx.insert(payrollExports, [
    {
      programId,
      facilityId,
      receiver: receiver.receiver,
      vendorId: receiver.vendorId,
      number,
      cutoffOn,
      workerIdSystem,
      state: payrollExportLife.initial,
      timesheetCount: versions.length,
      ...totals,
      currency: program.currency,
      exceptions: [
        ...unmapped,
        ...exceptionOf('pay_unknown', payUnknown),
        ...exceptionOf('no_worker_id', unnamed),
      ],
      createdBy: context.actor.membershipId!,
    },
  ]);
  await insertVersions(made!, versions, context);
  await insertLines(made!, lines, context);
  const contentHash = await hashOf(made!.id, context);
  return context.tx.change(payrollExports, made!, { contentHash });
}

export const createPayrollExport = command({
  name: 'createPayrollExport',
  summary:
    'Pull approved time that your payroll was not told: each version once, and of one that replaces another the difference. At most 2,500 timesheets; pull again until nothing waits.',
  rest: 'POST /payroll-exports',
  permission: permissions.export,
  input,
  output: payrollExport,
  errors: [nothingToExport, alreadyExported, payrollNeedsWholeFacility],
  async handle(wanted, context) {
    assertWhole(context.actor, wanted.facilityId);
    // As the tenant's own hand, within the scope just checked: what decides is not all the caller's to read.
    const made = await asTenant(context.tx, () => write(wanted, context));
    const happened = made.receiver === 'vendor' ? vendorPayrollExported : payrollExported;
    return { result: made, events: [happened(made, {})] };
  },
});
