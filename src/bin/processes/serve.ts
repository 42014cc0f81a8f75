import { createApp } from '../../app.ts';
import { loadConfig, type Config } from '../../server/config.ts';
import { acquireDatabase, acquireSecret } from '../../server/database/acquire.ts';
import { stopAtSignals } from '../../server/stopping.ts';
import { surviveUncaught } from '../../server/uncaught.ts';
import { openSandbox } from '../sandbox/open.ts';
import { welcome } from '../sandbox/welcome.ts';

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
  let closing: Promise<void> | undefined;
  const close = () =>
    (closing ??= (async () => {
      await app.close();
      await database.release();
    })());
  surviveUncaught(app.log, stopAtSignals({ log: app.log, beginDrain: app.beginDrain, close }, config));
  try {
    const address = await listen(app.http, config);
    if (config.worker) app.worker.start();
    const tokens =
      config.environment !== 'development' ? undefined : await openSandbox(app, config, address, say);
    say(welcome({ address, source: database.source, graphiql: config.graphiql, tokens }));
  } catch (error) {
    // Told to stop while it was still starting: what that cut off is no failure.
    if (closing) return;
    await close();
    throw error;
  }
}

await serve().catch(fail);
