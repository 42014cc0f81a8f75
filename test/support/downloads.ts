import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** An answer under way, on a connection of its own. */
export interface Download {
  response: IncomingMessage;
  /** How the answer ended: whole, or cut off before its end. */
  ended: Promise<'whole' | 'cut'>;
  /** Bytes read so far. */
  bytes: number;
  /** Closes the connection, as a reader does who has seen enough. */
  leave(): void;
}

/** Asks for a list and reads nothing beyond the head until told to. */
export async function download(
  url: string,
  token: string,
  headers: Record<string, string> = {},
): Promise<Download> {
  const request = get(url, {
    agent: new Agent(),
    headers: { authorization: `Bearer ${token}`, accept: 'text/csv', ...headers },
  });
  // What is cut off is told by the answer.
  request.on('error', () => undefined);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const made: Download = {
    response,
    bytes: 0,
    ended: new Promise((resolve) => {
      response.once('close', () => resolve(response.complete ? 'whole' : 'cut'));
      response.on('error', () => undefined);
    }),
    leave: () => request.destroy(),
  };
  return made;
}

/** Reads on to the end, or to where it is cut off. */
export function drain(download_: Download): Promise<'whole' | 'cut'> {
  download_.response.on('data', (chunk: Buffer) => (download_.bytes += chunk.length));
  return download_.ended;
}

/** Waits until it is so, and answers the milliseconds it took; fails after the deadline. */
export async function until(what: () => Promise<boolean>, deadline: number): Promise<number> {
  const start = performance.now();
  while (!(await what())) {
    if (performance.now() - start > deadline) throw new Error(`not within ${deadline} ms`);
    await sleep(25);
  }
  return performance.now() - start;
}
