import { capability } from '../../kernel/operation.ts';
import { chargeComputed, chargeMade, chargeWaived } from './model.ts';
import { charge } from './nouns.ts';
import { waiveCharge } from './operations/waive-charge.ts';

export { chargeMade, chargeWaived } from './model.ts';
export { charge } from './nouns.ts';
export { chargeOnce, isWaived, takeBackCharge, type NewCharge } from './store.ts';
export { charges } from './tables.ts';

export const chargesCapability = capability({
  name: 'charges',
  nouns: [charge],
  commands: [waiveCharge],
  events: [chargeMade, chargeWaived],
  constraints: { charges_once: chargeComputed },
});
