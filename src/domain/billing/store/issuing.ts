import { sql } from 'drizzle-orm';
import { step } from '../../../kernel/lifecycle.ts';
import { add, parseAmount } from '../../../kernel/money.ts';
import type { Context } from '../../../kernel/operation.ts';
import { textAround } from '../charging/content.ts';
import type { Snapshot } from '../charging/document.ts';
import { invoiceLife } from '../lifecycle/invoice.ts';
import { totalTax, type Tax } from '../settings/taxing.ts';
import { invoices, invoiceTaxes } from '../tables.ts';
import { lineText } from './content.ts';
import type { DocumentGroup, InvoiceRow } from './documents.ts';
import { openSeries, takeNumbers } from './numbering.ts';

/** What a draft is to be, but for its lines, taxes and number. */
export type DraftHead = Pick<
  InvoiceRow,
  'kind' | 'programId' | 'periodStart' | 'periodEnd' | 'correctsId' | 'reason' | 'runId' | 'issuedBy'
> & { series: string; group: DocumentGroup };

/** A draft and the key of the group that it is for. */
export type Draft = InvoiceRow & { key: string };

/** Writes drafts whose totals are the sums of the lines that are to come, before tax. */
export async function insertDrafts(heads: readonly DraftHead[], context: Context): Promise<Draft[]> {
  await openSeries(
    heads.map(({ series }) => series),
    context,
  );
  const rows = await context.tx.insert(
    invoices,
    heads.map(({ group: { key: _key, lineCount: _count, gross, fee, net, ...group }, ...head }) => ({
      ...head,
      ...group,
      gross,
      fee,
      net,
      total: group.vendorId === null ? gross : net,
      contentVersion: 2,
      state: invoiceLife.initial,
    })),
  );
  return rows.map((row, at) => ({ ...row, key: heads[at]!.group.key }));
}

/** A draft with all that it is to say besides its lines. */
export interface Issuing {
  draft: Draft;
  taxes: readonly Tax[];
  snapshot: Snapshot;
  dueOn: string | null;
}

/** Writes the taxes of drafts. */
export const insertTaxes = (issuing: readonly Issuing[], { tx }: Context) =>
  tx.insert(
    invoiceTaxes,
    issuing.flatMap(({ draft: { id: invoiceId, programId }, taxes }) =>
      taxes.map((tax) => ({ ...tax, programId, invoiceId })),
    ),
  );

/**
 * Issues drafts whose lines and taxes are written: numbers them, each series without a gap, and hashes what they say.
 * From then on only their state, and what is settled of them, changes.
 */
export async function issueDrafts(
  issuing: readonly Issuing[],
  issuedOn: string,
  context: Context,
): Promise<InvoiceRow[]> {
  const { tx, actor, now } = context;
  const numbers = await takeNumbers(
    issuing.map(({ draft }) => draft.series),
    context,
  );
  const said = issuing.map(({ draft, taxes, snapshot, dueOn }, at) => {
    const tax = totalTax(taxes);
    const head = {
      ...draft,
      number: numbers[at]!,
      issuedAt: now,
      issuedOn,
      dueOn,
      tax,
      total: add(parseAmount(draft.total), tax),
    };
    const { id, number, total } = head;
    return { id, number, tax, total, dueOn, snapshot, ...textAround(head, snapshot, taxes) };
  });
  await tx.rows(sql`update invoices d set number = v.number, issued_at = ${now}::timestamptz, issued_on = ${issuedOn}::date,
      due_on = v."dueOn", tax = v.tax, total = v.total, snapshot = v.snapshot, state = ${step(invoiceLife, 'issue', invoiceLife.initial)},
      version = d.version + 1, updated_at = ${now}::timestamptz,
      content_hash = encode(sha256(convert_to(v.before || (select coalesce(string_agg(${lineText}, ',' order by line.number), '')
        from invoice_lines line join billing_items item on item.tenant_id = line.tenant_id and item.id = line.billing_item_id
        where line.tenant_id = ${actor.tenantId} and line.invoice_id = d.id) || v.after, 'UTF8')), 'hex')
    from json_to_recordset(${JSON.stringify(said)}::json) as v (id uuid, number text, tax numeric, total numeric, "dueOn" date,
      snapshot jsonb, before text, after text)
    where d.tenant_id = ${actor.tenantId} and d.id = v.id and d.state = ${invoiceLife.initial}`);
  const issued = await tx.takeAll(
    invoices,
    issuing.map(({ draft }) => draft.id),
  );
  return issuing.map(({ draft }) => issued.get(draft.id)!);
}
