import { z } from 'zod';
import { Amount, Day, Id, Instant, Percent, Rate } from '../../../kernel/shapes.ts';
import { BillingItemKind, CostAllocation, InvoiceKind } from '../model.ts';
import { canonicalJson, type Snapshot } from './document.ts';

/** A party of a document, in the words it was issued with. */
export const DocumentParty = z
  .strictObject({
    name: z.string(),
    addressLines: z.array(z.string()),
    countryCode: z.string().nullable(),
    taxId: z.string().nullable(),
    electronicAddress: z.string().nullable(),
    email: z.string().nullable(),
  })
  .meta({ id: 'DocumentParty' });

const Named = z.record(z.string(), z.string());

/** A tax of a document: rounded once, over the lines that bear it. */
export const DocumentTax = z
  .strictObject({
    number: z.int(),
    taxRuleId: Id,
    name: z.string(),
    jurisdiction: z.string().nullable(),
    percent: Percent,
    base: Amount,
    amount: Amount,
  })
  .meta({ id: 'DocumentTax' });

/**
 * A line of a document. A vendor's document names neither the worker (`workerId`) nor where its client charges the cost
 * (`allocation`), and a purchase order only where that is for the vendor.
 */
export const DocumentLine = z
  .strictObject({
    number: z.int(),
    billingItemId: Id,
    kind: BillingItemKind,
    sourceNoun: z.string(),
    sourceId: Id,
    sourceRevision: z.int(),
    description: z.string(),
    facilityId: Id.nullable(),
    unitId: Id.nullable(),
    vendorId: Id,
    workerId: Id.nullable(),
    workDateFrom: Day,
    workDateTo: Day,
    hourType: z.string().nullable(),
    differentialCode: z.string().nullable(),
    minutes: z.int().nullable(),
    quantity: z.string().nullable(),
    unitOfMeasure: z.string().nullable(),
    rate: Rate.nullable(),
    amount: Amount,
    feeAmount: Amount,
    taxRuleId: Id.nullable(),
    purchaseOrderId: Id.nullable(),
    allocation: z.array(CostAllocation),
  })
  .meta({ id: 'DocumentLine' });

/** All that a document of content version 2 says; its hash is of the canonical JSON of this, members in their order. */
export const InvoiceContent = z
  .strictObject({
    contentVersion: z.literal(2),
    id: Id,
    kind: InvoiceKind,
    number: z.string(),
    programId: Id,
    vendorId: Id.nullable(),
    facilityId: Id.nullable(),
    costCenterId: Id.nullable(),
    purchaseOrderId: Id.nullable(),
    periodStart: Day,
    periodEnd: Day,
    correctsId: Id.nullable(),
    reason: z.string().nullable(),
    currency: z.string(),
    gross: Amount,
    fee: Amount,
    net: Amount,
    tax: Amount,
    total: Amount,
    issuedAt: Instant,
    issuedOn: Day,
    dueOn: Day.nullable(),
    seller: DocumentParty,
    buyer: DocumentParty,
    remitTo: z.array(z.string()),
    termsDays: z.int(),
    note: z.string().nullable(),
    logoFileId: Id.nullable(),
    correctsNumber: z.string().nullable(),
    names: z.strictObject({
      program: z.string(),
      vendors: Named,
      facilities: Named,
      units: Named,
      costCenters: Named,
      purchaseOrders: Named,
    }),
    taxes: z.array(DocumentTax),
    lines: z.array(DocumentLine),
  })
  .meta({ id: 'InvoiceContent' });

/** All that a document of content version 2 says; amounts, rates and days as canonical text. */
export type InvoiceContent = z.output<typeof InvoiceContent>;

/** The head of a document as its row holds it. */
export type ContentHead = Pick<
  InvoiceContent,
  | 'id'
  | 'kind'
  | 'programId'
  | 'vendorId'
  | 'facilityId'
  | 'costCenterId'
  | 'purchaseOrderId'
  | 'periodStart'
  | 'periodEnd'
  | 'correctsId'
  | 'reason'
  | 'currency'
  | 'gross'
  | 'fee'
  | 'net'
  | 'tax'
  | 'total'
> & { number: string | null; issuedAt: string | null; issuedOn: string | null; dueOn: string | null };

const headKeys = [
  'id',
  'kind',
  'number',
  'programId',
  'vendorId',
  'facilityId',
  'costCenterId',
  'purchaseOrderId',
  'periodStart',
  'periodEnd',
  'correctsId',
  'reason',
  'currency',
  'gross',
  'fee',
  'net',
  'tax',
  'total',
  'issuedAt',
  'issuedOn',
  'dueOn',
] as const;

/** The canonical text of a document: between `before` and `after` stand its lines, JSON objects, with commas. */
export interface DocumentText {
  before: string;
  lines: readonly string[];
  after: string;
}

/** What a document says as its canonical text. */
export function canonicalText({
  lines,
  ...said
}: {
  [member: string]: unknown;
  lines: readonly unknown[];
}): DocumentText {
  const [before, after] = canonicalJson({ ...said, lines: [] }).split('"lines":[]');
  return { before: `${before}"lines":[`, lines: lines.map(canonicalJson), after: `]${after}` };
}

/** The canonical text of a document of content version 2 on either side of its lines. */
export function textAround(
  head: ContentHead,
  snapshot: Snapshot,
  taxes: readonly z.output<typeof DocumentTax>[],
): Omit<DocumentText, 'lines'> {
  const said = Object.fromEntries(headKeys.map((key) => [key, head[key]]));
  const { before, after } = canonicalText({
    contentVersion: 2,
    ...said,
    ...snapshot,
    taxes: taxes.map((tax) => ({ ...tax })),
    lines: [],
  });
  return { before, after };
}
