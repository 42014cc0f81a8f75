import { z } from 'zod';

const flag = z.enum(['on', 'off']).transform((value) => value === 'on');

const issuer = z
  .strictObject({
    /** The `iss` of its tokens, compared to the letter. */
    issuer: z.url(),
    /** Where its public keys are: an address, or the key set itself. */
    jwksUrl: z.url().optional(),
    jwks: z.object({ keys: z.array(z.record(z.string(), z.unknown())).min(1) }).optional(),
    audience: z.string().min(1),
    tenantId: z.uuid(),
    algorithms: z
      .array(z.enum(['RS256', 'ES256', 'EdDSA']))
      .min(1)
      .default(['RS256', 'ES256', 'EdDSA']),
    /** The `typ` its tokens carry; 'any' for the identity providers that send none. */
    type: z.string().default('at+jwt'),
    /** The claim that identifies a token, and the one that names the membership where a user has several. */
    tokenIdClaim: z.string().default('jti'),
    membershipClaim: z.string().default('requisite_membership'),
  })
  .refine(
    ({ jwksUrl, jwks }) => (jwksUrl === undefined) !== (jwks === undefined),
    'an issuer has either jwksUrl or jwks',
  );

export type IssuerConfig = z.output<typeof issuer>;

const shape = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Where the embedded database and the development secret are kept. */
  DATA_DIRECTORY: z.string().default('.data'),
  /** At least 32 characters; keys of tokens' digests and of cursors derive from it. */
  REQUISITE_SECRET: z.string().min(32).optional(),
  ISSUERS: z
    .string()
    .default('[]')
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue('is not JSON');
        return z.NEVER;
      }
    })
    .pipe(z.array(issuer)),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).optional(),
  POOL_SIZE: z.coerce.number().int().min(1).max(100).default(8),
  /** Whether this process also runs reactions and timers; a separate `npm run work` can do it instead. */
  WORKER: flag.default(true),
  GRAPHIQL: flag.optional(),
  INTROSPECTION: flag.optional(),
  /** What a scraper of /metrics sends as its bearer token; without it, only this machine may ask. */
  METRICS_TOKEN: z.string().min(16).optional(),
  /** A JSON file of GraphQL documents; where it is given, no others are run. */
  TRUSTED_DOCUMENTS: z.string().min(1).optional(),
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((value) => value.split(',').filter(Boolean))
    .refine((origins) => !origins.includes('*'), 'name origins; * is refused'),
  /** Addresses or networks of proxies whose X-Forwarded-For is believed. */
  TRUST_PROXY: z
    .string()
    .default('')
    .transform((value) => value.split(',').filter(Boolean)),
  /** Requests a minute that one token may send. */
  RATE_LIMIT: z.coerce.number().int().min(1).default(6000),
  /** Refused credentials a minute that one address may send before its guesses are not even looked up. */
  FAILED_AUTHENTICATION_LIMIT: z.coerce.number().int().min(1).default(120),
  /** Seconds that a stopping process keeps answering while its proxy learns of it. */
  DRAIN_SECONDS: z.coerce.number().min(0).max(60).default(0),
});

export interface Config {
  environment: 'development' | 'test' | 'production';
  host: string;
  port: number;
  databaseUrl: string | undefined;
  dataDirectory: string;
  secret: string | undefined;
  issuers: readonly IssuerConfig[];
  logLevel: string;
  poolSize: number;
  worker: boolean;
  graphiql: boolean;
  introspection: boolean;
  metricsToken: string | undefined;
  trustedDocuments: string | undefined;
  corsOrigins: readonly string[];
  trustProxy: readonly string[];
  rateLimit: number;
  failedAuthenticationLimit: number;
  drainSeconds: number;
}

/** Reads the environment once. Every bad variable is named with its rule; a value is never printed. */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const parsed = shape.safeParse(environment);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The configuration is not valid:\n${lines.join('\n')}`);
  }
  const values = parsed.data;
  const production = values.NODE_ENV === 'production';
  if (production && !values.REQUISITE_SECRET) {
    throw new Error(
      'The configuration is not valid:\n  REQUISITE_SECRET: is required in production (32 characters or more)',
    );
  }
  if (production && !values.DATABASE_URL) {
    throw new Error(
      'The configuration is not valid:\n  DATABASE_URL: is required in production; the embedded database is for development',
    );
  }
  return {
    environment: values.NODE_ENV,
    host: values.HOST,
    port: values.PORT,
    databaseUrl: values.DATABASE_URL,
    dataDirectory: values.DATA_DIRECTORY,
    secret: values.REQUISITE_SECRET,
    issuers: values.ISSUERS,
    // In development the terminal is for the newcomer; a line a request is for whoever collects them.
    logLevel: values.LOG_LEVEL ?? (production ? 'info' : 'warn'),
    poolSize: values.POOL_SIZE,
    worker: values.WORKER,
    graphiql: values.GRAPHIQL ?? !production,
    introspection: values.INTROSPECTION ?? !production,
    metricsToken: values.METRICS_TOKEN,
    trustedDocuments: values.TRUSTED_DOCUMENTS,
    corsOrigins: values.CORS_ORIGINS,
    trustProxy: values.TRUST_PROXY,
    rateLimit: values.RATE_LIMIT,
    failedAuthenticationLimit: values.FAILED_AUTHENTICATION_LIMIT,
    drainSeconds: values.DRAIN_SECONDS,
  };
}
