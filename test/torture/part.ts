import type { Ground } from './ground.ts';

/** How much of a part is run: the whole figures, or a fraction while others need the machine. */
export interface Extent {
  /** The number given for the full figure, scaled, and at least `least`. */
  of(full: number, least?: number): number;
}

/** One torture: answers its figures in a line, or throws where the promise is broken. */
export interface Part {
  name: string;
  promise: string;
  run(ground: Ground, extent: Extent): Promise<string>;
}
