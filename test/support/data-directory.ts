import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where services of the calling process keep what belongs beside their database; made by the first that does. */
export const dataDirectory = join(tmpdir(), `requisite-test-${randomBytes(6).toString('hex')}`);

/** Takes it away; the end of the process does too, where it comes to one. */
export const removeDataDirectory = (): void => rmSync(dataDirectory, { recursive: true, force: true });
process.once('exit', removeDataDirectory);
