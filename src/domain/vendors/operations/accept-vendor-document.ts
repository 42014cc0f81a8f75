import { z } from 'zod';
import type { Fact } from '../../../kernel/event.ts';
import { notFound, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command, type Context } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { localDate } from '../../../kernel/zone.ts';
import { vendorDocumentLife } from '../lifecycle/vendor-document.ts';
import {
  expiringDays,
  vendorDocumentAccepted,
  vendorDocumentOver,
  vendorDocumentSuperseded,
} from '../model/vendor-document.ts';
import { vendorDocument } from '../nouns/vendor-document.ts';
import { permissions } from '../policy.ts';
import { supersededBy, zoneOfDocument } from '../store/document.ts';
import { vendorDocuments, vendors } from '../tables.ts';
import { watchOver } from '../timers.ts';

const within = (days: number, day: string, today: string) =>
  Temporal.PlainDate.from(today).until(Temporal.PlainDate.from(day)).days <= days;

/** What held until now and says no more gives way; where the new one begins later, both stand until then. */
async function supersede(document: Row<typeof vendorDocuments>, context: Context): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const old of await supersededBy(document, context)) {
    const state = step(vendorDocumentLife, 'supersede', old.state);
    const { kind } = old;
    facts.push(vendorDocumentSuperseded(await context.tx.change(vendorDocuments, old, { state }), { kind }));
  }
  return facts;
}

export const acceptVendorDocument = command({
  name: 'acceptVendorDocument',
  summary:
    'Accept a document: it counts from its first day, and takes the place of those before that hold no longer and insure no more.',
  rest: 'POST /vendor-documents/{vendorDocumentId}/accept',
  permission: permissions.judgeDocuments,
  input: z.strictObject({ vendorDocumentId: reference('vendorDocument') }),
  output: vendorDocument,
  errors: [stepNotAllowed, vendorDocumentOver],
  async handle({ vendorDocumentId }, context) {
    const known = await context.tx.find(vendorDocuments, vendorDocumentId);
    if (!known) throw notFound();
    // One after the other: of two that are accepted at once the later takes the place of the one before.
    await context.take(vendors, known.vendorId, { version: false });
    const row = await context.take(vendorDocuments, vendorDocumentId);
    const { kind, expiresOn, effectiveOn } = row;
    const today = localDate(context.now, await zoneOfDocument(row, context));
    const near = expiresOn !== null && within(expiringDays, expiresOn, today);
    const state = step(vendorDocumentLife, 'accept', row.state, near ? 'expiring' : 'accepted');
    if (expiresOn !== null && expiresOn < today) throw vendorDocumentOver();
    const accepted = await context.tx.change(vendorDocuments, row, { state });
    const superseded = effectiveOn <= today ? await supersede(accepted, context) : [];
    return {
      result: accepted,
      events: [vendorDocumentAccepted(accepted, { kind }), ...superseded],
      timers: await watchOver(accepted, context),
    };
  },
});
