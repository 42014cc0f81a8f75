import { vi } from 'vitest';
import { Effort } from '../../src/server/effort.ts';

/** Counts the statements that requests send to Postgres while something runs; what runs beside them does not count. */
export async function askedOf<T>(run: () => Promise<T>): Promise<{ answer: T; times: number }> {
  const begun = vi.spyOn(Effort.prototype, 'begin');
  try {
    const answer = await run();
    return { answer, times: begun.mock.calls.length };
  } finally {
    begun.mockRestore();
  }
}
