import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FairPool } from './database/fair-pool.ts';
import type { Logger } from './log.ts';

/** Why a request was sent away at the door. */
export type ShedReason = 'in_flight' | 'queue_full' | 'event_loop';

const windowMilliseconds = 250;

export interface PressureLimits {
  inFlightLimit: number;
  /** Milliseconds; the median lag of a quarter of a second is compared, or of as long as two turns of the loop take. */
  eventLoopLimit: number;
}

/** Knows whether one more request would be one too many. */
export class Pressure {
  readonly shed: Record<ShedReason, number> = { in_flight: 0, queue_full: 0, event_loop: 0 };
  inFlight = 0;
  readonly #limits: PressureLimits;
  readonly #pool: FairPool;
  readonly #delay = monitorEventLoopDelay({ resolution: 10 });
  readonly #watching: NodeJS.Timeout;
  #lags = false;
  #told = 0;

  constructor(limits: PressureLimits, pool: FairPool, log: Logger) {
    this.#limits = limits;
    this.#pool = pool;
    this.#delay.enable();
    this.#watching = setInterval(() => this.#look(log), windowMilliseconds).unref();
  }

  /** The reason to send a request away, counted; undefined where it may come in. The tenant is the one it claims, where that shows. */
  refusal(tenantId?: string): ShedReason | undefined {
    const reason = this.#lags
      ? 'event_loop'
      : this.inFlight >= this.#limits.inFlightLimit
        ? 'in_flight'
        : this.#pool.turns.isFullFor(tenantId)
          ? 'queue_full'
          : undefined;
    if (reason) this.shed[reason] += 1;
    return reason;
  }

  stop(): void {
    clearInterval(this.#watching);
    this.#delay.disable();
  }

  #look(log: Logger): void {
    // The median of more than one turn of the loop is asked, so that one long piece of work turns nobody away; long
    // pieces without a pause leave a window no second turn, and are judged together with the next one's.
    if (this.#delay.count > 1) {
      this.#lags = this.#delay.percentile(50) / 1e6 > this.#limits.eventLoopLimit;
      this.#delay.reset();
    }
    const all = Object.values(this.shed).reduce((sum, count) => sum + count, 0);
    if (all > this.#told) log.warn({ shed: { ...this.shed }, inFlight: this.inFlight }, 'overloaded');
    this.#told = all;
  }
}
