import { z } from 'zod';
import { Id, oneOf } from '../../../kernel/shapes.ts';
import { Tier } from './release.ts';

/** The standings in which a vendor is given orders. */
const GivenOrders = oneOf('GivenOrders', ['good', 'probation']);

/** What a program's orders ask for, and a facility: who may be given such an order there. */
export const CoverageCell = z
  .strictObject({
    facilityId: Id,
    facilityName: z.string(),
    profession: z.string(),
    specialty: z.string().nullable(),
    vendorCount: z.int(),
    tiers: z.array(z.strictObject({ tier: Tier, vendorCount: z.int() }).meta({ id: 'CoverageTier' })),
    vendors: z.array(
      z
        .strictObject({ vendorId: Id, vendorName: z.string(), tier: Tier, standing: GivenOrders })
        .meta({ id: 'CoveringVendor' }),
    ),
    redundancyGap: z.boolean().meta({ description: 'Fewer vendors than the minimum.' }),
    openOrders: z.int().meta({ description: 'Orders of it at the facility that are not over.' }),
    pastOrders: z.int(),
  })
  .meta({ id: 'CoverageCell' });
export type Cell = z.output<typeof CoverageCell>;
