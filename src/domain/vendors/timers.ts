import { z } from 'zod';
import type { Fact, TimerFact } from '../../kernel/event.ts';
import { nextWatch } from '../../kernel/expiry-watch.ts';
import { step } from '../../kernel/lifecycle.ts';
import { timer, type Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { vendorDocumentLife } from './lifecycle/vendor-document.ts';
import { expiringDays, vendorDocumentExpired, vendorDocumentExpiryWarned } from './model/vendor-document.ts';
import { zoneOfDocument } from './store/document.ts';
import { vendorDocuments } from './tables.ts';

type DocumentRow = Row<typeof vendorDocuments>;

/** Warns of the last day of an accepted document at 90, 60, 30, 14, 7 and 1 days, then ends it; a newer one in its place ends the watch. */
export const watchVendorDocument = timer({
  name: 'watchVendorDocument',
  data: z.strictObject({ daysLeft: z.int() }),
  async handle({ subjectId, data: { daysLeft } }, context) {
    const document = await context.take(vendorDocuments, subjectId);
    const { kind, expiresOn, state } = document;
    if (expiresOn === null || !vendorDocumentLife.verbs.expire.from.some((one) => one === state)) return {};
    if (daysLeft === 0) {
      const ended = await context.tx.change(vendorDocuments, document, {
        state: step(vendorDocumentLife, 'expire', state),
      });
      return { events: [vendorDocumentExpired(ended, { kind })] };
    }
    const near = daysLeft <= expiringDays && state === 'accepted';
    const warned = near
      ? await context.tx.change(vendorDocuments, document, {
          state: step(vendorDocumentLife, 'approachEnd', state),
        })
      : document;
    const events: Fact[] = [vendorDocumentExpiryWarned(warned, { kind, expiresOn, daysLeft })];
    return { events, timers: await watchOver(warned, context) };
  },
});

/** The next thing to come for a document that was accepted: a timer, or none where it has no last day. */
export async function watchOver(document: DocumentRow, context: Context): Promise<TimerFact[]> {
  if (document.expiresOn === null) return [];
  const zone = await zoneOfDocument(document, context);
  const next = nextWatch(document.expiresOn, context.now, zone);
  return next ? [watchVendorDocument(next.dueAt, document.id, { daysLeft: next.daysLeft })] : [];
}
