/** A number as a decimal string with so many places, half away from zero. Of hours, positions and percentages, never of money. */
export function decimalText(value: number, places: number): string {
  const whole = Math.round(Math.abs(value) * 10 ** places);
  const digits = String(whole).padStart(places + 1, '0');
  const sign = value < 0 && whole > 0 ? '-' : '';
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** A decimal string of at most two places with both of them. */
export function twoPlaces(text: string): string {
  const [whole, fraction = ''] = text.split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}
