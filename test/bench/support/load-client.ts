import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

// A process of its own that sends one prepared GET over kept connections and tells its tally; the measure's hand.
// It does not wait for answers to send the next (arrivals are a Poisson process) unless `rate` is 0: then each
// connection sends again as soon as it was answered.
export interface LoadTerms {
  port: number;
  path: string;
  token: string;
  connections: number;
  seconds: number;
  /** Requests a second; 0 is as many as are answered. */
  rate: number;
  /** The share of connections that rest for as long as Retry-After says. */
  honoring: number;
  /** Seconds at the start whose latencies are not told, while connections are opened. */
  settling: number;
}

/** Latencies (milliseconds) count from the arrival, so that what waited for a connection is not forgotten. */
export interface Tally {
  sent: number;
  /** Arrivals that found every connection busy or resting. */
  unsent: number;
  statuses: Record<string, number>;
  errors: number;
  /** Refusals (429, 503) that did not say when to come again. */
  unadvised: number;
  p50: number;
  p99: number;
  longest: number;
  /** The share of one processor that sending took. */
  processor: number;
}

interface Line {
  socket: Socket | undefined;
  honors: boolean;
  begun: number;
  left: number;
  head: string;
}

const terms = JSON.parse(process.argv[2]!) as LoadTerms;
const request = Buffer.from(
  `GET ${terms.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${terms.token}\r\n\r\n`,
);
const tally = { sent: 0, unsent: 0, errors: 0, unadvised: 0, statuses: {} as Record<string, number> };
const took: number[] = [];
const free: Line[] = [];
let over = false;
let settled = 0;

function release(line: Line, rests: number): void {
  if (over) return;
  if (rests > 0) return void setTimeout(release, rests * 1_000, line, 0);
  if (terms.rate === 0) send(line, performance.now());
  else free.push(line);
}

function answered(line: Line): void {
  const status = line.head.slice(9, 12);
  tally.statuses[status] = (tally.statuses[status] ?? 0) + 1;
  const refused = status === '503' || status === '429';
  const advice = refused ? Number(/\r\nretry-after: (\d+)/i.exec(line.head)?.[1] ?? Number.NaN) : 0;
  if (status === '200' && line.begun >= settled) took.push(performance.now() - line.begun);
  if (Number.isNaN(advice)) tally.unadvised += 1;
  if (/\r\nconnection: close/i.test(line.head)) {
    line.socket?.destroy();
    line.socket = undefined;
  }
  line.head = '';
  release(line, line.honors && advice > 0 ? advice * (1 + Math.random() / 4) : 0);
}

function receive(line: Line, chunk: Buffer): void {
  let at = 0;
  while (at < chunk.length) {
    if (line.left > 0) {
      const here = Math.min(line.left, chunk.length - at);
      line.left -= here;
      at += here;
    } else {
      const end = chunk.indexOf('\r\n\r\n', at, 'latin1');
      if (end < 0) return void (line.head += chunk.toString('latin1', at));
      line.head += chunk.toString('latin1', at, end + 2);
      at = end + 4;
      line.left = Number(/\r\ncontent-length: (\d+)/i.exec(line.head)?.[1] ?? 0);
    }
    if (line.left === 0) answered(line);
  }
}

function open(line: Line): Socket {
  const socket = connect({ port: terms.port, host: '127.0.0.1', noDelay: true });
  socket.on('data', (chunk: Buffer) => receive(line, chunk));
  socket.on('error', () => (tally.errors += over ? 0 : 1));
  socket.on('close', () => {
    if (line.socket !== socket) return;
    Object.assign(line, { socket: undefined, left: 0, head: '' });
    release(line, 0.1);
  });
  return socket;
}

function send(line: Line, since: number): void {
  line.begun = since;
  tally.sent += 1;
  line.socket ??= open(line);
  line.socket.write(request);
}

const lines = Array.from({ length: terms.connections }, (_, index): Line => ({
  socket: undefined,
  honors: index < terms.connections * terms.honoring,
  begun: 0,
  left: 0,
  head: '',
}));
const cpu = process.cpuUsage();
const begun = performance.now();
const until = begun + terms.seconds * 1_000;
settled = begun + terms.settling * 1_000;
for (const line of lines) release(line, 0);
let next = begun;
while (performance.now() < until) {
  await sleep(2);
  if (terms.rate === 0) continue;
  for (
    const now = performance.now();
    next <= now;
    next += (-Math.log(1 - Math.random()) * 1_000) / terms.rate
  ) {
    const line = free.shift();
    if (line) send(line, next);
    else tally.unsent += 1;
  }
}
over = true;
const { user, system } = process.cpuUsage(cpu);
const sorted = took.toSorted((a, b) => a - b);
const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const told: Tally = {
  ...tally,
  p50: at(0.5),
  p99: at(0.99),
  longest: at(1),
  processor: (user + system) / 1_000 / (performance.now() - begun),
};
process.stdout.write(JSON.stringify(told), () => process.exit(0));
