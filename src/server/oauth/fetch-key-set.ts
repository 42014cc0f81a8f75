import type { JSONWebKeySet } from 'jose';
import { parseStrictly } from '../rest/json.ts';

const mostMilliseconds = 5_000;
const mostBytes = 256 * 1024;

/** Fetches an issuer's key set: no redirects, 5 s in all, 256 KiB at most. Throws on anything else than keys. */
export async function fetchKeySet(url: string): Promise<JSONWebKeySet> {
  const signal = AbortSignal.timeout(mostMilliseconds);
  const answer = await fetch(url, { redirect: 'error', signal, headers: { accept: 'application/json' } });
  if (answer.status !== 200 || !answer.body) {
    await answer.body?.cancel();
    throw new Error(`the key set answers ${answer.status}`);
  }
  const parts: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop cancels what is still to come.
  for await (const part of answer.body) {
    bytes += part.byteLength;
    if (bytes > mostBytes) throw new Error('the key set is too large');
    parts.push(part);
  }
  const set = parseStrictly(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts)));
  const { keys } = (set ?? {}) as { keys?: unknown };
  if (!Array.isArray(keys) || keys.length === 0) throw new Error('the key set has no keys');
  return { keys } as JSONWebKeySet;
}
