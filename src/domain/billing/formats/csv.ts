import { csvRecord, figureCell, textCell } from '../../../kernel/csv.ts';
import type { DocumentHead, DocumentLine, InvoiceDocument } from './document.ts';

type Column = readonly [name: string, cell: (line: DocumentLine, head: DocumentHead) => string];

/** A document before version 2 has no names. */
const named = (names: Record<string, string> | undefined, id: string | null | undefined) =>
  textCell(names?.[id ?? '']);

const columns: readonly Column[] = [
  ['documentNumber', (_, { number }) => textCell(number)],
  ['documentKind', (_, { kind }) => figureCell(kind)],
  ['issuedOn', (_, { issuedOn }) => figureCell(issuedOn)],
  ['dueOn', (_, { dueOn }) => figureCell(dueOn)],
  ['periodStart', (_, { periodStart }) => figureCell(periodStart)],
  ['periodEnd', (_, { periodEnd }) => figureCell(periodEnd)],
  ['correctsNumber', (_, { correctsNumber }) => textCell(correctsNumber)],
  ['seller', (_, { seller }) => textCell(seller?.name)],
  ['buyer', (_, { buyer }) => textCell(buyer?.name)],
  ['documentGross', (_, { gross }) => figureCell(gross)],
  ['documentFee', (_, { fee }) => figureCell(fee)],
  ['documentTax', (_, { tax }) => figureCell(tax)],
  ['documentTotal', (_, { total }) => figureCell(total)],
  ['currency', (_, { currency }) => figureCell(currency)],
  ['line', ({ number }) => figureCell(number)],
  ['kind', ({ kind }) => figureCell(kind)],
  ['description', ({ description }) => textCell(description)],
  ['facility', ({ facilityId }, { names }) => named(names?.facilities, facilityId)],
  ['unit', ({ unitId }, { names }) => named(names?.units, unitId)],
  ['vendor', ({ vendorId }, { names }) => named(names?.vendors, vendorId)],
  ['workDateFrom', ({ workDateFrom }) => figureCell(workDateFrom)],
  ['workDateTo', ({ workDateTo }) => figureCell(workDateTo)],
  ['hourType', ({ hourType }) => figureCell(hourType)],
  ['differentialCode', ({ differentialCode }) => textCell(differentialCode)],
  ['minutes', ({ minutes }) => figureCell(minutes)],
  ['quantity', ({ quantity }) => figureCell(quantity)],
  ['unitOfMeasure', ({ unitOfMeasure }) => textCell(unitOfMeasure)],
  ['rate', ({ rate }) => figureCell(rate)],
  ['amount', ({ amount }) => figureCell(amount)],
  ['feeAmount', ({ feeAmount }) => figureCell(feeAmount)],
  ['taxRuleId', ({ taxRuleId }) => figureCell(taxRuleId)],
  ['purchaseOrder', ({ purchaseOrderId }, { names }) => named(names?.purchaseOrders, purchaseOrderId)],
  [
    'costCenters',
    ({ allocation }) => textCell(allocation.map(({ code, amount }) => `${code} ${amount}`).join('; ')),
  ],
  ['billingItemId', ({ billingItemId }) => figureCell(billingItemId)],
];

/** The document as CSV, in pieces: a record a line, before it what the document says; amounts with their sign. */
export function* csvOf({ head, lines }: InvoiceDocument): Generator<string> {
  yield csvRecord(columns.map(([name]) => name));
  for (const line of lines) yield csvRecord(columns.map(([, cell]) => cell(line, head)));
}
