import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { parseAmount, sum } from '../../../kernel/money.ts';
import { query, type Context } from '../../../kernel/operation.ts';
import { Day, Instant, reference } from '../../../kernel/shapes.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { programs } from '../../programs/index.ts';
import { AccrualDimension, AccrualReport } from '../model/accrual.ts';
import { permissions } from '../policy.ts';
import { accrualsBy, type AccrualRow } from '../store/accruals.ts';

const total = (rows: readonly AccrualRow[], of: 'amount' | 'feeAmount' | 'vendorAmount') =>
  sum(rows.map((row) => parseAmount(row[of])));

const within = (asked: string | undefined, held: readonly string[] | null) =>
  asked === undefined ? held : [asked];

async function accrued({ programId, onDay, asOf, by, facilityId }: z.output<typeof input>, context: Context) {
  const { facilityIds, unitIds } = context.actor;
  const question = {
    programId,
    onDay,
    at: asOf ?? context.now,
    facilityIds: within(facilityId, facilityIds),
    unitIds,
  };
  const rows = await asTenant(context.tx, () => accrualsBy(question, by, context));
  return { rows, at: question.at };
}

const input = z.strictObject({
  programId: reference('program'),
  onDay: Day.meta({ description: 'Work up to the end of this day.' }),
  asOf: Instant.optional().meta({ description: 'As it was known then; absent: now.' }),
  facilityId: reference('facility').optional(),
  by: z.array(AccrualDimension).max(6).default([]),
});

export const accruals = query({
  name: 'accruals',
  summary:
    'What was worked up to a day and not invoiced by then, as it was known at any instant: billing items that wait, hours handed in, hours stated, claims and charges. A week over the day is cut by its day lines.',
  rest: 'GET /programs/{programId}/accruals',
  permission: permissions.readAccruals,
  input,
  output: AccrualReport,
  rows: 'rows',
  heavy: true,
  async handle(question, context) {
    if (question.asOf !== undefined && Temporal.Instant.compare(question.asOf, context.now) > 0)
      throw refuse('/asOf', 'in_future', 'It is not known yet.');
    const by = [...new Set(question.by)];
    const { currency } = (await context.tx.find(programs, question.programId))!;
    const { rows, at } = await accrued({ ...question, by }, context);
    return {
      programId: question.programId,
      onDay: question.onDay,
      asOf: at,
      by,
      currency,
      amount: total(rows, 'amount'),
      feeAmount: total(rows, 'feeAmount'),
      vendorAmount: total(rows, 'vendorAmount'),
      rows,
    };
  },
});
