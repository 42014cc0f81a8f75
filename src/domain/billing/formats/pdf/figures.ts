/** An amount as people read it: `4,264.75`, `-36.75`. */
export const grouped = (amount: string): string => amount.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');

/** A rate without the zeros that say nothing: two places at least. */
export const shortRate = (rate: string): string => grouped(rate.replace(/(\.\d\d\d*?)0+$/, '$1'));

/** A percentage without the zeros that say nothing. */
export const shortPercent = (percent: string): string => `${percent.replace(/\.?0+$/, '')}%`;

/** Days of a line: one day, or from and to. */
export const daysText = (from: string, to: string): string => (from === to ? from : `${from} to ${to}`);
