import type { Logger } from './log.ts';

/** Errors that nobody caught, since the process began: each is a bug. */
export const uncaught = { exceptions: 0, rejections: 0 };

const minute = 60_000;
const mostInAMinute = 10;

/**
 * Keeps the process and its other requests alive when an error was caught by nobody: it is logged as fatal and
 * counted. State that outlives a request is in Postgres, so there is little to have been left half done; ten within a
 * minute are another matter: then `stop` is called, once, so that a supervisor starts afresh.
 */
export function surviveUncaught(log: Logger, stop: () => void): void {
  let recent: number[] = [];
  const note = (kind: keyof typeof uncaught) => (error: unknown) => {
    uncaught[kind] += 1;
    log.fatal({ err: error }, kind === 'exceptions' ? 'uncaught exception' : 'unhandled rejection');
    const now = performance.now();
    recent = [...recent.filter((at) => now - at < minute), now];
    if (recent.length === mostInAMinute) stop();
  };
  process.on('uncaughtException', note('exceptions'));
  process.on('unhandledRejection', note('rejections'));
}
