import { openGround, type Ground } from './ground.ts';
import type { Extent, Part } from './part.ts';
import { killPostgres } from './parts/kill-postgres.ts';
import { killService } from './parts/kill-service.ts';
import { killedWorkers } from './parts/killed-workers.ts';
import { races } from './parts/races.ts';
import { rollingRestart } from './parts/rolling-restart.ts';
import { slowClients } from './parts/slow-clients.ts';
import { soak } from './parts/soak.ts';
import { terminateBackends } from './parts/terminate-backends.ts';

const parts: readonly Part[] = [
  killService,
  killPostgres,
  terminateBackends,
  slowClients,
  rollingRestart,
  killedWorkers,
  races,
  soak,
];

const [chosen, scale = '1'] = process.argv.slice(2);
const wanted = chosen === undefined || chosen === 'all' ? parts : parts.filter(({ name }) => name === chosen);
if (wanted.length === 0 || !(Number(scale) > 0)) {
  process.stderr.write(
    `npm run torture -- [part] [fraction]\n${parts.map(({ name, promise }) => `  ${name}: ${promise}`).join('\n')}\n`,
  );
  process.exit(2);
}
const extent: Extent = { of: (full, least = 1) => Math.max(least, Math.round(full * Number(scale))) };

/** What the service printed of the request that a failure names, or its last words. */
function linesOf(said: string, failure: string): string {
  const [, requestId] = /"requestId":"([^"]+)"/.exec(failure) ?? [];
  const lines = said.trim().split('\n');
  return (requestId ? lines.filter((line) => line.includes(requestId)) : lines.slice(-5)).join('\n');
}

// Whoever ends the torture ends what it has started.
let standing: Ground | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    const ended = standing?.end() ?? Promise.resolve();
    void ended.finally(() => process.exit(1));
  });
}

// A service that a failed part left running must not outlive this process.
let failed = 0;
for (const { name, promise, run } of wanted) {
  const ground = await openGround();
  standing = ground;
  const began = performance.now();
  try {
    const figures = await run(ground, extent);
    process.stdout.write(`${name}: ${figures} [${Math.round((performance.now() - began) / 1_000)} s]\n`);
  } catch (error) {
    failed += 1;
    process.stdout.write(
      `${name} FAILED (${promise})\n  ${(error as Error).stack}\n${linesOf(ground.said(), (error as Error).message)}\n`,
    );
  } finally {
    await ground.end();
  }
}
process.exit(failed === 0 ? 0 : 1);
