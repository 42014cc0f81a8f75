import { connect } from 'node:net';
import type { Inspect } from './ports.ts';

const chunkBytes = 65_536;
const mostReply = 4_096;

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

/** What clamd says of the bytes (INSTREAM, as its manual has it), within so many milliseconds. */
function ask(host: string, port: number, content: Buffer, milliseconds: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal: AbortSignal.timeout(milliseconds) });
    let reply = '';
    const settle = () => {
      socket.destroy();
      if (reply.includes('\0')) resolve(reply.slice(0, reply.indexOf('\0')));
      else reject(new Error('clamd hung up before it answered'));
    };
    socket.setEncoding('latin1');
    socket.on('error', reject);
    socket.on('data', (text) => {
      reply = (reply + String(text)).slice(0, mostReply);
      if (reply.includes('\0')) settle();
    });
    socket.on('end', settle);
    socket.write('zINSTREAM\0');
    for (let at = 0; at < content.length; at += chunkBytes) {
      const chunk = content.subarray(at, at + chunkBytes);
      socket.write(lengthOf(chunk.length));
      socket.write(chunk);
    }
    socket.write(lengthOf(0));
  });
}

/** A scanner that asks clamd over TCP; fails where it does not answer, so that the file waits. */
export const clamdInspect =
  ({ host, port }: { host: string; port: number }, milliseconds = 30_000): Inspect =>
  async (content) => {
    const reply = await ask(host, port, content, milliseconds);
    if (/^stream: OK$/.test(reply)) return null;
    const found = /^stream: (.+) FOUND$/.exec(reply)?.[1];
    if (found) return found.slice(0, 200);
    throw new Error('clamd could not scan');
  };
