import { z } from 'zod';
import { productionFaults } from './production.ts';
import { fileFaults, filesConfigOf, fileSettings, type FilesConfig } from './files/settings.ts';
import { jsonSetting } from './json-setting.ts';
import { withSecretFiles } from './secret-files.ts';
import { sourceSettings, type SourceSettings } from './sources/settings.ts';
import { misplacedTimeouts, timeoutSettings, timeoutsOf, type Timeouts } from './timeouts.ts';

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
  /** Where callers reach this service: the issuer and the audience of the tokens that it signs. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine((text) => new URL(text).origin === text.replace(/\/$/, ''), 'is scheme, host and port, no path')
    .transform((text) => new URL(text).origin)
    .optional(),
  /** Days after which a new key signs them. */
  KEY_ROTATION_DAYS: z.coerce.number().int().min(1).max(3_650).default(90),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Off says that a database elsewhere is reached over a private network without TLS. */
  DATABASE_TLS: flag.default(true),
  /** Whether the service applies migrations before it listens; a separate `npm run migrate` can do it instead. */
  MIGRATE: flag.default(true),
  /** Where the embedded database and the development secret are kept. */
  DATA_DIRECTORY: z.string().default('.data'),
  /** At least 32 characters; keys of tokens' digests and of cursors derive from it. */
  REQUISITE_SECRET: z.string().min(32).optional(),
  ISSUERS: jsonSetting.pipe(z.array(issuer)),
  PRIMARY_SOURCES: sourceSettings,
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).optional(),
  /** Connections for requests, for heavy reads, for exports, for the worker. */
  POOL_SIZE: z.coerce.number().int().min(1).max(100).default(8),
  REPORT_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(4),
  EXPORT_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(4),
  JOB_POOL_SIZE: z.coerce.number().int().min(2).max(100).default(4),
  /** Requests that may wait for a connection of a pool; one tenant's may be half of them. */
  QUEUE_LIMIT: z.coerce.number().int().min(2).max(10_000).default(200),
  /** Requests that may be under way in the process, and milliseconds its event loop may lag, before others are sent away. */
  IN_FLIGHT_LIMIT: z.coerce.number().int().min(1).max(100_000).default(2_000),
  EVENT_LOOP_LIMIT: z.coerce.number().int().min(10).max(60_000).default(500),
  ...timeoutSettings,
  /** A collector's address (OTLP over HTTP); where it is given, every request is a span there. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** Whether this process also runs reactions and timers; a separate `npm run work` can do it instead. */
  WORKER: flag.default(true),
  /** An Ed25519 private key (PEM, PKCS#8) that signs the heads of audit logs; in development one is made in the data directory. */
  AUDIT_KEY_FILE: z.string().min(1).optional(),
  /** A directory outside the database where signed heads are kept; `audit-heads` in the data directory where none is given. */
  AUDIT_HEADS: z.string().min(1).optional(),
  /** Where analysts' SQL tools reach the database, host or host:port; where the service does if it is not given. */
  ANALYST_ADDRESS: z
    .string()
    .regex(/^([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?$/i, 'is a host or host:port')
    .optional(),
  /** Sessions that analysts' logins may have, all together. */
  ANALYST_SESSIONS: z.coerce.number().int().min(1).max(1_000).default(20),
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
  /** Requests a minute that one membership may send, by whatever tokens, and all of a tenant together. */
  RATE_LIMIT: z.coerce.number().int().min(1).default(6000),
  TENANT_RATE_LIMIT: z.coerce.number().int().min(1).default(30_000),
  /** Refused credentials a minute that one address may send before its guesses are not even looked up. */
  FAILED_AUTHENTICATION_LIMIT: z.coerce.number().int().min(1).default(120),
  /** The largest file that an import takes. */
  IMPORT_BYTES: z.coerce.number().int().min(1).default(1_073_741_824),
  IMPORT_ROWS: z.coerce.number().int().min(1).max(2_000_000_000).default(2_000_000),
  ...fileSettings,
  /** Seconds that a stopping process keeps answering while its proxy learns of it. */
  DRAIN_SECONDS: z.coerce.number().min(0).max(60).default(0),
});

export interface Config {
  environment: 'development' | 'test' | 'production';
  host: string;
  port: number;
  publicUrl: string;
  keyRotationDays: number;
  databaseUrl: string | undefined;
  migrate: boolean;
  dataDirectory: string;
  secret: string | undefined;
  issuers: readonly IssuerConfig[];
  sources: readonly SourceSettings[];
  logLevel: string;
  poolSize: number;
  reportPoolSize: number;
  exportPoolSize: number;
  jobPoolSize: number;
  queueLimit: number;
  inFlightLimit: number;
  eventLoopLimit: number;
  timeouts: Timeouts;
  traceCollector: string | undefined;
  worker: boolean;
  auditKeyFile: string | undefined;
  auditHeads: string | undefined;
  analystAddress: string | undefined;
  analystSessions: number;
  graphiql: boolean;
  introspection: boolean;
  metricsToken: string | undefined;
  trustedDocuments: string | undefined;
  corsOrigins: readonly string[];
  trustProxy: readonly string[];
  rateLimit: number;
  tenantRateLimit: number;
  failedAuthenticationLimit: number;
  importBytes: number;
  importRows: number;
  files: FilesConfig;
  drainSeconds: number;
}

/** Reads the environment once. Every bad variable is named with its rule; a value is never printed. */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const parsed = shape.safeParse(withSecretFiles(environment));
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The configuration is not valid:\n${lines.join('\n')}`);
  }
  const values = parsed.data;
  const misplaced = misplacedTimeouts(values);
  if (misplaced.length > 0) throw new Error(`The configuration is not valid:\n  ${misplaced.join('\n  ')}`);
  const production = values.NODE_ENV === 'production';
  const faults = [...fileFaults(values, production), ...(production ? productionFaults(values) : [])];
  if (faults.length > 0) throw new Error(`The configuration is not valid:\n  ${faults.join('\n  ')}`);
  return {
    environment: values.NODE_ENV,
    host: values.HOST,
    port: values.PORT,
    publicUrl:
      values.PUBLIC_URL ??
      `http://${values.HOST.includes(':') ? `[${values.HOST}]` : values.HOST}:${values.PORT}`,
    keyRotationDays: values.KEY_ROTATION_DAYS,
    databaseUrl: values.DATABASE_URL,
    migrate: values.MIGRATE,
    dataDirectory: values.DATA_DIRECTORY,
    secret: values.REQUISITE_SECRET,
    issuers: values.ISSUERS,
    sources: values.PRIMARY_SOURCES,
    // In development the terminal is for the newcomer; a line a request is for whoever collects them.
    logLevel: values.LOG_LEVEL ?? (production ? 'info' : 'warn'),
    poolSize: values.POOL_SIZE,
    reportPoolSize: values.REPORT_POOL_SIZE,
    exportPoolSize: values.EXPORT_POOL_SIZE,
    jobPoolSize: values.JOB_POOL_SIZE,
    queueLimit: values.QUEUE_LIMIT,
    inFlightLimit: values.IN_FLIGHT_LIMIT,
    eventLoopLimit: values.EVENT_LOOP_LIMIT,
    timeouts: timeoutsOf(values),
    traceCollector: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    worker: values.WORKER,
    auditKeyFile: values.AUDIT_KEY_FILE,
    auditHeads: values.AUDIT_HEADS,
    analystAddress: values.ANALYST_ADDRESS,
    analystSessions: values.ANALYST_SESSIONS,
    graphiql: values.GRAPHIQL ?? !production,
    introspection: values.INTROSPECTION ?? !production,
    metricsToken: values.METRICS_TOKEN,
    trustedDocuments: values.TRUSTED_DOCUMENTS,
    corsOrigins: values.CORS_ORIGINS,
    trustProxy: values.TRUST_PROXY,
    rateLimit: values.RATE_LIMIT,
    tenantRateLimit: values.TENANT_RATE_LIMIT,
    failedAuthenticationLimit: values.FAILED_AUTHENTICATION_LIMIT,
    importBytes: values.IMPORT_BYTES,
    importRows: values.IMPORT_ROWS,
    files: filesConfigOf(values),
    drainSeconds: values.DRAIN_SECONDS,
  };
}
