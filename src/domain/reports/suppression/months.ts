import type { Group } from './leaf.ts';
import { monthOf, numbering, type Numbered } from './numbered.ts';

/** The rows of a month and currency: each leaf is a group of the span, as far as it has rows in the month. */
export interface Month {
  month: string;
  currency: string | null;
  groups: readonly Group[];
  leaves: Numbered;
}

/** By dimension the number of each group’s value, in the order of the values’ JSON: keys of whole groups have the same. */
function ranked(groups: readonly Group[]): Int32Array[] {
  const width = groups[0]?.values.length ?? 0;
  return Array.from({ length: width }, (_, at) => {
    const texts = new Map(
      [...new Set(groups.map(({ values }) => values[at]!))].map((one) => [one, JSON.stringify(one)]),
    );
    const rank = new Map(
      [...texts].toSorted((a, b) => (a[1] < b[1] ? -1 : 1)).map(([one], place) => [one, place]),
    );
    return Int32Array.from(groups, ({ values }) => rank.get(values[at]!)!);
  });
}

/** Groups have an order of their own, so that which of two alike is hidden is the same in every question. */
function inOrder(groups: readonly Group[]): { groups: Group[]; values: Int32Array[] } {
  const ranks = ranked(groups);
  const places = groups
    .map((_, place) => place)
    .toSorted((a, b) => {
      for (const rank of ranks) if (rank[a] !== rank[b]) return rank[a]! - rank[b]!;
      return 0;
    });
  return {
    groups: places.map((place) => groups[place]!),
    values: ranks.map((rank) => Int32Array.from(places, (place) => rank[place]!)),
  };
}

/** Divides the groups of a span by month and currency. */
export function monthsOf(given: readonly Group[]): Month[] {
  const { groups, values } = inOrder(given);
  const person = numbering<string>();
  const parts = new Map<
    string,
    { month: string; currency: string | null; places: number[]; people: Set<number>[] }
  >();
  for (const [place, { currency, people }] of groups.entries())
    for (const { person: whose, months } of people)
      for (const month of months) {
        const key = `${month} ${currency}`;
        let part = parts.get(key);
        if (!part) parts.set(key, (part = { month, currency, places: [], people: [] }));
        if (part.places.at(-1) !== place) {
          part.places.push(place);
          part.people.push(new Set());
        }
        if (whose !== null) part.people.at(-1)!.add(person.of(whose));
      }
  return [...parts.values()].map(({ month, currency, places, people }) => ({
    month,
    currency,
    groups: places.map((place) => groups[place]!),
    leaves: monthOf(
      values.map((column) => Int32Array.from(places, (place) => column[place]!)),
      people.map((some) => [...some]),
    ),
  }));
}
