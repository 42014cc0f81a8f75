import type { Client } from '../support/service.ts';
import type { Model } from './model.ts';
import type { Scene } from './scene.ts';
import type { Chance } from './seeded.ts';

/** One call, what the model says must come of it, and what it then makes of the model. */
export interface Step {
  name: string;
  /** Steps of one subject never go at once, so that the order among those that do is nobody's matter. */
  subjects: readonly string[];
  client: Client;
  method: 'POST' | 'PUT';
  path: string;
  body: object;
  /** The code of the refusal that is due; absent where it must succeed. */
  refused?: string;
  /** Does to the model what a success does to the service. */
  apply(answer: any): void | Promise<void>;
  /** What the same caller does next, once this is done. */
  next?(): Step;
}

export interface Frame {
  scene: Scene;
  model: Model;
  chance: Chance;
}

/** A kind of step: one that the model allows now, or none. */
export type Maker = (frame: Frame) => Step | undefined;

/** One of them by chance, or nothing of none. */
export const oneOf = <T>(from: readonly T[], { chance }: Frame): T | undefined =>
  from.length === 0 ? undefined : chance.pick(from);
