/** Every kind of failure and the one HTTP status it has; GraphQL carries the same status in `extensions`. */
export const statusOf = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  conflict: 409,
  gone: 410,
  stale: 412,
  too_large: 413,
  uri_too_long: 414,
  media_type: 415,
  invalid: 422,
  version_required: 428,
  too_many: 429,
  headers_too_large: 431,
  internal: 500,
  unavailable: 503,
} as const;

export type Kind = keyof typeof statusOf;

/** One fault of the input: where (a JSON pointer, or a parameter's name), which rule, in words. */
export interface FieldFault {
  pointer: string;
  code: string;
  message: string;
}

export interface ProblemDetails {
  detail?: string;
  errors?: readonly FieldFault[];
  /** Members shown beside the standard ones, such as `currentVersion`. */
  facts?: Readonly<Record<string, string | number | readonly object[]>>;
  retryAfterSeconds?: number;
}

/** A failure that was declared: the only kind of error whose words reach a client. */
export class Problem extends Error {
  readonly declaration: ErrorDeclaration;
  readonly details: ProblemDetails;

  constructor(declaration: ErrorDeclaration, details: ProblemDetails = {}) {
    super(details.detail ?? declaration.title);
    this.declaration = declaration;
    this.details = details;
  }

  get status(): number {
    return statusOf[this.declaration.kind];
  }
}

/** A failure in the published catalog; calling it makes the problem to throw. Codes never change. */
export interface ErrorDeclaration {
  (details?: ProblemDetails): Problem;
  readonly code: string;
  readonly kind: Kind;
  readonly title: string;
}

const declared = new Map<string, ErrorDeclaration>();

/** Declares a failure: `code` says what is so, in snake_case. Two declarations of one code do not start. */
export function declareError(code: string, kind: Kind, title: string): ErrorDeclaration {
  if (declared.has(code)) throw new Error(`error ${code} is declared twice`);
  const declaration: ErrorDeclaration = Object.assign(
    (details?: ProblemDetails) => new Problem(declaration, details),
    { code, kind, title },
  );
  declared.set(code, declaration);
  return declaration;
}

/** The published catalog of every declared failure, by code. */
export const errorCatalog: ReadonlyMap<string, ErrorDeclaration> = declared;

export const malformed = declareError('malformed', 'malformed', 'The request could not be read.');
export const unauthenticated = declareError(
  'unauthenticated',
  'unauthenticated',
  'A valid bearer token is required.',
);
export const permissionMissing = declareError(
  'permission_missing',
  'forbidden',
  'This role or token lacks the permission.',
);
export const notFound = declareError(
  'not_found',
  'not_found',
  'There is no such thing, or none that you may see.',
);
export const methodNotAllowed = declareError(
  'method_not_allowed',
  'method_not_allowed',
  'This path does not take this method.',
);
export const notAcceptable = declareError(
  'not_acceptable',
  'not_acceptable',
  'None of the accepted media types can be given.',
);
export const stepNotAllowed = declareError(
  'step_not_allowed',
  'conflict',
  'This step is not possible in the present state.',
);
export const alreadyExists = declareError(
  'already_exists',
  'conflict',
  'Another one with the same identity exists.',
);
export const requestInProgress = declareError(
  'request_in_progress',
  'conflict',
  'A request with this idempotency key is still running.',
);
export const busy = declareError('busy', 'conflict', 'Others are changing the same thing; try again.');
export const staleVersion = declareError(
  'stale_version',
  'stale',
  'The version you saw is not the current one.',
);
export const tooLarge = declareError('too_large', 'too_large', 'The request is larger than is taken.');
export const uriTooLong = declareError(
  'uri_too_long',
  'uri_too_long',
  'The address is longer than is taken.',
);
export const headersTooLarge = declareError(
  'headers_too_large',
  'headers_too_large',
  'The headers are larger than is taken.',
);
export const mediaTypeNotSupported = declareError(
  'media_type_not_supported',
  'media_type',
  'The body is of a media type that is not taken here.',
);
export const invalidInput = declareError('invalid_input', 'invalid', 'The input breaks a rule; see errors.');
export const fieldNotAvailable = declareError(
  'field_not_available',
  'invalid',
  'There is no such field, or none that you may use.',
);
export const idempotencyKeyReused = declareError(
  'idempotency_key_reused',
  'invalid',
  'This idempotency key was used with another input.',
);
export const queryTooComplex = declareError(
  'query_too_complex',
  'invalid',
  'The query is larger than the documented limits.',
);
export const versionRequired = declareError(
  'version_required',
  'version_required',
  'An update names the version it saw (If-Match or expectedVersion).',
);
export const tooManyRequests = declareError(
  'too_many_requests',
  'too_many',
  'Too many requests; try again later.',
);
export const internalError = declareError(
  'internal_error',
  'internal',
  'Something went wrong here; it was recorded under the request id.',
);
export const unavailable = declareError(
  'unavailable',
  'unavailable',
  'The service cannot answer now; try again.',
);

/** Failures that any operation may answer with, so none declares them by itself. */
export const universalErrors: readonly ErrorDeclaration[] = [
  malformed,
  unauthenticated,
  permissionMissing,
  notFound,
  methodNotAllowed,
  notAcceptable,
  tooLarge,
  uriTooLong,
  headersTooLarge,
  mediaTypeNotSupported,
  invalidInput,
  fieldNotAvailable,
  tooManyRequests,
  internalError,
  unavailable,
  busy,
];

/** Failures that any command may answer with. */
export const commandErrors: readonly ErrorDeclaration[] = [
  requestInProgress,
  idempotencyKeyReused,
  staleVersion,
  versionRequired,
];

/** One fault of the input as a problem: `refuse('/endsOn', 'before_start', 'The end is before the start.')`. */
export const refuse = (pointer: string, code: string, message: string): Problem =>
  invalidInput({ errors: [{ pointer, code, message }] });

/** The one refusal of a name that is not there and of one the caller may not use. */
export const noSuchField = (pointer: string, message: string): Problem =>
  fieldNotAvailable({ errors: [{ pointer, code: fieldNotAvailable.code, message }] });
