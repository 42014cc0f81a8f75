import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** The account a PostgreSQL process is started under, as `spawn` takes it; empty means this process's own. */
export interface Account {
  uid?: number;
  gid?: number;
}

/** What PostgreSQL's processes are told of the environment: nothing of ours, which may hold secrets. */
export const serverEnvironment = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' };

/** Where root keeps what the server's account could not reach under a closed directory such as /root. */
export const rootDirectory = '/var/lib/requisite';

const nobody: Account = { uid: 65534, gid: 65534 };

/** PostgreSQL refuses to run as root, so root hands it to the data's owner, or to nobody when it has none. */
export function accountFor(dataDirectory: string): Account {
  const self = process.getuid?.();
  const found = statSync(dataDirectory, { throwIfNoEntry: false });
  if (self === 0) return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : nobody;
  if (found && self !== undefined && found.uid !== self) {
    throw new Error(
      `${dataDirectory} belongs to another user (uid ${found.uid}): start as that user or choose another directory.`,
    );
  }
  return {};
}

/** The path at which the data lies: the one asked for, or one under `rootDirectory` where that is closed to the server. */
export function settleDataDirectory(wanted: string, log: (message: string) => void): string {
  const parent = dirname(resolve(wanted));
  mkdirSync(parent, { recursive: true });
  // A running server is recognized by its path, so two spellings of one directory must become the same.
  const directory = join(realpathSync(parent), basename(resolve(wanted)));
  const account = accountFor(directory);
  if (account.uid === undefined || mayEnter(dirname(directory), account)) return directory;
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 12);
  const moved = join(rootDirectory, name, basename(directory));
  mkdirSync(dirname(moved), { recursive: true, mode: 0o755 });
  log(`${directory} cannot be reached by uid ${account.uid}, the data lies in ${moved}`);
  return moved;
}

function mayEnter(directory: string, account: Account): boolean {
  const options = { ...account, cwd: '/', env: serverEnvironment };
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', directory], options).status === 0;
}
