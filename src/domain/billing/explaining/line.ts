import type { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import { punchesBehind } from '../../punches/index.ts';
import { explainChargedTime } from '../../time/index.ts';
import { seesCostCenters } from '../policy.ts';
import type { BillingItemRow } from '../store/billing-items.ts';
import { billingItems, invoiceLines, invoices } from '../tables.ts';
import { itemSteps } from './item-steps.ts';
import type { InvoiceLineExplanation } from './model.ts';
import { clauseOf, placesOf, taxesOn } from './store.ts';

async function timeBehind(item: BillingItemRow, lineKey: string, context: Context) {
  const { sourceId: timesheetId, sourceRevision: revision } = item;
  const time =
    item.sourceNoun === 'timesheet'
      ? await explainChargedTime({ timesheetId, revision }, lineKey, context)
      : undefined;
  const punched = time?.entries.filter(({ source }) => source === 'punches') ?? [];
  return {
    time: time ?? null,
    punches: time ? await punchesBehind(time.assignmentId, punched, context) : [],
  };
}

/** Explains a line that the caller sees; what its side does not know of the other is absent. */
export async function explainLine(
  invoiceLineId: string,
  context: Context,
): Promise<z.input<typeof InvoiceLineExplanation>> {
  const { tx, actor } = context;
  const line = await tx.find(invoiceLines, invoiceLineId);
  const item = line && (await tx.find(billingItems, line.billingItemId));
  if (!line || !item) throw notFound();
  const document = await tx.find(invoices, line.invoiceId);
  const { feeModel, feeBasis, feePercent, correctsId, agreementId } = item;
  // A credit of an item has a key of its own, beside that of the line which it takes back.
  const corrected = correctsId ? await tx.find(billingItems, correctsId) : undefined;
  const [corrects = null] = correctsId ? await placesOf({ itemId: correctsId }, line.side, context) : [];
  const knowsClientSide = actor.side !== 'vendor' && line.side === 'client';
  const orderNames = (
    document?.snapshot as { names?: { purchaseOrders?: Record<string, string> } } | undefined
  )?.names?.purchaseOrders;
  return {
    invoiceLineId,
    invoiceId: line.invoiceId,
    invoiceNumber: document?.number ?? null,
    side: line.side,
    lineNumber: line.number,
    description: line.description,
    currency: item.currency,
    amount: line.amount,
    feeAmount: line.feeAmount,
    netAmount: line.netAmount,
    billingItemId: item.id,
    kind: item.kind,
    round: item.round,
    sourceNoun: item.sourceNoun,
    sourceId: item.sourceId,
    sourceRevision: item.sourceRevision,
    sourceSystem: item.sourceSystem,
    sourceReference: item.sourceReference,
    lineKey: item.lineKey,
    steps: await itemSteps(item, context),
    fee: { feeModel, feeBasis, feePercent, clause: agreementId ? await clauseOf(item, context) : null },
    ...(knowsClientSide && {
      tax:
        (await taxesOn(line.invoiceId, context)).find(({ taxRuleId }) => taxRuleId === line.taxRuleId) ??
        null,
      purchaseOrder: line.purchaseOrderId
        ? { purchaseOrderId: line.purchaseOrderId, number: orderNames?.[line.purchaseOrderId] ?? null }
        : null,
    }),
    ...(seesCostCenters(actor) && { allocation: line.side === 'client' ? line.allocation : [] }),
    corrects,
    corrections: await placesOf({ correctsId: item.id }, line.side, context),
    ...(await timeBehind(item, (corrected ?? item).lineKey, context)),
  };
}
