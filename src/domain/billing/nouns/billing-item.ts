import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, Day, Id, Percent, Rate } from '../../../kernel/shapes.ts';
import { assignment } from '../../assignments/index.ts';
import { charge } from '../../charges/index.ts';
import { expense } from '../../expenses/index.ts';
import { facility, program, unit } from '../../programs/index.ts';
import { purchaseOrder } from '../../purchasing/index.ts';
import { timesheet } from '../../time/index.ts';
import {
  agreement,
  agreementUtilization,
  FeeBasis,
  FeeModel,
  TermStep,
  vendor,
} from '../../vendors/index.ts';
import { readsPeople, readsWorkerId, worker } from '../../workers/index.ts';
import { billingItemLife } from '../lifecycle/billing-item.ts';
import { BillingItemKind, BillingItemState, Correction, CostAllocation } from '../model.ts';
import { permissions, seesCostCenters } from '../policy.ts';
import { billingItems } from '../tables.ts';

const commercial = { dataClass: 'commercial' } as const;

export const billingItem = noun({
  name: 'billingItem',
  summary: 'One chargeable thing, billed once: the client’s amount is the fee and the vendor’s amount.',
  table: billingItems,
  read: permissions.readItems,
  lifecycle: billingItemLife,
  fields: {
    programId: field(Id, { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    unitId: field(Id.nullable(), { filter: true }),
    vendorId: field(Id, { filter: true }),
    workerId: field(Id.nullable(), { filter: true, readers: readsWorkerId }),
    kind: field(BillingItemKind, { filter: true }),
    state: field(BillingItemState, { filter: true }),
    sourceNoun: field(z.string(), { filter: true }),
    sourceId: field(Id, { filter: true }),
    sourceRevision: field(z.int(), { filter: true }),
    lineKey: field(z.string()),
    correctsId: field(
      Id.nullable().meta({ description: 'The billed item that it takes back in part or whole.' }),
      { filter: true },
    ),
    correction: field(Correction.nullable().meta({ description: 'Of a correction: for what reason.' }), {
      filter: true,
    }),
    reason: field(z.string().nullable(), {
      readers: (actor) => seesCostCenters(actor) && readsPeople(actor),
    }),
    round: field(
      z.int().meta({ description: 'One more each time that all of it was taken back and is billed again.' }),
    ),
    sourceSystem: field(z.string().nullable().meta({ description: 'Of an imported item: who sent it.' }), {
      filter: true,
    }),
    sourceReference: field(z.string().nullable(), { filter: true }),
    assignmentId: field(Id.nullable(), { filter: true }),
    purchaseOrderId: field(Id.nullable(), { filter: true, readers: seesCostCenters }),
    hourType: field(z.string().nullable(), { filter: true }),
    differentialCode: field(z.string().nullable(), { filter: true }),
    description: field(z.string()),
    workDateFrom: field(Day, { filter: true, sort: true }),
    workDateTo: field(Day, { filter: true, sort: true }),
    minutes: field(z.int().nullable()),
    quantity: field(
      z
        .string()
        .nullable()
        .meta({ scalar: 'Decimal', format: 'decimal', examples: ['22.0000'] }),
      commercial,
    ),
    unitOfMeasure: field(z.string().nullable()),
    rate: field(Rate.nullable(), commercial),
    currency: field(z.string()),
    amount: field(Amount, { ...commercial, filter: true, sort: true }),
    feeAmount: field(Amount, commercial),
    vendorAmount: field(Amount, commercial),
    agreementId: field(Id.nullable()),
    feeModel: field(FeeModel, commercial),
    feeBasis: field(FeeBasis, commercial),
    feePercent: field(Percent, commercial),
    explanation: field(
      z.array(TermStep).meta({ description: 'Of what is no time: how it came about.' }),
      commercial,
    ),
    allocation: field(z.array(CostAllocation), { ...commercial, readers: seesCostCenters }),
  },
  visibleTo: { vendor: 'scoped' },
});

edge(billingItem, 'programId', 'program', program, 'billingItems');
edge(billingItem, 'facilityId', 'facility', facility, 'billingItems');
edge(billingItem, 'unitId', 'unit', unit, 'billingItems');
edge(billingItem, 'vendorId', 'vendor', vendor, 'billingItems');
edge(billingItem, 'workerId', 'worker', worker, 'billingItems');
edge(billingItem, 'agreementId', 'agreement', agreement, null);
edge(billingItem, 'correctsId', 'corrects', billingItem, 'corrections');
edge(billingItem, 'assignmentId', 'assignment', assignment, 'billingItems');
edge(billingItem, 'purchaseOrderId', 'purchaseOrder', purchaseOrder, 'billingItems');
edge(billingItem, 'sourceId', 'charge', charge, 'billingItems');
edge(billingItem, 'sourceId', 'expense', expense, 'billingItems');
edge(billingItem, 'sourceId', 'timesheet', timesheet, 'billingItems');
edge(billingItem, 'sourceId', 'utilization', agreementUtilization, 'billingItems');
