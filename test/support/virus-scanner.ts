import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { atEndOfFile } from './end-of-file.ts';

/** A clamd that knows one virus: the word VIRUS. */
export interface VirusScanner {
  address: string;
  /** How it takes the next streams: answers, hangs up, says that it cannot, or says nothing. */
  mood: 'answers' | 'hangs up' | 'fails' | 'is silent';
  scanned: number;
}

const command = Buffer.from('zINSTREAM\0');

/** The content of a whole INSTREAM, or undefined while it comes. */
function contentIn(received: Buffer): Buffer | undefined {
  if (received.length < command.length) return undefined;
  if (!received.subarray(0, command.length).equals(command)) throw new Error('no INSTREAM');
  const chunks: Buffer[] = [];
  for (let at = command.length; at + 4 <= received.length;) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}

/** Opens one, closed when the test file ends. */
export async function openVirusScanner(): Promise<VirusScanner> {
  const scanner: VirusScanner = { address: '', mood: 'answers', scanned: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    let received = Buffer.alloc(0);
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes as Buffer]);
      const content = contentIn(received);
      if (!content) return;
      scanner.scanned += 1;
      if (scanner.mood === 'is silent') return;
      if (scanner.mood === 'hangs up') return void socket.end();
      if (scanner.mood === 'fails') return void socket.end('INSTREAM size limit exceeded. ERROR\0');
      socket.end(content.includes('VIRUS') ? 'stream: Test.Virus FOUND\0' : 'stream: OK\0');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scanner.address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  atEndOfFile(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return scanner;
}
