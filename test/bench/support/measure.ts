import { readdirSync, readFileSync } from 'node:fs';
import autocannon from 'autocannon';
import { cpuOf, type Peer } from './peers.ts';

/** One way to ask the same thing of each peer. */
export interface Question {
  name: string;
  /** Undefined where the peer has no such operation. */
  request(
    peer: Peer,
  ): { method: 'GET' | 'POST'; path: string; headers?: Record<string, string>; body?: string } | undefined;
  /** A request of its own for each call, where calls must differ. */
  each?: (peer: Peer) => autocannon.Request;
}

export interface Figures {
  perSecond: number;
  p50: number;
  p99: number;
  /** Milliseconds of CPU a request: the server's process, and Postgres. */
  nodeCpu: number;
  postgresCpu: number;
  failed: number;
}

/** Milliseconds of CPU of all processes whose parent is the postmaster. */
export function postgresCpu(postmaster: number): number {
  let sum = 0;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const parent = Number(
        readFileSync(`/proc/${entry}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ')[1],
      );
      if (parent === postmaster) sum += cpuOf(Number(entry));
    } catch {
      // It ended in between.
    }
  }
  return sum;
}

/** Asks for a while and counts. */
export async function measure(
  peer: Peer,
  requests: autocannon.Request[],
  { seconds, connections, postmaster }: { seconds: number; connections: number; postmaster: number },
): Promise<Figures> {
  const before = { node: cpuOf(peer.child.pid!), postgres: postgresCpu(postmaster) };
  const result = await autocannon({ url: peer.origin, connections, duration: seconds, requests });
  const answered = result['2xx'];
  return {
    perSecond: answered / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    nodeCpu: (cpuOf(peer.child.pid!) - before.node) / answered,
    postgresCpu: (postgresCpu(postmaster) - before.postgres) / answered,
    failed: result.non2xx + result.errors,
  };
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1]!;
