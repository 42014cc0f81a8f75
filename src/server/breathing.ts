import { setImmediate as turn } from 'node:timers/promises';
import type { FileAnswer } from '../kernel/file-answer.ts';

/** Milliseconds for which making a file may hold the process from everybody else. */
const longestHold = 20;

/** The pieces of a file as bytes; others are served between them. */
export async function* breathing(pieces: FileAnswer['pieces']): AsyncGenerator<Buffer> {
  let since = performance.now();
  for await (const piece of pieces) {
    yield typeof piece === 'string'
      ? Buffer.from(piece)
      : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    if (performance.now() - since < longestHold) continue;
    await turn();
    since = performance.now();
  }
}
