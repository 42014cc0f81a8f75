import { isUtf8 } from 'node:buffer';

const mostLineBytes = 64 * 1024 * 1024;

/** The lines of a stream of bytes, each ended by one \n, as text. Throws where one has no end, is no UTF-8 or beyond 64 MiB. */
export async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  let kept = 0;
  let number = 0;
  const take = (end: Buffer): string => {
    number += 1;
    const line = rest.length === 0 ? end : Buffer.concat([...rest, end]);
    rest = [];
    kept = 0;
    if (!isUtf8(line)) throw new Error(`line ${number} is not UTF-8`);
    return line.toString('utf8');
  };
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      yield take(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start < chunk.length) {
      rest.push(chunk.subarray(start));
      kept += chunk.length - start;
      if (kept > mostLineBytes) throw new Error(`line ${number + 1} is too long`);
    }
  }
  if (rest.length > 0) throw new Error(`line ${number + 1} has no end: the file was cut off`);
}
