/** The codes of RFC 6749 §5.2 and, for what it has none for, of RFC 6749 §4.1.2.1. */
type Code =
  | 'invalid_request'
  | 'invalid_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'temporarily_unavailable';

/** A refusal of the token endpoint, in the shape of RFC 6749 instead of a problem's. */
export class TokenRefusal extends Error {
  readonly code: Code;
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: Code,
    description: string,
    {
      status = code === 'invalid_client' ? 401 : 400,
      retryAfterSeconds,
    }: { status?: number; retryAfterSeconds?: number } = {},
  ) {
    super(description);
    this.code = code;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Whatever is wrong with a client, it is told the same. */
export const invalidClient = () =>
  new TokenRefusal('invalid_client', 'There is no such client with this secret.');
