import { epochDay } from '../../kernel/zone.ts';
import { lastDayOfMonth } from './month.ts';

const inHundredths = (text: string): bigint => {
  const [whole, fraction = ''] = text.split('.');
  return BigInt(whole! + fraction.padEnd(2, '0'));
};
const decimal = (hundredths: bigint): string => {
  const digits = hundredths.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/**
 * What a month comes to if it goes on as it did up to and with a day of it: volume × days of the month ÷ days gone, 2
 * places, half away from zero.
 */
export function projected(volume: string, month: string, today: string): string {
  const gone = BigInt(epochDay(today) - epochDay(month) + 1);
  const days = BigInt(epochDay(lastDayOfMonth(month)) - epochDay(month) + 1);
  return decimal((2n * inHundredths(volume) * days + gone) / (2n * gone));
}

/** How much is missing from a volume to a threshold; null once it is reached. */
export function missing(volume: string, threshold: string): string | null {
  const left = inHundredths(threshold) - inHundredths(volume);
  return left > 0n ? decimal(left) : null;
}
