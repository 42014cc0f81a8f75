import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { LoadTerms, Tally } from './load-client.ts';

export type { LoadTerms, Tally } from './load-client.ts';

/** Sends load from a process of its own; one that is `kind` gives way to the service on the processors they share. */
export async function load(terms: LoadTerms, kind = false): Promise<Tally> {
  const script = fileURLToPath(new URL('load-client.ts', import.meta.url));
  const command = [...(kind ? ['nice', '-n', '5'] : []), process.execPath, script, JSON.stringify(terms)];
  const child = spawn(command[0]!, command.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(await text(child.stdout)) as Tally;
}

/** One line of what load met. */
export function tell(what: string, { seconds }: LoadTerms, tally: Tally): string {
  const good = Math.round((tally.statuses['200'] ?? 0) / seconds);
  const statuses = Object.entries(tally.statuses).map(([status, count]) => `${status} × ${count}`);
  return (
    `${what}: ${good} good/s of ${Math.round(tally.sent / seconds)} sent/s (${statuses.join(', ')}); ` +
    `p50 ${tally.p50.toFixed(1)}, p99 ${tally.p99.toFixed(1)}, longest ${tally.longest.toFixed(0)} ms; ` +
    `${tally.unsent} found no connection, ${tally.errors} errors, ${tally.unadvised} refusals without Retry-After; ` +
    `client ${Math.round(tally.processor * 100)} % of a processor`
  );
}
