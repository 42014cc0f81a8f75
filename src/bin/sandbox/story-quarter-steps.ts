import type { Provision } from './lakeshore.ts';
import { compareForecast, countHiring, placeRate } from './story-figures.ts';
import { scoreStep } from './story-governance.ts';
import { playHiring } from './story-quarter.ts';

/** Plays steps 16 (its hiring, market, forecast and scorecard) and 15 in a tenant of their own; every figure must be the story's. */
export async function playQuarter(
  address: string,
  provision: Provision,
  say: (line: string) => void,
): Promise<void> {
  const quarter = await playHiring(address, provision);
  await countHiring(quarter, say);
  await placeRate(quarter, say);
  await compareForecast(quarter, say);
  await scoreStep(quarter, say);
}
