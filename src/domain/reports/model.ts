import { z } from 'zod';
import { Amount, Day, Hours, Id, Instant, oneOf } from '../../kernel/shapes.ts';

export const spendDimensions = ['program', 'facility', 'unit', 'vendor', 'cost_center', 'month'] as const;
export const SpendDimension = oneOf('SpendDimension', spendDimensions);
export type SpendDimension = z.output<typeof SpendDimension>;

/** Accrued: approved, invoiced or not. Invoiced: on a document. */
export const SpendBasis = oneOf('SpendBasis', ['accrued', 'invoiced']);

export const SpendRow = z
  .strictObject({
    programId: Id.optional(),
    programName: z.string().optional(),
    facilityId: Id.nullish(),
    facilityName: z.string().nullish(),
    unitId: Id.nullish(),
    unitName: z.string().nullish(),
    vendorId: Id.optional(),
    vendorName: z.string().optional(),
    costCenterId: Id.nullish(),
    costCenterCode: z.string().nullish(),
    month: z.string().optional().meta({ description: 'YYYY-MM of the last day worked.' }),
    currency: z.string(),
    amount: Amount.meta({ scalar: 'Decimal', format: 'decimal', description: 'What the client is charged.' }),
    fee: Amount.nullable().meta({
      scalar: 'Decimal',
      format: 'decimal',
      description: 'The MSP’s part of it; null by cost center, over which fees are not split.',
    }),
    vendorAmount: Amount.nullable().meta({
      scalar: 'Decimal',
      format: 'decimal',
      description: 'What vendors are paid of it; null by cost center.',
    }),
    hours: Hours.nullable().meta({
      scalar: 'Decimal',
      format: 'decimal',
      description: 'Worked, each counted once; null by cost center: minutes are never split.',
    }),
  })
  .meta({ id: 'SpendRow' });
export type SpendRow = z.output<typeof SpendRow>;

export const SpendReport = z
  .strictObject({
    basis: SpendBasis,
    by: z.array(SpendDimension),
    from: Day.nullable(),
    to: Day.nullable(),
    asOf: Instant,
    rows: z.array(SpendRow),
  })
  .meta({ id: 'SpendReport' });
