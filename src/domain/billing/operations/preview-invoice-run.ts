import { z } from 'zod';
import { notFound, refuse } from '../../../kernel/errors.ts';
import { add, parseAmount } from '../../../kernel/money.ts';
import { query } from '../../../kernel/operation.ts';
import { Amount, Day, Id, reference } from '../../../kernel/shapes.ts';
import { localDate } from '../../../kernel/zone.ts';
import { programs } from '../../programs/index.ts';
import { DocumentTax } from '../charging/content.ts';
import { InvoiceKind } from '../model.ts';
import { permissions } from '../policy.ts';
import { profileOf, taxRulesOn } from '../settings/store.ts';
import { taxesOf, totalTax } from '../settings/taxing.ts';
import { groupsForeseen, heldForeseen, taxablesForeseen } from '../store/preview.ts';

const ForeseenDocument = z
  .strictObject({
    kind: InvoiceKind,
    vendorId: Id.nullable(),
    facilityId: Id.nullable(),
    costCenterId: Id.nullable(),
    purchaseOrderId: Id.nullable(),
    currency: z.string(),
    lineCount: z.int(),
    gross: Amount,
    fee: Amount,
    net: Amount,
    tax: Amount,
    total: Amount,
    taxes: z.array(DocumentTax),
  })
  .meta({ id: 'ForeseenDocument' });

const HeldItems = z
  .strictObject({ purchaseOrderId: Id, number: z.string(), itemCount: z.int(), amount: Amount })
  .meta({ id: 'HeldItems' });

export const previewInvoiceRun = query({
  name: 'previewInvoiceRun',
  summary:
    'The documents that a run would make now, with their totals and taxes, and what purchase orders would hold; it changes nothing and takes no number.',
  rest: 'GET /programs/{programId}/invoice-preview',
  permission: permissions.run,
  heavy: true,
  input: z.strictObject({ programId: reference('program'), periodStart: Day, periodEnd: Day }),
  output: z
    .strictObject({
      programId: Id,
      periodStart: Day,
      periodEnd: Day,
      itemCount: z.int(),
      documents: z.array(ForeseenDocument),
      held: z
        .array(HeldItems)
        .meta({ description: 'What stays waiting: its purchase order blocks and has too little left.' }),
    })
    .meta({ id: 'InvoiceRunPreview' }),
  async handle({ programId, periodStart, periodEnd }, context) {
    if (periodEnd < periodStart) throw refuse('/periodEnd', 'before_start', 'The end is before the start.');
    const program = await context.tx.find(programs, programId);
    if (!program) throw notFound();
    const { grouping } = await profileOf(programId, context);
    const asking = { programId, periodEnd };
    const ofClient = await groupsForeseen(asking, 'client', grouping, context);
    const ofVendors = await groupsForeseen(asking, 'vendor', grouping, context);
    const rules = await taxRulesOn(programId, localDate(context.now, program.timeZone), context);
    const taxables = rules.length === 0 ? [] : await taxablesForeseen(asking, grouping, context);
    const byDocument = Map.groupBy(taxables, ({ key }) => key);
    const documents = [...ofClient, ...ofVendors].map(({ key, ...group }) => {
      const isClient = group.vendorId === null;
      const { taxes } = taxesOf(isClient ? (byDocument.get(key) ?? []) : [], rules);
      const tax = totalTax(taxes);
      return {
        ...group,
        kind: isClient ? ('client_invoice' as const) : ('vendor_statement' as const),
        tax,
        total: add(parseAmount(isClient ? group.gross : group.net), tax),
        taxes,
      };
    });
    return {
      programId,
      periodStart,
      periodEnd,
      itemCount: ofClient.reduce((count, { lineCount }) => count + lineCount, 0),
      documents,
      held: await heldForeseen(asking, context),
    };
  },
});
