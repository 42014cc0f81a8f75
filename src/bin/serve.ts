import { createApp } from '../app.ts';
import { loadConfig, type Config } from '../server/config.ts';
import { acquireDatabase, acquireSecret } from '../server/database/acquire.ts';
import { openSandbox } from './sandbox/open.ts';
import { welcome } from './sandbox/welcome.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

function fail(error: unknown): never {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}

/** Listens, or says which port is taken and what to do. */
async function listen(
  http: Awaited<ReturnType<typeof createApp>>['http'],
  { host, port }: Config,
): Promise<string> {
  try {
    return await http.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error(`Port ${port} is taken. Stop what listens there, or choose another: PORT=3001 npm start`);
  }
}

async function serve(): Promise<void> {
  const config = loadConfig();
  const secret = acquireSecret(config);
  const database = await acquireDatabase(config, say);
  const app = await createApp(config, database.url, secret);
  let stopping: Promise<void> | undefined;
  const stop = () =>
    (stopping ??= (async () => {
      // A proxy needs a moment to see that this process is not ready; it is answered meanwhile.
      app.beginDrain();
      await new Promise((resolve) => setTimeout(resolve, config.drainSeconds * 1_000));
      await app.close();
      await database.release();
    })());
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => void stop().then(() => process.exit(0), fail));
  }
  try {
    const address = await listen(app.http, config);
    if (config.worker) app.worker.start();
    const tokens =
      config.environment !== 'development' ? undefined : await openSandbox(app, config, address, say);
    say(welcome({ address, source: database.source, graphiql: config.graphiql, tokens }));
  } catch (error) {
    await app.close();
    await database.release();
    throw error;
  }
}

await serve().catch(fail);
