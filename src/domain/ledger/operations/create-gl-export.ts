import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { command, type Context } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { programs } from '../../programs/index.ts';
import { glExportLife } from '../lifecycle/gl-export.ts';
import { Ledger } from '../model/account.ts';
import {
  accountsMissing,
  alreadyPosted,
  glExported,
  nothingToPost,
  operatorGlExported,
} from '../model/gl-export.ts';
import { ledgerOfOperator, ledgerOfWholeProgram } from '../model/period.ts';
import { glExport } from '../nouns/gl-export.ts';
import { assertOwnLedger, permissions } from '../policy.ts';
import { linesOf, totalsOf } from '../posting/entries.ts';
import { hashOf, insertEntries, insertLines, rulesOf, takeNumber } from '../store/gl-writing.ts';
import { postingsOf } from '../store/postings.ts';
import { fiscalPeriods, glExports } from '../tables.ts';

const input = z.strictObject({
  programId: reference('program'),
  ledger: Ledger,
  periodId: reference('fiscalPeriod').nullish().meta({ description: 'The days of this period.' }),
  startsOn: Day.nullish(),
  endsOn: Day.nullish(),
});
type Asked = z.output<typeof input>;

async function daysOf({ programId, periodId, startsOn, endsOn }: Asked, context: Context) {
  if (!periodId) {
    if (!startsOn) throw refuse('/startsOn', 'missing', 'Name a period, or the first and the last day.');
    if (!endsOn) throw refuse('/endsOn', 'missing', 'Name a period, or the first and the last day.');
    if (endsOn < startsOn) throw refuse('/endsOn', 'before_start', 'The end is before the start.');
    return { startsOn, endsOn };
  }
  if (startsOn || endsOn) throw refuse('/periodId', 'also_days', 'Name a period or days, not both.');
  const period = (await context.tx.find(fiscalPeriods, periodId))!;
  if (period.programId !== programId)
    throw refuse('/periodId', 'of_other_program', 'It is of another program.');
  return { startsOn: period.startsOn, endsOn: period.endsOn };
}

async function write(asked: Asked, days: { startsOn: string; endsOn: string }, context: Context) {
  const { programId, ledger } = asked;
  const { currency } = (await context.tx.find(programs, programId))!;
  const number = await takeNumber(programId, ledger, context);
  const postings = await postingsOf({ programId, ledger, ...days }, context);
  if (postings.length === 0) throw nothingToPost();
  const { lines, faults } = linesOf(postings, await rulesOf(programId, ledger, context));
  if (faults.length > 0) throw accountsMissing({ facts: { faults } });
  const [made] = await context.tx.insert(glExports, [
    {
      programId,
      ledger,
      number,
      periodId: asked.periodId ?? null,
      ...days,
      state: glExportLife.initial,
      currency,
      entryCount: postings.at(-1)!.entryNumber,
      lineCount: lines.length,
      ...totalsOf(lines),
      createdBy: context.actor.membershipId!,
    },
  ]);
  const head = { id: made!.id, programId, ledger, currency };
  await insertEntries(head, postings, context);
  await insertLines(head, lines, context);
  return context.tx.change(glExports, made!, { contentHash: await hashOf(made!.id, context) });
}

export const createGlExport = command({
  name: 'createGlExport',
  summary:
    'Pull what was posted on some days and a general ledger was not told: documents, accruals of closed periods and their reversals, and for the operator’s ledger payments; each once, in balance. Refused, with names, where an account is missing.',
  rest: 'POST /gl-exports',
  permission: permissions.export,
  input,
  output: glExport,
  errors: [nothingToPost, accountsMissing, alreadyPosted, ledgerOfWholeProgram, ledgerOfOperator],
  async handle(asked, context) {
    assertOwnLedger(context.actor, asked.ledger);
    const days = await daysOf(asked, context);
    // As the tenant's own hand, within the scope just checked: vendors' documents are not all the caller's to read.
    const made = await asTenant(context.tx, () => write(asked, days, context));
    const happened = made.ledger === 'operator' ? operatorGlExported : glExported;
    return { result: made, events: [happened(made, {})] };
  },
});
