import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * When the process with the id began, in words that no later holder of the id shares; undefined where it has ended, be
 * it that its parent has not taken note (a zombie answers signals still).
 */
export function startOf(pid: number): string | undefined {
  if (!(pid > 0)) return undefined;
  if (process.platform !== 'linux') return startByPs(pid);
  try {
    // The name, in parentheses, may hold spaces and parentheses itself.
    const [state, ...rest] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return /^[ZX]/i.test(state!) ? undefined : rest[18];
  } catch {
    return undefined;
  }
}

function startByPs(pid: number): string | undefined {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
  });
  const [state, ...start] = stdout.trim().split(/\s+/);
  return !state || state.startsWith('Z') ? undefined : start.join(' ');
}
