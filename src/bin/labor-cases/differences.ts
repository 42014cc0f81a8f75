import type { Result } from './labor-case.ts';

function* compare(path: string, expected: unknown, actual: unknown): Generator<string> {
  if (Array.isArray(expected)) {
    const found = Array.isArray(actual) ? actual : [];
    if (found.length !== expected.length) yield `${path}: ${expected.length} expected, ${found.length} found`;
    for (const [index, each] of expected.entries()) yield* compare(`${path}.${index}`, each, found[index]);
  } else if (typeof expected === 'object' && expected !== null) {
    for (const [key, each] of Object.entries(expected))
      yield* compare(
        path ? `${path}.${key}` : key,
        each,
        (actual as Record<string, unknown> | undefined)?.[key],
      );
  } else if (expected !== actual)
    yield `${path}: ${JSON.stringify(expected)} expected, ${actual === undefined ? 'nothing' : JSON.stringify(actual)} found`;
}

const byCode = (result: Result): Result => ({
  ...result,
  ...(result.premiumLines && {
    premiumLines: result.premiumLines.toSorted((one, other) => (one.code < other.code ? -1 : 1)),
  }),
});

/** In which figures a result is not what was expected; of what is not expected nothing is asked, nor in which order premiums stand. */
export const differences = (expected: Result, actual: Result): string[] => [
  ...compare('', byCode(expected), byCode(actual)),
];
