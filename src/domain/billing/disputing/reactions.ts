import { step } from '../../../kernel/lifecycle.ts';
import { reaction } from '../../../kernel/operation.ts';
import { invoiceVoided } from '../issuing/model.ts';
import { invoiceDisputeLife } from './lifecycle.ts';
import { disputeCredited } from './model.ts';
import { lastMemoOf, openDisputesOf } from './store.ts';
import { invoiceDisputes } from './tables.ts';

/** What was in dispute of an invoice that is void was credited with all the rest. */
export const endDisputesOfVoided = reaction({
  name: 'endDisputesOfVoidedInvoice',
  on: invoiceVoided,
  when: 'with',
  async handle({ subject, reason = null }, { tx, actor, now }) {
    const open = await openDisputesOf(subject.id, { tx, actor });
    if (open.length === 0) return {};
    const creditMemoId = await lastMemoOf(subject.id, { tx, actor });
    const ended = await tx.changeAll(
      invoiceDisputes,
      open.map((row) => ({
        row,
        changes: {
          state: step(invoiceDisputeLife, 'credit', row.state),
          creditedAmount: row.amount,
          creditMemoId,
          resolution: reason,
          resolvedAt: now,
          resolvedBy: actor.membershipId,
        },
      })),
    );
    return { events: ended.map((row) => disputeCredited(row, { billingItemId: row.billingItemId })) };
  },
});
