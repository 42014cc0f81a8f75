import type { PlacementMarket } from './placements.ts';
import type { Row } from './world.ts';

/** What a market demands, and what its workers hold, made as a test needs it. */
export interface Demands {
  /** A type of credential that the market's facility demands hard from the start on, but for the differences; its id. */
  demand(code: string, differences?: Row, type?: Row): Promise<string>;
  /** A credential of the type, proven by document, of the worker's own hand, but for the differences; its id. */
  hold(typeId: string, workerId: string, differences?: Row): Promise<string>;
}

const general = { kind: 'certification', is_facility_bound: false, is_waivable: true };

/** Makes demands on those who work in the market. */
export const demandsOf = (market: PlacementMarket): Demands => ({
  async demand(code, differences = {}, type = {}) {
    const typeId = await market.row('credential_types', {
      ...general,
      code,
      name: code.toUpperCase(),
      ...type,
    });
    await market.row('requirements', { type_id: typeId, unit_id: null, severity: 'hard', ...differences });
    return typeId;
  },
  hold: (typeId, workerId, differences = {}) =>
    market.row('credentials', {
      type_id: typeId,
      kind: 'certification',
      worker_id: workerId,
      vendor_id: null,
      representation_id: null,
      number: null,
      ...differences,
    }),
});
