import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataDirectory } from './data-directory.ts';

/** A service in a process of its own, to be killed. */
export interface ServiceProcess {
  address: string;
  child: ChildProcess;
  /** Everything that it has printed. */
  said(): string;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and answers the exit code. */
  stop(): Promise<number | null>;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts `src/bin/serve.ts` and waits until it is ready, for so many milliseconds at most. */
export async function startProcess(
  environment: Record<string, string>,
  patience = 60_000,
): Promise<ServiceProcess> {
  const port = Number(environment['PORT'] ?? (await freePort()));
  const child = spawn(process.execPath, ['src/bin/serve.ts'], {
    env: {
      PATH: process.env['PATH'],
      TZ: 'UTC',
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
      RATE_LIMIT: '1000000',
      TENANT_RATE_LIMIT: '1000000',
      DATA_DIRECTORY: dataDirectory,
      ...environment,
      PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout!.on('data', (chunk) => (said += String(chunk)));
  child.stderr!.on('data', (chunk) => (said += String(chunk)));
  const exited = once(child, 'exit');
  const address = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + patience;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the service ended: ${said}`);
    const ready = await fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) break;
    if (performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`the service is not ready: ${said}`);
    }
    await sleep(50);
  }
  return {
    address,
    child,
    said: () => said,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      child.kill('SIGTERM');
      const [code] = (await exited) as [number | null];
      return code;
    },
  };
}
