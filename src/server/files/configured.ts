import { join } from 'node:path';
import type { Config } from '../config.ts';
import { clamdInspect } from './clamd.ts';
import { diskStore } from './disk-store.ts';
import { inspect } from './inspect.ts';
import type { ContentStore, Inspect } from './ports.ts';
import { s3Store } from './s3-store.ts';
import { Spool } from './spool.ts';

type Where = Pick<Config, 'dataDirectory' | 'files'>;

/** The configured store: a bucket, or a directory beside the rest of the service's data. */
export const contentStore = ({ dataDirectory, files }: Where): ContentStore =>
  files.s3 ? s3Store(files.s3) : diskStore(join(dataDirectory, 'files', 'kept'));

/** On the same disk as the directory, so that what has come is moved and not copied. */
export const spoolOf = ({ dataDirectory }: Where): Spool =>
  new Spool(join(dataDirectory, 'files', 'incoming'));

/** The scanners a file goes through, in order. */
export const inspectionsOf = ({ files: { clamd } }: Where): Inspect[] =>
  clamd ? [inspect, clamdInspect(clamd)] : [inspect];
