import { spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, fchownSync, fstatSync, openSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, serverEnvironment } from './account.ts';

/** A server process: `pid` is its parent of all, which alone is ever signaled. */
export interface Postmaster {
  pid: number;
  port: number;
}

const longestRecovery = 120_000;
// The last checkpoint waits for the disk, and a disk that is behind is no reason to pull the plug.
const longestShutdown = { SIGINT: 60_000, SIGQUIT: 10_000 };

/** The server that now runs on the directory; a file that names any other process is removed. */
export function findPostmaster(directory: string): Postmaster | undefined {
  const file = readPidFile(directory);
  if (!file) return undefined;
  if (isPostmaster(file.pid, directory)) return file;
  // PostgreSQL itself would refuse to start while the pid exists, be it a zombie's or a stranger's.
  rmSync(join(directory, 'postmaster.pid'), { force: true });
  return undefined;
}

/** Starts a server that outlives this process and answers when it accepts connections, after recovery if need be. */
export async function launchPostmaster(
  postgres: string,
  directory: string,
  settings: Record<string, string>,
  account: Account,
): Promise<Postmaster> {
  const logFile = join(directory, 'server.log');
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_RDWR } = constants;
  const output = openSync(logFile, O_APPEND | O_CREAT | O_NOFOLLOW | O_RDWR, 0o600);
  if (account.uid !== undefined) fchownSync(output, account.uid, account.gid!);
  const logStart = fstatSync(output).size;
  const child = spawn(
    postgres,
    ['-D', directory, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...account, cwd: directory, stdio: ['ignore', output, output], detached: true, env: serverEnvironment },
  );
  closeSync(output);
  let ending: string | undefined;
  child.once('exit', (code, signal) => (ending = `ended with ${code ?? signal}`));
  child.once('error', (error) => (ending = error.message));

  const deadline = Date.now() + longestRecovery;
  for (;;) {
    if (ending !== undefined) throw new Error(`PostgreSQL ${ending}: ${complaint(logFile, logStart)}`);
    const file = readPidFile(directory);
    // A file that an earlier server left says `ready` too.
    if (file?.pid === child.pid && file?.ready) {
      child.unref();
      return file;
    }
    if (Date.now() > deadline) throw new Error(`PostgreSQL is still not ready after 120 s; see ${logFile}`);
    await sleep(10);
  }
}

/** Ends the server: open transactions are rolled back, connections closed; resolves when the process is gone. */
export async function stopPostmaster({ pid }: Postmaster, directory: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    sendSignal(pid, signal, directory);
    const deadline = Date.now() + longestShutdown[signal];
    while (isPostmaster(pid, directory) && Date.now() < deadline) await sleep(10);
    if (!isPostmaster(pid, directory)) return;
  }
  throw new Error(`PostgreSQL (pid ${pid}) does not stop; see ${join(directory, 'server.log')}`);
}

function sendSignal(pid: number, signal: NodeJS.Signals, directory: string): void {
  if (!isPostmaster(pid, directory)) return;
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function readPidFile(directory: string): (Postmaster & { ready: boolean }) | undefined {
  try {
    const lines = readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : undefined;
  } catch {
    return undefined;
  }
}

function isPostmaster(pid: number, directory: string): boolean {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return stdout.includes('postgres') && stdout.includes(`-D ${directory} `);
  }
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return basename(words[0]!) === 'postgres' && words.includes(directory);
  } catch {
    return false;
  }
}

function complaint(logFile: string, from: number): string {
  const said = readFileSync(logFile).subarray(from).toString('utf8').trim();
  const fatal = said.split('\n').filter((line) => /(FATAL|PANIC|HINT):/.test(line));
  return fatal.length > 0 ? fatal.join(' ') : said || `see ${logFile}`;
}
