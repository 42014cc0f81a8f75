import type { Fact } from '../../kernel/event.ts';
import type { Consequence, Context } from '../../kernel/operation.ts';
import { reactionToAll } from '../../kernel/reaction-to-all.ts';
import { invoiceIssued, invoiceIssuedToVendor, periodIsClosed } from '../billing/index.ts';
import { closedPeriodsOf } from './store/periods.ts';

async function refuseInClosed(
  facts: readonly Pick<Fact, 'subject'>[],
  context: Context,
): Promise<Consequence> {
  const [closed] = await closedPeriodsOf(
    facts.map(({ subject }) => subject.id),
    context,
  );
  if (closed)
    throw periodIsClosed({ detail: `The period ${closed.name}, up to ${closed.endsOn}, is closed.` });
  return {};
}

/** No document is dated in a period that is closed. */
export const keepClosedPeriods = reactionToAll({
  name: 'keepClosedPeriods',
  on: invoiceIssued,
  handleMany: refuseInClosed,
});

export const keepClosedPeriodsOfVendors = reactionToAll({
  name: 'keepClosedPeriodsOfVendors',
  on: invoiceIssuedToVendor,
  handleMany: refuseInClosed,
});
