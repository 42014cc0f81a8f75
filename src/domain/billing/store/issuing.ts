import type { Fact } from '../../../kernel/event.ts';
import { localDate } from '../../../kernel/zone.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { programs } from '../../programs/index.ts';
import { markInvoiced } from '../../time/index.ts';
import { invoiceIssued, invoiceIssuedToVendor } from '../model.ts';
import { fullyInvoiced, stepItems, type BillingItemRow } from './billing-items.ts';
import { issueDocument, type DocumentHead, type InvoiceRow } from './invoices.ts';

type Program = Row<typeof programs>;

/** What the documents of one making have in common. */
export type Making = Pick<DocumentHead, 'programId' | 'periodStart' | 'periodEnd' | 'reason' | 'runId'>;

/** Issues the client's document, and its mirror to each vendor, over the same items, which are then invoiced. */
export async function issueMirrored(
  making: Making,
  kinds: { client: InvoiceRow['kind']; vendor: InvoiceRow['kind'] },
  corrected: { client: string | null; vendor: (vendorId: string) => string | null },
  items: readonly BillingItemRow[],
  context: Context,
): Promise<{ document: InvoiceRow; mirrors: InvoiceRow[]; events: Fact[] }> {
  const program: Program = (await context.tx.find(programs, making.programId))!;
  const head = {
    ...making,
    currency: program.currency,
    issuedOn: localDate(context.now, program.timeZone),
  };
  const document = await issueDocument(
    { ...head, kind: kinds.client, vendorId: null, correctsId: corrected.client },
    items,
    context,
  );
  const mirrors: InvoiceRow[] = [];
  const byVendor = Map.groupBy(items, ({ vendorId }) => vendorId);
  // In one order for everybody: each takes a number of its vendor's series.
  for (const vendorId of [...byVendor.keys()].toSorted()) {
    const correctsId = corrected.vendor(vendorId);
    mirrors.push(
      await issueDocument(
        { ...head, kind: kinds.vendor, vendorId, correctsId },
        byVendor.get(vendorId)!,
        context,
      ),
    );
  }
  await stepItems('invoice', items, context);
  const sheets = items.flatMap(({ sourceNoun, sourceId }) => (sourceNoun === 'timesheet' ? [sourceId] : []));
  const done = await markInvoiced(await fullyInvoiced([...new Set(sheets)], context), context);
  const { reason } = making;
  const because = reason ?? undefined;
  return {
    document,
    mirrors,
    events: [
      invoiceIssued(document, { kind: document.kind }, because),
      ...mirrors.map((mirror) => invoiceIssuedToVendor(mirror, { kind: mirror.kind }, because)),
      ...done,
    ],
  };
}
