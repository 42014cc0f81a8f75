const spans = (days: string): [from: string, until: string | null][] =>
  [...days.matchAll(/\[(\d{4}-\d{2}-\d{2}),(\d{4}-\d{2}-\d{2})?\)/g)].map(([, from, until]) => [
    from!,
    until ?? null,
  ]);

/** The suspended days as spans; the last has no end while the assignment stands still. */
export const spansOf = (days: string): { from: string; until: string | null }[] =>
  spans(days).map(([from, until]) => ({ from, until }));

const written = (parts: readonly [from: string, until: string | null][]) =>
  `{${parts.map(([from, until]) => `[${from},${until ?? ''})`).join(',')}}`;

/** Whether a day is one on which the assignment stands still, by its suspended days as Postgres writes them. */
export const isSuspendedOn = (days: string, day: string): boolean =>
  spans(days).some(([from, until]) => from <= day && (until === null || day < until));

/** The suspended days of an assignment that stands still from a day on. */
export const suspendedFrom = (days: string, day: string): string =>
  written([...spans(days).filter(([, until]) => until !== null), [day, null]]);

/** The suspended days of one that goes on from a day on. */
export const resumedFrom = (days: string, day: string): string =>
  written(
    spans(days).flatMap(([from, until]): [string, string | null][] =>
      until !== null ? [[from, until]] : from < day ? [[from, day]] : [],
    ),
  );
