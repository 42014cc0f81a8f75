import type { z } from 'zod';
import { compare, multiplyRate, parseRate, type Rate } from '../../../kernel/money.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import { steppedRate, type StepInForce } from '../../vendors/index.ts';
import type { AppliedCap, CitedCap } from './rate-cap.ts';
import type { RateLine } from './specificity.ts';

/** What makes a rate, in the order in which it is done. */
export const RateStepKind = oneOf('RateStepKind', ['line', 'multiplier', 'volume_flex', 'state_cap']);

/** A line with its price: a rate of its own or a multiplier of the regular hour's. */
export interface PricedLine extends RateLine {
  billRate: string | null;
  maxBillRate: string | null;
  multiplier: string | null;
}

/** What an agreement's volume does to its rates on a day. */
export type VolumeStep = Omit<StepInForce, 'utilization'>;

/** The rates after a step, where the step comes from, and what it did, in words. */
export interface PriceStep {
  kind: z.output<typeof RateStepKind>;
  billRate: Rate;
  maxBillRate: Rate;
  rateLineId: string | null;
  agreementId: string | null;
  bandId: string | null;
  capCode: string | null;
  citation: string | null;
  why: string;
}

/** What an hour costs by a line, and how it came to that. */
export interface Price {
  steps: PriceStep[];
  billRate: Rate;
  maxBillRate: Rate;
  /** The state's cap that lowered it; null where none did. */
  cappedAt: Rate | null;
}

const nowhere = { rateLineId: null, agreementId: null, bandId: null, capCode: null, citation: null };
const lower = (one: Rate, other: Rate) => (compare(one, other) <= 0 ? one : other);

const inWords: Record<VolumeStep['kind'], (value: string) => string> = {
  discount_percent: (value) => `The volume of the agreement gives a discount of ${value} percent.`,
  rate_step: (value) => `The volume of the agreement moves the rate by ${value} an hour.`,
  rate_floor: (value) => `The volume of the agreement gives the rate a floor of ${value} an hour.`,
};

/** The line's own rate, or the regular hour's times its multiplier; none where there is no regular hour to multiply. */
function baseOf(line: PricedLine, regular: PricedLine | undefined): PriceStep[] {
  const own = line.multiplier === null ? line : regular;
  if (!own || own.billRate === null || own.maxBillRate === null) return [];
  const base: PriceStep = {
    ...nowhere,
    kind: 'line',
    billRate: parseRate(own.billRate),
    maxBillRate: parseRate(own.maxBillRate),
    rateLineId: own.id,
    why: line.multiplier === null ? 'The rate of the line.' : 'The rate of the line for the regular hour.',
  };
  if (line.multiplier === null) return [base];
  return [
    base,
    {
      ...nowhere,
      kind: 'multiplier',
      billRate: multiplyRate(base.billRate, line.multiplier),
      maxBillRate: multiplyRate(base.maxBillRate, line.multiplier),
      rateLineId: line.id,
      why: `Times ${line.multiplier} for ${line.hourType.replaceAll('_', ' ')}.`,
    },
  ];
}

const afterVolume = ({ billRate, maxBillRate }: PriceStep, step: VolumeStep): PriceStep => ({
  ...nowhere,
  kind: 'volume_flex',
  billRate: steppedRate(billRate, step),
  maxBillRate: steppedRate(maxBillRate, step),
  agreementId: step.agreementId,
  bandId: step.bandId,
  why: inWords[step.kind](step.value),
});

const afterCap = (
  { billRate, maxBillRate }: PriceStep,
  { cap, maxRate }: AppliedCap<CitedCap>,
): PriceStep => ({
  ...nowhere,
  kind: 'state_cap',
  billRate: lower(billRate, maxRate),
  maxBillRate: lower(maxBillRate, maxRate),
  capCode: cap.code,
  citation: cap.citation,
  why: `${cap.citation} lets an agency charge ${maxRate} an hour at most.`,
});

/**
 * What an hour costs by the line that counts: its rate, or the regular line's times its multiplier; then the volume
 * step in force; then the lowest of the state's caps that surely bind. Undefined where a multiplier has no regular
 * line. Each step is rounded once to 4 places, half away from zero.
 */
export function priceOf(
  line: PricedLine,
  regular: PricedLine | undefined,
  { volume, caps }: { volume?: VolumeStep | undefined; caps: readonly AppliedCap<CitedCap>[] },
): Price | undefined {
  const steps = baseOf(line, regular);
  if (steps.length === 0) return undefined;
  // As it is charged: a floor is under the regular hour, and what multiplies that stands above it.
  const isFloored = volume?.kind !== 'rate_floor' || line.hourType === 'regular';
  if (volume && isFloored) steps.push(afterVolume(steps.at(-1)!, volume));
  const before = steps.at(-1)!;
  // Caps come with the sure ones first, of these the lowest first.
  const [cap] = caps;
  const binds = cap?.doubts.length === 0 && compare(before.maxBillRate, cap.maxRate) > 0;
  if (binds) steps.push(afterCap(before, cap));
  const { billRate, maxBillRate } = steps.at(-1)!;
  const isLowered = binds && compare(before.billRate, cap.maxRate) > 0;
  return { steps, billRate, maxBillRate, cappedAt: isLowered ? cap.maxRate : null };
}
