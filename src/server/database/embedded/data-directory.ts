import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Account, serverEnvironment } from './account.ts';
import type { Binaries } from './binaries.ts';

/**
 * Makes the data directory where there is none, and answers the superuser's password: undefined when the
 * directory trusts every local connection, as one made with `durable: false` does.
 */
export function prepareDataDirectory(
  directory: string,
  durable: boolean,
  binaries: Binaries,
  account: Account,
): string | undefined {
  const passwordFile = `${directory}.password`;
  if (existsSync(join(directory, 'PG_VERSION'))) {
    assertMajorVersion(directory, binaries.major);
    if (durable && !existsSync(passwordFile)) {
      throw new Error(`${passwordFile} is missing: it holds the password of the database in ${directory}.`);
    }
  } else {
    if (durable) writePassword(passwordFile, account);
    initialize(directory, durable, binaries, account);
  }
  return existsSync(passwordFile) ? readFileSync(passwordFile, 'utf8').trim() : undefined;
}

function assertMajorVersion(directory: string, bundled: string): void {
  const found = readFileSync(join(directory, 'PG_VERSION'), 'utf8').trim();
  if (found === bundled) return;
  throw new Error(
    `${directory} holds a PostgreSQL ${found} database, the bundled server is PostgreSQL ${bundled}: ` +
      `move the data with pg_dump and pg_restore, or choose another directory.`,
  );
}

// Owned by the server's account, since initdb reads it; root reads it anyway.
function writePassword(file: string, account: Account): void {
  if (existsSync(file)) return;
  writeFileSync(file, randomBytes(24).toString('base64url'), { flag: 'wx', mode: 0o600 });
  if (account.uid !== undefined) chownSync(file, account.uid, account.gid!);
}

// Into a neighboring directory that is renamed when whole: a killed initdb leaves nothing that looks like a database.
function initialize(directory: string, durable: boolean, { initdb }: Binaries, account: Account): void {
  const unfinished = `${directory}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (account.uid !== undefined) chownSync(unfinished, account.uid, account.gid!);
  const safety = durable
    ? ['--data-checksums', '-A', 'scram-sha-256', `--pwfile=${directory}.password`]
    : ['--no-data-checksums', '-A', 'trust', '--no-sync'];
  // The built-in locale needs none of the operating system's.
  const locale = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const result = spawnSync(
    initdb,
    ['-D', unfinished, '-U', 'postgres', '--no-instructions', ...locale, ...safety],
    { ...account, cwd: dirname(directory), env: serverEnvironment, encoding: 'utf8' },
  );
  if (result.status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error(explain(result.error?.message ?? result.stderr));
  }
  try {
    renameSync(unfinished, directory);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error(`${directory} is in the way: it holds files and no database.`, { cause: error });
  }
}

function explain(failure: string): string {
  const unknown = /could not look up effective user ID (\d+)/.exec(failure);
  if (!unknown) return `A new database could not be made: ${failure.trim()}`;
  return (
    `PostgreSQL cannot run as user id ${unknown[1]}, which has no entry in /etc/passwd: ` +
    `add one, or set DATABASE_URL to a server of your own.`
  );
}
