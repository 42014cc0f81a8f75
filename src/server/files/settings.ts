import { z } from 'zod';
import { knownMediaTypes, standardFileRules, type FileRules } from '../../kernel/file-rules.ts';

const mebibyte = 1_048_576;
const known: readonly string[] = knownMediaTypes;

/** How files are taken, scanned, stored and kept. */
export const fileSettings = {
  /** The largest file that is taken; a scanner holds one whole file at a time. */
  FILE_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(256 * mebibyte)
    .default(standardFileRules.mostBytes),
  /** Media types that are taken, comma-separated, of those that can be told from the bytes. */
  FILE_TYPES: z
    .string()
    .default(known.join(','))
    .transform((value) => value.split(',').filter(Boolean))
    .refine((types) => types.length > 0 && types.every((type) => known.includes(type)), {
      message: `names types of ${known.join(', ')}`,
    }),
  /** Days after its content came, by the tenant's clock, for which a file is kept; 2555 are seven years. */
  FILE_RETENTION_DAYS: z.coerce.number().int().min(1).max(36_500).default(2_555),
  /** host:port of a clamd that scans beside the built-in scanner. */
  CLAMD_ADDRESS: z
    .string()
    .regex(/^(\[[0-9a-fA-F:]+\]|[^\s:/]+):\d{1,5}$/, 'is host:port')
    .optional(),
  /** A bucket of S3-compatible storage; without one, files are under the data directory. */
  FILES_S3_BUCKET: z.string().min(3).max(63).optional(),
  FILES_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  FILES_S3_REGION: z.string().min(1).default('us-east-1'),
  /** On for storage that has buckets in the path instead of the host's name. */
  FILES_S3_PATH_STYLE: z
    .enum(['on', 'off'])
    .default('off')
    .transform((value) => value === 'on'),
  /** Without them the client library looks where it always does: its own variables, files, the machine's role. */
  FILES_S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  FILES_S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
};

const shape = z.object(fileSettings);
type Settings = z.output<typeof shape>;

/** Where and how an S3-compatible store is reached. */
export interface S3Config {
  bucket: string;
  endpoint: string | undefined;
  region: string;
  pathStyle: boolean;
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
}

/** The same, named for use. */
export interface FilesConfig extends FileRules {
  retentionDays: number;
  clamd: { host: string; port: number } | undefined;
  s3: S3Config | undefined;
}

/** What is wrong with the settings together, as sentences. */
export function fileFaults(values: Settings, isProduction: boolean): string[] {
  const faults: string[] = [];
  const {
    FILES_S3_ACCESS_KEY_ID: id,
    FILES_S3_SECRET_ACCESS_KEY: secret,
    FILES_S3_ENDPOINT: endpoint,
  } = values;
  if ((id === undefined) !== (secret === undefined))
    faults.push('FILES_S3_SECRET_ACCESS_KEY: stands beside FILES_S3_ACCESS_KEY_ID, or neither does');
  if (values.FILES_S3_BUCKET === undefined && (endpoint !== undefined || id !== undefined))
    faults.push('FILES_S3_BUCKET: is required where other settings of the storage are given');
  if (isProduction && endpoint?.startsWith('http:'))
    faults.push('FILES_S3_ENDPOINT: is reached over https in production');
  return faults;
}

/** The settings as they were given, under the names the code uses. */
export function filesConfigOf(values: Settings): FilesConfig {
  const at = values.CLAMD_ADDRESS?.lastIndexOf(':') ?? 0;
  const { FILES_S3_ACCESS_KEY_ID: accessKeyId, FILES_S3_SECRET_ACCESS_KEY: secretAccessKey } = values;
  return {
    mostBytes: values.FILE_BYTES,
    mediaTypes: values.FILE_TYPES,
    retentionDays: values.FILE_RETENTION_DAYS,
    clamd: values.CLAMD_ADDRESS
      ? {
          host: values.CLAMD_ADDRESS.slice(0, at).replace(/^\[|\]$/g, ''),
          port: Number(values.CLAMD_ADDRESS.slice(at + 1)),
        }
      : undefined,
    s3: values.FILES_S3_BUCKET
      ? {
          bucket: values.FILES_S3_BUCKET,
          endpoint: values.FILES_S3_ENDPOINT,
          region: values.FILES_S3_REGION,
          pathStyle: values.FILES_S3_PATH_STYLE,
          credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
        }
      : undefined,
  };
}
