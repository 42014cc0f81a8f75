/** Why a source gave no answer: `passing` may be gone when it is asked again, `final` will not. Names no person. */
export class SourceFault extends Error {
  readonly kind: 'passing' | 'final';
  /** How long the source asks to be left alone. */
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, kind: 'passing' | 'final', retryAfterSeconds?: number) {
    super(message);
    this.kind = kind;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
