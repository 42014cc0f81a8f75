import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config.ts';
import type { Logger } from './log.ts';

/** A process as its stopping needs it. */
export interface Stoppable {
  log: Logger;
  /** Answers not ready from now on, and asks kept-alive connections to close; requests are still served. */
  beginDrain(): void;
  /** Takes no more, finishes what runs, and lets go of everything. */
  close(): Promise<void>;
}

/**
 * Stops the process at SIGTERM or SIGINT: not ready, DRAIN_SECONDS in which it still serves, then what runs is finished,
 * exit 0. What still runs STOP_SECONDS after the drain is cut off, exit 1; so is everything at a second signal. The
 * answer stops it for another reason, exit 1.
 */
export function stopAtSignals(
  app: Stoppable,
  { drainSeconds, timeouts }: Pick<Config, 'drainSeconds' | 'timeouts'>,
): () => void {
  let stopping = false;
  const stop = (code: number) => {
    if (stopping) {
      app.log.warn('told twice to stop: stopping at once');
      process.exit(1);
    }
    stopping = true;
    void (async () => {
      app.beginDrain();
      // A proxy needs a moment to see that this process is not ready; it is answered meanwhile.
      await sleep(drainSeconds * 1_000);
      setTimeout(() => {
        app.log.error('stopped while work was under way');
        process.exit(1);
      }, timeouts.stopSeconds * 1_000).unref();
      try {
        await app.close();
      } catch (error) {
        app.log.error({ err: error }, 'could not stop in order');
        process.exit(1);
      }
      process.exit(code);
    })();
  };
  process.on('SIGTERM', () => stop(0));
  process.on('SIGINT', () => stop(0));
  return () => void (stopping || stop(1));
}
