import type { OvertimeSystem } from './policy.ts';
import type { System } from './overtime.ts';
import { alaska } from './systems/alaska.ts';
import { california, californiaAws } from './systems/california.ts';
import { colorado } from './systems/colorado.ts';
import { flsa40, flsa880, none } from './systems/flsa.ts';
import { nevada } from './systems/nevada.ts';

/** Every overtime system by its name in a policy. */
export const systems: Record<OvertimeSystem, System> = {
  none,
  flsa_40: flsa40,
  flsa_8_80: flsa880,
  california,
  california_aws: californiaAws,
  alaska,
  nevada,
  colorado,
};
