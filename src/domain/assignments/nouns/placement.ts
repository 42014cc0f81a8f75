import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, noun } from '../../../kernel/noun.ts';
import { Amount, Day, Id } from '../../../kernel/shapes.ts';
import { Currency } from '../../programs/index.ts';
import { readsPayRate } from '../../submissions/index.ts';
import { ConversionFeeKind, ConversionValue, RefundKind, RefundStep } from '../../vendors/index.ts';
import { readsPeople, readsWorkerId } from '../../workers/index.ts';
import { placementLife } from '../lifecycle/placement.ts';
import { PlacementState } from '../model/placement.ts';
import { permissions } from '../policy.ts';
import { placements } from '../tables.ts';

const fee = { dataClass: 'commercial' as const, readers: ({ side }: { side: string }) => side !== 'worker' };

export const placement = noun({
  name: 'placement',
  summary:
    'Somebody whom the client hires itself by way of a vendor: the fee, and until when the vendor answers.',
  table: placements,
  read: permissions.readPlacements,
  lifecycle: placementLife,
  fields: {
    orderId: field(Id, { filter: true }),
    positionId: field(Id, {
      filter: true,
      readers: ({ side }) => side === 'operator' || side === 'client',
    }),
    submissionId: field(Id, { filter: true }),
    offerId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    annualSalary: field(Amount.nullable(), { dataClass: 'pay', readers: readsPayRate }),
    currency: field(Currency),
    startsOn: field(Day.meta({ description: 'The agreed first day.' }), { filter: true, sort: true }),
    startedOn: field(Day.nullable(), { filter: true, sort: true }),
    leftOn: field(Day.nullable(), { filter: true, sort: true }),
    leftBecause: field(z.string().nullable(), {
      readers: (actor) => actor.side !== 'worker' && readsPeople(actor),
    }),
    agreementId: field(Id.nullable().meta({ description: 'Whose terms hold; null before the first day.' }), {
      filter: true,
      readers: fee.readers,
    }),
    feeKind: field(ConversionFeeKind.nullable(), fee),
    feeValue: field(ConversionValue.nullable(), fee),
    fee: field(Amount.nullable(), fee),
    guaranteeDays: field(z.int().nullable(), fee),
    guaranteeEndsOn: field(
      Day.nullable().meta({ description: 'The last day on which leaving brings part of the fee back.' }),
      {
        ...fee,
        value: (row) =>
          sql`case when ${row('guaranteeDays')} > 0 then ${row('startedOn')} + ${row('guaranteeDays')} - 1 end`,
      },
    ),
    refundKind: field(RefundKind.nullable(), fee),
    refundSteps: field(z.array(RefundStep), fee),
    state: field(PlacementState, { filter: true }),
  },
  visibleTo: { vendor: 'scoped', worker: 'scoped' },
});
