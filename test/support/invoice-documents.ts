import { crc32, deflateSync } from 'node:zlib';
import {
  canonicalText,
  type DocumentText,
  type InvoiceContent,
} from '../../src/domain/billing/charging/content.ts';
import { chargeFor, parseAmount, parseRate, percentOf, subtract, sum } from '../../src/kernel/money.ts';

const id = (last: number) => `0198c0de-0000-7000-8000-${String(last).padStart(12, '0')}`;
const [program, vendor, facility, unit, worker] = [1, 2, 3, 4, 5].map(id) as [
  string,
  string,
  string,
  string,
  string,
];
export const centers = { icu: id(6), float: id(7) };

type Line = InvoiceContent['lines'][number];

/** A line of a worked week, charged by the minute. */
export function workedLine(number: number, minutes: number, rate: string, over: Partial<Line> = {}): Line {
  const amount = chargeFor(minutes, parseRate(rate));
  return {
    number,
    billingItemId: id(1000 + number),
    kind: 'hours',
    sourceNoun: 'timesheet',
    sourceId: id(8),
    sourceRevision: 1,
    description: 'Regular hours',
    facilityId: facility,
    unitId: unit,
    vendorId: vendor,
    workerId: worker,
    workDateFrom: '2026-02-01',
    workDateTo: '2026-02-07',
    hourType: 'regular',
    differentialCode: null,
    minutes,
    quantity: null,
    unitOfMeasure: null,
    rate: parseRate(rate),
    amount,
    feeAmount: '0.00',
    taxRuleId: null,
    purchaseOrderId: null,
    allocation: [],
    ...over,
  };
}

/** A document of the lines: its figures are their sums. */
export function contentOf(lines: Line[], over: Partial<InvoiceContent> = {}): InvoiceContent {
  const kind = over.kind ?? 'client_invoice';
  const isVendors = kind === 'vendor_statement' || kind === 'vendor_credit';
  const gross = sum(lines.map(({ amount }) => parseAmount(amount)));
  const fee = sum(lines.map(({ feeAmount }) => parseAmount(feeAmount)));
  const net = subtract(gross, fee);
  const tax = sum((over.taxes ?? []).map(({ amount }) => parseAmount(amount)));
  const total = isVendors ? net : sum([gross, tax]);
  const party = (name: string, taxId: string | null) => ({
    name,
    addressLines: ['200 Lake Street', 'Columbus, OH 43215'],
    countryCode: null,
    taxId,
    electronicAddress: null,
    email: null,
  });
  return {
    contentVersion: 2,
    id: id(20),
    kind,
    number: 'CI-000001',
    programId: program,
    vendorId: isVendors ? vendor : null,
    facilityId: null,
    costCenterId: null,
    purchaseOrderId: null,
    periodStart: '2026-02-01',
    periodEnd: '2026-02-07',
    correctsId: null,
    reason: null,
    currency: 'USD',
    gross,
    fee,
    net,
    tax,
    total,
    issuedAt: '2026-02-10T15:00:00Z',
    issuedOn: '2026-02-10',
    dueOn: '2026-03-12',
    seller: isVendors ? party('Riverbend Staffing', '31-5550101') : party('Keystone MSP', '31-5550100'),
    buyer: isVendors ? party('Keystone MSP', '31-5550100') : party('Lakeshore Health', null),
    remitTo: isVendors ? [] : ['Keystone MSP', 'PO Box 100', 'Columbus, OH 43216'],
    termsDays: 30,
    note: null,
    logoFileId: null,
    correctsNumber: null,
    names: {
      program: 'Lakeshore Health',
      vendors: { [vendor]: 'Riverbend Staffing' },
      facilities: { [facility]: 'Lakeshore Columbus' },
      units: { [unit]: 'ICU' },
      costCenters: isVendors ? {} : { [centers.icu]: 'ICU nursing', [centers.float]: 'Float pool' },
      purchaseOrders: {},
    },
    taxes: [],
    lines,
    ...over,
  };
}

const split = (icu: string, float: string) => [
  { costCenterId: centers.icu, code: '4410', amount: icu },
  { costCenterId: centers.float, code: '4420', amount: float },
];

/** Week 1 of the Lakeshore story: 4,264.75 gross, 127.94 fee, 4,136.81 net. */
export function lakeshoreLines(isVendors = false): Line[] {
  const lines = [
    workedLine(1, 2400, '98', { feeAmount: '117.60', allocation: split('2352.00', '1568.00') }),
    workedLine(2, 75, '147', {
      description: 'Overtime hours',
      hourType: 'overtime',
      feeAmount: '5.51',
      allocation: split('110.25', '73.50'),
    }),
    workedLine(3, 2370, '3', {
      description: 'Night differential',
      differentialCode: 'night',
      feeAmount: '3.56',
      allocation: split('71.10', '47.40'),
    }),
    workedLine(4, 1020, '2.5', {
      description: 'Weekend differential',
      differentialCode: 'weekend',
      feeAmount: '1.27',
      allocation: split('25.50', '17.00'),
    }),
  ];
  return isVendors ? lines.map((line) => ({ ...line, workerId: null, allocation: [] })) : lines;
}

/** The canonical text of a document. */
export const textOf = (content: InvoiceContent): DocumentText => canonicalText(content);

/** A part of an amount, for taxes of documents. */
export const taxOf = (base: string, percent: string): string => percentOf(parseAmount(base), percent);

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

/** A picture of one blue point; without transparency unless told. */
export function logoPng({ hasAlpha = false } = {}): Buffer {
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, hasAlpha ? 6 : 2, 0, 0, 0]);
  const pixels = deflateSync(Buffer.from(hasAlpha ? [0, 22, 50, 79, 255] : [0, 22, 50, 79]));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
