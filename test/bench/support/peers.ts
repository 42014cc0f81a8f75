import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server under measurement, in a process of its own. */
export interface Peer {
  name: string;
  origin: string;
  child: ChildProcess;
}

const jiffy = 10;

/** Milliseconds of CPU that a process has used since it began. */
export function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * jiffy;
}

/** Megabytes that a process holds in memory. */
export const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

/** Starts a server and waits until it answers at the path. */
export async function startPeer(
  name: string,
  file: string,
  args: string[],
  port: number,
  ready: string,
  environment: Record<string, string> = {},
): Promise<Peer> {
  const child = spawn(
    process.execPath,
    [
      ...(process.env['BENCH_PROF'] && name === 'requisite'
        ? ['--cpu-prof', '--cpu-prof-dir=/tmp/cpuprof']
        : []),
      join(import.meta.dirname, file),
      ...args,
    ],
    {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`);
    const answer = await fetch(`${origin}${ready}`).catch(() => undefined);
    if (answer) {
      await answer.arrayBuffer();
      return { name, origin, child };
    }
    await sleep(100);
  }
  throw new Error(`${name} does not answer`);
}

/** Ends a server and waits for it. */
export async function stopPeer({ child }: Peer): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(process.env['BENCH_PROF'] ? 'SIGTERM' : 'SIGKILL');
  await gone;
}
