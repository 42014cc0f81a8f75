import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { must, percentile, residentOf } from '../figures.ts';
import type { Ground } from '../ground.ts';
import type { Part } from '../part.ts';

const rowsAtOnce = 1_000;

async function fill(ground: Ground, address: string, rows: number): Promise<void> {
  const admin = ground.client(address);
  for (let from = 0; from < rows; from += rowsAtOnce) {
    const items = Array.from({ length: rowsAtOnce }, (_, at) => ({
      externalId: { system: 'hris', id: `S${from + at}` },
      programId: ground.programId,
      facilityId: 'ext:hris:F1',
      name: `Slow ${from + at} ${'x'.repeat(150)}`,
    }));
    await admin.post('/units/bulk', { items });
  }
}

function open(address: string, first: string): Socket {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(first);
  return socket;
}

const request = (line: string, token: string, more = '') =>
  `${line} HTTP/1.1\r\nHost: slow\r\nAuthorization: Bearer ${token}\r\n${more}`;

/** Asks for everything and reads nothing of it. */
function stalledReader(address: string, token: string): Socket {
  const socket = open(address, `${request('GET /v1/units', token, 'Accept: application/x-ndjson\r\n')}\r\n`);
  socket.pause();
  return socket;
}

/** Sends its headers, or its body, a byte at a time. */
function slowSender(address: string, token: string, at: number): Socket {
  const body = 'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{';
  const first = at % 2 === 0 ? 'GET /v1/me HTTP/1.1\r\nHost: sl' : request('POST /v1/programs', token, body);
  const socket = open(address, first);
  socket.resume();
  const drip = setInterval(() => (socket.writable ? socket.write(' ') : clearInterval(drip)), 1_000);
  socket.on('close', () => clearInterval(drip));
  return socket;
}

export const slowClients: Part = {
  name: 'slow-clients',
  promise:
    '50 stalled readers and 80 slow senders: others are answered within a second (p99), memory is bounded, no slow sender stays',
  async run(ground, extent) {
    const service = await ground.service();
    const { address, child } = service;
    await fill(ground, address, extent.of(40_000, 4_000));
    const reading = await ground.members(5, { role: 'program_manager' });
    await fetch(`${address}/health/ready`);
    const before = residentOf(child.pid!);
    const readers = Array.from({ length: 50 }, (_, at) =>
      stalledReader(address, reading[at % reading.length]!.token),
    );
    const senders = Array.from({ length: 80 }, (_, at) => slowSender(address, ground.token, at));
    const began = performance.now();
    const took: number[] = [];
    let most = before;
    let refused = 0;
    const other = async () => {
      while (performance.now() - began < 42_000) {
        const at = performance.now();
        const answer = await fetch(`${address}/v1/units?limit=20`, {
          headers: { authorization: `Bearer ${ground.token}` },
        });
        await answer.arrayBuffer();
        if (!answer.ok) refused += 1;
        took.push(performance.now() - at);
        most = Math.max(most, residentOf(child.pid!));
        await sleep(50);
      }
    };
    await Promise.all(Array.from({ length: 4 }, other));
    const left = senders.filter((socket) => !socket.destroyed && socket.writable).length;
    for (const socket of [...readers, ...senders]) socket.destroy();
    must((await service.stop()) === 0, 'the service ends with 0');
    const slowest = percentile(took, 0.99);
    must(left === 0, `0 of 80 slow senders are open after 42 s, not ${left}`);
    must(refused === 0, `others are answered, and ${refused} were not`);
    must(slowest < 1_000, `others' p99 under 1 s, not ${slowest} ms`);
    must(most - before <= 128, `memory grows by 128 MiB at the most, not ${Math.round(most - before)}`);
    return `50 stalled readers, 80 slow senders (0 open after 42 s): ${took.length} answers to others, p50 ${percentile(took, 0.5)} ms, p99 ${slowest} ms; memory ${Math.round(before)} → ${Math.round(most)} MiB`;
  },
};
