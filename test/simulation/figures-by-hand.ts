import type { Client } from '../support/service.ts';
import { ok } from '../support/weeks.ts';

/** A figure of a group: what is divided by what, exact; null where a figure is a sum. */
export interface Figure {
  numerator: bigint;
  denominator: bigint | null;
}

/** Figures by `period group`, each of them other than nothing. */
export type Figures = Map<string, Figure>;

export type Listed = Record<string, any>;

/** All rows of a list, over its pages. */
export async function listed(client: Client, path: string): Promise<Listed[]> {
  const rows: Listed[] = [];
  for (let cursor = ''; ;) {
    const separator = path.includes('?') ? '&' : '?';
    const page = ok(await client.get(`${path}${separator}limit=200${cursor && `&after=${cursor}`}`));
    rows.push(...page.data);
    if (!page.page.hasMore) return rows;
    cursor = page.page.nextCursor;
  }
}

/** An amount in cents. */
export const cents = (amount: string): bigint => BigInt(amount.replace('.', ''));

/** One thing that counts: by which day and for whom, and how much of it. */
export interface Counted {
  day: string;
  group: string | null;
  numerator?: bigint | number;
  denominator?: bigint | number;
}

export type Period = 'none' | 'day' | 'week' | 'month';

/** The first day of the period that a day lies in; weeks begin on Sunday. */
export function periodOf(day: string, grain: Period): string {
  const date = Temporal.PlainDate.from(day);
  if (grain === 'none') return '';
  if (grain === 'month') return date.with({ day: 1 }).toString();
  return grain === 'week' ? date.subtract({ days: date.dayOfWeek % 7 }).toString() : day;
}

/** What things come to by period and group. */
export function counted(things: readonly Counted[], grain: Period): Figures {
  const found: Figures = new Map();
  for (const { day, group, numerator = 0, denominator } of things) {
    const key = `${periodOf(day, grain)} ${group ?? '-'}`;
    const before = found.get(key) ?? { numerator: 0n, denominator: denominator === undefined ? null : 0n };
    found.set(key, {
      numerator: before.numerator + BigInt(numerator),
      denominator: denominator === undefined ? null : (before.denominator ?? 0n) + BigInt(denominator),
    });
  }
  for (const [key, { numerator, denominator }] of found)
    if (numerator === 0n && (denominator ?? 0n) === 0n) found.delete(key);
  return found;
}

/** The percentile of values, interpolated between the two next to it. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const place = (sorted.length - 1) * part;
  const below = Math.floor(place);
  const rest = place - below;
  return sorted[below]! + rest * ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!);
}

/** The calendar day of an instant there. */
export const dayThere = (instant: string, zone: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
