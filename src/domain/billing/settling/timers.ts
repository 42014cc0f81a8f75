import { z } from 'zod';
import type { TimerFact } from '../../../kernel/event.ts';
import { compare, zeroAmount } from '../../../kernel/money.ts';
import { timer, type Context, type Timer } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { boundaryAt, epochDay, instantAt } from '../../../kernel/zone.ts';
import { programs } from '../../programs/index.ts';
import { invoices } from '../tables.ts';
import { invoicePassedDue, openOf, vendorDocumentPassedDue } from './model.ts';

const asking: readonly string[] = ['sent', 'partially_paid', 'disputed'];

/** When the day after the due day begins: of what is open still it is told, once. */
export const noteOverdue: Timer<Record<string, never>> = timer({
  name: 'noteOverdueInvoice',
  data: z.strictObject({}),
  async handle({ subjectId }, context) {
    const document = await context.tx.find(invoices, subjectId);
    if (!document || !asking.includes(document.state) || compare(openOf(document), zeroAmount) <= 0)
      return {};
    return { events: [(document.vendorId ? vendorDocumentPassedDue : invoicePassedDue)(document, {})] };
  },
});

/** Begins to watch a document that was sent; none that has no due day, or asks for nothing. */
export async function watchDue(document: Row<typeof invoices>, { tx }: Context): Promise<TimerFact[]> {
  if (document.dueOn === null || compare(openOf(document), zeroAmount) <= 0) return [];
  const program = (await tx.find(programs, document.programId))!;
  const dueAt = instantAt(boundaryAt(epochDay(document.dueOn) + 1, '00:00', program.timeZone));
  return [noteOverdue(dueAt, document.id, {})];
}
