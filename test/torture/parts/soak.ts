import { setTimeout as sleep } from 'node:timers/promises';
import { counted, must, percentile, residentOf, slopeOf } from '../figures.ts';
import type { Part } from '../part.ts';
import { Writers } from '../writers.ts';

const reads = [
  '/v1/units?limit=50&include=facility',
  '/v1/programs?sort=-name&limit=20',
  '/v1/cost-centers?count=true',
  '/v1/events?limit=50',
  '/v1/me',
];

// A soak is steady work, not as much as the machine can take.
const pause = 20;

const lagOf = async (address: string): Promise<number> => {
  const text = await (await fetch(`${address}/metrics`)).text();
  const [, seconds] = /^nodejs_eventloop_lag_p99_seconds ([\d.e+-]+)/m.exec(text) ?? [];
  return Number(seconds) * 1_000;
};

/** MINUTES=30 is the whole figure; two are run without it. */
export const soak: Part = {
  name: 'soak',
  promise:
    '30 minutes of mixed load: memory grows by less than 1 MiB a minute after warm-up, the event loop answers in 50 ms (p99)',
  async run(ground, extent) {
    const service = await ground.service();
    const { address, child } = service;
    const writers = new Writers(ground, { address: () => address, pause });
    writers.start(2);
    const minutes = Number(process.env['MINUTES'] ?? 2);
    const length = extent.of(minutes * 60_000, 10_000);
    const began = performance.now();
    const going = () => performance.now() - began < length;
    const took: number[] = [];
    const read = async (at: number) => {
      for (let turn = at; going(); turn += 1) {
        const asked = performance.now();
        const answer = await fetch(`${address}${reads[turn % reads.length]}`, {
          headers: { authorization: `Bearer ${ground.token}` },
        });
        await answer.arrayBuffer();
        must(answer.ok, `a read is answered, not ${answer.status}`);
        took.push(performance.now() - asked);
        await sleep(pause);
      }
    };
    const memory: [minutes: number, mebibytes: number][] = [];
    const lags: number[] = [];
    const watch = async () => {
      while (going()) {
        await sleep(Math.min(5_000, length / 20));
        const at = performance.now() - began;
        // The first third warms up: code is compiled, caches fill.
        if (at < length / 3) continue;
        memory.push([at / 60_000, residentOf(child.pid!)]);
        lags.push(await lagOf(address));
      }
    };
    await Promise.all([read(0), read(1), watch()]);
    await writers.stop();
    must((await service.stop()) === 0, 'the service ends with 0');
    const slope = slopeOf(memory);
    const lag = percentile(lags, 0.5);
    // A slope of two minutes is mostly the collector's rhythm; the whole figure is judged by the half hour.
    if (minutes >= 30) must(slope < 1, `memory grows by less than 1 MiB a minute, not ${slope.toFixed(2)}`);
    must(lag < 50, `the event loop's p99 is under 50 ms, not ${lag}`);
    return `${minutes} min, ${took.length} reads (p99 ${percentile(took, 0.99)} ms), ${writers.acks} writes (${counted(writers.statuses)}); memory ${memory[0]![1].toFixed(0)} → ${memory.at(-1)![1].toFixed(0)} MiB, ${slope.toFixed(2)} MiB a minute; event loop p99 ${lag} ms`;
  },
};
