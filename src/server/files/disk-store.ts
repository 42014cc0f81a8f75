import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathOf, type ContentKey, type ContentStore } from './ports.ts';

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Keeps files below a directory of this machine: a file is there whole under its name, or not at all. */
export function diskStore(directory: string): ContentStore {
  const placeOf = (key: ContentKey) => join(directory, pathOf(key));
  return {
    async keep(key, { path }) {
      const place = placeOf(key);
      await mkdir(dirname(place), { recursive: true, mode: 0o700 });
      try {
        await rename(path, place);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
        await copyFile(path, `${place}.part`);
        await sync(`${place}.part`);
        await rename(`${place}.part`, place);
      }
      // The name is durable once its directories are.
      for (let at = dirname(place); at.length >= directory.length; at = dirname(at)) await sync(at);
    },
    async read(key) {
      const place = placeOf(key);
      await stat(place);
      return createReadStream(place);
    },
    async remove(key) {
      await rm(placeOf(key), { force: true });
    },
  };
}
