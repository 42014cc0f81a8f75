import { z } from 'zod';
import { notFound, stepNotAllowed } from '../../../../kernel/errors.ts';
import { step } from '../../../../kernel/lifecycle.ts';
import { command, type Context } from '../../../../kernel/operation.ts';
import { assertProvided } from '../../../../kernel/provisos.ts';
import { reference, text } from '../../../../kernel/shapes.ts';
import { lockedTimesheet } from '../../holding/store.ts';
import { approverIsWorker } from '../../model.ts';
import { permissions } from '../../policy.ts';
import { timeExceptionLife } from '../lifecycle.ts';
import { exceptionAttested, exceptionResolved, suspendedHoursOfProgram } from '../model.ts';
import { timeException } from '../noun.ts';
import type { TimeExceptionRow } from '../store.ts';
import { timeExceptions } from '../tables.ts';

/** The exception, held after its timesheet: what is found of that and decided on it takes the same locks. */
async function held(timeExceptionId: string, context: Context): Promise<TimeExceptionRow> {
  const seen = await context.tx.find(timeExceptions, timeExceptionId);
  if (!seen) throw notFound();
  await lockedTimesheet(seen.timesheetId, context, { version: false });
  return context.take(timeExceptions, timeExceptionId);
}

async function decided(
  row: TimeExceptionRow,
  verb: 'resolve' | 'attest',
  note: string,
  context: Context,
): Promise<TimeExceptionRow> {
  const { tx, actor, now } = context;
  const state = step(timeExceptionLife, verb, row.state);
  await assertProvided(timeExceptionLife, verb, timeExceptions, row, context);
  return tx.change(timeExceptions, row, { state, note, decidedBy: actor.membershipId, decidedAt: now });
}

export const resolveTimeException = command({
  name: 'resolveTimeException',
  summary:
    'Say how an exception was mended, or why it does not matter. Hours punched on a day of suspension count from then on.',
  rest: 'POST /time-exceptions/{timeExceptionId}/resolve',
  permission: permissions.resolveException,
  input: z.strictObject({ timeExceptionId: reference('timeException'), note: text(2_000) }),
  example: { note: 'The kiosk was down; the charge nurse confirms 19:00' },
  output: timeException,
  errors: [stepNotAllowed, approverIsWorker, suspendedHoursOfProgram],
  async handle({ timeExceptionId, note }, context) {
    const row = await decided(await held(timeExceptionId, context), 'resolve', note, context);
    const { timesheetId, code } = row;
    return { result: row, events: [exceptionResolved(row, { timesheetId, code })] };
  },
});

export const attestTimeException = command({
  name: 'attestTimeException',
  summary: 'Attest, in words of one’s own, that the time of an exception is right as it stands.',
  rest: 'POST /time-exceptions/{timeExceptionId}/attest',
  permission: permissions.attestException,
  input: z.strictObject({
    timeExceptionId: reference('timeException'),
    text: text(2_000).meta({ description: 'What is attested.' }),
  }),
  example: { text: 'I worked through my meal; nobody relieved me' },
  output: timeException,
  errors: [stepNotAllowed, suspendedHoursOfProgram],
  async handle({ timeExceptionId, text: attested }, context) {
    const row = await decided(await held(timeExceptionId, context), 'attest', attested, context);
    const { timesheetId, code } = row;
    return { result: row, events: [exceptionAttested(row, { timesheetId, code })] };
  },
});
