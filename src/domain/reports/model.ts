import { z } from 'zod';
import { Amount, Day, Id, Instant, oneOf } from '../../kernel/shapes.ts';

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
    hours: z.string().nullable().meta({
      scalar: 'Decimal',
      format: 'decimal',
      description:
        'Worked, each counted once, below 0 where more was taken back: 2 places where that is exact, else 4; null by cost center: minutes are never split.',
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

/** A calendar month. */
export const Month = z
  .string()
  .regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/, 'A month is YYYY-MM.')
  .meta({ examples: ['2026-02'] });

export const DoNotReturnDimension = oneOf('DoNotReturnDimension', ['program', 'facility']);
export type DoNotReturnDimension = z.output<typeof DoNotReturnDimension>;

const counted = (description: string) => z.int().meta({ description });

export const DoNotReturnRow = z
  .strictObject({
    month: Month,
    orderType: oneOf('OrderType', ['contract', 'per_diem', 'direct_hire']),
    programId: Id.optional(),
    facilityId: Id.optional(),
    placed: counted('Workers with an assignment under way on a day of the month, each once.'),
    marked: counted(
      'Workers marked in the month, on the calendar of the facility, or of the program where all of it is closed; each once, under the order of the placement that the mark follows, also where that ended before.',
    ),
    markedClinical: counted('For clinical reasons.'),
    markedProfessional: counted('For professional reasons.'),
    rate: z.string().nullable().meta({
      scalar: 'Decimal',
      format: 'decimal',
      description: 'marked ÷ placed, at scale 4, rounded half away from zero; null where nobody was placed.',
    }),
  })
  .meta({ id: 'DoNotReturnRow' });
export type DoNotReturnRow = z.output<typeof DoNotReturnRow>;

export const DoNotReturnRate = z
  .strictObject({
    by: z.array(DoNotReturnDimension),
    from: Month,
    to: Month,
    asOf: Instant,
    rows: z.array(DoNotReturnRow),
  })
  .meta({ id: 'DoNotReturnRate' });
