import { lastDayOf, spanOf } from '../../../kernel/day-range.ts';
import { reaction } from '../../../kernel/operation.ts';
import { agreementAmended, agreements } from '../../vendors/index.ts';
import { payPolicyEnded } from '../events.ts';
import { payPolicies } from '../tables.ts';
import { payPolicyRevised } from './model.ts';
import { followedFrom, nextOf } from './revision.ts';
import { heldPoliciesOf } from './store.ts';

/** The rules of an agreement outlive its amendment: from its first day on they are the next agreement’s. */
export const keepPolicies = reaction({
  name: 'keepAgreementPolicies',
  on: agreementAmended,
  when: 'with',
  async handle({ subject, data: { amendsId } }, context) {
    const { tx } = context;
    const { from } = spanOf((await tx.find(agreements, subject.id))!.effective);
    const held = (await heldPoliciesOf(amendsId, context)).filter(({ effective }) => {
      const last = lastDayOf(spanOf(effective));
      return last === null || last >= from;
    });
    const begun = held.filter(({ effective }) => spanOf(effective).from < from);
    const others = held.filter((policy) => !begun.includes(policy));
    await tx.changeAll(
      payPolicies,
      others.map((row) => ({ row, changes: { agreementId: subject.id } })),
    );
    const ended = await tx.changeAll(
      payPolicies,
      begun.map((row) => ({ row, changes: { effective: followedFrom(row, from).before } })),
    );
    const kept = await tx.insert(
      payPolicies,
      begun.map((row) => ({
        ...nextOf(row),
        agreementId: subject.id,
        name: row.name,
        rules: row.rules,
        effective: followedFrom(row, from).after,
      })),
    );
    return {
      events: [
        ...ended.map((row) => payPolicyEnded(row, {})),
        ...kept.map((row) => payPolicyRevised(row, { supersedesId: row.supersedesId!, number: row.number })),
      ],
    };
  },
});
