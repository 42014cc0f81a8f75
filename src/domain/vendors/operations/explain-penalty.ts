import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { Amount, BillRate, Hours, Id, Instant, reference } from '../../../kernel/shapes.ts';
import { facilities } from '../../programs/index.ts';
import { permissions } from '../policy.ts';
import { agreements } from '../tables.ts';
import { NoticeUnit, PenaltySubject } from '../terms/model.ts';
import { penaltyFor } from '../terms/penalty.ts';
import { programOf, windowsOf } from '../terms/store/terms.ts';
import { TermStep } from '../terms/step.ts';

export const explainPenalty = query({
  name: 'explainPenalty',
  summary: 'What a cancellation would cost by an agreement, and by which of its windows, step by step.',
  rest: 'GET /agreements/{agreementId}/penalty',
  permission: permissions.readAgreements,
  input: z.strictObject({
    agreementId: reference('agreement'),
    subject: PenaltySubject.default('order'),
    startsAt: Instant,
    canceledAt: Instant.optional().meta({ description: 'Absent: now.' }),
    hoursPerWeek: Hours,
    billRate: BillRate,
    facilityId: reference('facility')
      .optional()
      .meta({ description: 'Whose days count in a notice; absent: the program’s.' }),
  }),
  output: z
    .strictObject({
      agreementId: Id,
      windowId: Id.nullable().meta({ description: 'Null: the notice lies in none.' }),
      noticeUnit: NoticeUnit,
      notice: z.int(),
      penaltyHours: z.string().meta({
        scalar: 'Decimal',
        format: 'decimal',
        description: 'Exact: up to 6 digits after the point.',
      }),
      amount: Amount,
      currency: z.string(),
      steps: z.array(TermStep),
    })
    .meta({ id: 'PenaltyExplanation' }),
  async handle({ agreementId, facilityId, canceledAt, ...facts }, context) {
    const held = await context.tx.find(agreements, agreementId);
    if (!held) throw notFound();
    const program = await programOf(held, context);
    const facility = facilityId === undefined ? undefined : await context.tx.find(facilities, facilityId);
    const timeZone = facility?.timeZone ?? program.timeZone;
    const canceled = { ...facts, timeZone, canceledAt: canceledAt ?? context.now };
    const { window, notice, hours, amount, steps } = penaltyFor(await windowsOf(held.id, context), canceled);
    return {
      agreementId: held.id,
      windowId: window?.id ?? null,
      noticeUnit: notice.unit,
      notice: notice.value,
      penaltyHours: hours,
      amount,
      currency: program.currency,
      steps,
    };
  },
});
