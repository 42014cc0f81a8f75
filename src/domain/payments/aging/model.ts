import { z } from 'zod';
import { Amount, Day, Id, Instant, oneOf } from '../../../kernel/shapes.ts';
import { InvoiceKind } from '../../billing/index.ts';
import { Currency } from '../../programs/index.ts';

/** What the client owes the operator, or the operator its vendors. */
export const AgingSide = oneOf('AgingSide', ['receivable', 'payable']);
export type AgingSide = z.output<typeof AgingSide>;

/** What open amounts are told by; what of a document is of no line alone is shared out over its lines. */
export const AgingBy = oneOf('AgingBy', ['document', 'vendor', 'facility']);
export type AgingBy = z.output<typeof AgingBy>;

const days = (description: string) => Amount.meta({ scalar: 'Decimal', format: 'decimal', description });

const buckets = {
  current: days('Not due yet.'),
  days1To30: days('1 to 30 days past due.'),
  days31To60: days('31 to 60 days past due.'),
  days61To90: days('61 to 90 days past due.'),
  over90: days('More than 90 days past due.'),
  open: days('All that is open.'),
};

export const AgedAmounts = z.strictObject(buckets).meta({ id: 'AgedAmounts' });
export type AgedAmounts = z.output<typeof AgedAmounts>;

export const AgingRow = z
  .strictObject({
    invoiceId: Id.nullable(),
    number: z.string().nullable(),
    kind: InvoiceKind.nullable(),
    vendorId: Id.nullable(),
    facilityId: Id.nullable(),
    issuedOn: Day.nullable(),
    dueOn: Day.nullable(),
    daysPastDue: z.int().nullable(),
    documents: z.int(),
    ...buckets,
  })
  .meta({ id: 'AgingRow' });
export type AgingRow = z.output<typeof AgingRow>;

export const Aging = z
  .strictObject({
    programId: Id,
    side: AgingSide,
    by: AgingBy,
    on: Day.meta({ description: 'The day as of which it is, applications dated after it left out.' }),
    currency: Currency,
    rows: z.array(AgingRow),
    totals: AgedAmounts,
    unapplied: days('What of payments settles no document: it is no part of what is open.'),
    asOf: Instant,
  })
  .meta({ id: 'Aging' });
