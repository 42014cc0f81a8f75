import { createReadStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import type { S3Config } from './settings.ts';
import { pathOf, type ContentStore } from './ports.ts';

const mostTries = 3;
const connectMilliseconds = 5_000;
const silentMilliseconds = 30_000;

const ignore = () => undefined;
/** What goes wrong is thrown, and said in our own log. */
const silent = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

/** Whether the storage has refused for good: what a client did wrong is wrong the next time too. */
function isFinal(error: unknown): boolean {
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0;
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/** Keeps files in a bucket of S3-compatible storage; the client library is loaded when the first one is. */
export function s3Store({ bucket, endpoint, region, pathStyle, credentials }: S3Config): ContentStore {
  const open = async () => {
    const library = await import('@aws-sdk/client-s3');
    const client = new library.S3Client({
      region,
      forcePathStyle: pathStyle,
      maxAttempts: mostTries,
      logger: silent,
      // Storage other than Amazon's knows no trailing checksums; what is kept is compared by our own.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: connectMilliseconds, socketTimeout: silentMilliseconds },
      ...(endpoint !== undefined && { endpoint }),
      ...(credentials && { credentials }),
    });
    return { library, client };
  };
  let opened: ReturnType<typeof open> | undefined;
  const s3 = () => (opened ??= open());
  return {
    async keep(key, { path, size }, mediaType) {
      const { library, client } = await s3();
      // The library does not try a stream again, which it cannot rewind.
      for (let tries = 1; ; tries += 1) {
        const body = createReadStream(path);
        try {
          await client.send(
            new library.PutObjectCommand({
              Bucket: bucket,
              Key: pathOf(key),
              Body: body,
              ContentLength: size,
              ContentType: mediaType,
            }),
          );
          return;
        } catch (error) {
          if (tries === mostTries || isFinal(error)) throw error;
          await sleep(100 * 2 ** tries);
        } finally {
          body.destroy();
        }
      }
    },
    async read(key) {
      const { library, client } = await s3();
      const { Body } = await client.send(new library.GetObjectCommand({ Bucket: bucket, Key: pathOf(key) }));
      return Body as Readable;
    },
    async remove(key) {
      const { library, client } = await s3();
      await client.send(new library.DeleteObjectCommand({ Bucket: bucket, Key: pathOf(key) }));
    },
  };
}
