import { oneOf } from '../../../kernel/shapes.ts';

/** By what figures are grouped and filtered: the column of a fact, and the label that stands beside an id. */
export const dimensions = {
  program: { column: 'program_id', label: ['programName', 'programs', 'name'] },
  facility: { column: 'facility_id', label: ['facilityName', 'facilities', 'name'] },
  unit: { column: 'unit_id', label: ['unitName', 'units', 'name'] },
  cost_center: { column: 'cost_center_id', label: ['costCenterCode', 'cost_centers', 'code'] },
  vendor: { column: 'vendor_id', label: ['vendorName', 'vendors', 'name'] },
  /** The vendor's present tier in the program; 0 is the internal pool. */
  tier: { column: 'tier' },
  profession: { column: 'profession' },
  specialty: { column: 'specialty' },
  order_type: { column: 'order_type' },
  /** staffing (contract, per diem), direct_hire, services. */
  engagement_kind: { column: 'engagement_kind' },
  /** The state of the facility, as two letters. */
  state: { column: 'state' },
  /** The user who made the order. */
  requester: { column: 'requester_id' },
} as const satisfies Record<
  string,
  { column: string; label?: readonly [field: string, table: string, column: string] }
>;

/** What follows from the value of a dimension: figures by it are figures by these too. */
export const implied: Partial<Record<DimensionName, readonly DimensionName[]>> = {
  unit: ['facility', 'program', 'state'],
  facility: ['program', 'state'],
  cost_center: ['program'],
  order_type: ['engagement_kind'],
};

export type DimensionName = keyof typeof dimensions;
export const dimensionNames = Object.keys(dimensions) as [DimensionName, ...DimensionName[]];
export const MetricDimension = oneOf('MetricDimension', dimensionNames);

export const grains = ['day', 'week', 'month', 'quarter', 'year'] as const;
/** Weeks begin on Sunday. */
export const MetricGrain = oneOf('MetricGrain', grains);
export type Grain = (typeof grains)[number];
