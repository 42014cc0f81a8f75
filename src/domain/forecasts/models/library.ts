import { readFileSync } from 'node:fs';
import { AutoETS, initSync as startEts } from '@bsull/augurs/ets';
import { MSTL, initSync as startMstl } from '@bsull/augurs/mstl';

const started = new Set<string>();

// The package names its WebAssembly only to a bundler: it lies beside the module and is read once, at the first fit.
function start(name: 'ets' | 'mstl', init: (given: { module: Buffer }) => unknown): void {
  if (started.has(name)) return;
  const beside = new URL(`${name}_bg.wasm`, import.meta.resolve(`@bsull/augurs/${name}`));
  init({ module: readFileSync(beside) });
  started.add(name);
}

interface Fitted {
  fit(history: Float64Array): void;
  predict(ahead: number): { point: number[] };
  free(): void;
}

function predicted(model: Fitted, history: readonly number[], ahead: number): number[] | undefined {
  try {
    model.fit(Float64Array.from(history));
    const { point } = model.predict(ahead);
    return point.every(Number.isFinite) ? point : undefined;
  } catch {
    // It finds no model for so little, or for such, data.
    return undefined;
  } finally {
    model.free();
  }
}

/** Exponential smoothing, its form chosen by information criterion; undefined where none fits. */
export function smoothed(history: readonly number[], ahead: number): number[] | undefined {
  start('ets', startEts);
  return predicted(new AutoETS(1, 'ZZN'), history, ahead);
}

/** Smoothing of what a decomposition by the season leaves; undefined where it is not two seasons long. */
export function decomposed(history: readonly number[], ahead: number, season: number): number[] | undefined {
  if (season < 2 || history.length < 2 * season) return undefined;
  start('mstl', startMstl);
  return predicted(MSTL.ets([season]), history, ahead);
}
