const pollMilliseconds = 500;

/** Looks for work again and again: at once where there was some or it is woken, else after a pause. */
export class Lookout {
  readonly #look: () => Promise<boolean>;
  readonly #onFailure: (error: unknown) => void;
  readonly #pauseMilliseconds: number;
  #stopping = false;
  #woken = false;
  #wake: (() => void) | undefined;
  #running: Promise<void> | undefined;

  /** `look` does some of what is owed, and answers whether there was any. */
  constructor(
    look: () => Promise<boolean>,
    onFailure: (error: unknown) => void,
    pauseMilliseconds = pollMilliseconds,
  ) {
    this.#look = look;
    this.#onFailure = onFailure;
    this.#pauseMilliseconds = pauseMilliseconds;
  }

  /** Whether it was started and is to stop. */
  get ending(): boolean {
    return this.#stopping && this.#running !== undefined;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Looks again now instead of at the next poll. */
  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  /** Finishes the look at hand and stops. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#woken = false;
      const worked = await this.#look().catch((error: unknown) => {
        this.#onFailure(error);
        return false;
      });
      if (!worked && !this.#woken && !this.#stopping) await this.#pause();
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timeout = setTimeout(resolve, this.#pauseMilliseconds);
      this.#wake = () => {
        clearTimeout(timeout);
        resolve();
      };
    });
  }
}
