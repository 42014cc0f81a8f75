import { createApp } from '../../app.ts';
import { loadConfig } from '../../server/config.ts';
import { acquireSecret, assertFit } from '../../server/database/acquire.ts';
import { assertGuarded } from '../../server/database/fitness.ts';
import { stopAtSignals } from '../../server/stopping.ts';
import { surviveUncaught } from '../../server/uncaught.ts';

/** Runs reactions and timers without answering requests; any number of these share the work. */
async function work(): Promise<void> {
  const config = loadConfig();
  if (!config.databaseUrl)
    throw new Error(
      'DATABASE_URL: is required; the embedded database belongs to npm start, which works its own timers.',
    );
  await assertFit(config.databaseUrl, config);
  await assertGuarded(config.databaseUrl);
  const app = await createApp(config, config.databaseUrl, acquireSecret(config));
  app.worker.start();
  // Nobody asks a worker anything, so there is nothing to drain.
  surviveUncaught(app.log, stopAtSignals(app, { ...config, drainSeconds: 0 }));
  process.stdout.write('The worker is running.\n');
}

await work().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
});
