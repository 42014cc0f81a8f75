import type { Client } from '../support/service.ts';
import { ok } from '../support/weeks.ts';
import type { Figures, Listed, Period } from './figures-by-hand.ts';

/** By what figures are asked for. */
export interface Asked {
  by?: string | undefined;
  grain: Period;
  more?: string;
}

/** The figures of metrics, each by its name; money in cents. */
export async function asked(
  client: Client,
  metrics: readonly string[],
  { by, grain, more = '' }: Asked,
): Promise<Map<string, Figures>> {
  const field = by?.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  // A code is its own name.
  const key = ['profession', 'orderType', 'state', 'tier'].includes(field ?? '')
    ? field
    : field && `${field}Id`;
  const grouped = `${by ? `&by=${by}` : ''}${grain === 'none' ? '' : `&grain=${grain}`}`;
  const { rows } = ok(
    await client.get(`/reports/query?${metrics.map((one) => `metrics=${one}`).join('&')}${grouped}${more}`),
  );
  const found = new Map(metrics.map((name) => [name, new Map() as Figures]));
  for (const row of rows as Listed[]) {
    // What is of a currency is an amount, or made of two.
    const exact = (text: string) => BigInt(Math.round(Number(text) * (row['currency'] === null ? 1 : 100)));
    const { numerator, denominator } = row;
    const figure = {
      numerator: exact(numerator),
      denominator: denominator === null ? null : exact(denominator),
    };
    if (figure.numerator === 0n && (figure.denominator ?? 0n) === 0n) continue;
    found.get(row['metric'])!.set(`${row['period'] ?? ''} ${(key && row[key]) ?? '-'}`, figure);
  }
  return found;
}

/** Figures in an order in which they can be compared. */
export const sorted = (figures: Figures) => [...figures].toSorted(([one], [other]) => (one < other ? -1 : 1));
