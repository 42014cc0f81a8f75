import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { atEndOfFile } from './end-of-file.ts';

/** A bucket over HTTP, as S3 has it, path style; it takes signed requests only. */
export interface ObjectStorage {
  url: string;
  objects: Map<string, { content: Buffer; type: string | undefined }>;
  /** Requests that came, as `PUT /bucket/key`. */
  asked: string[];
  /** So many of the next requests are answered 503. */
  failing: number;
  /** Requests of this method are answered 503. */
  refusing: string | undefined;
}

const signed = ({ headers }: IncomingMessage): boolean =>
  /^AWS4-HMAC-SHA256 Credential=key-id\/\d{8}\/eu-test-1\/s3\/aws4_request, SignedHeaders=\S*host\S*, Signature=[0-9a-f]{64}$/.test(
    headers.authorization ?? '',
  );

/** Opens one, closed when the test file ends. */
export async function openObjectStorage(): Promise<ObjectStorage> {
  const storage: ObjectStorage = { url: '', objects: new Map(), asked: [], failing: 0, refusing: undefined };
  const server: Server = createServer((request, response) => {
    void (async () => {
      const path = new URL(request.url!, 'http://storage').pathname;
      const content = await buffer(request);
      storage.asked.push(`${request.method} ${path}`);
      const answer = (status: number, body: Buffer | string = '') => response.writeHead(status).end(body);
      if (!signed(request)) return answer(403, '<Error><Code>AccessDenied</Code></Error>');
      if (storage.failing > 0 || request.method === storage.refusing) {
        storage.failing = Math.max(0, storage.failing - 1);
        return answer(503, '<Error><Code>SlowDown</Code></Error>');
      }
      const held = storage.objects.get(path);
      if (request.method === 'PUT') {
        if (Number(request.headers['content-length']) !== content.length) return answer(411);
        storage.objects.set(path, { content, type: request.headers['content-type'] });
        return answer(200);
      }
      if (request.method === 'DELETE') {
        storage.objects.delete(path);
        return answer(204);
      }
      return held ? answer(200, held.content) : answer(404, '<Error><Code>NoSuchKey</Code></Error>');
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  storage.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  atEndOfFile(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return storage;
}
