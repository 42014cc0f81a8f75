import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, Day, Id, Percent, Rate } from '../../../kernel/shapes.ts';
import { facility, program, unit } from '../../programs/index.ts';
import { timesheet } from '../../time/index.ts';
import { agreement, agreementUtilization, FeeBasis, FeeModel, vendor } from '../../vendors/index.ts';
import { readsWorkerId, worker } from '../../workers/index.ts';
import { billingItemLife } from '../lifecycle/billing-item.ts';
import { BillingItemKind, BillingItemState, CostAllocation } from '../model.ts';
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
    hourType: field(z.string().nullable(), { filter: true }),
    differentialCode: field(z.string().nullable(), { filter: true }),
    description: field(z.string()),
    workDateFrom: field(Day, { filter: true, sort: true }),
    workDateTo: field(Day, { filter: true, sort: true }),
    minutes: field(z.int().nullable()),
    rate: field(Rate.nullable(), commercial),
    currency: field(z.string()),
    amount: field(Amount, { ...commercial, filter: true, sort: true }),
    feeAmount: field(Amount, commercial),
    vendorAmount: field(Amount, commercial),
    agreementId: field(Id.nullable()),
    feeModel: field(FeeModel, commercial),
    feeBasis: field(FeeBasis, commercial),
    feePercent: field(Percent, commercial),
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
edge(billingItem, 'sourceId', 'timesheet', timesheet, 'billingItems');
edge(billingItem, 'sourceId', 'utilization', agreementUtilization, 'billingItems');
