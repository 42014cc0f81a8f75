import { z } from 'zod';
import { Amount, Day, Id, Instant, oneOf, Percent, Rate } from '../../../kernel/shapes.ts';
import { PunchKind, PunchSource, PunchState } from '../../punches/index.ts';
import { ChargedTime } from '../../time/index.ts';
import { FeeBasis, FeeModel } from '../../vendors/index.ts';
import { BillingItemKind, CostAllocation, InvoiceKind, InvoiceLineSide, InvoiceState } from '../model.ts';

/** What lines of a document can be summed by. */
export const InvoiceDimension = oneOf('InvoiceDimension', [
  'kind',
  'vendor',
  'facility',
  'unit',
  'purchase_order',
]);
export type InvoiceDimensionName = z.output<typeof InvoiceDimension>;

/** One step of how money came about: in words with its inputs, and what came of it. */
export const BillingStep = z
  .strictObject({ name: z.string(), detail: z.string(), result: z.string() })
  .meta({ id: 'BillingStep' });

const Group = z
  .strictObject({
    kind: BillingItemKind.nullable(),
    vendorId: Id.nullable(),
    facilityId: Id.nullable(),
    unitId: Id.nullable(),
    purchaseOrderId: Id.nullable(),
    lineCount: z.int(),
    minutes: z.int(),
    amount: Amount,
    feeAmount: Amount,
    netAmount: Amount,
  })
  .meta({ id: 'InvoiceGroup' });

const Line = z
  .strictObject({
    invoiceLineId: Id,
    number: z.int(),
    billingItemId: Id,
    kind: BillingItemKind,
    sourceNoun: z.string(),
    sourceId: Id,
    sourceRevision: z.int(),
    vendorId: Id,
    description: z.string(),
    workDateFrom: Day,
    workDateTo: Day,
    minutes: z.int().nullable(),
    rate: Rate.nullable(),
    amount: Amount,
    feeAmount: Amount,
    netAmount: Amount,
  })
  .meta({ id: 'InvoiceExplanationLine' });

const Correction = z
  .strictObject({ invoiceId: Id, kind: InvoiceKind, number: z.string().nullable(), total: Amount })
  .meta({ id: 'InvoiceCorrection' });

/** From a document's total down to its lines: totals, groups and a page of lines, each of which is explained further. */
export const InvoiceExplanation = z
  .strictObject({
    invoiceId: Id,
    kind: InvoiceKind,
    number: z.string().nullable(),
    state: InvoiceState,
    currency: z.string(),
    lineCount: z.int(),
    steps: z
      .array(BillingStep)
      .meta({ description: 'How the lines became the total, and what of it is still open.' }),
    corrects: Correction.nullable(),
    corrections: z.array(Correction),
    groups: z.array(Group),
    lines: z.array(Line),
    nextLine: z
      .int()
      .nullable()
      .meta({ description: 'Ask for `afterLine` of it to read on; null: these are the last.' }),
  })
  .meta({ id: 'InvoiceExplanation' });

const Clause = z
  .strictObject({
    agreementId: Id,
    agreementFeeId: Id.nullable().meta({
      description: 'The clause for this type of order; null: the agreement’s own fee.',
    }),
    effectiveFrom: Day,
    effectiveTo: Day.nullable(),
  })
  .meta({ id: 'FeeClause' });

const Fee = z
  .strictObject({
    feeModel: FeeModel,
    feeBasis: FeeBasis,
    feePercent: Percent,
    clause: Clause.nullable().meta({ description: 'Where the terms were agreed; null where they were not.' }),
  })
  .meta({ id: 'ExplainedFee' });

const Tax = z
  .strictObject({
    taxRuleId: Id,
    name: z.string(),
    jurisdiction: z.string().nullable(),
    percent: Percent,
    base: Amount.meta({ description: 'Of all lines of the document that bear it.' }),
    amount: Amount.meta({ description: 'Rounded once over the base.' }),
  })
  .meta({ id: 'ExplainedTax' });

const Order = z
  .strictObject({ purchaseOrderId: Id, number: z.string().nullable() })
  .meta({ id: 'ExplainedPurchaseOrder' });

const Punch = z
  .strictObject({ punchId: Id, kind: PunchKind, occurredAt: Instant, source: PunchSource, state: PunchState })
  .meta({ id: 'ExplainedPunch' });

const LinePlace = z
  .strictObject({
    invoiceLineId: Id,
    invoiceId: Id,
    invoiceNumber: z.string().nullable(),
    lineNumber: z.int(),
    amount: Amount,
  })
  .meta({ id: 'InvoiceLinePlace' });

/** One line from its amount down to the punches it was worked by, and up to the clauses that priced it. */
export const InvoiceLineExplanation = z
  .strictObject({
    invoiceLineId: Id,
    invoiceId: Id,
    invoiceNumber: z.string().nullable(),
    side: InvoiceLineSide,
    lineNumber: z.int(),
    description: z.string(),
    currency: z.string(),
    amount: Amount,
    feeAmount: Amount,
    netAmount: Amount,
    billingItemId: Id,
    kind: BillingItemKind,
    round: z.int(),
    sourceNoun: z.string(),
    sourceId: Id,
    sourceRevision: z.int(),
    sourceSystem: z.string().nullable(),
    sourceReference: z.string().nullable(),
    lineKey: z.string(),
    steps: z.array(BillingStep),
    fee: Fee,
    tax: Tax.nullable().optional(),
    purchaseOrder: Order.nullable().optional(),
    allocation: z.array(CostAllocation).optional(),
    corrects: LinePlace.nullable().meta({ description: 'The line that it takes back in part or whole.' }),
    corrections: z.array(LinePlace).meta({ description: 'The lines that take some of it back.' }),
    time: ChargedTime.nullable().meta({ description: 'Of hours: the version that was billed.' }),
    punches: z.array(Punch).meta({ description: 'That the time was made of, as they stand now.' }),
  })
  .meta({ id: 'InvoiceLineExplanation' });
