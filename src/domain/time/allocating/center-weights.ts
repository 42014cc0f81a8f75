import { parsePercent } from '../../../kernel/money.ts';

/** A cost center's part of a day's cost; null is the cost that no cost center bears. */
export interface CenterShare {
  readonly costCenterId: string | null;
  readonly percent: string;
}

/** A cost center and its weight, whole and above zero, among those of a day. */
export interface CenterWeight {
  readonly costCenterId: string | null;
  readonly weight: number;
}

/** Minutes of a day that were worked, by the cost center that an interval names; null where it names none. */
export type MinutesByCenter = ReadonlyMap<string | null, number>;

const percentUnits = (percent: string) => Number(parsePercent(percent).replace('.', ''));

/**
 * By what the minutes of a day are charged: what an interval names bears its own minutes, the shares in force that
 * day the rest; the shares alone where nothing was worked. Without shares the rest is nobody's.
 */
export function weightsOf(worked: MinutesByCenter, shares: readonly CenterShare[]): CenterWeight[] {
  const rest = worked.get(null) ?? 0;
  const transferred = [...worked].filter(([center, minutes]) => center !== null && minutes > 0);
  const base = transferred.length === 0 ? 1 : rest;
  const parts = shares.length > 0 ? shares : [{ costCenterId: null, percent: '100' }];
  const weights = new Map<string | null, number>();
  const add = (center: string | null, weight: number) => {
    if (weight > 0) weights.set(center, (weights.get(center) ?? 0) + weight);
  };
  // Percentages have four places: a million of these units are the whole.
  for (const [center, minutes] of transferred) add(center, minutes * 1_000_000);
  for (const { costCenterId, percent } of parts) add(costCenterId, base * percentUnits(percent));
  return [...weights].map(([costCenterId, weight]) => ({ costCenterId, weight }));
}
