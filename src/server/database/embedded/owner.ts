import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isAlive } from './start-lock.ts';

/**
 * Whether this process is to stop the server. One whose starter was killed belongs to the next process that
 * finds it; otherwise nobody would ever stop it.
 */
export function takeOwnership(file: string, reused: boolean): boolean {
  if (reused && isAlive(Number(readOwner(file)))) return false;
  writeFileSync(file, String(process.pid), { mode: 0o600 });
  return true;
}

export function releaseOwnership(file: string): void {
  rmSync(file, { force: true });
}

function readOwner(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
