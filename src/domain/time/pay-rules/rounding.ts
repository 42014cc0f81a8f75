import { wallMinute } from '../../../kernel/zone.ts';
import type { EpochMinute } from '../../../kernel/zone.ts';
import type { Span } from './span.ts';

/**
 * The minute that a punch counts as: its wall-clock minute rounded to the nearest step of the hour, an exact
 * half up, so by quarter hours 1 to 7 go down and 8 to 14 up (29 CFR 785.48(b)). Step 0 keeps the minute.
 */
export function roundPunch(punch: EpochMinute, step: number, zone: string): EpochMinute {
  if (step === 0) return punch;
  const wall = wallMinute(punch, zone);
  return punch + Math.floor(wall / step + 0.5) * step - wall;
}

/** Rounds both ends of a span. */
export const roundedBy =
  (step: number, zone: string) =>
  ({ start, end }: Span): Span => ({
    start: roundPunch(start, step, zone),
    end: roundPunch(end, step, zone),
  });
