import { lifecycle } from '../../../kernel/lifecycle.ts';
import { PlacementState } from '../model/placement.ts';
import { permissions } from '../policy.ts';

/** From acceptance to the end of the vendor's guarantee; who left within it brings part of the fee back. */
export const placementLife = lifecycle({
  noun: 'placement',
  states: PlacementState.options,
  initial: 'accepted',
  verbs: {
    start: { from: ['accepted'], to: ['started', 'guaranteed'], by: permissions.place },
    fallOff: { from: ['accepted'], to: 'fell_off', by: permissions.fallOff },
    cancel: { from: ['accepted'], to: 'fell_off', by: null },
    endGuarantee: { from: ['started'], to: 'guaranteed', by: null },
    reportDeparture: { from: ['started', 'guaranteed'], to: 'left', by: permissions.place },
  },
});
