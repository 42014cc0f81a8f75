import { exactAmount, scale, toAmount } from '../../../kernel/exact.ts';
import { absolute, chargeFor, negate, parseAmount, parseRate, type Amount } from '../../../kernel/money.ts';
import type { DocumentLine } from './document.ts';

/** How much of what a line is for: `quantity × price ÷ per`, rounded to cents, is its amount; the quantity has its sign. */
export interface Measure {
  quantity: string;
  /** A code of UN/ECE recommendation 20. */
  unit: string;
  price: string;
  per: number;
}

/** Units that senders write out, by their code. */
const unitCodes: Readonly<Record<string, string>> = {
  hour: 'HUR',
  hours: 'HUR',
  hur: 'HUR',
  minute: 'MIN',
  minutes: 'MIN',
  min: 'MIN',
  day: 'DAY',
  days: 'DAY',
  week: 'WEE',
  weeks: 'WEE',
  month: 'MON',
  months: 'MON',
  year: 'ANN',
  years: 'ANN',
  mile: 'SMI',
  miles: 'SMI',
};

/** One of something that has no unit of its own. */
export const one = 'C62';

/** The code of a unit's name; `C62` (one) where it is none that is known. */
export const unitCode = (name: string | null): string => unitCodes[name?.toLowerCase() ?? ''] ?? one;

const isNegative = (text: string): boolean => text.startsWith('-');

const decimalPlaces = 4;
const tenThousandths = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  return BigInt(whole + fraction.padEnd(decimalPlaces, '0'));
};

/** Minutes as hours, where two places say them exactly; otherwise null. */
export function exactHours(minutes: number): string | null {
  if (minutes % 3 !== 0) return null;
  const hundredths = String((minutes * 5) / 3).padStart(3, '0');
  return `${hundredths.slice(0, -2)}.${hundredths.slice(-2)}`;
}

function byTime(minutes: number, rate: string, charged: Amount): Measure | null {
  if (minutes === 0 || chargeFor(minutes, parseRate(rate)) !== charged) return null;
  const hours = exactHours(minutes);
  return hours === null
    ? { quantity: String(minutes), unit: 'MIN', price: rate, per: 60 }
    : { quantity: hours, unit: 'HUR', price: rate, per: 1 };
}

function byQuantity({ quantity, unitOfMeasure, rate }: DocumentLine, charged: Amount): Measure | null {
  if (quantity === null || quantity === undefined || rate === null) return null;
  const units = tenThousandths(quantity);
  if (units === 0n || toAmount(scale(exactAmount(rate.replace('-', '')), units, 10_000n)) !== charged)
    return null;
  return {
    quantity: quantity.replace('-', ''),
    unit: unitCode(unitOfMeasure),
    price: rate.replace('-', ''),
    per: 1,
  };
}

/**
 * What a line measures: minutes as exact hours, or as minutes at a price for sixty; a stated quantity; and where neither
 * times its rate is its amount (a part taken back, a share), one at that amount. The price is never negative.
 */
export function measureOf(line: DocumentLine, amount: Amount): Measure {
  const charged = absolute(amount);
  const { minutes, rate } = line;
  const found = (minutes !== null && rate !== null && byTime(Math.abs(minutes), rate, charged)) ||
    byQuantity(line, charged) || { quantity: '1', unit: one, price: charged, per: 1 };
  return isNegative(amount) ? { ...found, quantity: `-${found.quantity}` } : found;
}

/** The amounts of a document as its credit note says them: what it takes back is above zero. */
export const turned = (text: string, isTurned: boolean): Amount =>
  isTurned ? negate(parseAmount(text)) : parseAmount(text);
