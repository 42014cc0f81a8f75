const endings: (() => unknown)[] = [];

/** Has something done when the calling test file ends, the last named first: the next file runs in the same process. */
export const atEndOfFile = (end: () => unknown): void => void endings.push(end);

/** Does it. */
export async function endFile(): Promise<void> {
  for (const end of endings.splice(0).toReversed()) await end();
}
