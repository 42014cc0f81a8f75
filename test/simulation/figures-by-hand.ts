import type { Client } from '../support/service.ts';
import { ok } from '../support/weeks.ts';

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
