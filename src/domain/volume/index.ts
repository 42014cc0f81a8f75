import { capability } from '../../kernel/operation.ts';
import { explainUtilization } from './operations/explain-utilization.ts';
import { volumeUtilization } from './operations/volume-utilization.ts';
import { reactions } from './reactions.ts';
import { closeMonth } from './timers.ts';

export const volume = capability({
  name: 'volume',
  queries: [explainUtilization, volumeUtilization],
  reactions,
  timers: [closeMonth],
});
