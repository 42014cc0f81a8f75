import { createApp } from '../app.ts';
import { loadConfig } from '../server/config.ts';
import { acquireSecret } from '../server/database/acquire.ts';

/** Runs reactions and timers without answering requests; any number of these share the work. */
async function work(): Promise<void> {
  const config = loadConfig();
  if (!config.databaseUrl)
    throw new Error(
      'DATABASE_URL: is required; the embedded database belongs to npm start, which works its own timers.',
    );
  const app = await createApp(config, config.databaseUrl, acquireSecret(config));
  app.worker.start();
  process.stdout.write('The worker is running.\n');
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => void app.close().then(() => process.exit(0)));
}

await work().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
});
