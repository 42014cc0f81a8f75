import type { Agency, PlacementMarket } from './placements.ts';
import type { Client } from './service.ts';

/** Somebody whom an agency may book for shifts, and the person's own way in. */
export interface Nurse {
  workerId: string;
  representationId: string;
  agency: Agency;
  client: Client;
}

export interface ShiftMarket {
  /** An open order of shifts of all of 2026 that the agencies see. */
  order(agencies: readonly Agency[], differences?: Record<string, unknown>): Promise<string>;
  nurse(agency: Agency, workerId?: string): Promise<Nurse>;
  /** An open shift of twelve hours from 07:00 at the facility (America/New_York), posted; answers its id. */
  shift(orderId: string, day: string, more?: object): Promise<string>;
}

/** Shifts and those who work them, in a market of placements whose clock stands at 2026-01-10T12:00Z. */
export function shiftMarket(market: PlacementMarket): ShiftMarket {
  return {
    order: (agencies, differences = {}) =>
      market.order(0, agencies, {
        type: 'per_diem',
        positions: 4,
        starts_on: '2026-01-01',
        ends_on: '2026-12-31',
        weeks: 52,
        ...differences,
      }),
    async nurse(agency, known) {
      const { workerId, representationId } = await market.represent(agency, known);
      return { workerId, representationId, agency, client: await market.member('worker', { workerId }) };
    },
    async shift(orderId, day, more = {}) {
      const span = { localDate: day, startTime: '07:00', endTime: '19:00' };
      const made = await market.manager.post('/shifts', { orderId, instantBook: true, ...span, ...more });
      if (made.status !== 201) throw new Error(made.text);
      return made.body.id as string;
    },
  };
}
