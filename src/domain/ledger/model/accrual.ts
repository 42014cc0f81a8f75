import { z } from 'zod';
import { Amount, Day, Id, Instant, oneOf } from '../../../kernel/shapes.ts';

export const accrualBases = ['approved', 'submitted', 'recorded', 'expense', 'charge'] as const;
/**
 * How certain an accrual is: approved is a billing item as it stands; submitted and recorded are hours at the rates of
 * their version; expense and charge are what was claimed or computed and is no billing item yet.
 */
export const AccrualBasis = oneOf('AccrualBasis', accrualBases);
export type AccrualBasis = (typeof accrualBases)[number];

export const accrualDimensions = [
  'facility',
  'unit',
  'cost_center',
  'vendor',
  'item_kind',
  'hour_type',
] as const;
export const AccrualDimension = oneOf('AccrualDimension', accrualDimensions);
export type AccrualDimension = (typeof accrualDimensions)[number];

/** What was worked and not invoiced, of one basis; a dimension that was not asked for is null. */
export const Accrual = z
  .strictObject({
    basis: AccrualBasis,
    facilityId: Id.nullable(),
    unitId: Id.nullable(),
    vendorId: Id.nullable(),
    costCenterId: Id.nullable(),
    costCenterCode: z.string().nullable(),
    itemKind: z.string().nullable(),
    hourType: z.string().nullable(),
    amount: Amount.meta({ description: 'What the client will be charged.' }),
    feeAmount: Amount.meta({ description: 'The fee within it, as far as it is known.' }),
    vendorAmount: Amount.meta({ description: 'What vendors will be paid.' }),
  })
  .meta({ id: 'Accrual' });

export const AccrualReport = z
  .strictObject({
    programId: Id,
    onDay: Day,
    asOf: Instant,
    by: z.array(AccrualDimension),
    currency: z.string(),
    amount: Amount,
    feeAmount: Amount,
    vendorAmount: Amount,
    rows: z.array(Accrual),
  })
  .meta({ id: 'AccrualReport' });
