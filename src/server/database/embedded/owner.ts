import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { startOf } from './process-start.ts';

/**
 * Whether this process is to stop the server. One whose starter was killed belongs to the next process that
 * finds it; otherwise nobody would ever stop it.
 */
export function takeOwnership(file: string, reused: boolean): boolean {
  if (reused && isOwned(file)) return false;
  writeFileSync(file, `${process.pid} ${startOf(process.pid)}`, { mode: 0o600 });
  return true;
}

export function releaseOwnership(file: string): void {
  rmSync(file, { force: true });
}

// Its pid may be another's by now; a file of an earlier release names no start.
function isOwned(file: string): boolean {
  const [pid, start] = /^(\d+)(?: (.+))?$/.exec(readOwner(file))?.slice(1) ?? [];
  const running = startOf(Number(pid));
  return running !== undefined && (start === undefined || start === running);
}

function readOwner(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
