import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { accountFor, settleDataDirectory } from './embedded/account.ts';
import { findBinaries } from './embedded/binaries.ts';
import { prepareDataDirectory } from './embedded/data-directory.ts';
import { releaseOwnership, takeOwnership } from './embedded/owner.ts';
import { choosePort } from './embedded/port.ts';
import { findPostmaster, launchPostmaster, type Postmaster, stopPostmaster } from './embedded/postmaster.ts';
import { withStartLock } from './embedded/start-lock.ts';

export interface EmbeddedOptions {
  /** Made when missing. As root it may come to lie elsewhere: see `settleDataDirectory`. */
  dataDirectory: string;
  /** On 127.0.0.1; a free one when absent. */
  port?: number;
  /** True keeps what was committed through a crash and asks for a password; false is for data that tests throw away. */
  durable: boolean;
  /** Server settings on top of ours. */
  settings?: Record<string, string>;
  log?: (message: string) => void;
}

export interface EmbeddedServer {
  /** Of the superuser, in the database `postgres`. */
  url: string;
  port: number;
  pid: number;
  /** Whether an earlier process had started it. */
  reused: boolean;
  /** Ends the server, unless another living process started it. */
  stop(): Promise<void>;
}

const patience = 5_000;
// What a server that is being killed leaves behind for a moment, or a port that was taken in between.
const passing = /lock file|shared memory|could not bind|does not answer/;

/** Starts the bundled PostgreSQL, or finds it running: it outlives the process that started it. Errors are one clear line. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const log = options.log ?? (() => {});
  const directory = settleDataDirectory(options.dataDirectory, log);
  return withStartLock(`${directory}.lock`, async () => {
    const deadline = Date.now() + patience;
    for (;;) {
      try {
        return await start(directory, options, log);
      } catch (error) {
        if (!passing.test(String(error)) || Date.now() > deadline) throw error;
        log(`${(error as Error).message}; trying again`);
        await sleep(250);
      }
    }
  });
}

async function start(
  directory: string,
  { port, durable, settings }: EmbeddedOptions,
  log: (message: string) => void,
): Promise<EmbeddedServer> {
  const account = accountFor(directory);
  const binaries = findBinaries(account, directory, log);
  const password = prepareDataDirectory(directory, durable, binaries, account);
  const running = findPostmaster(directory);
  if (running) {
    await assertAnswers(urlOf(running, password));
    return serverOf(running, password, directory, true);
  }
  const postmaster = await launchPostmaster(
    binaries.postgres,
    directory,
    { ...settingsOf(durable), port: String(await choosePort(port)), ...settings },
    account,
  );
  return serverOf(postmaster, password, directory, false);
}

function settingsOf(durable: boolean): Record<string, string> {
  const safety = durable ? 'on' : 'off';
  return {
    listen_addresses: '127.0.0.1',
    // Without sockets there are none to be stale, and no limit on the length of the path.
    unix_socket_directories: '',
    max_connections: '100',
    // A call of 1,000 weeks holds the time of as many workers, and several come at once.
    max_locks_per_transaction: '256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    fsync: safety,
    full_page_writes: safety,
    synchronous_commit: safety,
    // Parameters are personal data: they stay out of the log.
    log_parameter_max_length_on_error: '0',
    // So do the words and details of an error, which quote rows: the service logs what failed without them.
    log_min_messages: 'log',
  };
}

// A server that was just killed may still look alive.
async function assertAnswers(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
  } catch (error) {
    throw new Error(`The running PostgreSQL does not answer (${(error as Error).message})`, { cause: error });
  }
}

function urlOf({ port }: Postmaster, password: string | undefined): string {
  const user = password === undefined ? 'postgres' : `postgres:${encodeURIComponent(password)}`;
  return `postgres://${user}@127.0.0.1:${port}/postgres`;
}

function serverOf(
  postmaster: Postmaster,
  password: string | undefined,
  directory: string,
  reused: boolean,
): EmbeddedServer {
  const ownerFile = `${directory}.owner`;
  const isOurs = takeOwnership(ownerFile, reused);
  return {
    url: urlOf(postmaster, password),
    port: postmaster.port,
    pid: postmaster.pid,
    reused,
    async stop() {
      // Its owner may have been dying when this process came, or have died since.
      const isLeft = () =>
        findPostmaster(directory)?.pid === postmaster.pid && takeOwnership(ownerFile, true);
      if (!isOurs && !isLeft()) return;
      await stopPostmaster(postmaster, directory);
      releaseOwnership(ownerFile);
    },
  };
}
