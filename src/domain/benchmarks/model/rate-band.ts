import { exactAmount } from '../../../kernel/exact.ts';
import type { MarketSource } from './answer.ts';
import { asPercent, asRate, type Curve, rateAt, shareOf, standingOf } from './curve.ts';

/** What an hour ought to cost by the market: from, target, to; null where the sources do not tell. */
export interface RateBand {
  from: string | null;
  target: string | null;
  to: string | null;
}

/** The rates at three percentiles of a market. */
export function bandOf(curve: Curve, percents: { from: string; target: string; to: string }): RateBand {
  const at = (percent: string) => {
    const rate = rateAt(curve, shareOf(percent));
    return rate && asRate(rate);
  };
  return { from: at(percents.from), target: at(percents.target), to: at(percents.to) };
}

const places = { national: 'the nation', state: 'the state', metro: 'the metropolitan area' } as const;

const countOf = ({ observations }: MarketSource): string =>
  observations === null ? 'an unknown number' : String(observations);

/** A source in words: whose figures, of what and where, since when, of how many, and its part of the band. */
function told(source: MarketSource, multiplier: string | undefined): string {
  const { name, share, areaKind, specialty, effectiveFrom, measure } = source;
  if (share === null)
    return `${name} does not count: ${source.isSuppressed ? 'too few told of it for it to be shown' : 'it knows nothing of it'}.`;
  const made = measure === 'bill_rate' ? '' : `, each hour times ${multiplier}`;
  const whose = specialty === null ? 'the profession as a whole' : 'the specialty';
  return `${name} counts ${share} %: ${whose} in ${places[areaKind!]}, from ${effectiveFrom}, of ${countOf(source)}${made}.`;
}

/** How a band came about, a sentence for each source. */
export function explained(
  { from, target, to }: RateBand,
  sources: readonly MarketSource[],
  multiplier: string | undefined,
): string {
  const head =
    target === null && from === null && to === null
      ? 'No source tells what the market asks.'
      : `From ${from ?? 'an unknown rate'} to ${to ?? 'an unknown rate'} an hour, ${target ?? 'unknown'} at the target.`;
  return [head, ...sources.map((source) => told(source, multiplier))].join(' ');
}

/** Where a rate stands in a market, in percent; null where there is no rate or no market. */
export function rankIn(curve: Curve, rate: string | null): string | null {
  const standing = rate === null ? null : standingOf(curve, exactAmount(rate));
  return standing && asPercent(standing.share);
}
