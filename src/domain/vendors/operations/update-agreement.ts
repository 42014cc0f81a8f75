import { z } from 'zod';
import { spanOf } from '../../../kernel/day-range.ts';
import { parsePercent } from '../../../kernel/money.ts';
import { command } from '../../../kernel/operation.ts';
import { Percent, reference } from '../../../kernel/shapes.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { localDate } from '../../../kernel/zone.ts';
import { differences } from '../../identifiers/index.ts';
import { agreementChanged, assertFeeFits, FeeBasis, FeeModel } from '../model/agreement.ts';
import { agreement } from '../nouns/agreement.ts';
import { permissions } from '../policy.ts';
import { agreements } from '../tables.ts';
import { agreementHasBegun } from '../terms/model.ts';
import { programOf } from '../terms/store/terms.ts';

export const updateAgreement = command({
  name: 'updateAgreement',
  summary:
    'Correct the fee or the payment terms of an agreement before its first day: absent keeps. One that has begun is amended.',
  rest: 'PATCH /agreements/{agreementId}',
  permission: permissions.manageAgreements,
  input: z.strictObject({
    agreementId: reference('agreement'),
    feeModel: FeeModel.optional(),
    feePercent: Percent.optional(),
    feeBasis: FeeBasis.optional(),
    paymentTermsDays: z.int().min(0).max(365).optional(),
    autoAcceptHours: z.int().min(1).max(720).nullish(),
  }),
  output: agreement,
  errors: [agreementHasBegun],
  async handle({ agreementId, feePercent, ...told }, context) {
    const held = await context.take(agreements, agreementId);
    const percent = feePercent ?? (told.feeModel === 'none' ? '0' : held.feePercent);
    assertFeeFits(told.feeModel ?? held.feeModel, percent);
    const wanted = { ...told, feePercent: parsePercent(percent) } as Changes<typeof agreements>;
    const changes = differences(held, wanted);
    if (Object.keys(changes).length === 0) return { result: held, unchanged: true };
    const today = localDate(context.now, (await programOf(held, context)).timeZone);
    if (spanOf(held.effective).from <= today) throw agreementHasBegun();
    const changed = await context.tx.change(agreements, held, changes);
    return { result: changed, events: [agreementChanged(changed, {})] };
  },
});
